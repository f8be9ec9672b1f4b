// Who is on the line, as far as the carrier's From field can say.

import type { E164 } from './number.ts';
import { readPhone } from './number.ts';

export type Caller =
  | { kind: 'number'; number: E164; country?: string; tollFree: boolean }
  | { kind: 'withheld' }
  | { kind: 'sip'; address: string }
  | { kind: 'client'; name: string };

/** What carriers write in place of a number when the caller hides it, or when the network before them lost it. */
const WITHHELD_WORDS = [
  'anonymous',
  'restricted',
  'unavailable',
  'unknown',
  'blocked',
  'private',
  'withheld',
  'hidden',
  'unidentified',
] as const;

/**
 * Some carriers spell those words on the telephone keypad, since the field must look like a number: ANONYMOUS is keyed
 * 2-6-6-6-9-6-6-8-7 and arrives as +266696687, UNAVAILABLE as +86282452253. Read as numbers they would be in Lesotho and in China.
 */
const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'] as const;

function keyed(word: string): string {
  return [...word].map((letter) => KEYPAD.findIndex((letters) => letters.includes(letter)) + 2).join('');
}

/**
 * RESTRICTED has ten keys and so also turns up with a North American 1 before it. That one could be somebody's number; taking it for
 * hidden costs them a question, taking it for a number could have us call a stranger back.
 */
const WITHHELD = new Set<string>([
  ...WITHHELD_WORDS,
  ...WITHHELD_WORDS.map(keyed),
  ...WITHHELD_WORDS.map(keyed).filter((keys) => keys.length === 10).map((keys) => `1${keys}`),
]);

/** SIP hides a caller behind this domain (RFC 3323), or behind one of the words above as user. */
const HIDDEN_DOMAIN = /@anonymous\.invalid$/i;

/** Longer than any address a carrier passes on; more is somebody trying something. */
const FROM_MAX = 256;

/** Reads a From field. Whatever it cannot make sense of is a caller we do not know; it never throws. */
export function readCaller(from: string): Caller {
  const text = from.trim();
  if (text === '' || text.length > FROM_MAX) return { kind: 'withheld' };
  const [, scheme = '', rest = ''] = /^(sips?|client|tel):(.*)$/is.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'client':
      return rest === '' ? { kind: 'withheld' } : { kind: 'client', name: rest };
    case 'sip':
    case 'sips':
      return readSip(text, rest);
    case 'tel':
      return readNumber(rest);
    default:
      return readNumber(text);
  }
}

function readSip(address: string, rest: string): Caller {
  const [bare = ''] = rest.split(/[;?]/);
  const [user = ''] = bare.split('@');
  return bare === '' || isWithheld(user) || HIDDEN_DOMAIN.test(bare) ? { kind: 'withheld' } : { kind: 'sip', address };
}

function readNumber(text: string): Caller {
  if (isWithheld(text)) return { kind: 'withheld' };
  // Providers other than ours sometimes dial through: 00 is how most of the world writes the plus.
  const phone = readPhone(text.replace(/^00(?=[1-9])/, '+'));
  if (!phone.ok) return { kind: 'withheld' };
  const country = phone.country === undefined ? {} : { country: phone.country };
  return { kind: 'number', number: phone.number, ...country, tollFree: phone.kind === 'toll-free' };
}

function isWithheld(text: string): boolean {
  return WITHHELD.has(text.toLowerCase().replace(/^\+/, '').replace(/[\s"<>]/g, ''));
}
