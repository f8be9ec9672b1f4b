// A call is one leg at the carrier: a caller's, or one that we dialled to an agent's phone. Both run flows, turn by turn.
import type { CaseNumber } from '../case/number.ts';
import type { Priority } from '../case/priority.ts';
import type { TimeSpan } from '../case/time-span.ts';
import type { Caller } from '../phone/caller.ts';
import type { E164 } from '../phone/number.ts';
import type { WaitStep } from '../store/floor.ts';
import type { Callback } from './callback.ts';
import type { Instruction } from './instruction.ts';
import type { EscalationRecord } from './escalation.ts';
import type { LegEnd } from './event.ts';
import type { Told } from './how-long.ts';
import type { Place } from './place.ts';

interface Leg {
  /** Opaque; it stands in URLs. An agent leg's id is its offer's id. */
  id: string;
  /** The carrier's own id, once it is known. */
  sid?: string;
  /** Counts every change of this call; a commit names the turn it read. */
  turn: number;
  /** The turn that made the document the leg follows now. The document's URLs carry it: an older one is told by it. */
  document: number;
  began: number;
  language: string;
  /** The version of the flows this call began with. */
  flows: string;
  at: Place;
  /** Where sub-flows return to, the innermost last. */
  back: readonly Place[];
  vars: Readonly<Record<string, string>>;
  doing: Doing;
  /** What the leg was last told; the same turn posted again gets it again. */
  answer: readonly Instruction[];
}

/** What a leg is doing now. Each state carries just what it needs. */
export type Doing =
  | { is: 'new' }
  /** We have asked the carrier to ring this leg. A customer who is called back comes into the room of `wait`. */
  | { is: 'dialling'; wait?: string }
  /** A prompt plays and keys are awaited; silence cannot come back earlier than `quietFrom`, and that much later as the words take. */
  | { is: 'listening'; tries: number; quietFrom: number }
  /** In line, in a hold flow. `best` is the fewest callers ahead that were spoken of; `told`: how long it would be; `placeUntold`: both come after the words under way. */
  | { is: 'waiting'; wait: string; musicS: number; best?: number; told?: Told; placeUntold?: true }
  /** Somebody who was promised a callback and has no leg: in line, or until it is due. */
  | { is: 'promised'; wait?: string }
  /** Called back and picked up: any key brings them to the agent in the room of `wait`, and a mailbox presses none. */
  | { is: 'greeted'; wait: string; tries: number }
  /** Claimed by an agent and on the way into the room. */
  | { is: 'joining'; wait: string; since: number }
  | { is: 'talking'; room: string; since: number; conference?: string }
  /** An agent's leg has come out of a room; its next turn tells why. */
  | { is: 'out-of-room'; consulting: boolean }
  /** An agent's leg in a room apart, with or waiting for the one consulted. */
  | { is: 'consulting' }
  /** Given to an outside number by an agent: on the way there, and from `dialled` on their own leg rings it, and talks with whoever picks up. */
  | { is: 'outside'; to: E164; by: string; since: number; dialled?: true }
  /** On the staff line: from `dialled` on this leg rings the customer who left a message. */
  | { is: 'calling-back'; voicemail: string; dialled?: true }
  /** The last agent has gone without ending the call. */
  | { is: 'left-alone'; id: string; agent: string; musicS: number; interpreted?: string }
  | { is: 'recording'; part: number }
  /** A message was recorded and may be heard or spoken again; `looks`: how often its sound was looked for. */
  | { is: 'reviewing'; looks: number }
  | { is: 'over'; at: number; how: LegEnd | 'ended-by-us' };

/** An agent in a conversation, and the leg they are on. `interprets`: they are there for the agent and the caller to understand each other. */
export interface Member {
  agent: string;
  leg: string;
  interprets?: true;
}

/** Somebody interpreted in this call: in which language, and for how long. */
export interface Interpretation {
  by: { agent: string };
  language: string;
  seconds: number;
}

/** What is known of the case a caller asked for. `verified`: the calling number belongs to a contact of the case. */
export interface CaseFacts {
  number: CaseNumber;
  priority: Priority;
  assignedTo?: string;
  deputy?: string;
  serviceManager?: string;
  region?: string;
  /** Product family. */
  product?: string;
  plan?: string;
  entitlement?: string;
  escalated?: boolean;
  /** What the contract promises for a first answer. */
  response?: TimeSpan;
  /** A known contact who is a certified expert for this case. */
  certified?: boolean;
  verified: boolean;
}

/** The place a caller has in line: kept when they change lines or must be reconnected. */
export interface Standing {
  demand: string;
  hold: string;
  /** The `reach` they came by. */
  reach: Place;
  /** Everybody the demand comes to admit. */
  classes: readonly string[];
  priority: Priority;
  joined: number;
  /** When they came into this very line. */
  entered: number;
  rank: number;
  limit: number;
  /** Somebody was there who may answer, and has not been missed since. */
  staffed?: true;
}

/** An agent a supervisor has picked for a waiting caller: the place in line it is about, and the steps to go back to. */
export interface Picked {
  agent: string;
  wait: string;
  steps: readonly WaitStep[];
  until: number;
}

/** A message being recorded or already kept; its id is its record's. */
export interface Voicemail {
  id: string;
  for: string;
  /** Who comes after, while nobody claims it. */
  next: readonly string[];
  parts: readonly { recording: string; seconds: number }[];
  /** Whoever it is for has been told. */
  handedIn?: true;
  /** What this one is to take the place of, once something was said. */
  before?: Voicemail;
  /** Recordings that were spoken again, of which late news may come. */
  dropped?: readonly string[];
}

/** What the caller was told of recording, and said to it; transcripts rest on the same. `paused`: an agent's key stopped it for a while. */
export interface Consent {
  is: 'announced' | 'agreed' | 'refused' | 'never';
  at: number;
  paused?: true;
}

export interface CallerCall extends Leg {
  role: 'caller';
  line: string;
  from: Caller;
  region: string;
  country?: string;
  case?: CaseFacts;
  standing?: Standing;
  /** The priority a supervisor gave them, which goes before what the case says, and along with a redial. */
  prioritySet?: Priority;
  picked?: Picked;
  /** The agents in the conversation now; of a customer being called back, whoever waits for them. */
  members: readonly Member[];
  /** The earlier call whose place in line this one has taken up, and on that call the one that has. */
  resumes?: string;
  resumedBy?: string;
  recording?: Consent;
  /** What the call came to, by the centre's list: the last word of an agent in wrap-up. */
  code?: string;
  interpreted?: readonly Interpretation[];
  voicemail?: Voicemail;
  /** The promise this call keeps, or tried to. */
  callback?: Callback;
}

export interface AgentCall extends Leg {
  role: 'agent';
  agent: string;
  phone: E164;
  /** The number their phone shows. */
  shows: E164;
  wait: string;
  /** The leg that asked for somebody: the caller's, or an agent's who consults. */
  asker: string;
  /** The caller whom all this is about. */
  caller: string;
  /** The room this leg belongs to once it takes the call. */
  room: string;
  stage: 'ringing' | 'taken' | 'done';
  /** Where this leg talks; its way `over` leads to wrap-up. */
  talksAt?: Place;
  /** They have duty for this P1. `asked`: whom the ladder has rung up to them; without it, it is the hunt that rings them. */
  duty?: { asked?: readonly string[]; acknowledged?: true };
  /** The caller hears music because of this leg. */
  holding: boolean;
  /** Since when, where it is this leg that put the caller there. */
  heldSince?: number;
  consult?: { wait: string; as: 'manager' | 'colleague' | 'interpreter'; with?: Member };
  /** They and somebody else were rung for the caller together, by one offer. `agreed`: they have pressed 1, and wait for the other. */
  pair?: { offer: string; as: 'agent' | 'interpreter'; agreed?: true };
  /** They interpret in this conversation, since then. */
  interprets?: { language: string; since?: number };
  /** Nobody of their teams is ever recorded. */
  unrecorded?: true;
  /** Their key has just stopped or started the recording: everybody hears of it as soon as they are back. */
  toAnnounce?: 'on' | 'off';
  /** What the call came to, by the centre's list. */
  code?: string;
}

/** A page to somebody on duty, by voice: details only after a key. */
export interface PageCall extends Leg {
  role: 'page';
  agent: string;
  phone: E164;
  shows: E164;
  caller: string;
  escalation: EscalationRecord;
  /** Which rung of the duty ladder this is, from 0. */
  rung: number;
  acknowledged: boolean;
}

/** One of our own people on the staff line. What they key is kept nowhere. */
export interface StaffCall extends Leg {
  role: 'staff';
  line: E164;
  from: Caller;
  /** The id they keyed, in a form that only the reception can read; it is there while their PIN is asked for. */
  claim?: string;
  /** How often in this call an id and a PIN did not fit. */
  wrong: number;
  /** Who they are, once both did. */
  agent?: string;
  /** May turn the emergency switch. */
  supervisor?: true;
  /** The messages they have listened to, the one they are at last. */
  heard?: readonly string[];
}

export type Call = CallerCall | AgentCall | PageCall | StaffCall;

export const isOver = (call: Call): boolean => call.doing.is === 'over';

/** The wait a call stands in: for a caller the one in line or in the room, for an agent's leg the one it was offered. */
export function waitOf(call: Call): string | undefined {
  if (call.role !== 'caller') return call.role === 'agent' ? call.wait : undefined;
  switch (call.doing.is) {
    case 'waiting': case 'joining': case 'promised': case 'dialling': case 'greeted': return call.doing.wait;
    case 'talking': return call.doing.room;
    default: return undefined;
  }
}

/** The place in line a caller has now, on the phone or promised a callback. */
export const lineOf = ({ doing }: CallerCall): string | undefined => (doing.is === 'waiting' || doing.is === 'promised' ? doing.wait : undefined);
