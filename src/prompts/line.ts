// A line is a message made ready to be spoken in its language: values go in, words in voices come out.
import { MessageFormat, MessageFunctionError } from 'messageformat';
import { cleanValue, cut, isCut, tidy } from './clean.ts';
import { type FindWord, speechFunctions } from './functions.ts';
import { nowName } from './locale.ts';
import { recordedPath } from './recorded.ts';
import type { Locale, Message } from './locale.ts';
import type { PromptFault, PromptValue, PromptValues, Speech, SpeechPart, Voice } from './prompts.ts';

export type TellFault = (code: PromptFault['code'], detail: string) => void;

export interface Line {
  message: Message;
  /** Which sentence this becomes with these values; undefined where it is not worth keeping. */
  idWith(values: PromptValues): string | undefined;
  say(values: PromptValues, tell: TellFault): Speech;
}

export interface SpokenLocale {
  language: string;
  /** How the carrier names the voice and its language; without a voice, the plain tag. */
  sound: { language: string; voice?: string };
  lines: ReadonlyMap<string, Line>;
}

type Functions = ReturnType<typeof speechFunctions>;

/** Days change at a quarter of an hour in every zone, so what is said with `now` holds that long. */
const nowStepMs = 15 * 60_000;

/** Makes all lines of a locale. `soundOf` tells how another language sounds, for prompts that speak several. */
export function prepareLocale(locale: Locale, findWord: FindWord, soundOf: (language: string) => SpokenLocale['sound']): SpokenLocale {
  const sound = soundOf(locale.language);
  const functions = speechFunctions(intlTag(sound.language, locale.language), findWord);
  const lines = new Map<string, Line>();
  for (const message of locale.messages.values()) {
    lines.set(message.key, { message, idWith: idMaker(`${locale.language} ${message.key}`, message.variables), say: sayer(message, locale, sound, functions, soundOf) });
  }
  return { language: locale.language, sound, lines };
}

export function soundWith(voices: Readonly<Record<string, Voice>>, locale: Locale | undefined, language: string): SpokenLocale['sound'] {
  const voice = locale && Object.hasOwn(voices, locale.voice) ? voices[locale.voice] : undefined;
  return voice ? { language: voice.language, voice: voice.voice } : { language };
}

function sayer(message: Message, locale: Locale, sound: SpokenLocale['sound'], functions: Functions, soundOf: (language: string) => SpokenLocale['sound']): Line['say'] {
  const format = new MessageFormat(locale.language, message.model, { functions, bidiIsolation: 'none', dir: locale.direction });
  const { direction, keys } = locale;
  const version = locale.recorded?.get(message.key);
  const whole = { ...sound, direction, ...(version !== undefined && { recorded: recordedPath(locale.language, message.key, version) }) };
  return (values, tell) => {
    const scope: Record<string, string> = { ...keys };
    for (const name of message.variables) scope[name] = textOf(message, name, values[name], tell);
    const onError = (error: unknown) => tell('bad-value', describe(error));
    if (message.languages.length === 0) return { text: tidy(format.format(scope, onError)), ...whole };
    const parts = inVoices(format.formatToParts(scope, onError), sound, soundOf);
    return { text: parts.map(({ text }) => text).join(' '), ...whole, parts };
  };
}

function textOf(message: Message, name: string, value: PromptValue | undefined, tell: TellFault): string {
  if (typeof value === 'string') return cleanValue(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (!message.optional.includes(name)) tell('no-value', `$${name} was not given`);
  return '';
}

/** Cuts what was said where the language changes. */
function inVoices(pieces: ReturnType<MessageFormat<'said'>['formatToParts']>, own: SpokenLocale['sound'], soundOf: (language: string) => SpokenLocale['sound']): SpeechPart[] {
  const parts: SpeechPart[] = [{ text: '', ...own }];
  for (const piece of pieces) {
    if (piece.type === 'markup') {
      const other = piece.kind === 'open' && 'options' in piece ? piece.options?.['language'] : undefined;
      parts.push({ text: '', ...(typeof other === 'string' ? soundOf(other) : own) });
    } else if ('value' in piece && typeof piece.value === 'string') {
      const last = parts.at(-1);
      if (last) last.text += piece.value;
    }
  }
  return parts.map((part) => ({ ...part, text: tidy(part.text) })).filter(({ text }) => text !== '');
}

function idMaker(id: string, variables: readonly string[]): Line['idWith'] {
  if (variables.length === 0) return () => id;
  return (values) => {
    let made = id;
    for (const name of variables) {
      const value = values[name];
      if (isCut(value)) return undefined;
      made += name === nowName ? `\n${Math.floor(Number(value) / nowStepMs)}` : memoPart(value);
    }
    return made;
  };
}

/** Length first, so that no text can pass for two. */
const memoPart = (value: PromptValue | undefined): string => (typeof value === 'string' ? `\n${value.length}:${value}` : `\n${typeof value} ${String(value)}`);

/** Which value, and what was wrong, but never the value itself. */
function describe(error: unknown): string {
  if (error instanceof MessageFunctionError) return `${cut(error.source)}: ${error.message}`;
  return error instanceof Error ? error.name : 'unknown';
}

/** The carrier's tags are not all known to Intl: then the locale's own. */
function intlTag(tag: string, otherwise: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? otherwise;
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}
