// When a promised time is over, by the clock it runs on.
import type { TimeSpan } from '../case/time-span.ts';
import { addBusinessDays, addBusinessMs } from './business.ts';
import type { Hours } from './schema.ts';

const DAY_MS = 86_400_000;

/** Where the hours never open again in sight, the clock on the wall counts. */
export function dueAt(hours: Hours | undefined, from: number, span: TimeSpan): number {
  switch (span.unit) {
    case 'clock': return from + span.ms;
    case 'business': return (hours && addBusinessMs(hours, from, span.ms)) ?? from + span.ms;
    case 'business-days': return (hours && addBusinessDays(hours, from, span.days)) ?? from + span.days * DAY_MS;
  }
}
