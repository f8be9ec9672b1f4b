// The centre as its file describes it: lines, regions, teams, people, priorities, demands and settings. Read once, then trusted.
import type { Unreached } from '../call/callback.ts';
import type { Plan } from '../case/case.ts';
import type { Priority } from '../case/priority.ts';
import type { TimeSpan } from '../case/time-span.ts';
import type { Ladder } from '../case/watch.ts';
import type { Rota } from '../duty/rota.ts';
import type { Hours } from '../hours/hours.ts';
import type { E164 } from '../phone/number.ts';
import type { OutgoingRules } from '../phone/outgoing.ts';
import type { DoNotRing } from './do-not-ring.ts';
import type { Conditions } from '../routing/rules.ts';
import type { ServiceLevel } from '../numbers/service-level.ts';

export interface Centre {
  name: string;
  /** Hash of what the file says: layout and comments do not count. */
  version: string;
  /** Raised by hand where several machines serve: an older process does not overwrite what a newer one imported. */
  edition: number;
  lines: readonly Line[];
  /** Where staff sign in by telephone. */
  staffLine?: E164;
  regions: Readonly<Record<string, Region>>;
  teams: Readonly<Record<string, Team>>;
  priorities: Readonly<Record<Priority, PriorityRules>>;
  plans: Readonly<Record<Plan, PlanRules>>;
  /** Who is told of cases that grow old, by role. */
  management: Readonly<Record<string, Manager>>;
  demands: Readonly<Record<string, Demand>>;
  agents: readonly Agent[];
  /** What a call can have come to, by two digits that agents key in wrap-up. */
  codes: Readonly<Record<string, string>>;
  /** What a supervisor may have said in the first menu from the staff line, by name. */
  announcements: Readonly<Record<string, PreparedAnnouncement>>;
  /** Languages for which callers may ask for an interpreter, in the order of their keys. */
  interpreting: readonly string[];
  callbacks: Callbacks;
  recording: Recording;
  serviceLevel: ServiceLevelRule;
  settings: Settings;
  outgoing: OutgoingRules;
  translation: Translation;
}

export interface Translation {
  /** The language of the people here: what callers say in another one is translated into it. */
  house: string;
  /** Never translated: names of products, in their own spelling. */
  keep: readonly string[];
}

export interface Line {
  number: E164;
  name: string;
  /** A local line belongs to a region; a toll-free or international one does not. */
  region?: string;
  defaultRegion: string;
  /** Languages served, the first one is spoken when nothing else is known. */
  languages: readonly string[];
  /** The flow that answers. */
  flow: string;
  /** Conversations of this line are recorded, as far as the caller's and its own country let us. */
  record?: true;
}

/** Every number whose calls come to us: the customers' lines and the staff line. */
export const numbersOf = ({ lines, staffLine }: Pick<Centre, 'lines' | 'staffLine'>): readonly E164[] =>
  [...lines.map(({ number }) => number), ...(staffLine === undefined ? [] : [staffLine])];

export interface Region {
  name: string;
  hours: Hours;
  /** ISO country codes. */
  countries: readonly string[];
  /** Regions that follow in the order the sun moves. */
  neighbours: readonly string[];
  /** The number our outgoing calls of this region show. */
  callerId: E164;
  /** Who is paged, first to last, and when they take turns. */
  duty: Rota;
}

/** Which of several free agents is offered a caller: who is free longest, knows most, was last called longest ago, or had fewest calls today. */
export const STRATEGIES = ['longest-idle', 'most-skilled', 'round-robin', 'fewest-calls'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What a country asks for before a conversation is recorded: nothing but that we say so, a way to refuse, or a yes. */
export const RECORDING_RULES = ['none', 'announce', 'ask'] as const;
export type RecordingRule = (typeof RECORDING_RULES)[number];

export interface Recording {
  countries: Readonly<Record<string, RecordingRule>>;
  /** For countries that are not among them. */
  otherwise: RecordingRule;
  /** Days a recording is kept. */
  keepDays: number;
}

/** Who is on the phone first in a callback: the agent, who hears the customer's phone ring, or the customer, for whom an agent is reserved meanwhile. */
export const CALLED_FIRST = ['agent', 'customer'] as const;

/** How often a customer who was promised a callback is rung, how long after which try, and how long the promise may stand in line. */
export interface Callbacks {
  first: (typeof CALLED_FIRST)[number];
  tries: number;
  againS: Readonly<Record<Unreached, number>>;
  withinS: number;
  /** How long one waits for the engineer of a case alone, where that was asked for, before it is the whole line's. */
  engineerS: number;
}

export interface Team {
  name: string;
  /** Conversations with this team are recorded, or never are, whatever else is set. */
  record?: 'yes' | 'never';
  strategy?: Strategy;
  /** Its callers are served in the hours of their region, and the emergency switch may close it. */
  keepsHours?: true;
}

export interface PreparedAnnouncement {
  name: string;
  /** By language. */
  texts: Readonly<Record<string, string>>;
}

/** When a priority is worked on: at any hour, or while the customer's region is open. */
export const PRIORITY_HOURS = ['always', 'region'] as const;
export type PriorityHours = (typeof PRIORITY_HOURS)[number];

export interface PriorityRules {
  /** Seconds a caller of this priority counts as having waited already. */
  headStartS: number;
  /** Phones that may ring at once for one caller. */
  offers: number;
  /** What is promised for a first answer, where a case says nothing else. */
  response: TimeSpan;
  hours: PriorityHours;
  /** How often a customer hears of a case, where the case says nothing else. */
  updates: TimeSpan;
  /** At which age of an open case, in seconds, whom of management is told. */
  ladderS: Ladder;
}

export interface Manager {
  name: string;
  phone: E164;
  language: string;
}

/** What a contract gives its customers. */
export interface PlanRules {
  name: string;
  /** They may call about their cases; others come to Customer Care. */
  phone: boolean;
  /** Priorities that are worked on at any hour, whatever the centre's own hours for them. */
  roundTheClock: readonly Priority[];
  /** Priorities that go straight to the senior engineers. */
  expertToExpert: readonly Priority[];
  /** They have a contact of their own, whom their cases name. */
  serviceManager: boolean;
}

export interface Demand {
  steps: readonly DemandStep[];
  /** Calls that count as having waited longer still; the first rule that holds gives the seconds. */
  first: readonly { when: Conditions; headStartS: number }[];
  /** How many may wait at most, and for how long. A P1 is bound by neither. */
  limit: { waiting?: number; waitS?: number };
}

export interface DemandStep {
  /** Any of these may answer: expressions in their one spelling, such as `assigned` or `all(skill:case,team:engineers)`. */
  who: readonly string[];
  /** Seconds after joining from which they may answer; steps of which nobody is there are not waited for. */
  afterS: number;
  /** The step is for calls of which this holds. */
  when?: Conditions;
  /** Each of them together with an interpreter of the caller's language, as one match. */
  interpreter?: true;
}

export interface Agent {
  id: string;
  name: string;
  teams: readonly string[];
  phone?: E164;
  sip?: string;
  client?: string;
  /** Digits by which they are known on the staff line. */
  staffId?: string;
  region: string;
  languages: readonly string[];
  /** Languages they interpret, for callers whom an agent cannot speak with. */
  interprets?: readonly string[];
  skills: Readonly<Record<string, number>>;
  /** May turn the emergency switch on the staff line. */
  supervisor?: true;
  /** What callers hear who leave them a message, by language. */
  greeting?: Readonly<Record<string, string>>;
  /** When these hours begin, a presence set before them is over. */
  doNotRing?: DoNotRing;
}

/** What this centre calls answered in time, unless a report asks for something else. */
export interface ServiceLevelRule {
  level: ServiceLevel;
  withinS: number;
  /** Who leaves sooner counts as short. */
  shortS: number;
}

/** Every bound of the centre has a name here and a default in the schema. */
export interface Settings {
  /** How long an agent's phone rings; the carrier adds five seconds of its own. */
  ringS: number;
  /** How long an agent who passed or missed is not asked again for the same caller. */
  coolS: number;
  wrapS: number;
  /** After this the room is the answer to a waiting caller's next turn. */
  joinS: number;
  /** After the last agent has gone, before others are rung. */
  reconnectS: number;
  /** How long an agent and an interpreter speak with each other before the caller comes in by themselves. */
  briefS: number;
  /** Calls we may create in a second, by the carrier's account. */
  callsPerSecond: number;
  voicemailS: number;
  /** Warned when this is left. */
  voicemailWarningS: number;
  /** The longest a leg may last, by the carrier's account. */
  legS: number;
  /** Days finished calls and the journal are kept. */
  keepDays: number;
  /** Days a voicemail is kept, sound and record, done or not. */
  voicemailDays: number;
  /** A recording that is kept whole is deleted at the carrier. */
  deleteAtCarrier: boolean;
}
