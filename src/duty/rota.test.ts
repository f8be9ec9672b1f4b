import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAt } from '../hours/hours.ts';
import { wallMinute, whenText } from './moment.ts';
import type { Rota } from './rota.ts';
import { dutyAt } from './rota.ts';
import { dutySchema, rotaOf } from './schema.ts';

const rota = (file: unknown, zone = 'America/Los_Angeles'): Rota => rotaOf(dutySchema.parse(file), zone);
const at = (time: string) => Date.parse(time);

/** Who, until when in the rota's zone, and why. */
function told(of: Rota, time: string): string {
  const { ladder, until, why } = dutyAt(of, at(time));
  const reason = why.is === 'shift' ? `shift ${why.shift} of ${why.of}` : why.is === 'override' ? (why.reason ?? 'override') : why.is;
  return `${ladder.join(', ') || 'nobody'} until ${until === undefined ? 'for ever' : whenText(of.zone, until)} (${reason})`;
}

const weekly = rota({
  handover: 'mon 09:00', from: '2026-01-05', ladders: [['dan', 'gus'], ['gus', 'kim'], ['kim']],
  overrides: [
    { from: '2026-12-24 09:00', to: '2026-12-27 09:00', ladder: ['kim', 'dan'], reason: 'Christmas' },
    { from: '2026-01-07 18:00', to: '2026-01-08 09:00', ladder: ['kim'] },
  ],
});

describe('who has duty in a week', () => {
  it.each([
    ['at the stroke of the first handover', '2026-01-05T09:00:00-08:00', 'dan, gus until Wed 2026-01-07 18:00 (shift 1 of 3)'],
    ['a minute before it, by the same count backwards', '2026-01-05T08:59:00-08:00', 'kim until Mon 2026-01-05 09:00 (shift 3 of 3)'],
    ['in the night that was swapped', '2026-01-07T23:00:00-08:00', 'kim until Thu 2026-01-08 09:00 (override)'],
    ['after that night', '2026-01-08T09:00:00-08:00', 'dan, gus until Mon 2026-01-12 09:00 (shift 1 of 3)'],
    ['in the second week', '2026-01-14T12:00:00-08:00', 'gus, kim until Mon 2026-01-19 09:00 (shift 2 of 3)'],
    ['in the fourth week, from the beginning again', '2026-01-26T09:00:00-08:00', 'dan, gus until Mon 2026-02-02 09:00 (shift 1 of 3)'],
    ['in summer, still at nine on the wall', '2026-07-06T08:59:00-07:00', 'gus, kim until Mon 2026-07-06 09:00 (shift 2 of 3)'],
    ['before Christmas', '2026-12-24T08:59:59-08:00', 'kim until Thu 2026-12-24 09:00 (shift 3 of 3)'],
    ['at Christmas', '2026-12-24T09:00:00-08:00', 'kim, dan until Sun 2026-12-27 09:00 (Christmas)'],
    ['years before', '2001-01-01T09:00:00-08:00', 'dan, gus until Mon 2001-01-08 09:00 (shift 1 of 3)'],
  ])('%s', (_, time, answer) => {
    expect(told(weekly, time)).toBe(answer);
  });
});

describe('who has duty', () => {
  it.each<[string, unknown, string, string]>([
    ['by a plain list: always the same', ['dan', 'gus'], '2026-03-01T00:00:00Z', 'dan, gus until for ever (always)'],
    ['by an empty list: nobody', [], '2026-03-01T00:00:00Z', 'nobody until for ever (nobody)'],
    ['by one ladder with a swap: always, but for that', { ladders: [['dan']], overrides: [{ from: '2026-05-01 08:00', to: '2026-05-01 20:00', ladder: ['gus'] }] }, '2026-04-01T00:00:00Z', 'dan until Fri 2026-05-01 08:00 (always)'],
    ['by day', { handover: '09:00', every: '1d', from: '2026-01-05', ladders: [['dan'], ['gus']] }, '2026-01-07T01:00:00-08:00', 'gus until Wed 2026-01-07 09:00 (shift 2 of 2)'],
    ['by half days', { handover: '08:00', every: '12h', from: '2026-01-05', ladders: [['dan'], ['gus']] }, '2026-01-07T01:00:00-08:00', 'gus until Wed 2026-01-07 08:00 (shift 2 of 2)'],
    ['by fortnights', { handover: 'mon 09:00', every: '14d', from: '2026-01-05', ladders: [['dan'], ['gus']] }, '2026-01-13T01:00:00-08:00', 'dan until Mon 2026-01-19 09:00 (shift 1 of 2)'],
    ['in a zone of their own', { zone: 'Asia/Tokyo', handover: 'mon 09:00', from: '2026-01-05', ladders: [['dan'], ['gus']] }, '2026-01-12T00:00:00Z', 'gus until Mon 2026-01-19 09:00 (shift 2 of 2)'],
    ['by the hours of the day, within them', { hours: { 'mon-fri': '08:00-18:00' }, ladders: [['dan']] }, '2026-01-05T17:00:00-08:00', 'dan until Mon 2026-01-05 18:00 (always)'],
    ['by the hours of the day, after them', { hours: { 'mon-fri': '08:00-18:00' }, ladders: [['dan']] }, '2026-01-09T18:00:00-08:00', 'nobody until Mon 2026-01-12 08:00 (off-hours)'],
    ['by the hours, where an override comes first', { hours: { 'mon-fri': '08:00-18:00' }, ladders: [['dan']], overrides: [{ from: '2026-01-10 10:00', to: '2026-01-10 12:00', ladder: ['gus'] }] }, '2026-01-09T18:00:00-08:00', 'nobody until Sat 2026-01-10 10:00 (off-hours)'],
    ['in the first pass of the hour that comes twice', { handover: '01:30', every: '1d', from: '2026-10-31', ladders: [['dan'], ['gus']] }, '2026-11-01T01:29:00-07:00', 'dan until Sun 2026-11-01 01:30 (shift 1 of 2)'],
    ['in its second pass, without going back', { handover: '01:30', every: '1d', from: '2026-10-31', ladders: [['dan'], ['gus']] }, '2026-11-01T01:10:00-08:00', 'gus until Mon 2026-11-02 01:30 (shift 2 of 2)'],
    ['when the clock jumps over a handover: from the jump on', { handover: '02:30', every: '1d', from: '2026-03-07', ladders: [['dan'], ['gus']] }, '2026-03-08T03:00:00-07:00', 'gus until Mon 2026-03-09 02:30 (shift 2 of 2)'],
    ['just before that jump', { handover: '02:30', every: '1d', from: '2026-03-07', ladders: [['dan'], ['gus']] }, '2026-03-08T01:59:00-08:00', 'dan until Sun 2026-03-08 03:00 (shift 1 of 2)'],
  ])('%s', (_, file, time, answer) => {
    expect(told(rota(file), time)).toBe(answer);
  });
});

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const people = ['ann', 'bob', 'cat', 'dee'];
/** Around the days on which clocks change. */
const nights: readonly (readonly [string, string])[] = [
  ['America/Los_Angeles', '2026-03-08'], ['America/Los_Angeles', '2026-11-01'], ['Europe/London', '2026-10-25'], ['Australia/Lord_Howe', '2026-04-05'],
  ['America/St_Johns', '2026-03-08'], ['Asia/Kolkata', '2026-05-05'], ['Pacific/Apia', '2011-12-29'],
];
const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const date = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
const someLadder = fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 3 });

const files = fc.constantFrom(...nights).chain(([zone, day]) => fc.record({
  zone: fc.constant(zone), day: fc.constant(day), handover: clock, every: fc.constantFrom('1h', '6h', '12h', '1d', '2d', '7d'),
  from: fc.integer({ min: -9, max: 9 }).map((days) => date(day, days)), ladders: fc.array(someLadder, { minLength: 1, maxLength: 4 }),
  hours: fc.option(fc.tuple(clock, clock).filter(([from, to]) => from !== to).map(([from, to]) => ({ 'mon-sun': `${from}-${to}` })), { nil: undefined }),
  override: fc.option(fc.tuple(clock, clock, someLadder).map(([from, to, ladder]) => ({ from: `${date(day, 0)} ${from}`, to: `${date(day, 1)} ${to}`, ladder })), { nil: undefined }),
}));

/** Each quarter of an hour and the minute before it: the latest the clock has shown says which shift it is, since shifts do not go back when the clock does. */
function* bySmallSteps(of: Rota, start: number, end: number): Generator<{ at: number; ladder: readonly string[] }> {
  let shown = 0;
  for (let quarter = start - DAY / 8; quarter < end; quarter += 15 * MINUTE) {
    for (const now of [quarter - MINUTE, quarter]) {
      shown = Math.max(shown, wallMinute(of.zone, now));
      if (now < start) continue;
      const override = of.overrides.find(({ from, to }) => from <= now && now < to);
      const shift = of.turns ? Math.floor((shown - of.turns.from) / of.turns.every) : 0;
      const open = !of.hours || openAt(of.hours, now).open;
      const turn = of.ladders[((shift % of.ladders.length) + of.ladders.length) % of.ladders.length] ?? [];
      yield { at: now, ladder: override?.ladder ?? (open ? turn : []) };
    }
  }
}

it('on any rota, jumping from change to change tells what looking all the time tells', () => {
  fc.assert(fc.property(files, ({ day, override, hours, ...file }) => {
    const of = rota({ ...file, ...(hours && { hours }), overrides: override ? [override] : [] });
    const start = Date.parse(day) - DAY / 2;
    let duty = dutyAt(of, start);
    for (const { at: now, ladder } of bySmallSteps(of, start, start + 2 * DAY)) {
      if (duty.until !== undefined && now >= duty.until) duty = dutyAt(of, duty.until);
      if (ladder.join() !== duty.ladder.join()) throw new Error(`${new Date(now).toISOString()}: ${ladder.join()} by small steps, ${duty.ladder.join()} by jumping`);
      if (now % (120 * MINUTE) === 0) expect(dutyAt(of, now)).toEqual(duty);
    }
  }), { numRuns: 20 });
});
