// What messages can do with a value: say it digit by digit, as a time, a day, a length of time, a place in line, a word, or a language.
import { type MessageFunction, type MessageFunctionContext, type MessageValue } from 'messageformat/functions';
import { durationIn, unitOf } from './duration.ts';
import { dayIn, timeIn, zoneIn } from './time.ts';

type Said = MessageValue<'said'>;

/** Looks up `word.GROUP.NAME` for the language at hand. */
export type FindWord = (group: string, name: string) => string | undefined;

/** The functions of one language. `tag` rules how times and numbers are written. */
export function speechFunctions(tag: string, findWord: FindWord): Record<string, MessageFunction<'said'>> {
  const plural = new Intl.PluralRules(tag);
  const times = timeIn(tag);
  const days = dayIn(tag);
  const zones = zoneIn(tag);
  const durations = durationIn(tag);

  return {
    digits: (_, options, operand) => {
      const digits = textOf(operand).replace(/[^0-9A-Za-z*#]/g, '');
      const group = wholeOf(options['group']) ?? groupDefault;
      return said(apart(digits, group), { value: operand, chosenBy: () => digits });
    },
    time: (context, options, operand) => whole(context, operand, (at) => said(times(at, textOf(options['zone'])), { value: at })),
    day: (context, options, operand) => whole(context, operand, (at) => {
      const day = days(at, textOf(options['zone']), wholeOf(options['now']));
      return said(day.text, { value: at, chosenBy: () => day.is });
    }),
    zone: (context, _, operand) => {
      const zone = textOf(operand);
      const name = zone === '' ? '' : attempt(() => zones(zone));
      if (name === undefined) context.onError('bad-operand', 'it is no time zone');
      return said(name ?? '');
    },
    duration: (context, _, operand) => whole(context, operand, (seconds) => said(durations(seconds), { value: seconds, chosenBy: () => unitOf(seconds) })),
    position: (context, _, operand) => whole(context, operand, (place) => ({
      ...said(String(place), { value: place }),
      selectKey: (keys) => [String(place), plural.select(place)].find((key) => keys.has(key)) ?? null,
    })),
    language: (_, options, operand) => said(languageNamed(textOf(operand), textOf(options['in']) || tag)),
    word: (context, options, operand) => {
      const name = textOf(operand);
      const found = name === '' ? '' : wordFor(textOf(options['of']), name, findWord);
      if (found !== undefined) return said(found);
      if (textOf(options['else']) === 'silence') return said('');
      context.onError('bad-operand', `there is no word.${textOf(options['of'])} for it`);
      return said(name);
    },
  };
}

/** Four at a time, as numbers are read from paper. */
const groupDefault = 4;

function apart(digits: string, group: number): string {
  const groups: string[] = [];
  for (let at = 0; at < digits.length; at += Math.max(1, group)) groups.push([...digits.slice(at, at + Math.max(1, group))].join(' '));
  return groups.join(', ');
}

/** `pt-BR` is looked up as it is and then as `pt`; case does not matter. */
function wordFor(group: string, name: string, findWord: FindWord): string | undefined {
  const key = name.toLowerCase();
  return findWord(group, key) ?? (key.includes('-') ? findWord(group, key.slice(0, key.indexOf('-'))) : undefined);
}

/** A function of a whole number, not below zero. Nothing given is said as nothing and chosen by `none`. */
function whole(context: MessageFunctionContext, operand: unknown, say: (value: number) => Said): Said {
  if (textOf(operand) === '') return said('');
  const value = wholeOf(operand);
  if (value === undefined) context.onError('bad-operand', 'it is not a number of zero or more');
  const spoken = value === undefined ? undefined : attempt(() => say(value));
  if (value !== undefined && spoken === undefined) context.onError('bad-option', 'its zone is not known, or it is too far away');
  return spoken ?? said('');
}

/** `vi` as Vietnamese, in itself as Tiếng Việt; a tag that Intl does not know is left out. */
function languageNamed(language: string, spokenIn: string): string {
  if (language === '') return '';
  return attempt(() => new Intl.DisplayNames([spokenIn], { type: 'language', fallback: 'none' }).of(language)) ?? '';
}

/** Intl throws for zones it does not know and times beyond its calendar. */
function attempt<T>(say: () => T): T | undefined {
  try {
    return say();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An empty value is chosen by `none`. What is said keeps its value, so that one time can be said as a day and as an hour. */
function said(text: string, { value = text, chosenBy = () => text }: { value?: unknown; chosenBy?: () => string } = {}): Said {
  const choice = () => (text === '' ? 'none' : chosenBy());
  return {
    type: 'said',
    toString: () => text,
    valueOf: () => value,
    toParts: () => [{ type: 'said', value: text }],
    selectKey: (keys) => (keys.has(choice()) ? choice() : null),
  };
}

function textOf(value: unknown): string {
  const bare: unknown = typeof value === 'object' && value !== null ? value.valueOf() : value;
  return typeof bare === 'string' ? bare : typeof bare === 'number' ? String(bare) : '';
}

function wholeOf(value: unknown): number | undefined {
  const text = textOf(value);
  const number = text === '' ? Number.NaN : Math.round(Number(text));
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
