// The words a step may be told in: what each takes, how long it waits, and whether it can fail on what the service does.
import type { Act } from './script.ts';

export type Phrase = Act['do'];

/** What follows the words of a phrase. */
export type Takes = 'nothing' | 'words' | 'keys' | 'time' | 'speech' | 'line' | 'people' | 'presence';

export interface PhraseRules {
  takes: Takes;
  /** What is shown where it is left out. */
  example: string;
  /** Seconds it waits at most unless `within` says otherwise; a phrase without them does not wait. */
  withinS?: number;
  /** It can fail on what the service does: a script without any of these proves nothing. */
  asserts?: true;
  /** Only agents do this. */
  agent?: true;
  /** The one who does it must be on the phone: after dialling, or after answering. */
  onPhone?: true;
  /** From here on they are on the phone. */
  picksUp?: true;
}

export const phrases: Readonly<Record<Phrase, PhraseRules>> = {
  'dials': { takes: 'line', example: 'dials', picksUp: true },
  'hears': { takes: 'words', example: 'hears: for a new case, press star', withinS: 60, asserts: true, onPhone: true },
  'does not hear': { takes: 'words', example: 'does not hear: your engineer is Dan', withinS: 0, asserts: true, onPhone: true },
  'hears hold music': { takes: 'nothing', example: 'hears hold music', withinS: 60, asserts: true, onPhone: true },
  'presses': { takes: 'keys', example: 'presses: "*"', onPhone: true },
  'waits': { takes: 'time', example: 'waits: 10s' },
  'speaks': { takes: 'speech', example: 'speaks: 12s', onPhone: true },
  'hangs up': { takes: 'nothing', example: 'hangs up', onPhone: true },
  'is hung up on': { takes: 'nothing', example: 'is hung up on', withinS: 60, asserts: true, onPhone: true },
  'talks with': { takes: 'people', example: 'talks with amy', withinS: 15, asserts: true, onPhone: true },
  'is rung': { takes: 'nothing', example: 'amy is rung', withinS: 30, asserts: true },
  'is not rung': { takes: 'time', example: 'amy is not rung: 30s', asserts: true },
  'answers': { takes: 'nothing', example: 'amy answers', withinS: 30, asserts: true, picksUp: true },
  'takes the call': { takes: 'nothing', example: 'amy takes the call', withinS: 30, asserts: true, agent: true, picksUp: true },
  'passes': { takes: 'nothing', example: 'amy passes', withinS: 30, asserts: true, agent: true, picksUp: true },
  'declines': { takes: 'nothing', example: 'amy declines', withinS: 30, asserts: true },
  'ignores': { takes: 'nothing', example: 'amy ignores', withinS: 30, asserts: true },
  'mailbox answers': { takes: 'nothing', example: "amy's mailbox answers", withinS: 30, asserts: true, picksUp: true },
  'stops ringing': { takes: 'nothing', example: 'amy stops ringing', withinS: 10, asserts: true },
  'is busy': { takes: 'nothing', example: 'amy is busy' },
  'becomes': { takes: 'presence', example: 'amy becomes ready', agent: true },
  'gets a text': { takes: 'words', example: 'amy gets a text: new voicemail', withinS: 10, asserts: true },
};

/** Other words for the same. */
const alike: Readonly<Record<string, Phrase>> = { 'stays silent': 'waits', 'does not ring': 'is not rung', 'rings': 'is rung', 'phone stops ringing': 'stops ringing' };

/** Every way to tell a step, with the phrase it means, longest first: `hears hold music` is not `hears`. */
export const tellings: readonly (readonly [words: string, phrase: Phrase])[] = [
  ...Object.keys(phrases).map((phrase) => [phrase, phrase as Phrase] as const),
  ...Object.entries(alike),
].sort(([a], [b]) => b.length - a.length);

/** The phrase a text begins with, and what is left of it. */
export function phraseIn(text: string): { phrase: Phrase; rest: string } | undefined {
  const found = tellings.find(([words]) => text === words || text.startsWith(`${words} `));
  return found && { phrase: found[1], rest: text.slice(found[0].length).trim() };
}
