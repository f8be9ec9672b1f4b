// What callers were told of how long it would be, held against how long it was.
import type { Entry } from '../store/store.ts';
import { isIn, type Between } from './figures.ts';
import type { Key, Visit, Visits } from './visits.ts';

/** The band first said in a visit, rounded as a voice says it; `toMs` is infinite where it named no end. */
export interface Said {
  visit: Visit;
  at: number;
  fromMs: number;
  toMs: number;
  /** How old the forecast was when it was said. */
  ageMs: number;
}

/** An entry that says what was told. */
export type WaitSaid = Entry & { kind: 'wait-said'; call: string; fromMs: number; toMs?: number; ageMs: number };

const isWaitSaid = (entry: Entry): entry is WaitSaid => entry.kind === 'wait-said' && entry.call !== undefined;

/** After the visits have taken the entry in. What is said later in the same visit is better, or has been said to be longer. */
export function addToSaid(said: Map<Visit, Said>, visits: Visits, entry: Entry): void {
  if (!isWaitSaid(entry)) return;
  const visit = visits.of.get(entry.call);
  if (visit?.outcome.is !== 'waiting' || said.has(visit)) return;
  said.set(visit, { visit, at: entry.at, fromMs: entry.fromMs, toMs: entry.toMs ?? Infinity, ageMs: entry.ageMs });
}

/** `left`: they went before it could be seen. `waiting`: it cannot be seen yet. */
export type Kept = 'sooner' | 'within' | 'later' | 'left' | 'waiting';

/** Who leaves, or waits still, after the band's end was told too little. */
export function keptOf({ visit: { outcome }, at, fromMs, toMs }: Said, now: number): Kept {
  const waited = (outcome.is === 'waiting' ? now : outcome.at) - at;
  if (waited > toMs) return 'later';
  if (outcome.is === 'answered') return waited < fromMs ? 'sooner' : 'within';
  return outcome.is === 'waiting' ? 'waiting' : 'left';
}

export interface Honesty extends Record<Kept, number> {
  told: number;
  /** Of those of whom it can be seen: the share whose wait fell in the band, and the share who waited no longer than its end. */
  coverage?: number;
  notLater?: number;
  /** Wait less the band's middle, of those answered: above nothing, it took longer. And how far off, either way. */
  medianErrorMs?: number;
  medianOffMs?: number;
}

export function honestyOf(said: readonly Said[], now: number): Honesty {
  const counts: Record<Kept, number> = { sooner: 0, within: 0, later: 0, left: 0, waiting: 0 };
  for (const one of said) counts[keptOf(one, now)]++;
  const seen = counts.sooner + counts.within + counts.later;
  const errors = said.flatMap(errorOf);
  return {
    told: said.length, ...counts,
    ...(seen > 0 && { coverage: counts.within / seen, notLater: (counts.sooner + counts.within) / seen }),
    ...(errors.length > 0 && { medianErrorMs: median(errors), medianOffMs: median(errors.map(Math.abs)) }),
  };
}

function errorOf({ visit: { outcome }, at, fromMs, toMs }: Said): number[] {
  const middle = toMs === Infinity ? fromMs : (fromMs + toMs) / 2;
  return outcome.is === 'answered' ? [outcome.at - at - middle] : [];
}

/** The nearest rank: an error that somebody really met. */
function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
}

/** By how old the forecast was: bands that age badly show here. */
export const AGES = ['under 5 s', '5 to 15 s', '15 s and more'] as const;
export type Age = (typeof AGES)[number];
export const ageOf = ({ ageMs }: Pick<Said, 'ageMs'>): Age => (ageMs < 5_000 ? 'under 5 s' : ageMs < 15_000 ? '5 to 15 s' : '15 s and more');

export interface HonestyReport {
  total: Honesty;
  byPriority: (Honesty & { priority: string })[];
  byAge: (Honesty & { age: Age })[];
}

/** Of those who were told within that time. */
export function honestyReport(said: readonly Said[], { between, keep, now }: { between: Between; keep: (visit: Key) => boolean; now: number }): HonestyReport {
  const asked = said.filter(({ at, visit }) => isIn(at, between) && keep(visit));
  const of = <K extends string>(names: readonly K[], nameOf: (one: Said) => string): { name: K; honesty: Honesty }[] =>
    names.map((name) => ({ name, list: asked.filter((one) => nameOf(one) === name) })).filter(({ list }) => list.length > 0).map(({ name, list }) => ({ name, honesty: honestyOf(list, now) }));
  const priorities = [...new Set(asked.map(({ visit }) => visit.priority))].sort();
  return {
    total: honestyOf(asked, now),
    byPriority: of(priorities, ({ visit }) => visit.priority).map(({ name, honesty }) => ({ priority: name, ...honesty })),
    byAge: of(AGES, ageOf).map(({ name, honesty }) => ({ age: name, ...honesty })),
  };
}
