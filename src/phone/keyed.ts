// A telephone number as somebody keys it: digits alone, as they would dial it at home or from abroad.
import type { E164 } from './number.ts';
import { readPhone } from './number.ts';

/** How the world dials out: 00, and 011 from North America. */
const ABROAD = /^(?:00|011)(?=[1-9])/;

/** A number of their own country first, and with its country code where that is none. */
export function keyedNumber(digits: string, country?: string): E164 | undefined {
  const abroad = ABROAD.test(digits) ? [`+${digits.replace(ABROAD, '')}`] : [];
  for (const text of [...abroad, digits, `+${digits}`]) {
    const read = readPhone(text, country);
    if (read.ok && read.extension === undefined) return read.number;
  }
  return undefined;
}
