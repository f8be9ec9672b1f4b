import { describe, expect, it } from 'vitest';
import { readTimeSpan } from './time-span.ts';

describe('a promised time is read with its clock', () => {
  it.each([
    ['1 hour', { unit: 'clock', ms: 3_600_000 }],
    ['30 minutes', { unit: 'clock', ms: 1_800_000 }],
    ['2 days', { unit: 'clock', ms: 172_800_000 }],
    ['1 week', { unit: 'clock', ms: 604_800_000 }],
    ['8 business hours', { unit: 'business', ms: 28_800_000 }],
    ['45 Business Minutes', { unit: 'business', ms: 2_700_000 }],
    ['1 business day', { unit: 'business-days', days: 1 }],
    [' 3  business  days ', { unit: 'business-days', days: 3 }],
    ['366 days', { unit: 'clock', ms: 31_622_400_000 }],
  ])('%s', (text, span) => {
    expect(readTimeSpan(text)).toEqual(span);
  });

  it.each(['', 'soon', 'hour', '0 hours', '-1 hour', '1.5 hours', '367 days', '99999 weeks', '1 business week', '1 hour ago', '1 month'])(
    '%s is none',
    (text) => {
      expect(readTimeSpan(text)).toBeUndefined();
    },
  );
});
