// Reads the carrier's webhooks into what they mean. New fields may come any day, so what is not asked for is let pass.
import type { Announced } from '../call/effects.ts';
import type { CallEvent, LegEnd, OutsideEnd } from '../call/event.ts';
import type { LegStatus } from '../reception/carrier.ts';
import type { Form } from './form.ts';
import { address, among, id, keys, mayHave, need, Unreadable, upTo } from './fields.ts';
import { paths } from './paths.ts';

export interface Webhook {
  /** Below PUBLIC_URL, as `splitTarget` gives both. */
  path: string;
  query: Form;
  form: Form;
  /** When it came, in milliseconds since 1970. */
  at: number;
}

/** What a leg of ours tells when it comes back. `answered`: turn 0 with nothing to tell, the first document of a leg that we dialled. */
export type TurnEvent = Extract<CallEvent, { kind: 'answered' | 'keys' | 'again' | 'recorded' | 'out-of-room' | 'outside-over' }>;

export type MessageStatus = 'on-its-way' | 'sent' | 'delivered' | 'undelivered' | 'failed';

export type Read =
  /** Somebody calls. `from` is as the carrier gives it: withheld, a SIP address or empty as well. */
  | { kind: 'incoming'; sid: string; from: string; to: string; forwardedFrom?: string }
  | { kind: 'turn'; call: string; turn: number; sid: string; status: LegStatus; event: TurnEvent }
  /** A leg that we redirected asks for the document it was redirected to. */
  | { kind: 'document'; call: string; turn: number; sid: string; status: LegStatus }
  /** `sequence` counts from 0 within a leg; these do not always arrive in order. */
  | { kind: 'leg-status'; call: string; sid: string; status: LegStatus; sequence: number }
  | { kind: 'line-status'; sid: string; status: LegStatus }
  | { kind: 'room'; room: string; conference: string; event: RoomEvent; sid?: string; sequence: number; reason?: string }
  | { kind: 'recording'; call: string; part: number; recording: string; status: 'in-progress' | 'completed' | 'absent'; seconds: number }
  /** The sound of a conversation: of the caller's leg, while they talk. */
  | { kind: 'conversation'; call: string; recording: string; status: 'in-progress' | 'completed' | 'absent'; seconds: number }
  /** Those in a room are to hear something. */
  | { kind: 'announce'; call: string; what: Announced }
  | { kind: 'message'; message: string; sid: string; status: MessageStatus; code?: number }
  /** A participant on hold asks for music. */
  | { kind: 'hold' }
  | { kind: 'ringing' }
  | { kind: 'bad'; why: string };

export type RoomEvent = 'start' | 'end' | 'join' | 'leave';

/** Turns are counted from 0; a leg of a day that comes back every second stays below this. */
const turnMax = 99_999;
const secondsMax = 86_400;
const sequenceMax = 999_999;
/** Parts of one voicemail. */
const partMax = 999;

/** As the carrier says it, also in its answers to what we ask. */
export const legStatuses = among<LegStatus>({
  queued: 'queued', initiated: 'queued', ringing: 'ringing', 'in-progress': 'in-progress', answered: 'in-progress', completed: 'completed',
  busy: 'busy', 'no-answer': 'no-answer', failed: 'failed', canceled: 'canceled',
});
const roomEvents = among<RoomEvent>({ 'conference-start': 'start', 'conference-end': 'end', 'participant-join': 'join', 'participant-leave': 'leave' });
/** `failed` is as good as no recording: its sound will not come. */
const recordingStatuses = among<'in-progress' | 'completed' | 'absent'>({ 'in-progress': 'in-progress', completed: 'completed', absent: 'absent', failed: 'absent' });
const messageStatuses = among<MessageStatus>({
  accepted: 'on-its-way', scheduled: 'on-its-way', queued: 'on-its-way', sending: 'on-its-way', sent: 'sent', delivered: 'delivered', read: 'delivered',
  undelivered: 'undelivered', failed: 'failed', canceled: 'failed',
});
const outsideEnds = among<OutsideEnd>({ reached: 'reached', completed: 'reached', answered: 'reached', busy: 'busy', 'no-answer': 'no-answer', failed: 'failed', canceled: 'failed' });
const key = among({ '0': '0', '1': '1', '2': '2', '3': '3', '4': '4', '5': '5', '6': '6', '7': '7', '8': '8', '9': '9', '*': '*', '#': '#' });

/** Is this status the end of a leg? */
export function legEnd(status: LegStatus): LegEnd | undefined {
  switch (status) {
    case 'completed': case 'busy': case 'no-answer': case 'failed': case 'canceled': return status;
    case 'queued': case 'ringing': case 'in-progress': case 'unknown': return undefined;
  }
}

export function readWebhook(webhook: Webhook): Read {
  try {
    return read(webhook);
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'bad', why: `${webhook.path.slice(0, 40)}: ${error.message}` };
    throw error;
  }
}

function read({ path, query, form, at }: Webhook): Read {
  switch (path) {
    case paths.incoming: {
      const forwardedFrom = mayHave(form, 'ForwardedFrom', address);
      return { kind: 'incoming', sid: need(form, 'CallSid', id), from: mayHave(form, 'From', address) ?? '', to: need(form, 'To', address), ...(forwardedFrom !== undefined && { forwardedFrom }) };
    }
    case paths.turn: return { kind: 'turn', ...leg(query, form), event: turnEvent(query, form, at) };
    case paths.document: return { kind: 'document', ...leg(query, form) };
    case paths.leg: return { kind: 'leg-status', call: need(query, 'c', id), sid: need(form, 'CallSid', id), status: need(form, 'CallStatus', legStatuses), sequence: sequence(form) };
    case paths.line: return { kind: 'line-status', sid: need(form, 'CallSid', id), status: need(form, 'CallStatus', legStatuses) };
    case paths.room: return room(query, form);
    case paths.recording: return {
      kind: 'recording', call: need(query, 'c', id), part: need(query, 'p', upTo(partMax)), recording: need(form, 'RecordingSid', id),
      status: need(form, 'RecordingStatus', recordingStatuses), seconds: mayHave(form, 'RecordingDuration', upTo(secondsMax)) ?? 0,
    };
    case paths.conversation: return {
      kind: 'conversation', call: need(query, 'c', id), recording: need(form, 'RecordingSid', id),
      status: need(form, 'RecordingStatus', recordingStatuses), seconds: mayHave(form, 'RecordingDuration', upTo(secondsMax)) ?? 0,
    };
    case paths.announce: return { kind: 'announce', call: need(query, 'c', id), what: need(query, 'k', among({ on: 'on', off: 'off', 'no-interpreter': 'no-interpreter' })) };
    case paths.message: {
      const code = mayHave(form, 'ErrorCode', upTo(999_999));
      return { kind: 'message', message: need(query, 'm', id), sid: need(form, 'MessageSid', id), status: need(form, 'MessageStatus', messageStatuses), ...(code !== undefined && { code }) };
    }
    case paths.hold: return { kind: 'hold' };
    case paths.ringing: return { kind: 'ringing' };
    default: throw new Unreadable(`no such webhook, expected one of ${Object.values(paths).join(', ')}`);
  }
}

/** A status we do not know yet is no reason to fail a caller who is on the line. */
function leg(query: Form, form: Form): { call: string; turn: number; sid: string; status: LegStatus } {
  const status = legStatuses.read(form.get('CallStatus') ?? '') ?? 'unknown';
  return { call: need(query, 'c', id), turn: need(query, 't', upTo(turnMax)), sid: need(form, 'CallSid', id), status };
}

/**
 * What brought the leg here. Our own address says which verb asks, since a provider may leave out all of a Gather's
 * fields when no key was pressed; the fields count as well, for an address without the mark.
 */
function turnEvent(query: Form, form: Form, at: number): TurnEvent {
  if (query.has('p') || form.has('RecordingUrl')) return recorded(form, at);
  if (query.has('outside')) return { at, kind: 'outside-over', status: outsideEnd(query, form), gone: isGone(form) };
  if (query.has('room') || form.has('DialCallStatus')) return { at, kind: 'out-of-room' };
  const gathered = query.has('keys') || query.has('fell') || form.has('Digits') || form.has('FinishedOnKey') || form.has('msg');
  if (gathered) return query.has('try') ? keptKey(query, at) : keysEvent(form, at);
  return { at, kind: need(query, 't', upTo(turnMax)) === 0 ? 'answered' : 'again' };
}

/** Asked again after trouble of ours, our own address says it. A word we do not know yet brings the caller back to us, rather than ends their call. */
const outsideEnd = (query: Form, form: Form): OutsideEnd => outsideEnds.read(query.get('outcome') ?? form.get('DialCallStatus') ?? '') ?? 'failed';

/** Some carriers ask Dial's action also for a leg that has hung up itself, and nobody obeys the answer. */
function isGone(form: Form): boolean {
  const status = legStatuses.read(form.get('CallStatus') ?? '');
  return status !== undefined && legEnd(status) !== undefined;
}

/** The same turn again after trouble of ours: what was pressed is in our own address, and whatever is not there was not pressed. */
const keptKey = (query: Form, at: number): TurnEvent =>
  ({ at, kind: 'keys', digits: mayHave(query, 'typed', keys) ?? '', finishedBy: mayHave(query, 'finished', key) ?? '' });

/** `FinishedOnKey` is not documented: what is no key there counts as left out. `Digits` may be missing, empty or filled. */
function keysEvent(form: Form, at: number): TurnEvent {
  const text = form.get('FinishedOnKey');
  const finishedBy = text === null || text === '' ? (text ?? undefined) : key.read(text);
  return { at, kind: 'keys', digits: mayHave(form, 'Digits', keys) ?? '', finishedBy };
}

/** Nothing was recorded where the document went on past the Record: then the leg just comes back. */
function recorded(form: Form, at: number): TurnEvent {
  const recording = mayHave(form, 'RecordingSid', id) ?? sidIn(form.get('RecordingUrl'));
  if (recording === undefined) return { at, kind: 'again' };
  const seconds = mayHave(form, 'RecordingDuration', upTo(secondsMax)) ?? 0;
  const digits = form.get('Digits') ?? '';
  return { at, kind: 'recorded', recording, seconds, key: key.read(digits) ?? '', hungUp: digits === 'hangup' };
}

const sidIn = (url: string | null): string | undefined => /\/([A-Za-z0-9_-]{8,64})(?:\.[a-z0-9]+)?$/.exec(url ?? '')?.[1];

function room(query: Form, form: Form): Read {
  const sid = mayHave(form, 'CallSid', id);
  const reason = mayHave(form, 'ReasonParticipantLeft', address) ?? mayHave(form, 'ReasonConferenceEnded', address);
  const event = need(form, 'StatusCallbackEvent', roomEvents);
  if (sid === undefined && (event === 'join' || event === 'leave')) throw new Unreadable(`CallSid is missing, expected ${id.expected} with ${event}`);
  return {
    kind: 'room', room: need(query, 'r', id), conference: need(form, 'ConferenceSid', id), event, sequence: sequence(form),
    ...(sid !== undefined && { sid }), ...(reason !== undefined && { reason }),
  };
}

const sequence = (form: Form): number => mayHave(form, 'SequenceNumber', upTo(sequenceMax)) ?? 0;
