// Prompts: what a key means in the language of whoever listens. Always answers with something that can be said.
import { cut } from './clean.ts';
import { type Line, prepareLocale, soundWith, type SpokenLocale } from './line.ts';
import { type Direction, type Locale, sourceLanguage } from './locale.ts';
import { memo } from './memo.ts';

export type PromptValue = string | number;
export type PromptValues = Readonly<Record<string, PromptValue>>;

/** A voice of the carrier, and the carrier's own tag for its language. */
export interface Voice {
  voice: string;
  language: string;
}

/** Some words in one voice. */
export interface SpeechPart {
  text: string;
  /** The tag the text is spoken with. */
  language: string;
  voice?: string;
}

export interface Speech extends SpeechPart {
  direction: Direction;
  /** Only where a prompt speaks several languages: its pieces in order, each in its own voice. `text` is all of them. */
  parts?: readonly SpeechPart[];
  /** Where somebody has recorded it, the path of the sound to play instead. */
  recorded?: string;
}

/** Something to put right in the locale files, or in who asks. It names no values: they may be personal. */
export interface PromptFault {
  code: 'no-prompt' | 'no-language' | 'no-value' | 'bad-value' | 'broken';
  key: string;
  language: string;
  detail: string;
}

export interface Prompts {
  /** What to say. Never throws and never says nothing. */
  speak(key: string, values: PromptValues, language: string): Speech;
  /** Whether this very locale has the prompt, without falling back. */
  has(language: string, key: string): boolean;
  /** The values a prompt speaks of, those it can do without included. */
  variables(key: string): readonly string[];
  locales: readonly string[];
  keys: readonly string[];
}

export interface PromptTools {
  /** The carrier's voices by the name that locale files use. */
  voices?: Readonly<Record<string, Voice>>;
  /** Told once of each fault. */
  fault?: (fault: PromptFault) => void;
}

/** Said where not even the prompt that asks for patience can be found. */
export const lastResort = 'One moment, please.';
/** Tried before the last resort, in the listener's language. */
const patienceKey = 'trouble.moment';

/** Ready sentences kept: some fifty lines of a busy day for each language, a few hundred bytes each. */
const sentencesMax = 4_096;
/** Different faults told, and different language tags remembered. */
const faultsMax = 1_000;
const tagsMax = 200;

export function createPrompts(locales: readonly Locale[], { voices = {}, fault = () => undefined }: PromptTools = {}): Prompts {
  const byLanguage = new Map(locales.map((locale) => [locale.language, locale]));
  const spoken = new Map<string, SpokenLocale>();
  const sentences = memo<Speech>(sentencesMax);
  const tags = memo<{ locale: SpokenLocale | undefined }>(tagsMax);
  const told = memo<true>(faultsMax);

  const tell = (code: PromptFault['code'], key: string, language: string, detail: string): void => {
    const id = [code, key, language, detail].join('\n');
    if (told.get(id) || told.full()) return;
    told.set(id, true);
    fault({ code, key: cut(key), language: cut(language), detail });
  };

  const soundOf = (language: string) => soundWith(voices, byLanguage.get(language), language);
  const wordIn = (locale: SpokenLocale | undefined, key: string): string | undefined =>
    locale?.lines.get(key)?.say({}, (code, detail) => tell(code, key, locale.language, detail)).text;
  for (const locale of locales) {
    const findWord = (group: string, name: string) => wordIn(spoken.get(locale.language), `word.${group}.${name}`) ?? wordIn(spoken.get(sourceLanguage), `word.${group}.${name}`);
    spoken.set(locale.language, prepareLocale(locale, findWord, soundOf));
  }
  const source = spoken.get(sourceLanguage);

  const localeFor = (language: string): SpokenLocale | undefined => {
    const known = tags.get(language);
    if (known) return known.locale;
    const locale = spoken.get(language) ?? spoken.get(language.slice(0, Math.max(0, language.indexOf('-'))));
    if (!locale) tell('no-language', '', language, 'no locale file speaks it');
    tags.set(cut(language), { locale });
    return locale;
  };

  const say = (locale: SpokenLocale, line: Line, values: PromptValues): Speech => {
    const id = line.idWith(values);
    const known = id === undefined ? undefined : sentences.get(id);
    if (known) return known;
    const { key } = line.message;
    const speech = line.say(values, (code, detail) => tell(code, key, locale.language, detail));
    if (speech.text === '') tell('broken', key, locale.language, 'nothing was left to say');
    if (id !== undefined) sentences.set(id, speech);
    return speech;
  };

  /** The first of these locales that has something to say for the key. */
  const firstOf = (candidates: readonly (SpokenLocale | undefined)[], key: string, values: PromptValues): Speech | undefined => {
    for (const locale of candidates) {
      if (!locale) continue;
      const line = locale.lines.get(key);
      const speech = line && say(locale, line, values);
      if (speech && speech.text !== '') return speech;
      if (!line) tell('no-prompt', key, locale.language, 'the locale file does not have it');
    }
    return undefined;
  };

  /** A language that we name and do not speak has a voice and no words of its own. */
  const tongueOf = (language: string): SpokenLocale['sound'] | undefined => {
    const voice = byLanguage.has(language) || !Object.hasOwn(voices, language) ? undefined : voices[language];
    return voice && spoken.get(language.split('-')[0] ?? '') === undefined ? { language: voice.language, voice: voice.voice } : undefined;
  };

  const speak: Prompts['speak'] = (key, values, language) => {
    try {
      const tongue = tongueOf(language);
      const candidates = tongue ? [source] : [localeFor(language), source];
      const speech = firstOf(candidates, key, values) ?? firstOf(candidates, patienceKey, {});
      if (speech) return tongue ? { ...speech, ...tongue } : speech;
    } catch (error) {
      tell('broken', String(key), String(language), error instanceof Error ? error.name : 'unknown');
    }
    return { text: lastResort, ...soundOf(sourceLanguage), direction: 'ltr' };
  };

  return {
    speak,
    has: (language, key) => byLanguage.get(language)?.messages.has(key) ?? false,
    variables: (key) => [byLanguage.get(sourceLanguage), ...locales].find((locale) => locale?.messages.has(key))?.messages.get(key)?.variables ?? [],
    locales: locales.map(({ language }) => language),
    keys: [...new Set(locales.flatMap(({ messages }) => [...messages.keys()]))].sort(),
  };
}
