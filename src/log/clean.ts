// What an entry of the log may hold: numbers masked, secrets taken out, long and deep values cut short.
import { mask, maskText } from '../phone/mask.ts';

/** A stack trace fits; a whole document or a recording does not belong in a log. */
export const LOG_TEXT_MAX = 4_000;
const LIST_MAX = 50;
const DEPTH_MAX = 6;

const HIDDEN = '[hidden]';

/** Fields whose value is a secret whatever it looks like. */
const SECRET_NAMES = /^(authorization|cookie|set-cookie|x-twilio-signature)$|pass(word|wd)|secret|(^|[^a-z])pins?$|tokens?$/i;
/** Fields that hold somebody's address: a number too short to look like one, or a name in a SIP address. */
const ADDRESS_NAMES = /^(from|to|caller|called|phones?|number|msisdn|forwardedFrom|callerId)$/i;
/** Keys that somebody pressed may be a PIN. */
const KEY_NAMES = /^(digits|keys|pressed)$/i;

/** What the name of a field says of its value. The names we log are few; strangers' names do not fill the memory. */
interface Named {
  shown: string;
  hides: boolean;
  addresses: boolean;
}
const NAMES_MAX = 500;

export interface Cleaner {
  fields(fields: Readonly<Record<string, unknown>>): Record<string, unknown>;
  text(text: string): string;
}

export function createCleaner(secrets: readonly string[]): Cleaner {
  // The longest first: one secret may begin with another.
  const known = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  const text = (value: string) => {
    const hidden = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), value);
    return maskText(hidden.length > LOG_TEXT_MAX ? `${hidden.slice(0, LOG_TEXT_MAX)}…` : hidden);
  };
  /** Messages are sentences of ours, and few; what varies stands in the fields. */
  const messages = new Map<string, string>();
  const message = (sentence: string): string => {
    const known = messages.get(sentence);
    if (known !== undefined) return known;
    const cleaned = text(sentence);
    if (messages.size < NAMES_MAX) messages.set(sentence, cleaned);
    return cleaned;
  };
  const names = new Map<string, Named>();
  const named = (name: string): Named => {
    const known = names.get(name);
    if (known) return known;
    const made = { shown: text(name), hides: SECRET_NAMES.test(name) || KEY_NAMES.test(name), addresses: ADDRESS_NAMES.test(name) };
    if (names.size < NAMES_MAX) names.set(name, made);
    return made;
  };
  const clean = (name: string, value: unknown, depth: number): unknown => {
    if (value === undefined || value === null || typeof value === 'boolean') return value;
    const { hides, addresses } = named(name);
    if (hides) return HIDDEN;
    if (typeof value === 'string') return addresses ? mask(value) : text(value);
    if (typeof value === 'number') return addresses ? mask(String(value)) : value;
    if (typeof value !== 'object') return `[${typeof value}]`;
    if (depth > DEPTH_MAX) return '[deep]';
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[date]' : value.toISOString();
    if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
    if (value instanceof Error) return error(value, depth);
    if (Array.isArray(value)) return value.slice(0, LIST_MAX).map((item) => clean(name, item, depth + 1));
    return record(value, depth);
  };
  const record = (value: object, depth: number) => {
    const cleaned: Record<string, unknown> = {};
    let count = 0;
    for (const [key, inner] of Object.entries(value)) {
      if (++count > LIST_MAX) break;
      cleaned[named(key).shown] = clean(key, inner, depth + 1);
    }
    return cleaned;
  };
  const error = (value: Error, depth: number): Record<string, unknown> => ({
    ...record(value, depth), type: value.name, message: text(value.message), stack: text(value.stack ?? ''),
    ...(value.cause !== undefined && { cause: clean('cause', value.cause, depth + 1) }),
  });
  return { fields: (fields) => record(fields, 0), text: message };
}
