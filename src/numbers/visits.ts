// Visits as a fold of the journal: one stay of a caller in one line, at one priority, which waits still or has ended in exactly one way.
import type { LineEnd } from '../call/visit.ts';
import type { Entry } from '../store/store.ts';

/** What figures are told apart by. */
export interface Key {
  queue: string;
  priority: string;
  region: string;
  language: string;
}

/** Another line or another priority, set by a supervisor, ends a visit as well. */
export type Reason = Exclude<LineEnd, 'answered' | 'abandoned'> | 'moved' | 'priority';

type Ending = { is: 'answered' } | { is: 'abandoned' } | { is: 'flowed-out'; reason: Reason };

export type Outcome = { is: 'waiting' } | (Ending & { at: number });

export interface Visit extends Key {
  call: string;
  at: number;
  /** When the caller first came into any line. */
  arrived: number;
  outcome: Outcome;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : 'unknown');

export const keyOf = ({ queue, priority, region, language }: Key): Key => ({ queue, priority, region, language });

export const keyIn = (entry: Entry): Key => ({ queue: text(entry['demand']), priority: text(entry['priority']), region: text(entry['region']), language: text(entry['language']) });

/** The entries that begin a visit, each with how the one before ends if that waits still. */
const BEGINS: Readonly<Record<string, Reason>> = { 'joined': 'another-line', 'moved': 'moved', 'priority-set': 'priority', 'reconnecting': 'other', 'returned': 'other', 'given': 'transferred' };

export interface Visits {
  all: Visit[];
  /** The visit of a call that waits or is answered: the last one. */
  of: Map<string, Visit>;
}

export const noVisits = (): Visits => ({ all: [], of: new Map() });

/** Takes one more entry in, in the order of the journal; whatever is no caller's is let pass. */
export function addToVisits(visits: Visits, entry: Entry): void {
  const { call, kind, at } = entry;
  if (call === undefined) return;
  const before = Object.hasOwn(BEGINS, kind) ? BEGINS[kind] : undefined;
  if (before !== undefined) {
    if (entry['demand'] !== undefined) begin(visits, call, entry, before);
  } else if (kind === 'answered') end(visits, call, at, { is: 'answered' });
  else if (kind === 'left-line') end(visits, call, at, endingOf(text(entry['reason'] ?? entry['how'])));
  // A leg that ends in the middle of waiting without a word of the line.
  else if (kind === 'ended') end(visits, call, at, { is: 'abandoned' });
}

function begin(visits: Visits, call: string, entry: Entry, before: Reason): void {
  end(visits, call, entry.at, { is: 'flowed-out', reason: before });
  const arrived = typeof entry['arrived'] === 'number' ? entry['arrived'] : entry.at;
  const visit: Visit = {
    call, at: entry.at, arrived, ...keyIn(entry), outcome: { is: 'waiting' },
  };
  visits.all.push(visit);
  visits.of.set(call, visit);
}

/** The first end counts; clocks of two processes may differ, and nobody leaves before they came. */
function end(visits: Visits, call: string, at: number, ending: Ending): void {
  const visit = visits.of.get(call);
  if (visit?.outcome.is === 'waiting') visit.outcome = { ...ending, at: Math.max(at, visit.at) };
}

export const REASONS = ['voicemail', 'callback', 'overflow', 'transferred', 'closed', 'another-line', 'menu', 'other', 'moved', 'priority'] as const satisfies readonly Reason[];

function endingOf(reason: string): Ending {
  if (reason === 'answered' || reason === 'abandoned') return { is: reason };
  return { is: 'flowed-out', reason: REASONS.find((each) => each === reason) ?? 'other' };
}

/** How long a visit lasted; undefined while it waits. */
export const waitOf = ({ at, outcome }: Visit): number | undefined => (outcome.is === 'waiting' ? undefined : outcome.at - at);
