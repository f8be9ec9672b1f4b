// How many agents each line would have needed, hour by hour, as Erlang reckons: with alike agents who serve this line alone. A sanity check, no plan.
import { isIn, type Between } from './figures.ts';
import { agentsFor } from './erlang.ts';
import type { Handling } from './staff.ts';
import { waitOf, type Visit } from './visits.ts';

export const HOUR_MS = 3_600_000;
/** With fewer conversations, or fewer callers who gave up, a mean says nothing. */
const MEASURED_LEAST = 10;

/** The share that shall be answered within the time. */
export interface Aim {
  share: number;
  withinMs: number;
}

export interface HourStaffing {
  at: number;
  joined: number;
  /** In Erlangs: how many would talk all the time. */
  load: number;
  /** Undefined where no number of them would do. */
  agents: number | undefined;
}

export interface LineStaffing {
  queue: string;
  handled: number;
  /** Undefined where too few conversations were measured; then there are no hours. */
  handleMs?: number;
  /** Undefined where too few gave up: then nobody is reckoned to. */
  patienceMs?: number;
  hours: readonly HourStaffing[];
}

export function staffingOf({ visits, handled }: { visits: readonly Visit[]; handled: readonly Handling[] }, between: Between, aim: Aim): LineStaffing[] {
  const lines = new Set([...visits.filter(({ at }) => isIn(at, between)), ...handled.filter(({ at }) => isIn(at, between))].map(({ queue }) => queue));
  return [...lines].sort().map((queue) => lineOf(queue, visits.filter((visit) => visit.queue === queue), handled.filter((each) => each.queue === queue && isIn(each.at, between)), between, aim));
}

function lineOf(queue: string, visits: readonly Visit[], handled: readonly Handling[], between: Between, aim: Aim): LineStaffing {
  if (handled.length < MEASURED_LEAST) return { queue, handled: handled.length, hours: [] };
  const handleMs = handled.reduce((sum, { talkMs, wrapMs }) => sum + talkMs + wrapMs, 0) / handled.length;
  const patience = patienceOf(visits, between);
  const known = { handleMs, ...(patience === undefined ? {} : { patienceMs: patience }) };
  const needed = neededBy(known, aim);
  return { queue, handled: handled.length, ...known, hours: hoursOf(visits, between).map(({ at, joined }) => ({ at, joined, load: (joined * handleMs) / HOUR_MS, agents: needed(joined) })) };
}

/** Hours with as many callers need as many agents, and are reckoned once. */
function neededBy({ handleMs, patienceMs }: { handleMs: number; patienceMs?: number }, { share, withinMs }: Aim): (joined: number) => number | undefined {
  const known = new Map<number, number | undefined>();
  return (joined) => {
    if (!known.has(joined)) known.set(joined, agentsFor({ callsPerHour: joined, handleS: handleMs / 1000, withinS: withinMs / 1000, ...(patienceMs === undefined ? {} : { patienceS: patienceMs / 1000 }) }, share));
    return known.get(joined);
  };
}

/** All the time that callers waited, over how many gave up: what they would wait if their patience were exponential, those answered before it ended included. */
function patienceOf(visits: readonly Visit[], between: Between): number | undefined {
  const ended = visits.filter(({ outcome }) => outcome.is !== 'waiting' && isIn(outcome.at, between));
  const gaveUp = ended.filter(({ outcome }) => outcome.is === 'abandoned').length;
  const waited = ended.reduce((sum, visit) => sum + (waitOf(visit) ?? 0), 0);
  return gaveUp < MEASURED_LEAST || waited === 0 ? undefined : waited / gaveUp;
}

/** Whole hours in which somebody came. */
function hoursOf(visits: readonly Visit[], { from, to }: Between): { at: number; joined: number }[] {
  const joined = new Map<number, number>();
  for (const { at } of visits) {
    const start = Math.floor(at / HOUR_MS) * HOUR_MS;
    if (start >= from && start + HOUR_MS <= to) joined.set(start, (joined.get(start) ?? 0) + 1);
  }
  return [...joined].sort(([a], [b]) => a - b).map(([at, many]) => ({ at, joined: many }));
}
