// Where a command writes and reads: data on stdout, everything else on stderr, so that a pipe gets the data alone.
import { styleText } from 'node:util';
import { openScreen, type Screen } from './floor/screen.ts';
import { withEnvFile } from './env-file.ts';

export interface Terminal {
  /** Data, on stdout. */
  out(text: string): void;
  /** Words about it, on stderr. */
  tell(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout may be coloured. */
  colour: boolean;
  /** Single keys as they are pressed, until the returned function is called; absent where nobody sits there. */
  keys?: (pressed: (key: string) => void) => () => void;
  /** Takes the whole terminal for pictures; absent where stdout is none. */
  screen?: () => Screen;
  /** What a pipe or a file brings, at most so many characters of it; absent where somebody sits there. */
  input?: (most: number) => Promise<string>;
  /** The system's wish that files be read anew (SIGHUP); absent where somebody sits there, whose closed window it would mean. */
  onHangup?: (run: () => void) => () => void;
  /** Interrupt from the keyboard or the system. */
  onInterrupt(run: () => void): () => void;
}

export type Tone = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Whether there are colours was settled once; Node would ask its own stdout again. */
export const paint = ({ colour }: Pick<Terminal, 'colour'>, tone: Tone, text: string): string => (colour ? styleText(tone, text, { validateStream: false }) : text);

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const env = withEnvFile(process.env, process.cwd());
  return {
    out: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${text}\n`),
    env,
    colour: mayColour(stdout.isTTY, env),
    ...(stdout.isTTY && { screen: () => openScreen(stdout) }),
    ...(stdin.isTTY ? { keys: rawKeys } : { input: piped, onHangup }),
    onInterrupt(run) {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, run);
      return () => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, run);
      };
    },
  };
}

function onHangup(run: () => void): () => void {
  process.on('SIGHUP', run);
  return () => void process.off('SIGHUP', run);
}

/** NO_COLOR counts whatever it says, unless it is empty (no-color.org). */
export const mayColour = (isTTY: boolean, env: Terminal['env']): boolean => isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';

async function piped(most: number): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > most) break;
  }
  return text.slice(0, most);
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** In raw mode the terminal hands Ctrl-C to us like any key. */
function rawKeys(pressed: (key: string) => void): () => void {
  const { stdin } = process;
  const read = (text: string) => {
    for (const key of text) {
      if (key === CTRL_C || key === CTRL_D) process.kill(process.pid, 'SIGINT');
      else pressed(key);
    }
  };
  stdin.setRawMode(true).setEncoding('utf8').on('data', read).resume();
  return () => {
    stdin.off('data', read).setRawMode(false).pause();
  };
}
