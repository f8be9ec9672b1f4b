// Checks the locales against each other and against the ear: nothing missing, nothing untranslated, nothing too long to listen to.
import type { Model } from 'messageformat';
import { inReadingOrder, type Problem } from '../flow/problem.ts';
import { hintFor, nearest } from '../flow/nearest.ts';
import { type Locale, type Message, sourceLanguage } from './locale.ts';
import { spokenSeconds } from './length.ts';
import { pluralProblems } from './plurals.ts';

/** What a locale may name; of what is left out, any name will do. */
export interface Known {
  /** For `voice:`. */
  voices?: readonly string[];
  /** What a call gives its prompts to speak of. */
  values?: readonly string[];
}

/** A caller listens this long at most before the first word about what to do; then attention is gone. */
export const spokenSecondsMax = 30;
/** What a value adds to the length of its prompt: about a case number read out. */
const valueSeconds = 4;
/** Missing prompts listed for one file; a file with more has only been begun. */
const missingMax = 20;

/** Prompts that may be the same in every language, such as names. */
export const sameInEveryLanguage: ReadonlySet<string> = new Set([]);

/** All problems of all files, in reading order. */
export function checkLocales(locales: readonly Locale[], { voices, values }: Known = {}): Problem[] {
  const source = locales.find(({ language }) => language === sourceLanguage);
  const languages = locales.map(({ language }) => language);
  const problems = locales.flatMap((locale) => [
    ...voiceProblem(locale, voices),
    ...keysProblem(locale),
    ...[...locale.messages.values()].flatMap((message) => [...earProblems(message), ...languageProblems(message, languages), ...wordProblem(message), ...pluralProblems(message, locale.language)]),
    // Every other language is held against this one.
    ...(locale === source ? [...locale.messages.values()].flatMap((message) => valueProblems(message, values)) : []),
    ...(source && source !== locale ? comparedWith(source, locale) : []),
  ]);
  if (!source) problems.push({ ...noSpot(locales), message: `there is no ${sourceLanguage}.yaml`, hint: 'callers hear English where a translation is missing, so it must be there' });
  return inReadingOrder(problems);
}

const noSpot = (locales: readonly Locale[]) => locales[0]?.spots.top ?? { file: `${sourceLanguage}.yaml`, line: 1, column: 1 };

function voiceProblem({ voice, spots }: Locale, voices: readonly string[] | undefined): Problem[] {
  return voices === undefined || voices.includes(voice) ? [] : [{ ...spots.voice, message: `there is no voice '${voice}'`, ...hintFor(voice, voices) }];
}

function keysProblem({ keys, spots }: Locale): Problem[] {
  return Object.entries(keys).filter(([, name]) => unfinished.test(name)).map(([key]) => ({ ...spots.top, message: `'keys.${key}' is not finished`, hint: 'write what the language calls that key of a telephone' }));
}

const unfinished = /\b(?:TO-?DO|FIX-?ME|TBD|XXX)\b/;

/** What no voice can say well, and what nobody should hear. */
function earProblems({ key, text, model, spot }: Message): Problem[] {
  const problems: Problem[] = [];
  const patterns = patternsOf(model);
  const seconds = Math.max(0, ...patterns.map(secondsOf));
  const words = patterns.flat().filter((part) => typeof part === 'string').join(' ');
  const sign = /[*#<>]/.exec(words)?.[0];
  if (seconds > spokenSecondsMax) problems.push({ ...spot, message: `prompt '${key}' takes about ${Math.round(seconds)} s to say`, hint: `${spokenSecondsMax} s are the most; say less, or in two prompts` });
  if (unfinished.test(text)) problems.push({ ...spot, message: `prompt '${key}' is not finished`, hint: 'write the sentence' });
  if (sign !== undefined) problems.push({ ...spot, message: `prompt '${key}' has a '${sign}', which each voice says differently`, hint: sign === '*' ? 'write {$star}' : sign === '#' ? 'write {$pound}' : 'write it in words' });
  return problems;
}

function languageProblems({ key, languages, spot }: Message, loaded: readonly string[]): Problem[] {
  return languages.filter((language) => !loaded.includes(language))
    .map((language) => ({ ...spot, message: `prompt '${key}' speaks '${language}', which has no locale file`, ...hintFor(language, loaded) }));
}

function valueProblems({ key, variables, spot }: Message, values: readonly string[] | undefined): Problem[] {
  return variables.filter((name) => values && !key.startsWith('word.') && !values.includes(name))
    .map((name) => ({ ...spot, message: `prompt '${key}' speaks of $${name}, which no call gives it`, ...hintFor(name, values ?? []) }));
}

/** A word stands inside other prompts, which bring no values for it. */
function wordProblem({ key, variables, spot }: Message): Problem[] {
  if (!key.startsWith('word.') || variables.length === 0) return [];
  return [{ ...spot, message: `prompt '${key}' speaks of $${variables.join(', $')}`, hint: 'a word is said inside other prompts and gets no values' }];
}

function comparedWith(source: Locale, locale: Locale): Problem[] {
  const missing = [...source.messages.values()].filter(({ key }) => !locale.messages.has(key));
  const problems: Problem[] = missing.slice(0, missingMax).map(({ key, spot }) => ({
    ...locale.spots.prompts, message: `prompt '${key}' is missing`, hint: `${spot.file}:${spot.line} has it`,
  }));
  if (missing.length > missingMax) problems.push({ ...locale.spots.prompts, message: `and ${missing.length - missingMax} more prompts are missing` });
  for (const message of locale.messages.values()) {
    const original = source.messages.get(message.key);
    if (original) problems.push(...comparedMessage(original, message));
    else problems.push({ ...message.spot, message: `prompt '${message.key}' is not in ${source.spots.top.file}`, ...strangerHint(message.key, source) });
  }
  return problems;
}

function strangerHint(key: string, source: Locale): { hint: string } {
  const near = nearest(key, source.messages.keys());
  return { hint: near === undefined ? 'remove it, or write it in every language' : `did you mean '${near}'?` };
}

function comparedMessage(original: Message, message: Message): Problem[] {
  const { key, spot } = message;
  const problems: Problem[] = [];
  for (const name of original.variables) {
    if (!message.variables.includes(name)) problems.push({ ...spot, message: `prompt '${key}' does not speak of $${name}`, hint: `${original.spot.file}:${original.spot.line} does` });
  }
  for (const name of message.variables) {
    if (!original.variables.includes(name)) problems.push({ ...spot, message: `prompt '${key}' speaks of $${name}, which nobody gives it`, ...hintFor(name, original.variables) });
  }
  for (const name of message.variables) {
    if (original.variables.includes(name) && original.optional.includes(name) !== message.optional.includes(name)) {
      problems.push({ ...spot, message: `prompt '${key}': $${name} is @optional in one language only`, hint: `${original.spot.file}:${original.spot.line} has the other way` });
    }
  }
  if (sameWords(original, message) && !sameInEveryLanguage.has(key)) problems.push({ ...spot, message: `prompt '${key}' is not translated`, hint: `it is the same text as in ${original.spot.file}:${original.spot.line}` });
  return problems;
}

/** Whether the words, placeholders apart, are those of the original. A message without words cannot be translated. */
function sameWords(original: Message, message: Message): boolean {
  const words = (each: Message) => patternsOf(each.model).flat().filter((part) => typeof part === 'string').join(' ').toLowerCase().replace(/\s+/g, ' ').trim();
  const own = words(message);
  return /\p{L}/u.test(own) && own === words(original);
}

const patternsOf = (model: Model.Message): Model.Pattern[] => (model.type === 'message' ? [model.pattern] : model.variants.map(({ value }) => value));

function secondsOf(pattern: Model.Pattern): number {
  return pattern.reduce((sum, part) => sum + (typeof part === 'string' ? spokenSeconds(part) : part.type === 'expression' ? valueSeconds : 0), 0);
}
