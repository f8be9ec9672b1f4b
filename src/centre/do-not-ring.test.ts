import { describe, expect, it } from 'vitest';
import { type DoNotRing, doNotRingSchema, nextQuiet } from './do-not-ring.ts';

const nights: DoNotRing = { from: '22:00', to: '07:00' };
const next = (times: DoNotRing, zone: string, at: string): string | undefined => {
  const found = nextQuiet(times, zone, Date.parse(at));
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
};

describe('the next time not to be rung', () => {
  it.each<[string, DoNotRing, string, string, string]>([
    ['in the afternoon: tonight', nights, 'UTC', '2026-10-20T15:00Z', '2026-10-20T22:00'],
    ['at its very beginning: tomorrow, for they have just asked', nights, 'UTC', '2026-10-20T22:00Z', '2026-10-21T22:00'],
    ['in the middle of the night: the next night', nights, 'UTC', '2026-10-21T03:00Z', '2026-10-21T22:00'],
    ['in the region\'s zone', nights, 'America/Los_Angeles', '2026-10-20T15:00Z', '2026-10-21T05:00'],
    ['in a zone of their own', { ...nights, zone: 'Asia/Tokyo' }, 'America/Los_Angeles', '2026-10-20T09:00Z', '2026-10-20T13:00'],
    ['at lunch as well', { week: { 'mon-fri': ['12:00-13:00', '22:00-07:00'] } }, 'UTC', '2026-10-20T11:00Z', '2026-10-20T12:00'],
    ['over a weekend that is one stretch with its nights', { week: { fri: '20:00-24:00', sat: '24h', sun: '24h', mon: '00:00-07:00' } }, 'UTC', '2026-10-24T12:00Z', '2026-10-30T20:00'],
    // Clocks go forward on 29 March 2026 at 01:00 UTC in Berlin, back on 25 October; in New York on 8 March and 1 November.
    ['the evening before the clock goes forward', nights, 'Europe/Berlin', '2026-03-28T12:00Z', '2026-03-28T21:00'],
    ['the evening after it went forward', nights, 'Europe/Berlin', '2026-03-29T12:00Z', '2026-03-29T20:00'],
    ['the evening before it goes back', nights, 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-24T20:00'],
    ['the evening after it went back', nights, 'Europe/Berlin', '2026-10-25T12:00Z', '2026-10-25T21:00'],
    ['from a time that is jumped over: the jump', { from: '02:30', to: '06:00' }, 'Europe/Berlin', '2026-03-29T00:30Z', '2026-03-29T01:00'],
    ['from a time that comes twice: the first', { from: '01:30', to: '06:00' }, 'America/New_York', '2026-11-01T05:00Z', '2026-11-01T05:30'],
    ['between the two times that it is half past one: tomorrow', { from: '01:30', to: '06:00' }, 'America/New_York', '2026-11-01T06:00Z', '2026-11-02T06:30'],
  ])('%s', (_name, times, zone, at, expected) => {
    expect(next(times, zone, at)).toBe(expected);
  });
});

describe('as people write it', () => {
  it.each([
    [{ from: '22:00', to: '07:00' }],
    [{ zone: 'Europe/Berlin', from: '9:30', to: '17:00' }],
    [{ week: { 'mon-fri': '22:00-07:00', sat: ['24h'] } }],
  ])('%j stays as it is', (given) => {
    expect(doNotRingSchema.parse(given)).toEqual(given);
  });

  it.each<[string, unknown, string, readonly PropertyKey[]]>([
    ['nothing', {}, 'expected from: and to:', []],
    ['no end', { from: '22:00' }, 'expected from: and to:', []],
    ['both forms', { from: '22:00', to: '07:00', week: { mon: '24h' } }, 'expected from: and to:', []],
    ['a time that is none', { from: '25:00', to: '07:00' }, 'expected a time of day', ['from']],
    ['no time between', { from: '07:00', to: '07:00' }, 'begins when it ends', ['to']],
    ['a zone that is none', { zone: 'Berlin', ...nights }, 'did you mean Europe/Berlin?', ['zone']],
    ['a day that is none', { week: { moon: '22:00-07:00' } }, 'expected days such as mon', ['week']],
    ['a span that is none', { week: { mon: '22-7' } }, 'expected a span such as', ['week', 'mon']],
    ['a week without a time', { week: { mon: 'closed' } }, 'there is no time in it', ['week']],
    ['the whole week', { week: { 'mon-sun': '24h' } }, 'never be rung', ['week']],
    ['an unknown word', { ...nights, til: '08:00' }, '', []],
    ['only a word', 'nights', 'expected from: and to:', []],
  ])('refuses %s and says where', (_name, given, message, path) => {
    const read = doNotRingSchema.safeParse(given);
    expect(read.error?.issues[0]?.message).toContain(message);
    expect(read.error?.issues[0]?.path).toEqual(path);
  });
});
