// Days and times on a wall clock as a rota writes them: 2026-12-24 09:00.
import { dateOf, DAY_MINUTES, wallAt, weekdayOf } from '../hours/zone.ts';
import { WEEKDAYS } from '../hours/week.ts';

/** Days since 1970, or undefined for a date that does not exist. */
export function readDate(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  const days = at / (DAY_MINUTES * 60_000);
  return !Number.isNaN(days) && dateOf(days) === text ? days : undefined;
}

/** Minutes since midnight. */
export function readClock(text: string): number | undefined {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  return hours !== '' && Number(hours) < 24 && Number(minutes) < 60 ? Number(hours) * 60 + Number(minutes) : undefined;
}

/** Minutes since 1970 on the wall, for a day and a time with a blank or a T between. */
export function readMoment(text: string): number | undefined {
  const [, day = '', clock = ''] = /^(\S+?)[ T]\s*(\S+)$/.exec(text.trim()) ?? [];
  const [days, minutes] = [readDate(day), readClock(clock)];
  return days === undefined || minutes === undefined ? undefined : days * DAY_MINUTES + minutes;
}

export function wallMinute(zone: string, at: number): number {
  const { day, minute } = wallAt(zone, at);
  return day * DAY_MINUTES + minute;
}

/** `2026-12-24 09:00` */
export function momentText(wall: number): string {
  const minute = wall % DAY_MINUTES;
  return `${dateOf(Math.floor(wall / DAY_MINUTES))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `Thu 2026-12-24 09:00`: an instant as people of a zone read it. */
export function whenText(zone: string, at: number): string {
  const wall = wallMinute(zone, at);
  const day = dayText(Math.floor(wall / DAY_MINUTES));
  return `${day.charAt(0).toUpperCase()}${day.slice(1)} ${momentText(wall)}`;
}

/** `thu`, as the file writes it. */
export const dayText = (day: number): string => WEEKDAYS[weekdayOf(day)] ?? '';

const two = (number: number): string => String(number).padStart(2, '0');
