// Time zones by their IANA names, and the way from a wall clock to an instant and back.

import { Temporal } from 'temporal-polyfill';

/** Names people use that a runtime may know only under an older spelling. They are valid; the list only serves suggestions. */
const NEWER_NAMES = [
  ...['UTC', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Yangon'],
  ...['Europe/Kyiv', 'America/Argentina/Buenos_Aires'],
];

/** An abbreviation fixes the offset and so forgets daylight saving; this is where the people who write one usually are. */
const ABBREVIATIONS: Record<string, string> = {
  EST: 'America/New_York',
  EDT: 'America/New_York',
  ET: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  CT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  MT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PT: 'America/Los_Angeles',
  GMT: 'Europe/London',
  BST: 'Europe/London',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  MET: 'Europe/Berlin',
  EET: 'Europe/Helsinki',
  JST: 'Asia/Tokyo',
  IST: 'Asia/Kolkata',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
};

/** The longest name has 32 characters. */
const ZONE_LENGTH_MAX = 64;

/** The zone in its own spelling, or undefined. Only `Area/City` names and UTC: an offset or an abbreviation knows no daylight saving. */
export function readZone(input: string): string | undefined {
  const name = input.trim();
  if (name.toUpperCase() === 'UTC') return 'UTC';
  if (!name.includes('/') || /^etc\//i.test(name) || name.length > ZONE_LENGTH_MAX) return undefined;
  try {
    return Temporal.PlainDate.from('2000-01-01').toZonedDateTime(name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The zone somebody most likely meant: by abbreviation, or by fewest slips of the finger in the name or its city. */
export function nearestZone(input: string): string {
  const name = input.trim().slice(0, ZONE_LENGTH_MAX);
  const names = [...new Set([...NEWER_NAMES, ...Intl.supportedValuesOf('timeZone')])];
  const distance = (zone: string) => Math.min(slips(plain(name), plain(zone)), slips(plain(name), plain(cityOf(zone))));
  const bySlips = () => names.map((zone) => ({ zone, slips: distance(zone) })).reduce((best, next) => (next.slips < best.slips ? next : best));
  return ABBREVIATIONS[name.toUpperCase()] ?? bySlips().zone;
}

function cityOf(zone: string): string {
  return zone.split('/').at(-1) ?? '';
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Edit distance: letters changed, lost or added. */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** A time on the wall: whole days since 1970 on the local calendar, and minutes since that day began. */
export interface Wall {
  day: number;
  minute: number;
}

export const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;

export function wallAt(zone: string, now: number): Wall {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone);
  return { day: Date.UTC(local.year, local.month - 1, local.day) / DAY_MS, minute: local.hour * 60 + local.minute };
}

/**
 * The instant a wall clock shows a time. In the hour that comes twice there are two, and `which` says the one wanted. A time the clock jumps
 * over has none; there the jump itself is given, the first moment the clock shows something later. `minute` may exceed a day.
 */
export function instantOf(zone: string, { day, minute }: Wall, which: 'first' | 'last'): number {
  const wall = new Date(day * DAY_MS + minute * 60_000);
  const plainTime = new Temporal.PlainDateTime(
    wall.getUTCFullYear(),
    wall.getUTCMonth() + 1,
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
  );
  const found = plainTime.toZonedDateTime(zone, { disambiguation: which === 'first' ? 'earlier' : 'later' });
  if (found.toPlainDateTime().equals(plainTime)) return found.epochMilliseconds;
  const before = plainTime.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next')?.epochMilliseconds ?? found.epochMilliseconds;
}

/** The local calendar date of a day number, as `2026-12-25`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Monday is 0. Day 0, the first of January 1970, was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
