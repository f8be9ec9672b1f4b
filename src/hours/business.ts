// Business time: when a target set in business hours or business days falls due.

import type { Hours } from './schema.ts';
import { LOOK_AHEAD_DAYS, openAt, spansOn, stretches } from './hours.ts';
import type { Wall } from './zone.ts';
import { DAY_MINUTES, instantOf, wallAt } from './zone.ts';

/**
 * The instant at which, counting only while open, `ms` have passed since `from`. Work that ends with the day is due at closing, not at the
 * next opening. Undefined if there is not so much opening in the time we look ahead.
 */
export function addBusinessMs(hours: Hours, from: number, ms: number): number | undefined {
  let left = ms;
  let reached = from;
  for (const stretch of stretches(hours, wallAt(hours.zone, from).day)) {
    const begins = Math.max(stretch.from, reached);
    if (begins >= stretch.to) continue;
    if (left <= stretch.to - begins) return begins + left;
    left -= stretch.to - begins;
    // Stretches may touch over an hour that comes twice; no minute is counted twice.
    reached = stretch.to;
  }
  return isEndless(hours, from) ? from + ms : undefined;
}

function isEndless(hours: Hours, from: number): boolean {
  const opening = openAt(hours, from);
  return opening.open && opening.until === undefined;
}

/**
 * The same time of day, `days` business days later: asked for on Monday at three, due on Tuesday at three. Closed at that time of day, it is due when
 * work is next or, after closing, when it ended. Counting begins when we are open: what comes on Saturday counts from Monday's opening.
 * A half holiday is a business day. A span over midnight belongs to the day it begins on.
 */
export function addBusinessDays(hours: Hours, from: number, days: number): number | undefined {
  const opening = openAt(hours, from);
  const begin = opening.open ? from : opening.opens;
  if (begin === undefined) return undefined;
  const start = businessWall(hours, begin);
  let left = days;
  for (let day = start.day; day <= start.day + LOOK_AHEAD_DAYS; day++) {
    const worked = spansOn(hours, day).length > 0;
    if (day > start.day && worked) left -= 1;
    if (left <= 0 && worked) return withinDay(hours, { day, minute: start.minute }, begin);
  }
  return undefined;
}

/** The wall time of an open moment, on the day its span began: two in the night of a late shift is hour 26 of the day before. */
function businessWall(hours: Hours, now: number): Wall {
  const wall = wallAt(hours.zone, now);
  const late = { day: wall.day - 1, minute: wall.minute + DAY_MINUTES };
  const covers = ({ day, minute }: Wall) => spansOn(hours, day).some(({ from, to }) => from <= minute && minute < to);
  return !covers(wall) && covers(late) ? late : wall;
}

function withinDay(hours: Hours, wall: Wall, notBefore: number): number {
  const spans = spansOn(hours, wall.day);
  const span = spans.find(({ to }) => wall.minute < to) ?? spans.at(-1);
  const minute = span ? Math.min(Math.max(wall.minute, span.from), span.to) : wall.minute;
  return Math.max(notBefore, instantOf(hours.zone, { day: wall.day, minute }, 'first'));
}
