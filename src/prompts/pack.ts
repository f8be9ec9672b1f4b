// A locale as plain JSON and back: running calls go on hearing the words they began with, after a restart with edited files too.
import type { Locale, Message } from './locale.ts';

/** Without what is recorded: the sounds of words that are not in force any more may be gone, and a voice says them. */
export type PackedLocale = Omit<Locale, 'messages' | 'recorded'> & { messages: readonly Message[] };

export const packLocale = ({ recorded: _, messages, ...locale }: Locale): PackedLocale => ({ ...locale, messages: [...messages.values()] });

export const unpackLocale = (packed: PackedLocale): Locale => ({ ...packed, messages: new Map(packed.messages.map((message) => [message.key, message])) });

/** What a change of the words changes, whatever moved in the file. */
export const wordsOf = (locales: readonly Locale[]): unknown =>
  locales.map(({ language, voice, keys, messages, recorded }) => [language, voice, keys, [...messages.values()].map(({ key, text }) => [key, text]), ...(recorded ?? [])]);
