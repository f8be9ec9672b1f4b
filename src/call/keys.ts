// Reads what a caller typed. It does not care which attributes of the Gather produced the string.
import { readCaseNumber } from '../case/number.ts';
import type { Pattern } from '../flow/verbs.ts';

export interface Typed {
  digits: string;
  /** The key that ended the Gather: '' for none, undefined where the carrier does not say. */
  finishedBy: string | undefined;
  /** Whether the answer came before silence could have: then an empty answer was the finish key. */
  early: boolean;
}

export type Reading =
  | { is: 'key'; key: string }
  | { is: 'number'; digits: string }
  /** `*` after digits: the caller wants to start again, which is not a miss. */
  | { is: 'start-again' }
  | { is: 'malformed' }
  | { is: 'silence' };

/**
 * A menu's answer. With a number pattern, `*` is the finish key of the first try, so that it is told at once, and `#`
 * is the thirteenth key; `2` and `2#` are the option, twelve digits with or without `#` are a case number.
 */
export function readMenu(typed: Typed, menu: { keys: readonly string[]; number?: Pattern; finishKey: '' | '#' | '*' }, now: number): Reading {
  if (menu.number === undefined) return readSingle(typed, menu.keys);
  const star = typed.digits.indexOf('*');
  const before = star < 0 ? typed.digits : typed.digits.slice(0, star);
  if (star >= 0 || typed.finishedBy === '*') {
    return before.replace(/#/g, '') === '' ? keyOr(menu.keys, '*') : { is: 'start-again' };
  }
  const digits = typed.digits.replace(/#+$/, '');
  if (digits === '') {
    if (typed.digits !== '') return { is: 'malformed' };
    return typed.finishedBy === undefined && typed.early && menu.finishKey === '*' ? keyOr(menu.keys, '*') : { is: 'silence' };
  }
  if (menu.keys.includes(digits)) return { is: 'key', key: digits };
  return readPattern(menu.number, digits, now);
}

/** The answer to `ask`: `#` alone is the key `#`. */
export function readAnswer(typed: Typed, pattern: Pattern, now: number): Reading {
  const star = typed.digits.includes('*') || typed.finishedBy === '*';
  if (star) return { is: 'start-again' };
  const digits = typed.digits.replace(/#+$/, '');
  if (digits !== '') return readPattern(pattern, digits, now);
  const pound = typed.digits !== '' || typed.finishedBy === '#' || (typed.finishedBy === undefined && typed.early);
  return pound ? { is: 'key', key: '#' } : { is: 'silence' };
}

function readSingle(typed: Typed, keys: readonly string[]): Reading {
  const key = typed.digits === '' ? (typed.finishedBy ?? '') : typed.digits.slice(0, 1);
  return key === '' ? { is: 'silence' } : keyOr(keys, key);
}

const keyOr = (keys: readonly string[], key: string): Reading => (keys.includes(key) ? { is: 'key', key } : { is: 'malformed' });

function readPattern(pattern: Pattern, digits: string, now: number): Reading {
  switch (pattern) {
    case 'digits':
      return /^\d+$/.test(digits) ? { is: 'number', digits } : { is: 'malformed' };
    case 'case-number': {
      const read = readCaseNumber(digits, now);
      return read.ok ? { is: 'number', digits: read.number } : { is: 'malformed' };
    }
  }
}
