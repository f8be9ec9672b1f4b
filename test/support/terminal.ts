// A terminal that a test reads, and whose keys it presses.
import type { Terminal } from '../../src/cli/terminal.ts';

export interface TestTerminal extends Terminal {
  /** Everything on stdout, and on stderr. */
  readonly stdout: string;
  readonly stderr: string;
  /** What the screen shows, where it was taken; undefined before and after. */
  readonly shown: string | undefined;
  press(keys: string): void;
  interrupt(): void;
}

export function testTerminal({ env = {}, seated = false, input = '', size = { columns: 100, rows: 24 } }: { env?: Terminal['env']; seated?: boolean; input?: string; size?: { columns: number; rows: number } } = {}): TestTerminal {
  const written = { out: '', tell: '' };
  let shown: string | undefined;
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
    ...(seated && { screen: () => ({ size: () => size, draw: (lines: readonly string[]) => void (shown = lines.join('\n')), close: () => void (shown = undefined) }) }),
    onInterrupt: (run) => listen(interrupts, run),
    get stdout() { return written.out; },
    get stderr() { return written.tell; },
    get shown() { return shown; },
    press: (keys) => [...keys].forEach((key) => readers.forEach((read) => read(key))),
    interrupt: () => [...interrupts].forEach((run) => run()),
  };
}
