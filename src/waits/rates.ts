// What was measured: how long conversations take, how phones are answered, how soon callers give up, and how many come. A fold of the journal.
import { addToStaff, noStaff, type Handling, type OfferOver, type Staff } from '../numbers/staff.ts';
import { addToVisits, keyOf, noVisits, waitOf, type Key, type Visit, type Visits } from '../numbers/visits.ts';
import type { Entry } from '../store/store.ts';

export interface Talk {
  talkMs: number;
  wrapMs: number;
}

/** A phone that rang so long, and whether it was taken then. */
export interface Ring {
  ms: number;
  taken: boolean;
}

export interface Rates {
  /** By line, where there are enough; and of all lines together. */
  talks: Readonly<Record<string, readonly Talk[]>>;
  allTalks: readonly Talk[];
  rings: readonly Ring[];
  /** How many leave the line by themselves in a millisecond of waiting. */
  leaving: Readonly<Record<string, number>>;
  leavingAny: number;
  /** Who comes, and how often. */
  arrivals: readonly (Key & { perMs: number })[];
}

/** A long weekend: on Monday, Friday's conversations are still known. */
export const MEASURED_MS = 3 * 24 * 3_600_000;
/** How many come changes within the day. */
const ARRIVALS_MS = 3_600_000;
/** With fewer conversations of a line nobody can say how long the next will take. */
export const TALKS_MIN = 10;
/** The latest ones tell most. */
const SAMPLES_MAX = 300;

/** Takes the journal in as it is written, and forgets what is too old to tell of today. */
export function measuring(): { add: (entry: Entry) => void; rates: (now: number) => Rates } {
  const [visits, staff] = [noVisits(), noStaff()];
  return {
    add(entry) {
      addToVisits(visits, entry);
      addToStaff(staff, visits, entry);
    },
    rates(now) {
      forget(visits, staff, now - MEASURED_MS);
      return ratesOf(visits.all, staff, now);
    },
  };
}

function forget(visits: Visits, staff: Staff, before: number): void {
  const isNew = ({ at }: { at: number }): boolean => at >= before;
  visits.all = visits.all.filter(isNew);
  for (const [call, visit] of visits.of) if (!isNew(visit)) visits.of.delete(call);
  staff.handled = staff.handled.filter(isNew);
  staff.offers = staff.offers.filter(isNew);
  staff.spans = [];
  for (const [leg, { since }] of staff.ringing) if (since < before) staff.ringing.delete(leg);
  for (const [leg, { since }] of staff.talking) if (since < before) staff.talking.delete(leg);
}

export function ratesOf(visits: readonly Visit[], { handled, offers }: { handled: readonly Handling[]; offers: readonly OfferOver[] }, now: number): Rates {
  const talks = byQueue(handled.map(({ queue, talkMs, wrapMs }) => ({ queue, of: { talkMs, wrapMs } })));
  const { leaving, leavingAny } = leavingOf(visits, now);
  return {
    talks: Object.fromEntries([...talks].filter(([, list]) => list.length >= TALKS_MIN).map(([queue, list]) => [queue, list.slice(-SAMPLES_MAX)])),
    allTalks: handled.slice(-SAMPLES_MAX).map(({ talkMs, wrapMs }) => ({ talkMs, wrapMs })),
    rings: offers.filter(({ result }) => result !== 'withdrawn').slice(-SAMPLES_MAX).map(({ result, rangMs }) => ({ ms: rangMs, taken: result === 'accepted' })),
    leaving, leavingAny,
    arrivals: arrivalsOf(visits, now - ARRIVALS_MS),
  };
}

interface Patience {
  left: number;
  waitedMs: number;
}

/** Those who left, over the time that all of them waited: whoever was answered, or waits still, had at least that much patience. One pass, since a long weekend is many visits. */
function leavingOf(visits: readonly Visit[], now: number): Pick<Rates, 'leaving' | 'leavingAny'> {
  const any: Patience = { left: 0, waitedMs: 0 };
  const lines = new Map<string, Patience>();
  for (const visit of visits) {
    let line = lines.get(visit.queue);
    if (!line) lines.set(visit.queue, (line = { left: 0, waitedMs: 0 }));
    const waitedMs = waitOf(visit) ?? Math.max(0, now - visit.at);
    const left = leftByThemselves(visit) ? 1 : 0;
    for (const patience of [line, any]) {
      patience.left += left;
      patience.waitedMs += waitedMs;
    }
  }
  return { leaving: Object.fromEntries([...lines].map(([queue, patience]) => [queue, rateOf(patience)])), leavingAny: rateOf(any) };
}

const rateOf = ({ left, waitedMs }: Patience): number => (waitedMs === 0 ? 0 : left / waitedMs);

const leftByThemselves = ({ outcome }: Visit): boolean =>
  outcome.is === 'abandoned' || (outcome.is === 'flowed-out' && outcome.reason !== 'moved' && outcome.reason !== 'priority');

function arrivalsOf(visits: readonly Visit[], since: number): Rates['arrivals'] {
  const counts = new Map<string, { key: Key; count: number }>();
  for (const visit of visits) {
    if (visit.at < since) continue;
    const name = `${visit.queue}\n${visit.priority}\n${visit.region}\n${visit.language}`;
    const counted = counts.get(name);
    if (counted) counted.count++;
    else counts.set(name, { key: keyOf(visit), count: 1 });
  }
  return [...counts.values()].map(({ key, count }) => ({ ...key, perMs: count / ARRIVALS_MS }));
}

function byQueue<T>(list: readonly { queue: string; of: T }[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const { queue, of } of list) {
    const group = groups.get(queue);
    if (group) group.push(of);
    else groups.set(queue, [of]);
  }
  return groups;
}
