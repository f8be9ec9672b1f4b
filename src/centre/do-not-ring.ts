// Do-not-ring hours of an agent: when they begin, whoever said earlier that they are ready is ready no longer.
import { z } from 'zod';
import { stretches } from '../hours/hours.ts';
import { weekSchema, zoneSchema } from '../hours/schema.ts';
import { isAlways, readSpan, type Week } from '../hours/week.ts';
import { wallAt } from '../hours/zone.ts';

/** As it was written, so that it is shown as it was written: the same hours every day, or hours by weekday. The zone is the region's unless there is one. */
export type DoNotRing = { zone?: string; from: string; to: string } | { zone?: string; week: Readonly<Record<string, string | readonly string[]>> };

const EXPECTED = 'expected from: and to:, such as "22:00" and "07:00", or week: with days and their spans';
const ZONE = 'Where these hours are meant, such as Europe/Berlin; the zone of their region unless it is given.';
const WEEK = 'Days and the spans in which they are not rung, such as mon-fri: ["22:00-07:00"], in place of from and to.';

const timeOfDay = z.string('expected a time of day such as "22:00"').regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as "22:00"');

export const doNotRingSchema = z
  .strictObject({
    zone: zoneSchema.optional().meta({ description: ZONE }),
    from: timeOfDay.optional().meta({ description: 'When it begins, every day.' }),
    to: timeOfDay.optional().meta({ description: 'When it ends; before its beginning means the next morning.' }),
    week: z.record(z.string(), z.union([z.string(), z.array(z.string())], 'expected a span such as 22:00-07:00, or a list of them')).optional().meta({ description: WEEK }),
  }, EXPECTED)
  .transform((given, context): DoNotRing => {
    const written = writtenOf(given);
    const problem = written === undefined ? { message: EXPECTED } : problemOf(written);
    if (written !== undefined && problem === undefined) return written;
    context.addIssue({ code: 'custom', ...problem });
    return z.NEVER;
  });

function writtenOf({ zone, from, to, week }: { zone?: string | undefined; from?: string | undefined; to?: string | undefined; week?: Record<string, string | string[]> | undefined }): DoNotRing | undefined {
  const where = zone === undefined ? {} : { zone };
  if (week !== undefined) return from === undefined && to === undefined ? { ...where, week } : undefined;
  return from === undefined || to === undefined ? undefined : { ...where, from, to };
}

/** What is wrong with hours of the right form, and where. */
function problemOf(times: DoNotRing): { message: string; path?: PropertyKey[] } | undefined {
  if ('from' in times) {
    const span = readSpan(`${times.from}-${times.to}`);
    return span.ok ? undefined : { message: span.problem, path: ['to'] };
  }
  const read = weekSchema.safeParse(times.week);
  if (!read.success) return { message: read.error.issues[0]?.message ?? EXPECTED, path: ['week', ...(read.error.issues[0]?.path ?? [])] };
  if (read.data.every((spans) => spans.length === 0)) return { message: 'there is no time in it', path: ['week'] };
  return isAlways(read.data) ? { message: 'they could never be rung: expected some time between', path: ['week'] } : undefined;
}

const weekOf = (times: DoNotRing): Week => weekSchema.parse('from' in times ? { 'mon-sun': `${times.from}-${times.to}` } : times.week);

/** The next time they begin: strictly later, since whoever says in the middle of them that they are ready has asked to be rung. */
export function nextQuiet(times: DoNotRing, regionZone: string, now: number): number | undefined {
  const hours = { zone: times.zone ?? regionZone, week: weekOf(times), holidays: {} };
  for (const { from } of stretches(hours, wallAt(hours.zone, now).day)) if (from > now) return from;
  return undefined;
}
