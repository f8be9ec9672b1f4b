// A region's rota: who is on duty at a moment, until when, and why. Shifts, swaps and windows are times on the wall of the rota's zone.
import { openAt } from '../hours/hours.ts';
import type { Hours } from '../hours/hours.ts';
import { instantOf } from '../hours/zone.ts';
import { wallMinute } from './moment.ts';

/** Agents by id: who is rung first, to who is rung last. */
export type Ladder = readonly string[];

/** Plain data, so that a kept centre is a kept answer. */
export interface Rota {
  /** IANA name. */
  zone: string;
  /** They take over from each other in this order, and then from the beginning; none means that nobody is ever on duty. */
  ladders: readonly Ladder[];
  /** When the first of several ladders begins one of its shifts, in wall minutes since 1970, and how long a shift is. It counts backwards as well. */
  turns?: { from: number; every: number };
  /** Outside of these nobody is on duty, unless an override says so. */
  hours?: Hours;
  /** In order, and none over another. */
  overrides: readonly Override[];
}

/** Somebody else for a while; from and to are instants. */
export interface Override {
  from: number;
  to: number;
  ladder: Ladder;
  reason?: string;
}

export type Why =
  | { is: 'always' }
  /** `shift` counts from 1, of so many. */
  | { is: 'shift'; shift: number; of: number }
  | { is: 'override'; reason?: string }
  | { is: 'off-hours' }
  | { is: 'nobody' };

export interface OnDuty {
  ladder: Ladder;
  /** When this changes next; undefined where it never does. */
  until: number | undefined;
  why: Why;
}

export function dutyAt(rota: Rota, at: number): OnDuty {
  const next = rota.overrides.find(({ to }) => at < to);
  if (next && next.from <= at) return { ladder: next.ladder, until: next.to, why: { is: 'override', ...(next.reason !== undefined && { reason: next.reason }) } };
  const planned = plannedAt(rota, at);
  return { ...planned, until: earliest(planned.until, next?.from) };
}

const known = new WeakMap<Rota, { asked: number; duty: OnDuty }>();

/** The same, remembered until it changes: a look at a time zone is dear, and a P1 asks for each phone it may ring. */
export function dutyNow(rota: Rota, at: number): OnDuty {
  const last = known.get(rota);
  if (last && last.asked <= at && (last.duty.until === undefined || at < last.duty.until)) return last.duty;
  const duty = dutyAt(rota, at);
  known.set(rota, { asked: at, duty });
  return duty;
}

/** Without overrides. */
function plannedAt(rota: Rota, at: number): OnDuty {
  if (rota.ladders.length === 0) return { ladder: [], until: undefined, why: { is: 'nobody' } };
  const opening = rota.hours ? openAt(rota.hours, at) : { open: true as const, until: undefined };
  if (!opening.open) return { ladder: [], until: opening.opens, why: { is: 'off-hours' } };
  const shift = shiftAt(rota, at);
  return { ...shift, until: earliest(shift.until, opening.until) };
}

/** A shift begins the first time the clock shows its beginning, or when the clock jumps over it. */
function shiftAt({ zone, ladders, turns }: Rota, at: number): OnDuty {
  if (!turns) return { ladder: ladders[0] ?? [], until: undefined, why: { is: 'always' } };
  const begins = (count: number) => instantOf(zone, { day: 0, minute: turns.from + count * turns.every }, 'first');
  let count = Math.floor((wallMinute(zone, at) - turns.from) / turns.every);
  // In the hour that comes twice, the clock shows once more what is over.
  while (begins(count + 1) <= at) count += 1;
  const index = ((count % ladders.length) + ladders.length) % ladders.length;
  return { ladder: ladders[index] ?? [], until: begins(count + 1), why: { is: 'shift', shift: index + 1, of: ladders.length } };
}

export const earliest = (...moments: readonly (number | undefined)[]): number | undefined =>
  moments.reduce((first, moment) => (first === undefined || (moment !== undefined && moment < first) ? moment : first), undefined);
