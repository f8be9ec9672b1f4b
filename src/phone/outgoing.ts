// The gate every outgoing number passes: who may be rung, paged, texted or transferred to. Counts and caps are kept elsewhere.

import { parseDigits } from 'libphonenumber-js/max';
import { DIALLABLE_DIGITS_MIN, isEmergency } from './emergency.ts';
import type { E164, Phone, PhoneKind } from './number.ts';
import { readPhone } from './number.ts';
import { sampleCountry } from './sample.ts';

export type OutgoingUse = 'callback' | 'transfer' | 'text' | 'page' | 'agent';

export type OutgoingRefusal =
  | 'not-a-number'
  | 'country'
  | 'premium'
  | 'shared-cost'
  | 'personal'
  | 'unknown-type'
  | 'emergency'
  | 'short';

/** Nobody is called back more often, however many promises there are; a day begins with its first call. */
export const CALLBACKS_A_DAY_MAX = 3;
export const CALLBACK_DAY_MS = 24 * 3_600_000;

/** Whether a number that was called back so often in its day may be called once more, so much later. */
export const mayCallAgain = (called: number, laterMs: number): boolean => called < CALLBACKS_A_DAY_MAX || laterMs >= CALLBACK_DAY_MS;

export interface OutgoingRules {
  /** ISO 3166 letters of the countries we ring. A calling code is not a country: +1 876 is Jamaica. */
  countries: readonly string[];
  /**
   * Lets numbers reserved for samples through though no numbering table knows their type. True in lab mode only, where nothing
   * leaves the machine; on a real line a number of unknown type is the usual shape of a costly one.
   */
  samples?: boolean;
}

/** What the kind of a number says about dialling it. A pager is dear to ring and cheap to page. */
const BY_KIND: Record<PhoneKind, 'any use' | 'pages only' | OutgoingRefusal> = {
  'fixed': 'any use',
  'mobile': 'any use',
  'fixed-or-mobile': 'any use',
  'toll-free': 'any use',
  'voip': 'any use',
  'uan': 'any use',
  'pager': 'pages only',
  'premium': 'premium',
  'shared-cost': 'shared-cost',
  'personal': 'personal',
  'unknown': 'unknown-type',
};

/** Ring-through services that look like subscribers: 976 exchanges charge by the minute, 555-1212 by the inquiry. */
const NORTH_AMERICAN_PREMIUM = /^\+1\d{3}(?:976\d{4}|5551212)$/;

/** North American toll-free numbers have no country; they are rung where one of the countries that share them is. */
const TOLL_FREE_SHARERS = ['US', 'CA'];

/** Takes only E.164: a number that still needs a country guessed is not ready to be dialled. */
export function mayDial(
  number: string,
  rules: OutgoingRules,
  use: OutgoingUse,
): { ok: true; number: E164 } | { ok: false; why: OutgoingRefusal } {
  if (isEmergency(number)) return { ok: false, why: 'emergency' };
  if (isShort(number)) return { ok: false, why: 'short' };
  const phone = readPhone(number);
  // A number without its extension rings somebody else, and keys sent after the answer are how toll fraud gets further.
  if (!phone.ok || phone.extension !== undefined) return { ok: false, why: 'not-a-number' };
  const why = refusalOf(phone, rules, use);
  return why ? { ok: false, why } : { ok: true, number: phone.number };
}

function isShort(number: string): boolean {
  const digits = parseDigits(number);
  if (digits === '') return false;
  const phone = readPhone(number);
  return digits.length < DIALLABLE_DIGITS_MIN || (!phone.ok && phone.why === 'too-short');
}

function refusalOf(phone: Phone, rules: OutgoingRules, use: OutgoingUse): OutgoingRefusal | undefined {
  const sample = rules.samples === true ? sampleCountry(phone.number, phone.country) : undefined;
  if (phone.kind === 'unknown' && !phone.country && !sample) return 'unknown-type';
  if (!isServed(phone, sample, rules.countries)) return 'country';
  if (NORTH_AMERICAN_PREMIUM.test(phone.number)) return 'premium';
  const verdict = BY_KIND[phone.kind];
  if (verdict === 'any use' || (verdict === 'pages only' && use === 'page')) return undefined;
  if (verdict === 'pages only') return 'unknown-type';
  return verdict === 'unknown-type' && sample ? undefined : verdict;
}

function isServed(phone: Phone, sample: string | undefined, countries: readonly string[]): boolean {
  const country = phone.country ?? sample;
  if (country !== undefined) return countries.includes(country);
  const shared = phone.kind === 'toll-free' && phone.number.startsWith('+1');
  return shared && TOLL_FREE_SHARERS.some((sharer) => countries.includes(sharer));
}
