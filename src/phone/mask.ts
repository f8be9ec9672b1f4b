// Numbers for the log: enough to tell two calls apart, too little to ring anybody.

import { getCountries, getCountryCallingCode, parseDigits } from 'libphonenumber-js/max';

const DOT = '•';

/** Two digits tell neighbouring log lines apart; more would narrow a person down inside a company's block of numbers. */
const SHOWN_LAST = 2;

/** Below this a shown tail would be most of the number. */
const MASKED_WHOLE_BELOW = 6;

/** The shortest national number worth hiding in free text; below are ports, status codes, durations and extensions. */
const PHONE_DIGITS_MIN = 7;

const CALLING_CODES = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));

/** `+442079460123` → `+44••••••••23`. Whatever is not a number is hidden whole: it may be somebody's name. */
export function mask(number: string): string {
  const digits = parseDigits(number);
  const strange = /[^\p{Nd}+＋\s()./\u2010-\u2015-]/u.test(number);
  if (strange || digits.length < MASKED_WHOLE_BELOW) return DOT.repeat(Math.min(Math.max(number.length, 1), MASKED_WHOLE_BELOW));
  const code = /^\s*[+＋]/.test(number) ? callingCode(digits) : '';
  const hidden = digits.length - code.length - SHOWN_LAST;
  return `${code && '+'}${code}${DOT.repeat(hidden)}${digits.slice(-SHOWN_LAST)}`;
}

/** Calling codes are prefix-free, so the first that fits is the one. */
function callingCode(digits: string): string {
  return [1, 2, 3].map((length) => digits.slice(0, length)).find((prefix) => CALLING_CODES.has(prefix)) ?? '';
}

// What a log line holds that has many digits and is nobody's number: a date, with or without its time, and an address of a machine.
const DATE = String.raw`(?<![\p{Nd}+])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?![ -]?\p{Nd}(?!\d:))`;
const MACHINE = String.raw`(?<![\p{Nd}+.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![.\p{Nd}])`;
// Digits with at most three separators between two of them: "+1 (408) 555-0100", "200608110120", "2006-0811-0120".
const RUN = String.raw`\+?\(?\p{Nd}(?:[ \t\u00a0()./\u2010-\u2015-]{0,3}\p{Nd}){${PHONE_DIGITS_MIN - 1},}`;
const NUMBERS = new RegExp(`(?<plain>${DATE}|${MACHINE})|${RUN}`, 'gu');

/**
 * Masks every run of digits that could be a phone number or a case number in free text. It errs towards hiding: a number of
 * thirteen digits that was a timestamp is no loss, the caller's number in a log shipped elsewhere is.
 */
export function maskText(text: string): string {
  return text.replace(NUMBERS, (...match) => {
    const [run, offset, groups] = [String(match[0]), match.at(-3) as number, match.at(-1) as { plain?: string }];
    return groups.plain !== undefined || insideIdentifier(text, offset, run.length) ? run : mask(run);
  });
}

/** Shorter than the provider's call ids and our own, longer than a word that people glue to a number. */
const IDENTIFIER_LENGTH_MIN = 24;

/** Opaque ids are long unbroken runs of letters and digits; digits inside one of them ring nobody, and the log is of no use without ids. */
function insideIdentifier(text: string, offset: number, length: number): boolean {
  const [before = ''] = /[A-Za-z0-9]*$/.exec(text.slice(Math.max(0, offset - 64), offset)) ?? [];
  const [after = ''] = /^[A-Za-z0-9]*/.exec(text.slice(offset + length, offset + length + 64)) ?? [];
  const letters = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after);
  return letters && /^[0-9]+$/.test(text.slice(offset, offset + length)) && before.length + length + after.length >= IDENTIFIER_LENGTH_MIN;
}
