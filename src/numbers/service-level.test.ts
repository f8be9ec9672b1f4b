// One worked day, from a published check: five numbers of the same thousand calls.
import { describe, expect, it } from 'vitest';
import { HEADLINE, SERVICE_LEVELS, serviceLevel, type Counted, type ServiceLevel } from './service-level.ts';

const day: Counted = { answered: 1000, answeredInTime: 860, abandoned: 60, abandonedInTime: 20, short: 10, flowedOut: 0 };
const none: Counted = { answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0, short: 0, flowedOut: 0 };
const names = Object.keys(SERVICE_LEVELS) as ServiceLevel[];

describe('service levels', () => {
  it.each([
    ['credit', '83.02'], ['answered', '86.00'], ['offered', '81.13'], ['neutral', '82.69'], ['credit-for-short', '82.08'], ['short', '81.90'],
  ] as const)('%s of the worked day is %s %%', (name, percent) => {
    expect(((serviceLevel(name, day) ?? 0) * 100).toFixed(2)).toBe(percent);
  });

  it('count flow-outs only where the name says so', () => {
    const moved = { ...day, flowedOut: 100 };
    expect(names.filter((name) => serviceLevel(name, moved) !== serviceLevel(name, day))).toEqual(['genesys']);
    expect(((serviceLevel('genesys', moved) ?? 0) * 100).toFixed(2)).toBe('74.78');
  });

  it.each(names)('%s has no traffic where nobody came', (name) => expect(serviceLevel(name, none)).toBeUndefined());

  it('has no traffic where everybody left in time', () => {
    expect(serviceLevel(HEADLINE, { ...none, abandoned: 3, abandonedInTime: 3 })).toBeUndefined();
  });
});
