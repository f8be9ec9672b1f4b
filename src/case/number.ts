// Case numbers: YYYY-MMDD-NNNN, keyed as twelve digits without the dashes.

/** Twelve digits, the date of the case and its running number on that date: `200608110120`. */
export type CaseNumber = string & { readonly __caseNumber: never };

export type CaseNumberRefusal = 'not-digits' | 'length' | 'no-such-date' | 'future';

export const CASE_DIGITS = 12;

/**
 * No case still alive is older than this, so 1006 or 0206 is a slip of the finger and is asked again, not looked up. It also keeps
 * the promise of the first menu: a case number never begins with 9, the key for languages.
 */
export const CASE_YEAR_MIN = 2000;

/** A number written out with a separator after every digit is still a number; a longer text is something else. */
const INPUT_MAX = 2 * CASE_DIGITS + 8;

/** A date begins first in the zone furthest ahead of UTC (Kiribati, UTC+14). */
const EARLIEST_ZONE_MS = 14 * 3_600_000;

/**
 * Reads a case number keyed, dashed or spaced. It is refused as future only if its date has not begun anywhere on earth: the agent
 * in Sydney who opened it is a day ahead of the caller in San Francisco. Where there is no clock (a file being checked), `now` is `Infinity`.
 */
export function readCaseNumber(
  input: string,
  now: number,
): { ok: true; number: CaseNumber } | { ok: false; why: CaseNumberRefusal } {
  if (input.length > INPUT_MAX) return { ok: false, why: 'length' };
  const digits = input.normalize('NFKC').replace(/[\s\u002d\u2010-\u2015\u2212]/g, '');
  if (!/^\d*$/.test(digits)) return { ok: false, why: 'not-digits' };
  if (digits.length !== CASE_DIGITS) return { ok: false, why: 'length' };
  const date = dateOf(digits);
  if (date === undefined) return { ok: false, why: 'no-such-date' };
  if (date - EARLIEST_ZONE_MS > now) return { ok: false, why: 'future' };
  return { ok: true, number: digits as CaseNumber };
}

/** Midnight UTC of the date in the number, or undefined for a 30th of February. */
function dateOf(digits: string): number | undefined {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number) as [number, number, number];
  const midnight = Date.UTC(year, month - 1, day);
  const real = new Date(midnight).toISOString().slice(0, 10) === `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  return real && year >= CASE_YEAR_MIN ? midnight : undefined;
}

/** As it is printed and mailed: `2006-0811-0120`. */
export function dashed(number: CaseNumber): string {
  return spokenGroups(number).join('-');
}

/** The groups a voice pauses between, and a reader writes dashes between. */
export function spokenGroups(number: CaseNumber): [year: string, date: string, running: string] {
  return [number.slice(0, 4), number.slice(4, 8), number.slice(8)];
}
