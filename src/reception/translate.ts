// Has something translated as work behind a turn: tried again within bounds, told to the journal without a word of it, and never what a confidential team has to do with.
import { recordingRule } from '../call/recording.ts';
import type { Translation } from '../call/translation.ts';
import type { Entry } from '../store/store.ts';
import type { ToTranslate, Untranslated } from '../translator/translator.ts';
import { backOffMs } from './back-off.ts';
import type { Parts } from './parts.ts';

/** `off`: nobody is set who would. */
export type Outcome = { is: 'translated'; translation: Translation } | { is: 'again'; ms: number } | { is: 'failed'; why: Untranslated | 'confidential' } | { is: 'off' };

/** Some ten minutes: whoever waits for the words longer than that reads them as they are. */
const TRIES_MAX = 8;

export interface Wish extends Pick<ToTranslate, 'from' | 'to' | 'context'> {
  text: string;
}

export async function translateOne({ translator, clock }: Pick<Parts, 'translator' | 'clock'>, { text, from, to, context }: Wish, tries: number): Promise<Outcome> {
  if (!translator) return { is: 'off' };
  const answer = await translator.translate({ texts: [text], to, format: 'text', ...(from !== undefined && { from }), ...(context !== undefined && { context }) });
  if (!answer.ok) return answer.again && tries < TRIES_MAX ? { is: 'again', ms: Math.max(answer.afterMs ?? 0, backOffMs(tries)) } : { is: 'failed', why: answer.why };
  const [made, detected] = [answer.texts[0] ?? '', answer.detected[0]];
  const source = from ?? detected?.language;
  return {
    is: 'translated',
    translation: { text: made, to, provider: translator.provider, at: clock.now(), ...(source !== undefined && { from: source }), ...(detected?.confidence !== undefined && { confidence: detected.confidence }) },
  };
}

/** What the journal is told, beside what it was about. */
export const translated = ({ translator, clock }: Pick<Parts, 'translator' | 'clock'>, { to, from, confidence }: Translation, about: Readonly<Record<string, unknown>>): Entry =>
  ({ at: clock.now(), kind: 'translated', provider: translator?.provider, to, ...(from !== undefined && { from }), ...(confidence !== undefined && { confidence }), ...about });

export const untranslated = ({ translator, clock }: Pick<Parts, 'translator' | 'clock'>, why: string, about: Readonly<Record<string, unknown>>): Entry =>
  ({ at: clock.now(), kind: 'translation-failed', provider: translator?.provider, why, ...about });

/** Entries of one call that are looked through for who had to do with it. */
const ENTRIES_MAX = 1_000;

/** Whether a team that is never recorded had, has or is to have to do with a call, or with a message of it. `boxes`: whose that is, as `team:sirt` or `agent:tia`. */
export async function isConfidential({ store, people, centre }: Pick<Parts, 'store' | 'people' | 'centre'>, id: string | undefined, boxes: readonly string[] = []): Promise<boolean> {
  const never = Object.entries(centre.teams).flatMap(([team, { record }]) => (record === 'never' ? [team] : []));
  if (never.length === 0) return false;
  if (boxes.some((box) => never.includes(box.replace(/^team:/, '')))) return true;
  const [call, entries] = id === undefined ? [undefined, []] : await Promise.all([store.call(id), store.journal.read({ call: id, limit: ENTRIES_MAX })]);
  if (call?.role === 'caller' && (call.recording?.is === 'never' || recordingRule(centre, call, call.standing?.demand ?? '') === 'never')) return true;
  const agents = [...boxes.flatMap((box) => (box.startsWith('agent:') ? [box.slice('agent:'.length)] : [])), ...entries.flatMap(({ agent }) => (typeof agent === 'string' ? [agent] : []))];
  const known = await Promise.all([...new Set(agents)].map((agent) => people.get(agent)));
  return known.some((agent) => agent?.teams.some((team) => never.includes(team)));
}
