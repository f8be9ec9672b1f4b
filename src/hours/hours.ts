// Open or closed at a given moment, and until when.

import { type Holiday, holidayOn } from './holiday.ts';
import type { Hours } from './schema.ts';
import type { Span } from './week.ts';
import { isAlways } from './week.ts';
import { DAY_MINUTES, instantOf, wallAt, weekdayOf } from './zone.ts';

export type { Hours } from './schema.ts';
export { hoursSchema } from './schema.ts';

export type Opening =
  | { open: true; until: number | undefined }
  | { open: false; opens: number | undefined; holiday?: Holiday };

/** How far ahead we look for a change: a year with its yearly holidays, and a month on top. What opens later than that is not "opening". */
export const LOOK_AHEAD_DAYS = 400;

/** A span over midnight may have begun the day before, and none is longer than a day. */
const LOOK_BACK_DAYS = 1;

/** A stretch of being open: from `from`, up to but not at `to`. */
export interface Stretch {
  from: number;
  to: number;
}

/** What a door with these hours is at `now`. Moments in milliseconds since 1970; undefined where nothing changes in the time we look ahead. */
export function openAt(hours: Hours, now: number): Opening {
  const { day } = wallAt(hours.zone, now);
  if (isAlways(hours.week) && Object.keys(hours.holidays).length === 0) return { open: true, until: undefined };
  let until: number | undefined;
  for (const stretch of stretches(hours, day)) {
    if (until === undefined && stretch.to <= now) continue;
    if (until === undefined && stretch.from > now) return closed(hours, day, stretch.from);
    if (until !== undefined && stretch.from > until) return { open: true, until };
    until = Math.max(until ?? 0, stretch.to);
  }
  return until === undefined ? closed(hours, day, undefined) : { open: true, until: knownEnd(hours, day, until) };
}

function closed(hours: Hours, day: number, opens: number | undefined): Opening {
  const holiday = holidayOn(hours.holidays, day);
  return { open: false, opens, ...(holiday && { holiday }) };
}

/** A door still open where our look ends is open with no known end. */
function knownEnd(hours: Hours, day: number, until: number): number | undefined {
  return until >= instantOf(hours.zone, { day: day + LOOK_AHEAD_DAYS, minute: 0 }, 'first') ? undefined : until;
}

/**
 * The stretches of being open around a day, in order, each turned into instants only when asked for: a zone look costs microseconds, and the first
 * two or three stretches nearly always answer. Spans that touch on the wall, as at midnight of a week without gaps, are one stretch.
 *
 * A span opens the first time the wall clock shows its beginning and closes the last time it shows its end, so that nobody whose clock says
 * "open" is ever told that we are closed; in the hour that comes twice it may so be open an hour longer. What begins inside the hour
 * that is skipped begins when the clock has jumped; a span that lies inside it altogether does not happen.
 */
export function* stretches(hours: Hours, day: number): Generator<Stretch> {
  for (const wall of wallStretches(hours, day)) {
    const from = instantOf(hours.zone, { day: 0, minute: wall.from }, 'first');
    const to = endOf(hours.zone, wall.to);
    if (from < to) yield { from, to };
  }
}

/** The same in wall minutes since 1970, plain arithmetic without zones. */
function* wallStretches(hours: Hours, day: number): Generator<Span> {
  let pending: Span | undefined;
  for (let next = day - LOOK_BACK_DAYS; next <= day + LOOK_AHEAD_DAYS; next++) {
    for (const span of spansOn(hours, next)) {
      const wall = { from: next * DAY_MINUTES + span.from, to: next * DAY_MINUTES + span.to };
      if (pending && wall.from <= pending.to) {
        pending = { from: pending.from, to: Math.max(pending.to, wall.to) };
      } else {
        if (pending) yield pending;
        pending = wall;
      }
    }
  }
  if (pending) yield pending;
}

/**
 * The spans that begin on a day: those of its holiday if it is one, else those of its weekday. A holiday is a day of the calendar, so
 * what the evening before would carry over midnight into it ends at midnight.
 */
export function spansOn(hours: Hours, day: number): readonly Span[] {
  const spans = holidayOn(hours.holidays, day)?.spans ?? hours.week[weekdayOf(day)] ?? [];
  if ((spans.at(-1)?.to ?? 0) <= DAY_MINUTES) return spans;
  return holidayOn(hours.holidays, day + 1) ? spans.map(({ from, to }) => ({ from, to: Math.min(to, DAY_MINUTES) })) : spans;
}

/** Minutes kept: enough for the clocks of a few staff test calls next to the real one. */
export const CACHED_MINUTES_MAX = 64;

/**
 * The same answer, looked up once a minute: every turn of every call asks, and hours change only on whole minutes. The oldest minute makes room.
 */
export function minuteCache(hours: Hours): (now: number) => Opening {
  const answers = new Map<number, Opening>();
  return (now) => {
    const minute = Math.floor(now / 60_000);
    const known = answers.get(minute);
    if (known) return known;
    const answer = openAt(hours, now);
    const [oldest] = answers.keys();
    if (answers.size >= CACHED_MINUTES_MAX && oldest !== undefined) answers.delete(oldest);
    answers.set(minute, answer);
    return answer;
  };
}

/** When the minute before is over for the last time: an end where the hour that comes twice begins comes only once. */
function endOf(zone: string, minute: number): number {
  const [first, last] = [instantOf(zone, { day: 0, minute }, 'first'), instantOf(zone, { day: 0, minute }, 'last')];
  if (first === last) return last;
  const before = { day: 0, minute: minute - 1 };
  return instantOf(zone, before, 'first') === instantOf(zone, before, 'last') ? first : last;
}
