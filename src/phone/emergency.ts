// Emergency numbers in any notation. This line is not for emergency calls, and must never place one by mistake.

import { getCountries, getCountryCallingCode, parseDigits, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * Emergency and crisis numbers of the world, two and three digits. Other short numbers (inquiries, operators, repair)
 * are refused as short, so a country missing here costs the word in the journal, not the protection.
 */
const EMERGENCY = new Set([
  ...['112', '911', '999', '000', '08'], // most of the world; GB and its neighbours; AU; AM dial 08 from some networks
  ...['15', '17', '18', '114', '115', '119', '196', '191', '197'], // FR, and much of francophone Africa
  ...['110', '111', '113', '116', '117', '118', '120', '122', '123', '125', '126', '127', '128', '129'], // DE JP CN, NZ, NO IT, CH, EG
  ...['133', '141', '144', '140', '147', '143', '145', '150', '155', '158', '166'], // AT, CH, CZ SK, GR
  ...['100', '101', '102', '103', '104', '105', '106', '107', '108', '109'], // IN, IL, UA KZ, AU for text phones, HU
  ...['01', '02', '03', '04'], // the older numbers of RU and its neighbours
  ...['190', '192', '193', '194', '195', '198', '199', '180', '181', '185', '188'], // BR, TH, RO, PT, NG
  ...['061', '062', '066', '068', '080', '088', '091', '092'], // ES, MX
  ...['900', '901', '902', '990', '991', '992', '993', '994', '995', '996', '997', '998'], // SA, AE, MW
  ...['988', '933'], // crisis lines of North America
]);

/** No subscriber anywhere has a number this short, calling code included (Niue's and Saint Helena's have seven and eight digits). */
export const DIALLABLE_DIGITS_MIN = 7;

const CALLING_CODES = [...new Set<string>(getCountries().map((country) => getCountryCallingCode(country)))];

/** A calling code and the longest area codes (five digits) before three digits: anything longer is a subscriber. */
const BEHIND_AREA_CODE_DIGITS_MAX = 3 + 5 + 3;

/** What people and switches put before a number to leave the country, or the building. */
const WAYS_OUT = ['00', '011', '0011', '010', '9', '0', '1'];

/**
 * True for 112 however it is written: `9-1-1`, `+911` (which a parser takes for India), `+1911`, `+44 999`, `00 49 112`,
 * and behind an area code where a network would still put it through (`+49 30 112`).
 */
export function isEmergency(input: string): boolean {
  const digits = parseDigits(input);
  return digits.length <= BEHIND_AREA_CODE_DIGITS_MAX && (isShortForm(digits) || isBehindAreaCode(input));
}

/** Strips ways out and calling codes in every combination that leaves two or three digits, and looks those up. */
function isShortForm(digits: string): boolean {
  const dialled = [digits, ...without(digits, WAYS_OUT)];
  const national = dialled.flatMap((rest) => [rest, ...without(rest, CALLING_CODES)]);
  const local = national.flatMap((rest) => [rest, ...without(rest, ['0'])]);
  return local.some((rest) => EMERGENCY.has(rest));
}

function without(digits: string, prefixes: readonly string[]): string[] {
  return prefixes.filter((prefix) => digits.startsWith(prefix)).map((prefix) => digits.slice(prefix.length));
}

/**
 * Where numbers vary in length, an area code and 112 make a valid subscriber number. The table's own way of grouping shows it: a
 * trunk zero with the area code, then nothing but the emergency number.
 */
function isBehindAreaCode(input: string): boolean {
  const groups = parsePhoneNumberFromString(input, { extract: false })?.formatNational().split(/[\s-]+/) ?? [];
  const [area = '', subscriber = ''] = groups;
  return groups.length === 2 && area.startsWith('0') && EMERGENCY.has(subscriber);
}
