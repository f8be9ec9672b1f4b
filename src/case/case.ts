// A case as a directory, a file or the API gives it, read once into the values the rest trusts.

import { z } from 'zod';
import { readLanguage } from '../language/tag.ts';
import { readPhone } from '../phone/number.ts';
import { readCaseNumber } from './number.ts';
import { PRIORITIES, readPriority } from './priority.ts';
import { readTimeSpan } from './time-span.ts';

/** Names, ids and titles; a longer one is a description in the wrong field. */
export const CASE_TEXT_MAX = 500;
/** Care Plus names six contacts; their phones, desks and mobiles stay well below this. */
export const PHONES_MAX = 20;
export const CERTIFICATIONS_MAX = 50;
/** What a year-old P1 gathers; older entries belong to the directory, not to a call. */
export const TIMELINE_MAX = 1_000;

const text = z.string().trim().min(1, 'expected some text, got none').max(CASE_TEXT_MAX, `expected at most ${CASE_TEXT_MAX} characters`);

/**
 * Takes what `read` makes of a text, or says what was expected. The input side stays a plain string, so that a JSON Schema can be drawn from it.
 */
function readBy<T>(read: (input: string) => T | undefined, expected: string) {
  return z.string().max(CASE_TEXT_MAX).transform((input, context): T => {
    const value = read(input);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `expected ${expected}, got ${JSON.stringify(input)}` });
    return z.NEVER;
  });
}

/** YAML reads twelve bare digits as a number. A schema has no clock: whether the date has come is asked where the number is keyed. */
const number = z
  .union([z.string(), z.number().int()], { error: 'expected a case number such as 2006-0811-0120' })
  .transform(String)
  .pipe(
    readBy((input) => {
      const read = readCaseNumber(input, Infinity);
      return read.ok ? read.number : undefined;
    }, 'a case number such as 2006-0811-0120, with a real date'),
  );

const status = readBy((input) => {
  const word = input.trim().toLowerCase();
  return word === 'open' || word === 'closed' ? word : undefined;
}, 'open or closed');

const priority = readBy(readPriority, PRIORITIES.join(', '));

/** National forms are completed by whoever knows the country of the directory, before they come here. */
const phone = readBy((input) => {
  const read = readPhone(input);
  return read.ok ? read.number : undefined;
}, 'a phone number with its country, such as +14085550100');

const language = readBy(readLanguage, 'a language tag such as en or es-MX');

/** Files say `yes`, programs say true. */
const yesNo = z.union([z.boolean(), z.enum(['yes', 'no', 'true', 'false'])], { error: 'expected yes or no' }).transform((value) => value === true || value === 'yes' || value === 'true');

const INSTANT = 'expected a time with its offset, such as 2026-03-10T09:00:00Z';

/** Kept in milliseconds since 1970; written with an offset, because a time without one is an argument waiting to happen. */
const instant = z
  .union([z.number().int(), z.iso.datetime({ offset: true, error: INSTANT })], { error: INSTANT })
  .transform((value) => (typeof value === 'number' ? value : Date.parse(value)));

const day = z.iso.date({ error: 'expected a date such as 2026-12-31' });

const SPAN = 'expected a time such as 1 hour, 8 business hours or 3 business days';

/** Written in words, or as it was read before. */
const span = z.union(
  [
    z.object({ unit: z.enum(['clock', 'business']), ms: z.number().int().positive() }),
    z.object({ unit: z.literal('business-days'), days: z.number().int().positive() }),
    readBy(readTimeSpan, 'a time'),
  ],
  { error: SPAN },
);

export const PLANS = ['none', 'warranty', 'care', 'care-plus'] as const;
export type Plan = (typeof PLANS)[number];
export const ENTITLEMENTS = ['active', 'expired', 'none'] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];

const certification = z.looseObject({
  /** Product family; a certification for another one counts for nothing. */
  family: text,
  /** The last day it holds. */
  validUntil: day.optional(),
});

const contact = z.looseObject({
  name: text.optional(),
  phones: z.array(phone).max(PHONES_MAX).default([]),
  language: language.optional(),
  region: text.optional(),
  certifications: z.array(certification).max(CERTIFICATIONS_MAX).default([]),
  /** A certified expert goes first only when employed by an end customer. */
  employer: z.enum(['end-customer', 'partner']).optional(),
});

/** Only number, status and priority are required; fields we do not know are kept, since a rule or a hook may use them. */
export const caseSchema = z.looseObject({
  number,
  status,
  priority,
  /** Id of the engineer who owns the case for its whole life, and of who stands in. */
  assignedTo: text.optional(),
  deputy: text.optional(),
  /** Product family. */
  product: text.optional(),
  serial: text.optional(),
  /** Region of the site. */
  region: text.optional(),
  site: text.optional(),
  siteId: text.optional(),
  account: text.optional(),
  plan: z.enum(PLANS).optional(),
  entitlement: z.enum(ENTITLEMENTS).optional(),
  /** The partner who holds the contract, if one does. */
  partner: text.optional(),
  /** Id of the service manager of a Care Plus customer. */
  serviceManager: text.optional(),
  /** At the next technical level. */
  escalated: yesNo.optional(),
  title: text.optional(),
  contact: contact.optional(),
  /** Where this customer was promised other times than the priority gives. */
  targets: z.looseObject({ response: span.optional(), updates: span.optional() }).optional(),
  openedAt: instant.optional(),
  modifiedAt: instant.optional(),
  timeline: z.array(z.looseObject({ at: instant, what: text })).max(TIMELINE_MAX).optional(),
});

export type Case = z.output<typeof caseSchema>;
export type CaseInput = z.input<typeof caseSchema>;
export type Contact = z.output<typeof contact>;

/** Reads a case, or lists everything that is wrong with it, each with its place. */
export function readCase(input: unknown): { ok: true; case: Case } | { ok: false; problems: string[] } {
  const read = caseSchema.safeParse(input);
  if (read.success) return { ok: true, case: read.data };
  return { ok: false, problems: read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`) };
}

function placeOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return steps.join('').replace(/^\./, '') || 'case';
}
