// The small values of a centre file, as people write them: durations, phone numbers, countries, names.
import { readTimeSpan, type TimeSpan } from '../case/time-span.ts';
import { z } from 'zod';
import { readLanguage } from '../language/tag.ts';
import { readPhone } from '../phone/number.ts';
import type { E164 } from '../phone/number.ts';

// Whoever reads a file hands every scalar over as the text it was written as, so that `+12025550101` keeps its plus.

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
type Unit = keyof typeof SECONDS;

/** `30s`, `2m`, `4h`, `7d`, or plain seconds; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const [, amount, unit = 's'] = /^(\d{1,7})\s*([smhd])?$/.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) * SECONDS[unit as Unit];
}

/** `90s`, `2m`: the largest unit that leaves nothing over. */
export function writeDuration(seconds: number): string {
  const unit = (['d', 'h', 'm'] as const).find((name) => seconds > 0 && seconds % SECONDS[name] === 0) ?? 's';
  return `${seconds / SECONDS[unit]}${unit}`;
}

/** A duration in whole seconds between two bounds, both allowed, which the message names. */
export function duration(least: string, most: string) {
  const [from = 0, to = 0] = [readDuration(least), readDuration(most)];
  return z.string().transform((text, context) => {
    const seconds = readDuration(text);
    if (seconds !== undefined && seconds >= from && seconds <= to) return seconds;
    context.addIssue({ code: 'custom', message: `expected a time from ${least} to ${most}, such as ${writeDuration(from > 0 ? from : Math.min(to, 30))}` });
    return z.NEVER;
  });
}

/** A promised time with the clock it runs on. */
export const promise = z.string().transform((text, context): TimeSpan => {
  const span = readTimeSpan(text);
  if (span) return span;
  context.addIssue({ code: 'custom', message: 'expected a time such as 1 hour, 8 business hours or 3 business days' });
  return z.NEVER;
});

export function whole(least: number, most: number) {
  return z.string().transform((text, context) => {
    const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
    if (number !== undefined && number >= least && number <= most) return number;
    context.addIssue({ code: 'custom', message: `expected a whole number from ${least} to ${most}` });
    return z.NEVER;
  });
}

/** What a file says as `yes` or `no`. */
export const yesNo = z.enum(['yes', 'no', 'true', 'false'], 'expected yes or no').transform((word) => word === 'yes' || word === 'true');

/** A sentence or two for the voice: what is longer keeps callers from what they came for. */
export const spokenText = z.string().trim().min(1, 'expected some words').max(200, 'expected at most 200 characters: callers hear it before they can choose');

/** Names that files and addresses use: they stand in URLs, in classes such as `team:engineers`, and after slashes in the API. */
export const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'expected a name of lower-case letters, digits and dashes');

/** Agents may bring the ids they have elsewhere. */
export const agentId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'expected letters, digits, dashes and underscores, a letter or digit first');

/** What people call something; it is shown, and never used to find anything. */
export const title = z.string().trim().min(1, 'expected some words').max(120, 'expected at most 120 characters');

/** Any notation, with the country: whose a national number would be, nobody can tell from a file. */
export const phone = z.string().transform((text, context): E164 => {
  const read = readPhone(text);
  if (read.ok && read.extension === undefined) return read.number;
  const message = read.ok ? 'expected a number without an extension' : 'expected a phone number with + and its country, such as +1 202 555 0101';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Asks the language data of the runtime, which knows every code in use and which ones only look right, such as UK. */
const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

export const country = z.string().transform((text, context) => {
  const known = /^[A-Z]{2}$/.test(text) && names.of(text) !== undefined;
  const current = known ? new Intl.Locale(`und-${text}`).region ?? text : text;
  if (known && current === text && text !== 'ZZ') return text;
  const message = known && current !== text ? `the code of this country is ${current}` : 'expected the two capital letters of a country, such as US';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

export const language = z.string().transform((text, context): string => {
  const read = readLanguage(text);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: 'expected a language tag such as en, pt or zh' });
  return z.NEVER;
});

/** A list without repetitions; the message points at the second of two. */
export function distinct<Item extends z.ZodType>(item: Item, least = 0) {
  return z.array(item).min(least, 'expected at least one').superRefine((list, context) => {
    for (const [index, value] of list.entries()) {
      if (list.indexOf(value) < index) context.addIssue({ code: 'custom', path: [index], message: 'stands here twice' });
    }
  });
}
