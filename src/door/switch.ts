// The emergency switch: what a supervisor has set over the centre file, for a while or until it is set back. One value for the whole centre.
import type { Centre } from '../centre/centre.ts';

/** A team closed or opened, in one region or in all. */
export interface Door {
  team: string;
  region?: string;
  is: 'open' | 'closed';
  until?: number;
  at: number;
  by: string;
}

/** Said in the first menu, in the languages there are words for. `id` tells one from the next. */
export interface Announcement {
  id: string;
  texts: Readonly<Record<string, string>>;
  /** The languages whose words a program made, and which one: no person has read them. */
  machine?: Readonly<Record<string, { provider: string; confidence?: number }>>;
  until?: number;
  at: number;
  by: string;
}

export interface EmergencySwitch {
  doors: readonly Door[];
  announcement?: Announcement;
}

/** Its record: there is one for the whole centre. */
export const SWITCH_ID = 'now';

export const untouched: EmergencySwitch = { doors: [] };

const holds = ({ until }: { until?: number }, now: number): boolean => until === undefined || now < until;

/** Without what is over. */
export function heldAt({ doors, announcement }: EmergencySwitch, now: number): EmergencySwitch {
  return { doors: doors.filter((door) => holds(door, now)), ...(announcement && holds(announcement, now) && { announcement }) };
}

/** What is set for a team in a region: a word about that region comes before one about all. */
export function setFor({ doors }: EmergencySwitch, team: string, region: string, now: number): Door | undefined {
  const about = doors.filter((door) => door.team === team && holds(door, now));
  return about.find((door) => door.region === region) ?? about.find((door) => door.region === undefined);
}

/** The last word counts: one about all regions takes the place of all before it, one about a region of what was said of that region. */
export const withDoor = (set: EmergencySwitch, door: Door): EmergencySwitch => ({ ...set, doors: [...without(set, door).doors, door] });

/** Back to the hours of the file: in that region, or everywhere. */
export function without(set: EmergencySwitch, { team, region }: Pick<Door, 'team' | 'region'>): EmergencySwitch {
  return { ...set, doors: set.doors.filter((door) => door.team !== team || (region !== undefined && door.region !== region)) };
}

/** Languages that lines serve and that it has no words in: their callers hear nothing of it. */
export const silentIn = ({ lines }: Pick<Centre, 'lines'>, { texts }: Pick<Announcement, 'texts'>): string[] =>
  [...new Set(lines.flatMap(({ languages }) => languages))].filter((language) => !Object.hasOwn(texts, language));

export const announcing = (set: EmergencySwitch, announcement: Announcement): EmergencySwitch => ({ ...set, announcement });

export const silent = ({ doors }: EmergencySwitch): EmergencySwitch => ({ doors });

/** For a screen: `engineers closed in emea`. */
export const inWords = ({ doors, announcement }: EmergencySwitch): string[] =>
  [...doors.map(({ team, region, is }) => `${team} ${is}${region === undefined ? '' : ` in ${region}`}`), ...(announcement ? ['an announcement in the first menu'] : [])];
