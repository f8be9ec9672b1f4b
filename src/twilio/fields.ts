// Reads single fields of a webhook, each bounded and checked. What cannot be read says which field it was, never what stood in it.
import type { Form } from './form.ts';

/** Goes no further than `readWebhook`, which makes a value of it. */
export class Unreadable extends Error {}

export interface Rule<T> {
  expected: string;
  /** The value, or undefined where the text is not one. */
  read: (text: string) => T | undefined;
}

const matching = (pattern: RegExp, expected: string): Rule<string> => ({ expected, read: (text) => (pattern.test(text) ? text : undefined) });

/** Our ids and the carrier's alike: opaque, and safe in an address. */
export const id = matching(/^[A-Za-z0-9_-]{8,64}$/, 'an id of 8 to 64 letters, digits, - or _');

export const keys = matching(/^[0-9*#]{0,64}$/, 'at most 64 keys 0-9, * or #');

/** A number or an address of a caller, or whatever stands in its place when it is withheld; phone/caller.ts reads it. */
export const address: Rule<string> = { expected: 'at most 256 characters', read: (text) => (text.length <= 256 ? text : undefined) };

export const upTo = (most: number): Rule<number> => ({
  expected: `a whole number from 0 to ${most}`,
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined),
});

export const among = <T>(values: Readonly<Record<string, T>>): Rule<T> => ({
  expected: `one of ${Object.keys(values).join(', ')}`,
  read: (text) => (Object.hasOwn(values, text) ? values[text] : undefined),
});

export function need<T>(from: Form, name: string, rule: Rule<T>): T {
  const text = from.get(name);
  const value = text === null ? undefined : rule.read(text);
  if (value === undefined) throw new Unreadable(`${name} is ${text === null ? 'missing' : 'not readable'}, expected ${rule.expected}`);
  return value;
}

/** A field that may be missing, or empty, which counts as missing. */
export function mayHave<T>(from: Form, name: string, rule: Rule<T>): T | undefined {
  const text = from.get(name);
  return text === null || text === '' ? undefined : need(from, name, rule);
}
