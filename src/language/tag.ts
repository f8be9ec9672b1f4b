// Languages as BCP 47 tags: read, chosen among those we serve, guessed from a country.

export { languageOfCountry } from './country.ts';

/** A canonical tag: `en`, `es-MX`, `zh-Hant`, never `ES_mx` or `iw`. */
export type Language = string & { readonly __language: never };

/** Language, script, region and a variant or two; RFC 5646 §4.4.1 finds 35 characters enough for every registered tag. */
const TAG_LENGTH_MAX = 35;

/** How many wishes are looked at: a person has a few, an Accept-Language header may have any number. */
const WANTED_MAX = 20;

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/**
 * Reads a tag into its canonical form, without extensions (how somebody sorts names is nothing to a telephone). Well-formed is not enough:
 * "english" is a well-formed tag of a language that does not exist, so the language must be one that has a name.
 */
export function readLanguage(tag: string): Language | undefined {
  const text = tag.trim().replaceAll('_', '-');
  if (text === '' || text.length > TAG_LENGTH_MAX) return undefined;
  const canonical = canonicalOf(text);
  const [language] = canonical?.split('-') ?? [];
  return language !== undefined && NAMES.of(language) !== undefined ? (canonical as Language) : undefined;
}

/** The one place where a malformed tag is an answer and not an error. */
function canonicalOf(text: string): string | undefined {
  try {
    return new Intl.Locale(text).baseName;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Tongue {
  /** As it was given: that is the name of the locale file. */
  given: string;
  tag: string;
  language: string;
  script: string;
  region: string;
  /** True when the tag names no region, and so speaks for all of them. */
  general: boolean;
}

/** Bokmål is what almost everybody means by Norwegian, and half of all systems write it `no`. */
const SAME_LANGUAGE: Record<string, string> = { no: 'nb' };

function tongueOf(given: string): Tongue | undefined {
  const tag = readLanguage(given);
  if (tag === undefined) return undefined;
  const likely = new Intl.Locale(tag).maximize();
  return {
    given,
    tag,
    language: SAME_LANGUAGE[likely.language] ?? likely.language,
    script: likely.script ?? '',
    region: likely.region ?? '',
    general: new Intl.Locale(tag).region === undefined,
  };
}

type Fit = (wanted: Tongue, served: Tongue) => boolean;

const sameWriting: Fit = (wanted, served) => wanted.language === served.language && wanted.script === served.script;

/** How well a served language fits a wish, best first. Each wish tries all of these before the next wish is looked at. */
const GOOD_FITS: readonly Fit[] = [
  (wanted, served) => wanted.tag === served.tag,
  // zh-TW is zh-Hant, es is es-ES: the same once what goes without saying is said.
  (wanted, served) => sameWriting(wanted, served) && wanted.region === served.region,
  // es-MX is served by es, and a wish for any Spanish by es-MX; the same script, so zh-TW never gets zh-Hans.
  (wanted, served) => sameWriting(wanted, served) && served.general,
  (wanted, served) => sameWriting(wanted, served) && wanted.general,
];

/** Another country's way of speaking, better than a stranger's language: pt-PT by pt-BR, nynorsk by bokmål. Only when no wish fits well. */
const LAST_FITS: readonly Fit[] = [
  sameWriting,
  (wanted, served) => wanted.language === 'nn' && served.language === 'nb',
];

/**
 * The served tag that suits the wishes best (RFC 4647 lookup, with likely subtags), in the spelling it is served under, or undefined
 * if none does: then an interpreter is the honest answer, not the nearest language.
 */
export function chooseLanguage(wanted: readonly string[], served: readonly string[]): string | undefined {
  const wishes = tonguesOf(wanted.slice(0, WANTED_MAX));
  const offered = tonguesOf(served);
  return firstFit(wishes, offered, GOOD_FITS) ?? firstFit(wishes, offered, LAST_FITS);
}

function tonguesOf(tags: readonly string[]): Tongue[] {
  return tags.map(knownTongue).filter((tongue) => tongue !== undefined);
}

/** Reading a tag is dear and the tags of a centre are few: remembered, within a bound that strangers' wishes cannot move. */
const TONGUES_MAX = 500;
const tongues = new Map<string, Tongue | undefined>();

function knownTongue(given: string): Tongue | undefined {
  if (tongues.has(given)) return tongues.get(given);
  const tongue = tongueOf(given);
  if (tongues.size < TONGUES_MAX) tongues.set(given, tongue);
  return tongue;
}

function firstFit(wishes: Tongue[], offered: Tongue[], fits: readonly Fit[]): string | undefined {
  for (const wish of wishes) {
    for (const fit of fits) {
      const served = offered.find((tongue) => fit(wish, tongue));
      if (served) return served.given;
    }
  }
  return undefined;
}

/** Scripts that run from right to left, for the screens that show names and notes. */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

/** The way a language is written; left to right when the tag is none. */
export function direction(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(tongueOf(tag)?.script ?? '') ? 'rtl' : 'ltr';
}
