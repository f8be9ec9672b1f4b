// Holidays by name: a day that has opening hours of its own, usually none.

import type { Span } from './week.ts';
import { dateOf } from './zone.ts';

export interface Holiday {
  /** In the centre's own language. */
  name: string;
  /** In others, by their tags. */
  names?: Readonly<Record<string, string>>;
  /** `2026-12-25` once, `12-25` every year. */
  date: string;
  /** The spans of that day in place of the usual ones; empty when it is closed. */
  spans: readonly Span[];
}

/** By date. One that names the year comes before the yearly one: this year the 24th is a full day. */
export type Holidays = Readonly<Record<string, Holiday>>;

export function holidayOn(holidays: Holidays, day: number): Holiday | undefined {
  const date = dateOf(day);
  return holidays[date] ?? holidays[date.slice(5)];
}

/** True for `2026-12-25` and `12-25`; the 29th of February is a yearly holiday too, kept when there is one. */
export function isHolidayDate(date: string): boolean {
  const full = /^\d\d-\d\d$/.test(date) ? `2000-${date}` : date;
  if (!/^\d{4}-\d\d-\d\d$/.test(full)) return false;
  const time = Date.parse(`${full}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full);
}
