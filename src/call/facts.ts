// What the core is told about the world before it decides. It never asks by itself: it names a need, and is called again.
import type { Case } from '../case/case.ts';
import type { Centre } from '../centre/centre.ts';
import type { EmergencySwitch } from '../door/switch.ts';
import type { E164 } from '../phone/number.ts';
import type { OutgoingUse } from '../phone/outgoing.ts';
import type { ClassName, FloorAgent, LinePlace, Offer, Presence, Wait } from '../store/floor.ts';
import type { Expected } from '../waits/expected.ts';
import type { CallerCall } from './call.ts';
import type { VoicemailRecord } from './voicemail.ts';

export interface Facts {
  now: number;
  /** A fresh opaque id, new for every turn; ids made in the turn derive from it. */
  fresh: string;
  centre: Centre;
  /** What the emergency switch says over it. */
  switched: EmergencySwitch;
  /** The caller's place in line, or the wait an agent's leg was offered. */
  wait?: Wait;
  /** How many are ahead of the caller. */
  ahead?: number;
  /** How long they have to wait, by the last forecast; absent where nobody forecasts. */
  expected?: Expected;
  /** The offer that an agent's leg carries; for a caller, the one that was accepted. */
  offer?: Offer;
  /** The caller an agent's leg is about. */
  customer?: CallerCall;
  /** The values a prompt speaks of; without it, all go along. */
  speaksOf?: (key: string) => readonly string[];
  /** What earlier needs of this turn brought. */
  known: Known;
}

/** Something the core must know before it can go on. */
export type Need =
  | { need: 'case'; number: string }
  | { need: 'contact' }
  | { need: 'engineer'; agent: string }
  /** A colleague by the staff id that an agent keyed, and how they stand. */
  | { need: 'colleague'; digits: string }
  /** Of which of these classes anybody is there. */
  | { need: 'who-is-there'; classes: readonly ClassName[] }
  | { need: 'tally'; what: string; hours: number }
  /** How many are ahead of a place in line that nobody has yet. */
  | { need: 'ahead'; of: LinePlace }
  /** Who was cut off while waiting, by the key they would be known by again. */
  | { need: 'redial'; key: string }
  /** Whether somebody has an open callback under one of these. */
  | { need: 'callback'; keys: readonly string[] }
  /** How often this number was called back in its day. */
  | { need: 'called-back'; number: string }
  /** The digits of a staff id as the call may keep them. */
  | { need: 'claim'; digits: string }
  /** Whether a PIN fits the id that was keyed before it. Asking counts as a try. */
  | { need: 'staff'; claim: string; pin: string }
  /** Where somebody on the staff line stands, and what it takes to set them otherwise. */
  | { need: 'presence'; agent: string }
  /** The messages they may hear, the oldest first. */
  | { need: 'messages'; agent: string }
  /** The emergency switch as it stands in the store, to be turned. */
  | { need: 'switch' }
  /** Whether the sound of a message is in our keeping. */
  | { need: 'kept'; voicemail: string }
  /** What an engineer says to callers who leave them a message, by language. */
  | { need: 'greeting'; agent: string }
  /** Whether the gate for outgoing numbers lets this one through now. Asking counts. */
  | { need: 'gate'; to: E164; from: E164; use: OutgoingUse }
  /** How long the words take that the leg was told last; the core knows their keys only. */
  | { need: 'words' };

export interface Known {
  case?: { is: 'found'; case: Case; contact: boolean } | { is: 'unknown' } | { is: 'failed' };
  contact?: { is: 'found'; plan: string; language?: string } | { is: 'unknown' } | { is: 'failed' };
  engineer?: { id: string; state: FloorAgent['state'] };
  colleague?: { is: 'found'; id: string; state: FloorAgent['state'] } | { is: 'unknown' };
  there?: readonly ClassName[];
  ahead?: number;
  tally?: number;
  claim?: string;
  staff?: { is: 'known'; agent: string; language?: string; supervisor?: true } | { is: 'wrong' } | { is: 'locked'; about: string };
  messages?: readonly KnownMessage[];
  presence?: KnownPresence | { is: 'gone' };
  switch?: { id: string; version: number; value: EmergencySwitch };
  kept?: boolean;
  greeting?: Readonly<Record<string, string>>;
  redial?: { is: 'cut-off'; call: CallerCall } | { is: 'nobody' };
  /** `promised`: the call that stands for it, unless they are being called at this moment. */
  callback?: { is: 'open'; promised?: CallerCall } | { is: 'none' };
  gate?: { ok: true } | { ok: false; why: string };
  calledBack?: number;
  wordsS?: number;
}

/** A message as it was read; `isKept`: its sound can be played; `line`: the number its caller had dialled, where that is known. */
export interface KnownMessage {
  version: number;
  value: VoicemailRecord;
  isKept: boolean;
  line?: string;
}

/** An agent as the floor has them now; `classes`, computed at the registry's version `at`, go with whatever they set. */
export interface KnownPresence {
  is: 'known';
  presence: Presence;
  state: FloorAgent['state'];
  until?: number;
  /** Nothing of theirs could be rung. */
  silent: boolean;
  /** How long what they set now may last. */
  latest: number;
  zone: string;
  classes: FloorAgent['classes'];
  at: number;
}
