// When a story begins: a wall clock somewhere, or by itself a weekday morning on which the line's engineers are at work.
import { lineFor } from '../call/begin.ts';
import type { Centre } from '../centre/centre.ts';
import { openNow } from '../hours/open-now.ts';
import { DAY_MINUTES, dateOf, instantOf, readZone, wallAt } from '../hours/zone.ts';

/** Always the same one, so that a script which passes today passes tomorrow. */
const FIRST_DAY = Date.UTC(2026, 9, 20) / 86_400_000;
/** Longer than any run of holidays. */
const DAYS_MAX = 30;
const TEN = 10 * 60;

export function zoneOf(centre: Centre, line: string): string {
  const { region, defaultRegion } = lineFor(centre, line);
  return centre.regions[region ?? defaultRegion]?.hours.zone ?? 'UTC';
}

/** Ten in the morning on the first day from 20 October 2026 on which the region of the line works then. */
export function usualTime(centre: Centre, line: string): number {
  const { region, defaultRegion } = lineFor(centre, line);
  const hours = centre.regions[region ?? defaultRegion]?.hours;
  const zone = hours?.zone ?? 'UTC';
  const morning = (days: number) => instantOf(zone, { day: FIRST_DAY + days, minute: TEN }, 'first');
  for (let days = 0; days < DAYS_MAX; days++) {
    const at = morning(days);
    if (hours === undefined || openNow(hours, at).open) return at;
  }
  return morning(0);
}

export const timeForm = 'expected a date, a time and perhaps a zone, such as 2026-10-20 10:00 Europe/London';

/** `2026-10-20 10:00 America/Los_Angeles`; without a zone it is the line's. Undefined for what no calendar has. */
export function readTime(text: string, zone: string): { at: number } | { why: string } {
  const [, year = '', month = '', day = '', hour = '', minute = '', named] = /^(\d{4})-(\d\d)-(\d\d)[ T](\d{1,2}):(\d\d)(?:\s+(\S+))?$/.exec(text.trim()) ?? [];
  if (year === '') return { why: timeForm };
  const known = named === undefined ? zone : readZone(named);
  if (known === undefined) return { why: `'${named ?? ''}' is no time zone: expected a name such as Europe/London` };
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
  const minutes = Number(hour) * 60 + Number(minute);
  if (dateOf(date) !== `${year}-${month}-${day}`) return { why: 'there is no such date' };
  if (minutes >= DAY_MINUTES || Number(minute) > 59) return { why: 'there is no such time of day' };
  return { at: instantOf(known, { day: date, minute: minutes }, 'first') };
}

/** `2026-10-20 10:00` on the clock of a zone. */
export function writeTime(at: number, zone: string): string {
  const { day, minute } = wallAt(zone, at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${dateOf(day)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
