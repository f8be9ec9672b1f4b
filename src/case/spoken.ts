// Digits as people say them: "two zero zero six", "double oh", "twenty oh six", "dos mil seis".

import type { SpokenWord } from './spoken-words.ts';
import { SPOKEN_WORDS } from './spoken-words.ts';

/** A case number said in the longest way, with "my case number is" before it, has some forty words. */
const WORDS_MAX = 60;
const CHARACTERS_MAX = 600;

/** A number being said: "twenty" may still become twenty-six, or twenty thousand. */
interface Open {
  /** Its digits so far, as a value. */
  value: number;
  /** What may still be added to it: below this. 1 means nothing. */
  room: number;
}

interface Heard {
  digits: string;
  open?: Open | undefined;
  /** How often the next digit counts, after "double". */
  times: number;
}

/**
 * The digits in what was heard, or undefined if a word in it is no number: half a number is worse than "please say it again". `language` is a
 * language tag; in a language without a table digits written as digits are still read. How many there are is for the caller of this to judge.
 */
export function readSpokenDigits(text: string, language: string): string | undefined {
  if (text.length > CHARACTERS_MAX) return undefined;
  const table = SPOKEN_WORDS[language.toLowerCase().split(/[-_]/)[0] ?? ''] ?? {};
  const words = wordsOf(text);
  if (words.length > WORDS_MAX) return undefined;
  let heard: Heard | undefined = { digits: '', times: 1 };
  for (const word of words) {
    heard = hear(heard, /^\d+$/.test(word) ? { kind: 'written', digits: word } : table[word]);
    if (heard === undefined) return undefined;
  }
  if (heard.times > 1) return undefined;
  return close(heard).digits || undefined;
}

/** Small letters, no accents, nothing but words: "Veintiséis" is veintiseis, "oh-eight" is two words, "it's" is its. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '').toLowerCase();
  return plain.match(/\d+|[^\s\d.,;:!?#\u002d\u2010-\u2015]+/g) ?? [];
}

function hear(heard: Heard, word: SpokenWord | { kind: 'written'; digits: string } | undefined): Heard | undefined {
  if (word === undefined) return undefined;
  switch (word.kind) {
    case 'filler':
      return heard;
    case 'repeat':
      return heard.times > 1 ? undefined : { ...close(heard), times: word.times };
    case 'written':
      return { digits: close(heard).digits + repeated(word.digits, heard.times), times: 1 };
    case 'number':
      return hearNumber(heard, word.value, word.room);
    case 'hundred':
    case 'thousand':
      return multiply(heard, word.kind === 'hundred' ? 100 : 1_000);
  }
}

/** "Twenty" then "six" is one number while there is room; otherwise a new one begins. */
function hearNumber(heard: Heard, value: number, room: number): Heard | undefined {
  if (heard.times > 1) {
    return value > 9 ? undefined : { digits: heard.digits + repeated(String(value), heard.times), times: 1 };
  }
  const { open } = heard;
  if (open && value > 0 && value < open.room) return { ...heard, open: { value: open.value + value, room } };
  return { ...close(heard), open: { value, room } };
}

/** "Two" then "thousand"; a bare "mil" is one thousand. Only what was said last is multiplied: "two six thousand" is 2, 6000. */
function multiply(heard: Heard, by: number): Heard | undefined {
  if (heard.times > 1) return undefined;
  const value = heard.open?.value ?? 1;
  if (value === 0 || value >= 100) return undefined;
  return { ...heard, open: { value: value * by, room: by } };
}

function close({ digits, open, times }: Heard): Heard {
  return { digits: digits + (open ? String(open.value) : ''), times };
}

function repeated(digits: string, times: number): string {
  return digits.length === 1 ? digits.repeat(times) : digits;
}
