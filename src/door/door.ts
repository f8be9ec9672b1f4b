// Whether callers find somebody at work: the hours of their region, and over them what the emergency switch says.
import type { Centre } from '../centre/centre.ts';
import type { Holiday } from '../hours/holiday.ts';
import type { Opening } from '../hours/hours.ts';
import { openAt } from '../hours/hours.ts';
import { openNow } from '../hours/open-now.ts';
import { parseTerm, atomsOf, readAtom } from '../routing/who.ts';
import { type EmergencySwitch, setFor } from './switch.ts';

/** Why nobody is at work, and from when on somebody is; undefined where nobody can tell. */
export interface Closed {
  cause: 'hours' | 'holiday' | 'switch';
  opens?: number;
  holiday?: Holiday;
}

type Doors = Pick<Centre, 'regions' | 'teams' | 'demands'>;

/** Teams that keep the hours of the regions. All others never close, and no switch closes them. */
export const keepingHours = ({ teams }: Pick<Centre, 'teams'>): string[] => Object.keys(teams).filter((team) => teams[team]?.keepsHours);

/** Undefined while anybody of a team that keeps hours is at work in that region; a region that the centre does not have has no hours to be closed in. */
export function closedIn(centre: Doors, set: EmergencySwitch, region: string, now: number): Closed | undefined {
  const hours = centre.regions[region]?.hours;
  if (!hours) return undefined;
  const teams = keepingHours(centre);
  const doors = teams.length === 0 ? [undefined] : teams.map((team) => setFor(set, team, region, now));
  if (doors.some((door) => door?.is === 'open')) return undefined;
  const byHours = openNow(hours, now);
  if (!doors.some((door) => door?.is === 'closed')) return byHours.open ? undefined : closedBy(byHours);
  if (byHours.open && doors.some((door) => door === undefined)) return undefined;
  const until = Math.min(...doors.map((door) => door?.until ?? Infinity));
  return { cause: 'switch', ...(until !== Infinity && opening(openAt(hours, until), until)) };
}

const closedBy = ({ opens, holiday }: Opening & { open: false }): Closed =>
  ({ cause: holiday ? 'holiday' : 'hours', ...(opens !== undefined && { opens }), ...(holiday && { holiday }) });

const opening = (then: Opening, until: number): { opens?: number } => (then.open ? { opens: until } : then.opens === undefined ? {} : { opens: then.opens });

/** Whether the switch has closed a line: all the teams it names keep hours, and each of them is closed in that region now. */
export function lineClosed(centre: Doors, set: EmergencySwitch, demand: string, region: string, now: number): boolean {
  // Every round of every caller's music asks, and there is hardly ever anything set.
  if (set.doors.length === 0) return false;
  const teams = teamsOf(centre, demand);
  return teams.length > 0 && teams.every((team) => centre.teams[team]?.keepsHours && setFor(set, team, region, now)?.is === 'closed');
}

function teamsOf({ demands }: Doors, demand: string): string[] {
  const steps = Object.hasOwn(demands, demand) ? demands[demand]?.steps ?? [] : [];
  const atoms = steps.flatMap(({ who }) => who).flatMap((name) => { const term = parseTerm(name); return term === undefined ? [] : atomsOf(term); });
  return [...new Set(atoms.flatMap((atom) => { const asked = readAtom(atom); return asked && 'team' in asked ? [asked.team] : []; }))];
}
