// Texts in portions that a service takes: so many at once, so many characters; what is longer is cut between sentences, else between words.
import { unbroken } from './protect.ts';
import type { Limits } from './translator.ts';

/** A piece of a text, and the blanks behind it, which services do not keep. */
export interface Piece {
  text: string;
  gap: string;
}

const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text));
const fits = (text: string, { characters, bytes = Infinity }: Limits): boolean => text.length <= characters && (text.length * 6 <= bytes || bytesOf(text) <= bytes);

const SENTENCES = /[^.!?。！？\n]*[.!?。！？\n]+\s*|[^.!?。！？\n]+$/gu;
const WORDS = /\s*\S+\s*/gu;

/** The pieces with their gaps are the text again. */
export function pieces(text: string, limits: Limits): Piece[] {
  return cut(text, limits, [SENTENCES, WORDS, unbroken()]).map(pieceOf);
}

const pieceOf = (text: string): Piece => ({ text: text.trimEnd(), gap: text.slice(text.trimEnd().length) });

function cut(text: string, limits: Limits, [between, ...finer]: readonly RegExp[]): string[] {
  if (fits(text, limits) || between === undefined) return [text];
  return together((text.match(between) ?? [text]).flatMap((part) => cut(part, limits, finer)), limits);
}

/** As few as there can be, in order. */
function together(parts: readonly string[], limits: Limits): string[] {
  const made: string[] = [];
  let current = '';
  for (const part of parts) {
    if (current !== '' && !fits(current + part, limits)) {
      made.push(current);
      current = '';
    }
    current += part;
  }
  return current === '' ? made : [...made, current];
}

/** In order; each portion is one request. */
export function portions<T extends { text: string }>(all: readonly T[], { texts, characters, bytes = Infinity }: Limits): T[][] {
  const made: T[][] = [];
  let [long, heavy] = [0, 0];
  for (const one of all) {
    const [characterCount, byteCount] = [one.text.length, bytesOf(one.text) + 1];
    const last = made.at(-1);
    if (last && last.length < texts && long + characterCount <= characters && heavy + byteCount <= bytes) last.push(one);
    else {
      made.push([one]);
      [long, heavy] = [0, 0];
    }
    long += characterCount;
    heavy += byteCount;
  }
  return made;
}
