// Phone numbers: anything a person or a system writes, read into one E.164 value with what is known about it.

import type { CountryCode, NumberType } from 'libphonenumber-js/max';
import { isSupportedCountry, parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';

/** A number as the carrier wants it: a plus, the calling code, the national number, nothing else. */
export type E164 = string & { readonly __e164: never };

export type PhoneKind =
  | 'fixed'
  | 'mobile'
  | 'fixed-or-mobile'
  | 'toll-free'
  | 'premium'
  | 'shared-cost'
  | 'personal'
  | 'voip'
  | 'pager'
  | 'uan'
  | 'unknown';

export interface Phone {
  ok: true;
  number: E164;
  /** ISO 3166, two letters; absent where the number belongs to no single country. */
  country?: string;
  kind: PhoneKind;
  /** Keys to press after the answer, when they were written along. Never part of `number`. */
  extension?: string;
}

export type PhoneRefusal = 'not-a-number' | 'too-short' | 'too-long' | 'not-possible';

/** More than any number written with spaces, brackets and an extension; a longer text is not a number. */
export const PHONE_INPUT_MAX = 64;

/** North America and the Caribbean share one calling code, and one pool of toll-free numbers. */
const SHARED_TOLL_FREE_CODE = '1';

/**
 * Reads a number in international form, or in national form when `defaultCountry` says whose. A number of the
 * right length is read even if its range is not in service (its kind is then `unknown`): a customer's switchboard is often newer than
 * our numbering table, and numbers reserved for samples are in no table at all. Whether it may be dialled is `mayDial`'s question.
 */
export function readPhone(input: string, defaultCountry?: string): Phone | { ok: false; why: PhoneRefusal } {
  if (input.length > PHONE_INPUT_MAX) return { ok: false, why: 'not-a-number' };
  const text = input.trim().replace(/^tel:/i, '');
  const options = { extract: false, ...countryOption(defaultCountry) };
  const parsed = parsePhoneNumberFromString(text, options);
  // Why not is read anew, and only then: nearly every number is one.
  if (!parsed?.isPossible()) return { ok: false, why: lengthRefusal(validatePhoneNumberLength(text, options)) ?? (parsed ? 'not-possible' : 'not-a-number') };
  const kind = kindOf(parsed.getType());
  const country = kind === 'toll-free' && parsed.countryCallingCode === SHARED_TOLL_FREE_CODE ? undefined : parsed.country;
  return {
    ok: true,
    number: parsed.number as unknown as E164,
    ...(country && { country }),
    kind,
    ...(parsed.ext && { extension: parsed.ext }),
  };
}

function countryOption(country: string | undefined): { defaultCountry?: CountryCode } {
  return country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
}

/** A national number without a country is no number to us: we never guess whose it is. */
function lengthRefusal(result: ReturnType<typeof validatePhoneNumberLength>): PhoneRefusal | undefined {
  switch (result) {
    case undefined:
      return undefined;
    case 'TOO_SHORT':
      return 'too-short';
    case 'TOO_LONG':
      return 'too-long';
    case 'INVALID_LENGTH':
      return 'not-possible';
    case 'NOT_A_NUMBER':
    case 'INVALID_COUNTRY':
      return 'not-a-number';
  }
}

const KINDS: Record<NonNullable<NumberType>, PhoneKind> = {
  FIXED_LINE: 'fixed',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixed-or-mobile',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared-cost',
  PERSONAL_NUMBER: 'personal',
  VOIP: 'voip',
  PAGER: 'pager',
  UAN: 'uan',
  // A number that only ever reaches a mailbox is of no use to anybody here.
  VOICEMAIL: 'unknown',
};

function kindOf(type: NumberType): PhoneKind {
  return type === undefined ? 'unknown' : KINDS[type];
}
