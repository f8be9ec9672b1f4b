import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, addBusinessMs } from './business.ts';
import { hoursSchema, openAt } from './hours.ts';

const at = (time: string) => Date.parse(time);
const iso = (time: number | undefined) => (time === undefined ? 'never' : new Date(time).toISOString());
const hour = 3_600_000;

const holidays = [
  { name: 'Christmas Eve', date: '12-24', open: '08:00-12:00' },
  { name: 'Christmas Day', date: '12-25' },
];
const office = hoursSchema.parse({ zone: 'Europe/London', week: { 'mon-fri': ['08:00-12:00', '13:00-17:00'] }, holidays });
const late = hoursSchema.parse({ zone: 'UTC', week: { 'mon-fri': '22:00-06:00' } });
const always = hoursSchema.parse({ zone: 'UTC', week: '24x7' });
const never = hoursSchema.parse({ zone: 'UTC', week: {} });
const doors = { office, late, always, never };

describe('a target in business hours falls due', () => {
  it.each<[string, keyof typeof doors, string, number, string]>([
    ['within the morning', 'office', '2026-01-12T09:00:00Z', 1, '2026-01-12T10:00:00.000Z'],
    ['at the stroke of noon, not after lunch', 'office', '2026-01-12T11:00:00Z', 1, '2026-01-12T12:00:00.000Z'],
    ['across lunch', 'office', '2026-01-12T11:30:00Z', 1, '2026-01-12T13:30:00.000Z'],
    ['from opening, when it came in the night', 'office', '2026-01-12T03:00:00Z', 1, '2026-01-12T09:00:00.000Z'],
    ['at closing, eight hours from opening', 'office', '2026-01-12T08:00:00Z', 8, '2026-01-12T17:00:00.000Z'],
    ['the next day', 'office', '2026-01-12T16:30:00Z', 1, '2026-01-13T08:30:00.000Z'],
    ['across the weekend', 'office', '2026-01-16T16:30:00Z', 1, '2026-01-19T08:30:00.000Z'],
    ['three days of eight hours later', 'office', '2026-01-12T10:00:00Z', 24, '2026-01-15T10:00:00.000Z'],
    ['across a holiday and a half', 'office', '2026-12-24T11:00:00Z', 2, '2026-12-28T09:00:00.000Z'],
    ['at once, when nothing is allowed', 'office', '2026-01-12T09:00:00Z', 0, '2026-01-12T09:00:00.000Z'],
    ['on the wall clock after it jumped', 'office', '2026-03-27T16:30:00Z', 1, '2026-03-30T07:30:00.000Z'],
    ['within a night shift', 'late', '2026-01-12T23:00:00Z', 4, '2026-01-13T03:00:00.000Z'],
    ['by the plain clock where no one sleeps', 'always', '2026-01-12T23:00:00Z', 24, '2026-01-13T23:00:00.000Z'],
    ['by the plain clock even beyond what we look ahead', 'always', '2026-01-01T00:00:00Z', 500 * 24, '2027-05-16T00:00:00.000Z'],
    ['never, where no one works', 'never', '2026-01-12T23:00:00Z', 1, 'never'],
    ['never, when there is not so much work in a year', 'office', '2026-01-12T09:00:00Z', 9_000, 'never'],
  ])('%s', (_, door, from, hours, due) => {
    expect(iso(addBusinessMs(doors[door], at(from), hours * hour))).toBe(due);
  });

  it('counting the hour that comes twice as often as it is worked', () => {
    const night = hoursSchema.parse({ zone: 'Europe/London', week: { sun: ['00:00-01:20', '01:40-05:00'] } });
    // 24 October 23:00Z is midnight in London; the clock falls at 01:00Z, and all of it up to 05:00Z is worked.
    expect(iso(addBusinessMs(night, at('2026-10-24T23:00:00Z'), 6 * hour))).toBe('2026-10-25T05:00:00.000Z');
  });
});

describe('a target in business days falls due', () => {
  it.each<[string, keyof typeof doors, string, number, string]>([
    ['at the same time tomorrow', 'office', '2026-01-12T15:00:00Z', 1, '2026-01-13T15:00:00.000Z'],
    ['on Monday, asked on Friday', 'office', '2026-01-16T15:00:00Z', 1, '2026-01-19T15:00:00.000Z'],
    ['three days later', 'office', '2026-01-15T15:00:00Z', 3, '2026-01-20T15:00:00.000Z'],
    ['two weeks later, for ten', 'office', '2026-01-12T15:00:00Z', 10, '2026-01-26T15:00:00.000Z'],
    ['counted from Monday’s opening, when it came on Saturday', 'office', '2026-01-17T15:00:00Z', 1, '2026-01-20T08:00:00.000Z'],
    ['counted from the next opening, when it came after closing', 'office', '2026-01-12T19:00:00Z', 1, '2026-01-14T08:00:00.000Z'],
    ['counted from after lunch, when it came at lunch', 'office', '2026-01-12T12:30:00Z', 1, '2026-01-13T13:00:00.000Z'],
    ['past a holiday', 'office', '2026-12-24T10:00:00Z', 1, '2026-12-28T10:00:00.000Z'],
    ['by noon of a half holiday', 'office', '2026-12-23T15:00:00Z', 1, '2026-12-24T12:00:00.000Z'],
    ['at the same time on the wall after the clock jumped', 'office', '2026-03-27T15:00:00Z', 1, '2026-03-30T14:00:00.000Z'],
    ['now, when no day is allowed', 'office', '2026-01-12T15:00:00Z', 0, '2026-01-12T15:00:00.000Z'],
    ['in the next night at the same time', 'late', '2026-01-13T02:00:00Z', 1, '2026-01-14T02:00:00.000Z'],
    ['in Monday’s night, asked in the last of Friday’s', 'late', '2026-01-17T02:00:00Z', 1, '2026-01-20T02:00:00.000Z'],
    ['on the next day of the calendar where no one sleeps', 'always', '2026-01-17T02:00:00Z', 1, '2026-01-18T02:00:00.000Z'],
    ['never, where no one works', 'never', '2026-01-12T23:00:00Z', 1, 'never'],
    ['never, further ahead than we look', 'office', '2026-01-12T09:00:00Z', 500, 'never'],
  ])('%s', (_, door, from, days, due) => {
    expect(iso(addBusinessDays(doors[door], at(from), days))).toBe(due);
  });
});

it('more work is never due earlier, and never before it was asked for', () => {
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }).map((date) => date.getTime());
  const door = fc.constantFrom(office, late, always);
  fc.assert(fc.property(door, moment, fc.nat(60), fc.nat(60), (hours, from, some, more) => {
    const [a, b] = [addBusinessMs(hours, from, some * hour) ?? NaN, addBusinessMs(hours, from, (some + more) * hour) ?? NaN];
    expect(a).toBeGreaterThanOrEqual(from);
    expect(b).toBeGreaterThanOrEqual(a);
    if (some > 0) expect(openAt(hours, a - 1).open).toBe(true);
    const [c, d] = [addBusinessDays(hours, from, some) ?? NaN, addBusinessDays(hours, from, some + more) ?? NaN];
    expect(c).toBeGreaterThanOrEqual(from);
    expect(d).toBeGreaterThanOrEqual(c);
  }));
});
