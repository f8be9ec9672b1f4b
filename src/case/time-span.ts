// A promised time, and the clock it runs on: "1 hour", "8 business hours", "3 business days".

/**
 * `clock` runs at night and on Sundays, `business` only while the customer's region is open, `business-days` counts its working days.
 */
export type TimeSpan =
  | { unit: 'clock'; ms: number }
  | { unit: 'business'; ms: number }
  | { unit: 'business-days'; days: number };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Nobody promises an answer later than this; a longer span is a slip in a unit. */
export const SPAN_DAYS_MAX = 366;

const CLOCK_UNITS: Record<string, number> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY };

/** Reads a span as people write it, or gives undefined. A business week is a matter of opinion, so it is not among the units. */
export function readTimeSpan(text: string): TimeSpan | undefined {
  const [, amount = '', business, unit = ''] =
    /^(\d{1,5}) *(business )? *(minute|hour|day|week)s?$/.exec(text.trim().toLowerCase().replace(/\s+/g, ' ')) ?? [];
  const count = Number(amount);
  const ms = count * (CLOCK_UNITS[unit] ?? 0);
  if (ms === 0 || ms > SPAN_DAYS_MAX * DAY) return undefined;
  if (business === undefined) return { unit: 'clock', ms };
  if (unit === 'week') return undefined;
  return unit === 'day' ? { unit: 'business-days', days: count } : { unit: 'business', ms };
}
