// The centre as its file describes it: lines, regions, teams, people, priorities, demands and settings. Read once, then trusted.
import type { Priority } from '../case/priority.ts';
import type { Rota } from '../duty/rota.ts';
import type { Hours } from '../hours/hours.ts';
import type { E164 } from '../phone/number.ts';
import type { OutgoingRules } from '../phone/outgoing.ts';

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
  demands: Readonly<Record<string, readonly DemandStep[]>>;
  agents: readonly Agent[];
  settings: Settings;
  outgoing: OutgoingRules;
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
}

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

export interface Team {
  name: string;
}

export interface PriorityRules {
  /** Seconds a caller of this priority counts as having waited already. */
  headStartS: number;
  /** Phones that may ring at once for one caller. */
  offers: number;
}

/** `who`: `assigned` (the case's engineer), `team:ID` or `agent:ID`; several mean any of them. */
export interface DemandStep {
  who: readonly string[];
  /** Seconds after joining from which they may answer; a step before `assigned` is free again is not waited for. */
  afterS: number;
}

export interface Agent {
  id: string;
  name: string;
  teams: readonly string[];
  phone?: E164;
  sip?: string;
  client?: string;
  region: string;
  languages: readonly string[];
  skills: Readonly<Record<string, number>>;
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
  /** Calls we may create in a second, by the carrier's account. */
  callsPerSecond: number;
  voicemailS: number;
  /** Warned when this is left. */
  voicemailWarningS: number;
  /** The longest a leg may last, by the carrier's account. */
  legS: number;
  /** Days finished calls and the journal are kept. */
  keepDays: number;
}
