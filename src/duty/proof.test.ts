import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Centre } from '../centre/centre.ts';
import { whenText } from './moment.ts';
import { alone, gaps } from './proof.ts';
import { dutyAt } from './rota.ts';
import { dutySchema, rotaOf } from './schema.ts';

const centre = (of: Record<string, [zone: string, duty: unknown]>) => ({
  regions: Object.fromEntries(Object.entries(of).map(([id, [zone, duty]]) => [id, { duty: rotaOf(dutySchema.parse(duty), zone), neighbours: [] }])),
} as unknown as Pick<Centre, 'regions'>);
const at = (time: string) => Date.parse(time);
const told = (of: Pick<Centre, 'regions'>, from: string, to: string) => gaps(of, at(from), at(to)).map((gap) => {
  const zone = of.regions[gap.region]?.duty.zone ?? 'UTC';
  return `${gap.region}: ${whenText(zone, gap.from)} to ${whenText(zone, gap.to)}`;
});
const within = (hours: string, days = 'mon-sun') => ({ hours: { [days]: hours }, ladders: [['ann', 'bob']] });

describe('nobody is on duty', () => {
  it.each<[string, Parameters<typeof centre>[0], string[]]>([
    ['never, where one list is for always', { a: ['UTC', ['ann']], b: ['UTC', []] }, []],
    ['all the time, where there is no rota', { a: ['UTC', []] }, ['a: Sun 2026-03-01 00:00 to Mon 2026-03-16 00:00']],
    ['all the time, where there is no region', {}, [': Sun 2026-03-01 00:00 to Mon 2026-03-16 00:00']],
    ['at the weekend', { a: ['UTC', within('24h', 'mon-fri')] }, [
      'a: Sun 2026-03-01 00:00 to Mon 2026-03-02 00:00', 'a: Sat 2026-03-07 00:00 to Mon 2026-03-09 00:00', 'a: Sat 2026-03-14 00:00 to Mon 2026-03-16 00:00',
    ]],
    ['in one stretch over an override that the clock jumps over', { a: ['America/Los_Angeles', { ...within('08:00-20:00'), overrides: [{ from: '2026-03-08 02:00', to: '2026-03-08 03:00', ladder: ['ann'] }] }], b: ['UTC', { ...within('24h'), hours: { 'mon-sat': '24h' } }] }, [
      'a: Sat 2026-02-28 20:00 to Sun 2026-03-01 08:00', 'a: Sat 2026-03-07 20:00 to Sun 2026-03-08 08:00', 'a: Sat 2026-03-14 20:00 to Sun 2026-03-15 08:00',
    ]],
    ['never, where three regions follow the sun', { a: ['America/New_York', within('08:00-20:00')], b: ['Asia/Tokyo', within('09:00-22:00')], c: ['Europe/London', within('08:00-20:00')] }, []],
    ['for an hour a day, once one of the clocks has changed', { a: ['America/New_York', within('08:00-20:00')], b: ['UTC', within('01:00-13:00')] }, [
      'a: Sun 2026-03-08 20:00 to Sun 2026-03-08 21:00', 'a: Mon 2026-03-09 20:00 to Mon 2026-03-09 21:00', 'a: Tue 2026-03-10 20:00 to Tue 2026-03-10 21:00',
      'a: Wed 2026-03-11 20:00 to Wed 2026-03-11 21:00', 'a: Thu 2026-03-12 20:00 to Thu 2026-03-12 21:00', 'a: Fri 2026-03-13 20:00 to Fri 2026-03-13 21:00',
      'a: Sat 2026-03-14 20:00 to Sat 2026-03-14 21:00',
    ]],
  ])('%s', (_, of, expected) => {
    expect(told(centre(of), '2026-03-01T00:00:00Z', '2026-03-16T00:00:00Z')).toEqual(expected);
  });
});

const MINUTE = 60_000;
const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const someRota = fc.oneof(
  fc.tuple(clock, clock).filter(([from, to]) => from !== to).map(([from, to]) => within(`${from}-${to}`, 'mon-sat')),
  fc.constant([]),
);
const zones = fc.constantFrom('America/Los_Angeles', 'Europe/London', 'Asia/Kolkata', 'Australia/Sydney');

it('a minute is in a gap exactly when no region has anybody', () => {
  const start = at('2026-10-30T00:00:00Z');
  const end = at('2026-11-02T12:00:00Z');
  fc.assert(fc.property(fc.array(fc.tuple(zones, someRota), { minLength: 1, maxLength: 3 }), (regions) => {
    const of = centre(Object.fromEntries(regions.map((region, index) => [`r${index}`, region])));
    const found = gaps(of, start, end);
    for (let quarter = start; quarter < end; quarter += 15 * MINUTE) {
      for (const now of [quarter, quarter + 14 * MINUTE]) {
        const nobody = Object.values(of.regions).every(({ duty }) => dutyAt(duty, now).ladder.length === 0);
        if (found.some(({ from, to }) => from <= now && now < to) !== nobody) throw new Error(`${new Date(now).toISOString()}: ${nobody ? 'nobody is there, and it is no gap' : 'somebody is there in a gap'}`);
      }
    }
    for (const [index, gap] of found.entries()) expect(gap.from).toBeGreaterThan(found[index - 1]?.to ?? 0);
  }), { numRuns: 12 });
});

describe('somebody is alone', () => {
  const handover = { handover: 'mon 09:00', from: '2026-03-02' };
  it.each<[string, unknown, string[]]>([
    ['for good, as the only one of a list', ['ann'], ['ann 2026-03-01T00:00 to 2026-04-01T00:00']],
    ['never, where two are', ['ann', 'bob'], []],
    ['never, where it is for a day at a time', { ...handover, handover: '09:00', every: '1d', ladders: [['ann'], ['bob']] }, []],
    ['for a week, told once each', { ...handover, ladders: [['ann'], ['bob'], ['cat', 'dee']] }, ['ann 2026-03-02T09:00 to 2026-03-09T09:00', 'bob 2026-03-09T09:00 to 2026-03-16T09:00']],
    ['for two weeks, where one swap follows a shift', { ...handover, ladders: [['ann'], ['cat', 'dee']], overrides: [{ from: '2026-03-09 09:00', to: '2026-03-16 09:00', ladder: ['ann'] }] }, ['ann 2026-03-02T09:00 to 2026-03-23T09:00']],
  ])('%s', (_, duty, expected) => {
    const found = alone(centre({ a: ['UTC', duty] }), at('2026-03-01T00:00:00Z'), at('2026-04-01T00:00:00Z'));
    expect(found.map(({ agent, from, to }) => `${agent} ${new Date(from).toISOString().slice(0, 16)} to ${new Date(to).toISOString().slice(0, 16)}`)).toEqual(expected);
  });
});
