// A voicemail as a piece of work: whose it is, who has it in hand, and to whom it goes when nobody claims it.
import { type CaseNumber, dashed } from '../case/number.ts';
import type { Priority } from '../case/priority.ts';
import type { TimeSpan } from '../case/time-span.ts';
import type { Centre } from '../centre/centre.ts';
import { dueAt } from '../hours/due.ts';
import type { Entry, RecordWrite, Work } from '../store/store.ts';
import type { CallerCall } from './call.ts';
import type { Deed } from './effects.ts';
import type { OutsideEnd } from './event.ts';
import type { Translation } from './translation.ts';

export interface VoicemailRecord {
  id: string;
  call: string;
  case?: CaseNumber;
  caller: CallerCall['from'];
  language: string;
  /** Whose it is now: `agent:dan`, `team:engineers`. */
  for: string;
  at: number;
  state: 'new' | 'claimed' | 'done';
  /** Who has it in hand, or had it when it was done. */
  by?: string;
  parts: readonly VoicemailPart[];
  priority: Priority;
  region: string;
  /** What the customer was promised; without a case, what the priority promises. */
  response: TimeSpan;
  /** Who comes after whom it was left for, while nobody claims it. */
  next: readonly string[];
  /** How often it was handed on. */
  handed: number;
  /** When the customer was called back from the message itself, and what became of it; without an outcome the agent hung up meanwhile. */
  called?: readonly Called[];
  /** What was said, by recording, where somebody writes it down. */
  texts?: Readonly<Record<string, string>>;
  /** The same in the language of the house, by recording. */
  translations?: Readonly<Record<string, Translation>>;
}

export interface Called {
  at: number;
  by: string;
  outcome?: OutsideEnd | 'refused';
}

export interface VoicemailPart {
  recording: string;
  seconds: number;
}

/** As an older process wrote it: with what it did not know yet. */
export const whole = (value: VoicemailRecord, { priorities }: Promised): VoicemailRecord => ({ ...{ priority: 'P4', region: '', response: priorities.P4.response, next: [], handed: 0 }, ...value });

/** What somebody does with a message. */
export type Change =
  | { to: 'claimed'; by?: string | undefined }
  | { to: 'done'; by?: string | undefined }
  | { to: 'new' }
  /** Somebody else's from now on, and new to them. */
  | { to: 'assigned'; for: string };

export function changed(now: VoicemailRecord, change: Change): VoicemailRecord | { refused: string } {
  const { by: before, ...rest } = now;
  switch (change.to) {
    case 'new': return { ...rest, state: 'new' };
    case 'assigned': return { ...rest, state: 'new', for: change.for };
    case 'claimed':
      if (now.state === 'claimed' && (change.by === undefined || change.by !== before)) return { refused: `is in the hands of ${before ?? 'somebody'}; set it to new first` };
      return { ...rest, state: 'claimed', ...owner(change.by ?? before) };
    case 'done': return { ...rest, state: 'done', ...owner(change.by ?? before) };
  }
}

const owner = (by: string | undefined): { by?: string } => (by === undefined ? {} : { by });

/** Everything one change writes, for one commit. */
export interface Written {
  value: VoicemailRecord;
  records: RecordWrite[];
  work: Work<Deed>[];
  cancel: string[];
  journal: Entry[];
}

type Placed = Pick<Centre, 'regions'>;
type Promised = Pick<Centre, 'priorities'>;

/** `version` is the one that was read; `who`: with whose token, or by which way. */
export function changeOf(kept: { version: number; value: VoicemailRecord }, change: Change, at: { now: number; centre: Placed & Promised; who: Readonly<Record<string, string>> }): Written | { refused: string } {
  const value = changed(whole(kept.value, at.centre), change);
  if ('refused' in value) return value;
  const { id, call } = value;
  const timer = value.state === 'new' ? handOnTimer(value, at.now, at.centre) : [];
  const given = change.to === 'assigned' ? { for: change.for } : {};
  return {
    value, work: [...timer, ...(change.to === 'assigned' ? told(value, `${at.now}`) : [])], cancel: timer.length > 0 ? [] : [handOnId(id)],
    records: [{ kind: 'voicemail', id, value, was: kept.version }],
    journal: [{ at: at.now, kind: `voicemail-${change.to}`, call, voicemail: id, ...given, ...at.who }],
  };
}

export const handOnId = (id: string): string => `hand-on:${id}`;

/** When the promise is over that began then. */
export const dueOf = ({ region, response }: Pick<VoicemailRecord, 'region' | 'response'>, from: number, { regions }: Placed): number =>
  dueAt(regions[region]?.hours, from, response);

/** Whoever has it now has as long as was promised; then it goes on, or people are alarmed. */
export const handOnTimer = (value: VoicemailRecord, from: number, centre: Placed): Work<Deed>[] =>
  [{ id: handOnId(value.id), at: dueOf(value, from, centre), deed: { do: 'hand-on', voicemail: value.id, handed: value.handed } }];

/** Nobody has claimed it in time: the next one's, or an alarm where there is nobody after them. */
export function handedOn(kept: { version: number; value: VoicemailRecord }, now: number, centre: Placed): Written {
  const [next, ...after] = kept.value.next;
  const { id, call } = kept.value;
  if (next === undefined) {
    return {
      value: kept.value, records: [], cancel: [], journal: [{ at: now, kind: 'voicemail-unclaimed', call, voicemail: id }],
      work: [{ id: `unclaimed:${id}`, at: 0, deed: { do: 'alarm', what: 'voicemail-unclaimed', about: id } }],
    };
  }
  const value = { ...kept.value, for: next, next: after, handed: kept.value.handed + 1 };
  return {
    value, records: [{ kind: 'voicemail', id, value, was: kept.version }], cancel: [],
    work: [...handOnTimer(value, now, centre), ...told(value, String(value.handed))],
    journal: [{ at: now, kind: 'voicemail-handed-on', call, voicemail: id, from: kept.value.for, for: next }],
  };
}

/** It goes in one commit; the sound, here and at the carrier, is work that is done behind it. */
export function forgotten(kept: { version?: number; value: VoicemailRecord }, at: { now: number; who: Readonly<Record<string, string>> }): Omit<Written, 'value'> {
  const { id, call, parts } = kept.value;
  return {
    records: [{ kind: 'voicemail', id, gone: true, ...(kept.version !== undefined && { was: kept.version }) }], cancel: [handOnId(id)],
    work: [
      ...parts.map(({ recording }): Work<Deed> => ({ id: `forget:${recording}`, at: 0, deed: { do: 'forget-recording', recording } })),
      { id: `forget:${id}`, at: 0, deed: { do: 'forget-sound', voicemail: id } },
    ],
    journal: [{ at: at.now, kind: 'voicemail-forgotten', call, voicemail: id, ...at.who }],
  };
}

/** Whoever it is for now hears of it by text. `time`: told once for each. */
export function told(value: VoicemailRecord, time: string): Work<Deed>[] {
  const { id, for: whom } = value;
  const [kind, name = ''] = whom.split(':');
  const work = `told:${id}:${time}`;
  return [kind === 'agent' ? textTo(value, work, name) : { id: work, at: 0, deed: { do: 'tell-team', voicemail: id, team: name } }];
}

/** Those of a team who are told. Nobody's number is in it. */
export const toldEach = (value: VoicemailRecord, work: string, team: string, agents: readonly string[]): Work<Deed>[] =>
  agents.map((agent) => textTo(value, `${work}:${agent}`, agent, team));

function textTo({ id, parts, case: about }: VoicemailRecord, work: string, agent: string, team?: string): Work<Deed> {
  const seconds = Math.round(parts.reduce((sum, part) => sum + part.seconds, 0));
  const values = { dashed: about === undefined ? '' : dashed(about), seconds, ...(team !== undefined && { team }) };
  return { id: work, at: 0, deed: { do: 'text', to: { agent }, about: id, key: team === undefined ? 'sms.voicemail' : 'sms.voicemail-team', values } };
}

/** The people and teams a message goes through, each once. */
export function ladderOf(whom: string, after: readonly string[], about: CallerCall['case']): { for: string; next: readonly string[] } {
  const all = [whom, ...after].flatMap((name) => placeOf(name, about));
  const [first = 'team:engineers', ...next] = [...new Set(all)];
  return { for: first, next };
}

function placeOf(name: string, about: CallerCall['case']): string[] {
  const person = name === 'assigned' ? about?.assignedTo : name === 'deputy' ? about?.deputy : name === 'service-manager' ? about?.serviceManager : undefined;
  if (person !== undefined) return [`agent:${person}`];
  if (name === 'assigned') return ['team:engineers'];
  return name === 'deputy' || name === 'service-manager' ? [] : [`team:${name}`];
}

export const responseOf = (call: Pick<CallerCall, 'case'>, priority: Priority, { priorities }: Promised): TimeSpan => call.case?.response ?? priorities[priority].response;
