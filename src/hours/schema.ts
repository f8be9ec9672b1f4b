// Opening hours as they are written in the centre file, and the mistakes people make there.

import { z } from 'zod';
import type { Holiday, Holidays } from './holiday.ts';
import { isHolidayDate } from './holiday.ts';
import type { Read, Span, Week } from './week.ts';
import { ALWAYS, readDays, readSpans, WEEKDAYS } from './week.ts';
import { nearestZone, readZone } from './zone.ts';

/** Opening hours of a region, ready to be asked. Plain data, so that a kept centre is a kept answer. */
export interface Hours {
  /** IANA name. */
  zone: string;
  week: Week;
  holidays: Holidays;
}

/** Ten years of a country's holidays written out by date, with room. */
export const HOLIDAYS_MAX = 400;
const NAME_MAX = 100;

export const zoneSchema = z.string('expected a time zone such as America/New_York').transform((input, context) => {
  const name = readZone(input);
  if (name !== undefined) return name;
  return refuse(context, `expected a time zone by its IANA name, got ${JSON.stringify(input)}; did you mean ${nearestZone(input)}?`);
});

/** `closed`, one span, or several. */
const SPANS_EXPECTED = 'expected a span such as 08:00-17:00, a list of them, or closed';

const spans = z.union([z.string(), z.array(z.string())], SPANS_EXPECTED).transform((input, context) => {
  const texts = typeof input === 'string' ? [input] : input;
  const closed = texts.length === 1 && texts[0]?.trim().toLowerCase() === 'closed';
  return settle(readSpans(closed ? [] : texts), context);
});

const WEEK_EXPECTED = 'expected 24x7, or days with their spans such as mon-fri: 08:00-17:00';

/** Described for editors but read one by one: a union would answer for all its branches at once, and lose the place of the mistake. */
const anySpans = z.unknown().meta({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] });

export const weekSchema = z.union([z.string(), z.record(z.string(), anySpans)], WEEK_EXPECTED).transform((input, context): Week => {
  if (typeof input !== 'string') return weekOf(input, context);
  return input.trim().toLowerCase() === '24x7' ? ALWAYS : refuse(context, `${WEEK_EXPECTED}, got ${JSON.stringify(input)}`);
});

function weekOf(input: Record<string, unknown>, context: z.RefinementCtx): Week {
  const givenBy = new Map<number, string>();
  const week: Span[][] = WEEKDAYS.map(() => []);
  for (const [key, value] of Object.entries(input)) {
    const read = spans.safeParse(value);
    if (!read.success) return refuse(context, read.error.issues[0]?.message ?? SPANS_EXPECTED, [key]);
    const days = readDays(key);
    if (!days.ok) return refuse(context, days.problem);
    for (const day of days.value) {
      const before = givenBy.get(day);
      if (before !== undefined) return refuse(context, `${WEEKDAYS[day]} is given twice, by ${before} and by ${key}`);
      givenBy.set(day, key);
      week[day] = read.data;
    }
  }
  return week;
}

const NAME_EXPECTED = 'expected the name of the holiday, which callers hear';

const holidayName = z.string(NAME_EXPECTED).trim().min(1, NAME_EXPECTED).max(NAME_MAX);

const holiday = z
  .strictObject({
    name: holidayName,
    /** In other languages; a language without a name hears only that it is a holiday. */
    names: z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language such as es or pt-BR'), holidayName).optional(),
    date: z
      .string('expected a date in quotes, "2026-12-25", or "12-25" for every year')
      .trim()
      .refine(isHolidayDate, 'expected a date that exists, "2026-12-25", or "12-25" for every year'),
    /** Half a day: the hours in place of the usual ones. */
    open: spans.optional(),
  })
  .transform(({ name, names, date, open }): Holiday => ({ name, ...(names && { names }), date, spans: open ?? [] }));

const holidays = z.array(holiday).max(HOLIDAYS_MAX).transform((list, context): Holidays => {
  const byDate: Record<string, Holiday> = {};
  for (const next of list) {
    const before = byDate[next.date];
    if (before) return refuse(context, `${next.date} is given twice, as ${before.name} and as ${next.name}`);
    byDate[next.date] = next;
  }
  return byDate;
});

/** `{zone: America/New_York, week: {mon-fri: '08:00-17:00', sat: ['09:00-12:00']}, holidays: [{name: Christmas, date: 12-25}]}` */
export const hoursSchema = z
  .strictObject({ zone: zoneSchema, week: weekSchema, holidays: holidays.optional() })
  .transform((hours): Hours => ({ ...hours, holidays: hours.holidays ?? {} }));

function settle<T>(read: Read<T>, context: z.RefinementCtx): T {
  return read.ok ? read.value : refuse(context, read.problem);
}

function refuse(context: z.RefinementCtx, message: string, path: string[] = []): never {
  context.addIssue({ code: 'custom', message, path });
  return z.NEVER;
}
