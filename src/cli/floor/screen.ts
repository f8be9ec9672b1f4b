// The whole terminal as one picture: the other screen is shown while it is used, and what stood there before comes back.
import type { Size } from './frame.ts';

export interface Screen {
  size(): Size;
  draw(lines: readonly string[]): void;
  close(): void;
}

const OTHER_SCREEN = '\u001b[?1049h\u001b[?25l';
const FIRST_SCREEN = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const REST_OF_LINE = '\u001b[K';
const REST_OF_SCREEN = '\u001b[J';

/** Each picture is written over the one before in one piece, so that nothing flickers. */
export function openScreen(stdout: Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'> = process.stdout): Screen {
  stdout.write(OTHER_SCREEN);
  return {
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    draw: (lines) => void stdout.write(`${HOME}${lines.map((line) => `${line}${REST_OF_LINE}`).join('\r\n')}${REST_OF_SCREEN}`),
    close: () => void stdout.write(FIRST_SCREEN),
  };
}

const ESCAPE = '\u001b';
const words: Readonly<Record<string, string>> = { '\r': 'enter', '\n': 'enter', '\t': 'tab', '\u007f': 'back', '\b': 'back' };
const arrows: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left' };

/**
 * Characters into keys: an arrow comes as three of them. Escape by itself counts at once, and what follows it as an arrow
 * does not count again as letters.
 */
export function keysOf(pressed: (key: string) => void): (character: string) => void {
  let sequence = '';
  return (character) => {
    if (sequence === ESCAPE && (character === '[' || character === 'O')) sequence += character;
    else if (sequence.length > 1) {
      if (/[0-9;]/.test(character)) return;
      sequence = '';
      const arrow = arrows[character];
      if (arrow !== undefined) pressed(arrow);
    } else {
      sequence = character === ESCAPE ? ESCAPE : '';
      pressed(character === ESCAPE ? 'escape' : words[character] ?? character);
    }
  };
}
