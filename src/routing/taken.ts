// The calls an agent has taken, for the strategies that count them: how many today, and when the last one was.
import type { Centre, Team } from '../centre/centre.ts';
import type { Taken } from './admits.ts';

/** As the store keeps it. */
export interface TakenRecord {
  /** The day in the agent's region, such as 2026-10-20. */
  day: string;
  calls: number;
  last: number;
  /** The last offers that were counted: the same one again changes nothing. */
  offers: readonly string[];
}

/** What an agent takes while one count is late; each call lasts longer than a count. */
const OFFERS_KEPT = 10;

export function countTaken(before: TakenRecord | undefined, offer: string, { day, now }: { day: string; now: number }): TakenRecord {
  if (before?.offers.includes(offer)) return before;
  const offers = [...(before?.offers ?? []), offer].slice(-OFFERS_KEPT);
  return { day, calls: (before?.day === day ? before.calls : 0) + 1, last: Math.max(now, before?.last ?? 0), offers };
}

/** Calls of another day do not count for today. */
export const takenOn = (day: string, record: TakenRecord): Taken => ({ calls: record.day === day ? record.calls : 0, last: record.last });

const counts = ({ strategy }: Team): boolean => strategy === 'round-robin' || strategy === 'fewest-calls';

/** Whether in any of these teams calls must be counted. */
export const countsCalls = ({ teams }: Pick<Centre, 'teams'>, of: readonly string[] = Object.keys(teams)): boolean =>
  of.some((id) => Object.hasOwn(teams, id) && counts(teams[id] ?? { name: id }));
