// What a turn wants done: changes of the floor, work outside or later, journal entries, records.
import type { FloorVerb, OfferEnd, Who } from '../store/floor.ts';
import type { E164 } from '../phone/number.ts';
import type { Entry, RecordWrite, Work } from '../store/store.ts';
import type { Call } from './call.ts';
import type { EscalationRecord } from './escalation.ts';
import type { Message } from './event.ts';
import type { PromptValues } from './instruction.ts';

/** Work as this system knows it. Each deed may come twice and must do no harm then. */
export type Deed =
  /** Let a call know something. */
  | { do: 'tell'; call: string; message: Message }
  /** Ring the phone of an agent's leg. Not before, and not after its offer is over. */
  | { do: 'dial'; call: string }
  /** Ring a customer who is called back, or the agent reserved for one who is there already, once the dial line has a place. */
  | { do: 'ring-customer'; call: string }
  /** Make a leg fetch the document of a turn; pointless after `notAfter`. */
  | { do: 'redirect'; call: string; turn: number; notAfter?: number }
  | { do: 'hang-up'; call: string }
  /** Music for the caller, who stays in the room, or back to the others. */
  | { do: 'hold'; call: string; on: boolean }
  /** Record the caller's leg, or not, as far as they agreed; pauses last as long as a hold. */
  | { do: 'record'; call: string; want: 'on' | 'paused' | 'off' }
  /** Everybody in the caller's room hears whether they are recorded, or that the interpreter has gone. */
  | { do: 'announce'; call: string; what: Announced }
  /** Ring the next on the duty ladder for an escalation, until one of them acknowledges. */
  | { do: 'page'; escalation: EscalationRecord; rung: number }
  /** Ring the next on duty for a P1 in line. `asked`: who was rung for nothing in this round, since a handover may change the ladder meanwhile. */
  | { do: 'summon'; call: string; wait: string; asked: readonly string[] }
  | { do: 'text'; to: Addressee; about: string; key: string; values: PromptValues }
  /** Those of a team who are at work hear of a message for it, or the first who come, while nobody has claimed it. */
  | { do: 'tell-team'; voicemail: string; team: string }
  /** A case that we have heard of: management is told of it as it grows old, until it is closed. */
  | { do: 'watch'; case: string }
  /** Nobody has claimed this message in time: the next one's. `handed`: how often it was handed on when the time began. */
  | { do: 'hand-on'; voicemail: string; handed: number }
  /** Fetch a recording from the carrier into our own keeping. */
  | { do: 'fetch'; of?: 'recording'; voicemail: string; part: number; recording: string }
  /** Delete a recording at the carrier. */
  | { do: 'forget-recording'; recording: string }
  /** Delete the sound of a voicemail from our own keeping. */
  | { do: 'forget-sound'; voicemail: string }
  /** Have a part of a voicemail written down. */
  | { do: 'transcribe'; voicemail: string; part: number; recording: string }
  /** Have what was written down translated for the people here. */
  | { do: 'translate-voicemail'; voicemail: string; recording: string }
  /** Have an announcement in one more language, while it is in force. */
  | { do: 'translate-announcement'; announcement: string; to: string }
  /** Have a note to a customer in their language, then send it. */
  | { do: 'translate-note'; note: string }
  | { do: 'send-note'; note: string }
  /** Take away what is kept of a caller, a step at a time. */
  | { do: 'erase'; erasure: string; number: E164 }
  /** An agent's phone rang out for this offer: after two in a row they are set away and told. */
  | { do: 'miss'; agent: string; offer: string; at: number }
  /** Something people must know of now; the same about the same thing is told once in ten minutes. `about` is an id of ours, never a number. */
  | { do: 'alarm'; what: string; about?: string }
  /** Hand a raised alarm to whoever is to hear of it outside. */
  | { do: 'send-alarm'; alarm: { id: string; at: number; what: string; about?: string; centre: string } }
  /** A place in line that nobody came back for is forgotten. */
  | { do: 'forget-redial'; key: string }
  /** One more call that this agent has taken. */
  | { do: 'count-call'; agent: string; offer: string }
  /** Look again for a P1 whom a dial slot was missing for. */
  | { do: 'decide'; who: Who }
  /** Look again for whoever stands first: the dial line has a slot. */
  | { do: 'decide-next' }
  /** Timers that the store sets itself. */
  | { do: 'floor'; verb: FloorVerb }
  | { do: 'offer-over'; offer: string; why: OfferEnd };

export const ANNOUNCED = ['on', 'off', 'no-interpreter'] as const;
export type Announced = (typeof ANNOUNCED)[number];

/** Whom a message is for: an agent, or whoever has duty in a region, or the caller of a call, or somebody of management about a case of a region. */
export type Addressee = { agent: string } | { duty: string } | { caller: string } | { manager: string; region?: string };

export interface Effects {
  /** Other calls that change with this one, with the turn that was read, or begin with it. */
  calls: { call: Call; was: number | undefined }[];
  floor: FloorVerb[];
  work: Work<Deed>[];
  cancel: string[];
  journal: Entry[];
  records: RecordWrite[];
}

export const noEffects = (): Effects => ({ calls: [], floor: [], work: [], cancel: [], journal: [], records: [] });

export const isNothing = (effects: Effects): boolean => Object.values(effects).every((list: readonly unknown[]) => list.length === 0);
