// The document of last resort: a file that the carrier plays when nothing of ours answers. It needs nothing but itself.
import type { E164 } from '../phone/number.ts';
import { element, text } from './xml.ts';
import { twimlHead } from './twiml.ts';

export interface FallbackWords {
  text: string;
  language: string;
  voice?: string;
}

export interface Fallback {
  /** In the languages of `fallbackLanguages`. */
  apology: readonly FallbackWords[];
  /** What follows when nobody could be reached: to call again. It is also heard after a talk that the other side ended. */
  again: readonly FallbackWords[];
  /** Somebody who answers at any hour. */
  duty?: E164;
  /** The number their phone shows: one of the account's, else the caller's own is shown. */
  callerId?: E164;
}

/** As long as the phones of people ring before their mailbox answers; the carrier adds five seconds. */
const ringS = 20;

/** Nobody must hear eight languages before a phone rings for them: the document knows no line and no caller, so each takes its time for all. */
const languagesOfLine = 2;

/** What it is spoken in: the first languages of each line. */
export const fallbackLanguages = (lines: readonly { languages: readonly string[] }[]): string[] =>
  [...new Set(lines.flatMap(({ languages }) => languages.slice(0, languagesOfLine)))];

/** Put it where our own stack is not: a file store or TwiML Bin, and name its address as the numbers' fallback. */
export function fallbackDocument({ apology, again, duty, callerId }: Fallback): string {
  if (apology.length === 0) throw new Error('a fallback document without words would meet callers with silence, expected at least one apology');
  const dial = duty === undefined ? '' : element('Dial', { timeout: ringS, callerId }, text(duty));
  return twimlHead + element('Response', {}, apology.map(say).join('') + dial + again.map(say).join('') + element('Hangup', {}));
}

const say = ({ text: words, voice, language }: FallbackWords): string => element('Say', { voice, language }, text(words));
