// What happens to a call: webhooks of its own leg, and messages from other calls and from timers.
import type { Priority } from '../case/priority.ts';
import type { E164 } from '../phone/number.ts';
import type { Interpretation } from './call.ts';
import type { Unreached } from './callback.ts';
import type { Place } from './place.ts';

/** Everything that can come in. `at` is when, in milliseconds since 1970. */
export type CallEvent = { at: number } & (
  /** A caller is on the line: the first webhook. */
  | { kind: 'arrived' }
  /** A leg that we dialled has been picked up and asks what to do. */
  | { kind: 'answered' }
  /** A leg that we dialled exists at the carrier now. */
  | { kind: 'ringing' }
  /** A Gather is over. `finishedBy` is undefined where the carrier left the field out, '' where no key ended it. */
  | { kind: 'keys'; digits: string; finishedBy: string | undefined }
  /** The leg came back with nothing to tell: a Redirect. */
  | { kind: 'again' }
  /** A recording is over; its sound may not be there yet. */
  | { kind: 'recorded'; recording: string; seconds: number; key: string; hungUp: boolean }
  /** The carrier tells, outside any turn, that a recording exists: heard even when the turn above was lost. */
  | { kind: 'recording-there'; part: number; recording: string; seconds: number }
  /** The sound of a conversation is there, whole. */
  | { kind: 'conversation-there'; recording: string; seconds: number }
  /** The leg has come out of a room: by `*`, or because the room ended. */
  | { kind: 'out-of-room' }
  /** The leg has come back from an outside number. `gone`: it is over itself, which is told apart. */
  | { kind: 'outside-over'; status: OutsideEnd; gone: boolean }
  /** Others see the leg in a room. */
  | { kind: 'seen-in-room'; room: string; conference: string }
  | { kind: 'ended'; status: LegEnd }
  | { kind: 'told'; message: Message }
);

/** What became of ringing an outside number; `reached`: somebody picked up, and that is over. */
export type OutsideEnd = 'reached' | 'busy' | 'no-answer' | 'failed';

/** How the carrier says that a leg ended. */
export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** Where an agent gives a caller. */
export type GivenTo = Place | { agent: string } | { number: E164 };

/** What calls tell each other, and what timers tell them. Kept in the store until handled, so none is lost. */
export type Message =
  /** An agent pressed 1: come to the room. */
  | { tell: 'taken'; wait: string; offer: string; agent: string; interpreter?: string; unrecorded?: true }
  /** Somebody has interpreted for this caller. */
  | ({ tell: 'interpreted' } & Interpretation)
  /** An agent is kept free for a customer who is called first, and rung once they are there. */
  | { tell: 'reserved'; wait: string; offer: string }
  /** An agent has come into this conversation, perhaps in the place of another. */
  | { tell: 'member-joined'; leg: string; agent: string; instead?: string; interprets?: true; unrecorded?: true }
  | { tell: 'member-left'; leg: string; agent: string }
  /** An agent leaves this caller: to a step of a caller flow, to a colleague, or to an outside number. */
  | { tell: 'given'; leg: string; agent: string; to: GivenTo }
  /** An agent's key has paused the recording, or goes on with it. */
  | { tell: 'recording'; paused: boolean }
  /** An agent in wrap-up has said what the call came to. */
  | { tell: 'coded'; code: string }
  /** An agent's key ended the call for all. */
  | { tell: 'end' }
  /** The caller has gone: whoever is in the conversation comes to wrap-up. */
  | { tell: 'caller-gone' }
  /** To an agent's leg: your offer is over. */
  | { tell: 'offer-over'; why: 'withdrawn' | 'expired' }
  /** To the one consulted: come into the caller's room, perhaps in the place of another. */
  | { tell: 'come'; room: string; instead?: string }
  | { tell: 'dismissed' }
  /** Somebody on duty was rung for this P1 and has it, without taking the caller. */
  | { tell: 'acknowledged'; agent: string }
  /** To whoever waits in a room for a customer who is called back: they could not be had. */
  | { tell: 'not-reached'; why: Unreached }
  /** To a call that stands for a callback: it is wanted no more. `by`: with whose token. `forget`: they are to be forgotten, also where their phone is ringing. */
  | { tell: 'cancel-callback'; by: string; forget?: true }
  /** We could not ring this leg. */
  | { tell: 'not-dialled'; why: string }
  /** From a supervisor, to a caller who waits; `by`: with whose token. Without an agent a pick is called off. */
  | { tell: 'set-priority'; priority: Priority; by: string }
  | { tell: 'move'; demand: string; by: string }
  | { tell: 'pick'; agent?: string; by: string }
  /** Whoever a supervisor had picked for this place in line has not taken the call. */
  | { tell: 'pick-passed'; wait: string }
  /** A timer of this call; `of` names the state that set it, so that an old one is let pass. */
  | { tell: 'due'; what: 'reconnect' | 'briefed' | 'callback' | 'not-there' | 'no-place' | 'unanswered' | 'picked' | 'consult-over' | 'room-over' | 'unspoken'; of: string };
