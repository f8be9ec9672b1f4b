// What reports are asked for: a time, in whole intervals, and of whom.
import { z } from 'zod';
import type { Between } from '../../numbers/figures.ts';
import { DIMENSIONS, INTERVAL_MS, startOf, type Filter } from '../../numbers/intervals.ts';
import type { Answer } from './route.ts';
import { invalidParameter } from './route.ts';

const DAY_MS = 24 * 3_600_000;

const AT = 'expected a time with its offset, such as 2026-12-24T09:00:00Z';
const when = z.iso.datetime({ offset: true, error: AT }).optional();
const name = z.string().max(100).optional();

export const timeQuery = {
  from: when.meta({ description: 'A day before `to`, unless given. Rounded down to a quarter of an hour.' }),
  to: when.meta({ description: 'Now, unless given. Rounded up to a quarter of an hour.' }),
};
export const filterQuery = {
  queue: name.meta({ description: 'Only this line, as the centre file calls its demand.' }), priority: name, region: name, language: name,
};

/** The time in whole intervals, or why there is none. */
export function askedTime(query: { from?: string | undefined; to?: string | undefined }, now: number, daysMax: number): Between | Answer {
  const end = query.to === undefined ? now : Date.parse(query.to);
  const to = startOf(end + INTERVAL_MS - 1);
  const from = startOf(query.from === undefined ? to - DAY_MS : Date.parse(query.from));
  if (from >= to) return invalidParameter('from', 'is not before to');
  if (to - from > daysMax * DAY_MS) return invalidParameter('from', `is more than ${daysMax} days before to: ask for less at a time`);
  return { from, to };
}

export const filterIn = (query: Partial<Record<keyof typeof filterQuery, string | undefined>>): Filter =>
  Object.fromEntries(DIMENSIONS.flatMap((each) => (query[each] === undefined ? [] : [[each, query[each]]])));
