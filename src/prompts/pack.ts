// A locale as plain JSON and back: running calls go on hearing the words they began with, after a restart with edited files too.
import type { Locale, Message } from './locale.ts';

export type PackedLocale = Omit<Locale, 'messages'> & { messages: readonly Message[] };

export const packLocale = (locale: Locale): PackedLocale => ({ ...locale, messages: [...locale.messages.values()] });

export const unpackLocale = (packed: PackedLocale): Locale => ({ ...packed, messages: new Map(packed.messages.map((message) => [message.key, message])) });

/** What a change of the words changes, whatever moved in the file. */
export const wordsOf = (locales: readonly Locale[]): unknown =>
  locales.map(({ language, voice, keys, messages }) => [language, voice, keys, [...messages.values()].map(({ key, text }) => [key, text])]);
