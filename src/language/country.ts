// The language to greet a caller in when nothing but the country of the number is known.

/**
 * One language a country, the one most callers from there would choose; where several are equals (CA, BE, SG) the one most business is done in.
 * Only a first guess: the first menu says key 9 in every language of the line.
 */
const COUNTRIES: Record<string, string> = {
  en: 'US CA GB AU NZ IE ZA IN SG PH MT JM BS BB TT BZ GY NG GH KE UG ZM ZW BW NA MY GG JE IM GI BM KY AG AI DM GD KN LC MS TC VC VG VI GU MP AS',
  es: 'MX ES AR BO CL CO CR CU DO EC GQ GT HN NI PA PE PR PY SV UY VE',
  fr: 'FR BE LU MC SN CI CM ML BF NE TG BJ GA CG CD MG GP MQ GF RE YT NC PF PM BL MF HT',
  de: 'DE AT CH LI',
  pt: 'BR PT AO MZ CV GW ST',
  ja: 'JP',
  zh: 'CN TW HK MO',
  ko: 'KR',
  // Not spoken by the sample centre; the caller is offered an interpreter instead of a wrong guess.
  it: 'IT SM VA',
  nl: 'NL SR AW CW',
  da: 'DK',
  sv: 'SE',
  nb: 'NO',
  fi: 'FI',
  is: 'IS',
  pl: 'PL',
  cs: 'CZ',
  sk: 'SK',
  hu: 'HU',
  ro: 'RO MD',
  bg: 'BG',
  el: 'GR CY',
  tr: 'TR',
  uk: 'UA',
  ru: 'RU BY KZ KG',
  he: 'IL',
  ar: 'SA AE EG JO LB KW QA BH OM YE IQ SY LY TN DZ MA SD',
  th: 'TH',
  vi: 'VN',
  id: 'ID',
};

const BY_COUNTRY = new Map(
  Object.entries(COUNTRIES).flatMap(([language, countries]) => countries.split(' ').map((country) => [country, language] as const)),
);

/** By ISO 3166 letters; undefined where we would only be guessing. */
export function languageOfCountry(country: string): string | undefined {
  return BY_COUNTRY.get(country.toUpperCase());
}
