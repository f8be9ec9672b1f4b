// A terminal that a test reads, and whose keys it presses.
import type { Terminal } from '../../src/cli/terminal.ts';

export interface TestTerminal extends Terminal {
  /** Everything on stdout, and on stderr. */
  readonly stdout: string;
  readonly stderr: string;
  press(keys: string): void;
  interrupt(): void;
}

export function testTerminal({ env = {}, seated = false, input = '' }: { env?: Terminal['env']; seated?: boolean; input?: string } = {}): TestTerminal {
  const written = { out: '', tell: '' };
  const readers = new Set<(key: string) => void>();
  const interrupts = new Set<() => void>();
  const listen = <T>(set: Set<T>, one: T) => {
    set.add(one);
    return () => void set.delete(one);
  };
  return {
    env,
    colour: false,
    out: (text) => void (written.out += `${text}\n`),
    tell: (text) => void (written.tell += `${text}\n`),
    ...(!seated && { input: (most: number) => Promise.resolve(input.slice(0, most)) }),
    ...(seated && { keys: (pressed: (key: string) => void) => listen(readers, pressed) }),
    onInterrupt: (run) => listen(interrupts, run),
    get stdout() { return written.out; },
    get stderr() { return written.tell; },
    press: (keys) => [...keys].forEach((key) => readers.forEach((read) => read(key))),
    interrupt: () => [...interrupts].forEach((run) => run()),
  };
}
