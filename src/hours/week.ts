// A week of opening hours as people write it: "mon-fri: 08:00-17:00".

import { DAY_MINUTES } from './zone.ts';

/** Minutes since the day began. `to` is beyond 24 hours for a span over midnight, which belongs to the day it begins on. */
export interface Span {
  from: number;
  to: number;
}

/** The spans of each weekday in order, Monday first. */
export type Week = readonly (readonly Span[])[];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const FULL_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** More breaks in a day than anybody takes; a longer list is something else pasted here. */
export const SPANS_A_DAY_MAX = 12;

export type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

const SPAN_FORM = 'a span such as 08:00-17:00, or 22:00-06:00 over midnight';

/** Reads `08:00-17:00`, `22:00-06:00`, `00:00-24:00` or `24h`. */
export function readSpan(text: string): Read<Span> {
  if (/^24 ?h$/i.test(text.trim())) return { ok: true, value: { from: 0, to: DAY_MINUTES } };
  const [, ...parts] = /^\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*$/.exec(text) ?? [];
  const [fromHour = NaN, fromMinute = NaN, toHour = NaN, toMinute = NaN] = parts.map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const timely = fromMinute < 60 && toMinute < 60 && from < DAY_MINUTES && to <= DAY_MINUTES;
  if (!timely) return { ok: false, problem: `expected ${SPAN_FORM}, got ${JSON.stringify(text)}` };
  if (from === to) return { ok: false, problem: `${JSON.stringify(text)} begins when it ends; for a whole day write 24h` };
  return { ok: true, value: { from, to: to > from ? to : to + DAY_MINUTES } };
}

/** Reads the spans of one day: in order, and none over another. An empty list is a day closed. */
export function readSpans(texts: readonly string[]): Read<Span[]> {
  if (texts.length > SPANS_A_DAY_MAX) return { ok: false, problem: `expected at most ${SPANS_A_DAY_MAX} spans a day, got ${texts.length}` };
  const spans: Span[] = [];
  for (const text of texts) {
    const span = readSpan(text);
    if (!span.ok) return span;
    spans.push(span.value);
  }
  spans.sort((a, b) => a.from - b.from);
  const clash = spans.findIndex((span, index) => span.from < (spans[index - 1]?.to ?? 0));
  if (clash > 0) return { ok: false, problem: `${written(spans[clash])} begins before ${written(spans[clash - 1])} ends` };
  return { ok: true, value: spans };
}

function written(span: Span | undefined): string {
  const time = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return span ? `${time(span.from)}-${span.to === DAY_MINUTES ? '24:00' : time(span.to)}` : '';
}

/** Reads `mon`, `Monday`, `mon-fri`, `fri-mon`, `mon,wed,fri`: weekday numbers, Monday being 0. */
export function readDays(key: string): Read<number[]> {
  const days: number[] = [];
  for (const part of key.trim().toLowerCase().split(/\s*,\s*/)) {
    const ends = part.split(/\s*[-–]\s*/).map(dayOf);
    const [first, last] = [ends[0], ends.at(-1)];
    if (first === undefined || last === undefined || ends.length > 2) {
      return { ok: false, problem: `expected days such as mon, mon-fri or sat,sun, got ${JSON.stringify(key)}` };
    }
    const count = ((last - first + 7) % 7) + 1;
    days.push(...Array.from({ length: count }, (_, index) => (first + index) % 7));
  }
  return { ok: true, value: days };
}

function dayOf(name: string): number | undefined {
  const index = WEEKDAYS.findIndex((day, at) => name === day || name === FULL_NAMES[at]);
  return index < 0 ? undefined : index;
}

/** Every day, all day. */
export const ALWAYS: Week = WEEKDAYS.map(() => [{ from: 0, to: DAY_MINUTES }]);

/** True when the week has no gap, so that only a holiday can close it. */
export function isAlways(week: Week): boolean {
  return week.every((spans) => {
    const ends = spans.map(({ to }) => to);
    const joined = spans.every((span, index) => span.from === (index === 0 ? 0 : ends[index - 1]));
    return spans.length > 0 && joined && (ends.at(-1) ?? 0) >= DAY_MINUTES;
  });
}
