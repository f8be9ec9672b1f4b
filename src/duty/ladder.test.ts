import { describe, expect, it } from 'vitest';
import type { Centre } from '../centre/centre.ts';
import { dutyLadder, firstOnDuty, reachOf } from './ladder.ts';
import { dutySchema, rotaOf } from './schema.ts';

const region = (duty: unknown, neighbours: string[] = []) => ({ duty: rotaOf(dutySchema.parse(duty), 'UTC'), neighbours });
const regions = (of: Record<string, ReturnType<typeof region>>) => ({ regions: of } as unknown as Pick<Centre, 'regions'>);

it.each([
  ['its own people first', { a: region(['ann', 'bob'], ['b']), b: region(['cat']) }, 'a', ['ann', 'bob']],
  ['the first neighbour who has somebody', { a: region([], ['c', 'b']), b: region(['bob']), c: region(['cat']) }, 'a', ['cat']],
  ['anybody, where no neighbour has', { a: region([], ['b']), b: region([]), c: region(['cat']) }, 'a', ['cat']],
  ['anybody, where the region does not exist', { a: region([]), b: region(['bob']) }, 'x', ['bob']],
  ['nobody, where nobody is on duty', { a: region([], ['b']), b: region([]) }, 'a', []],
])('a page rings %s', (_, of, id, ladder) => {
  expect(dutyLadder(regions(of), id, 0)).toEqual(ladder);
});

const office = { hours: { 'mon-fri': '08:00-18:00' }, ladders: [['ann']] };
const early = { hours: { 'mon-fri': '06:00-14:00' }, ladders: [['bob']] };

it.each([
  ['while they are there', '2026-01-05T12:00:00Z', { ladder: ['ann'], region: 'a', until: '2026-01-05T18:00:00.000Z' }],
  ['by a neighbour, until its own people come', '2026-01-05T06:30:00Z', { ladder: ['bob'], region: 'b', until: '2026-01-05T08:00:00.000Z' }],
  ['by nobody, until the first of all comes', '2026-01-05T20:00:00Z', { ladder: [], region: undefined, until: '2026-01-06T06:00:00.000Z' }],
])('a region in office hours is served %s', (_, at, expected) => {
  const { ladder, region: by, until } = reachOf(regions({ a: region(office, ['b']), b: region(early) }), 'a', Date.parse(at));
  expect({ ladder, region: by, until: until === undefined ? undefined : new Date(until).toISOString() }).toEqual(expected);
});

it('who is asked of an earlier moment after a later one is told who it was then', () => {
  const of = regions({ a: region(office), b: region(early) });
  const at = (time: string) => dutyLadder(of, 'a', Date.parse(time));
  expect([at('2026-01-05T12:00:00Z'), at('2026-01-05T06:30:00Z'), at('2026-01-05T12:00:00Z')]).toEqual([['ann'], ['bob'], ['ann']]);
});

describe('the number of last resort', () => {
  const zone = 'America/New_York';
  const weekly = rotaOf(dutySchema.parse({ handover: 'mon 09:00', from: '2026-01-05', ladders: [['ann', 'bob'], ['cat']] }), zone);
  const of = {
    regions: { none: { callerId: '+14085550100', duty: rotaOf([], 'UTC'), neighbours: [] }, some: { callerId: '+442079460100', duty: weekly, neighbours: [] } },
    agents: [{ id: 'ann', sip: 'sip:ann@example.com' }, { id: 'bob', phone: '+12025550102' }, { id: 'cat' }],
  } as unknown as Parameters<typeof firstOnDuty>[0];

  it('is of the first on duty who has a phone, in whatever region', () => {
    expect(firstOnDuty(of, Date.parse('2026-01-06T12:00:00Z'))).toEqual({ id: 'bob', phone: '+12025550102', callerId: '+14085550100', zone: 'UTC', until: Date.parse('2026-01-12T14:00:00Z') });
  });

  it('is missing where nobody on duty has one', () => {
    expect(firstOnDuty(of, Date.parse('2026-01-13T12:00:00Z'))).toBeUndefined();
  });
});
