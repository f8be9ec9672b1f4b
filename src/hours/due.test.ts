import { describe, expect, it } from 'vitest';
import { hoursSchema } from './hours.ts';
import { dueAt } from './due.ts';

const hours = hoursSchema.parse({ zone: 'UTC', week: { 'mon-fri': '08:00-18:00' } });
/** A Friday at five in the afternoon. */
const friday = Date.UTC(2026, 9, 16, 17);

describe('a promised time is over', () => {
  it.each([
    ['an hour later, at any hour', { unit: 'clock', ms: 3_600_000 }, Date.UTC(2026, 9, 16, 18)],
    ['after two business hours, which is on Monday', { unit: 'business', ms: 7_200_000 }, Date.UTC(2026, 9, 19, 9)],
    ['the next business day', { unit: 'business-days', days: 1 }, Date.UTC(2026, 9, 19, 17)],
  ] as const)('%s', (_name, span, due) => expect(dueAt(hours, friday, span)).toBe(due));

  it.each([
    [{ unit: 'business', ms: 7_200_000 }, friday + 7_200_000],
    [{ unit: 'business-days', days: 1 }, friday + 86_400_000],
  ] as const)('by the clock where there are no hours: %j', (span, due) => expect(dueAt(undefined, friday, span)).toBe(due));
});
