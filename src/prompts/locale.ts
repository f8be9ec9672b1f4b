// A locale: one language's prompts, as its file in locales/ holds them once it is read.
import type { Model } from 'messageformat';
import type { Spot } from '../flow/problem.ts';

export type Direction = 'ltr' | 'rtl';

/** `machine`: translated by a program and not yet read by somebody who speaks the language. */
export type State = 'machine' | 'reviewed';

/** One prompt, in one language. */
export interface Message {
  key: string;
  text: string;
  state: State;
  model: Model.Message;
  /** The values it speaks of, without the names of keys, which every prompt has. */
  variables: readonly string[];
  /** Those it can do without. */
  optional: readonly string[];
  /** Other languages it speaks in between. */
  languages: readonly string[];
  spot: Spot;
}

export interface Locale {
  /** A BCP 47 tag, also the file's name. */
  language: string;
  /** What the language calls itself. */
  name: string;
  direction: Direction;
  /** Names a voice in the carrier's table of voices. */
  voice: string;
  /** What this language calls the two keys that are not digits. */
  keys: Readonly<{ star: string; pound: string }>;
  messages: ReadonlyMap<string, Message>;
  /** Prompts somebody has recorded, each with the version of its sound. */
  recorded?: ReadonlyMap<string, string>;
  /** Where the head stands, and where each field of it does: `head.voice`. */
  spots: Readonly<{ top: Spot; voice: Spot; prompts: Spot }>;
}

/** The language every prompt exists in, and the one a caller hears where a translation is missing. */
export const sourceLanguage = 'en';

/** Values that every message has without being given them. */
export const keyNames = ['star', 'pound'] as const;

/** Tells today from tomorrow where it is given; a message can always do without. */
export const nowName = 'now';
