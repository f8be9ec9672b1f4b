// Futures of small floors: against Erlang's formulas where those hold, and by hand where routing decides.
import { describe, expect, it } from 'vitest';
import { erlangA, erlangC, type Expected } from '../numbers/erlang.ts';
import { chanceOf } from './draws.ts';
import type { AgentNow, CallerNow, Comer, Floor } from './floor.ts';
import type { Rates } from './rates.ts';
import { simulate } from './simulate.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = 1_000 * HOUR;

/** Talks that all last the same, phones that are taken at once, callers who stay. */
const rates = (more: Partial<Rates> = {}): Rates => ({ talks: {}, allTalks: [{ talkMs: 5 * MINUTE, wrapMs: MINUTE }], rings: [], leaving: {}, leavingAny: 0, arrivals: [], ...more });
const floor = (more: Partial<Floor> = {}): Floor => ({ now, callers: [], agents: [], comers: [], askers: [], coolMs: MINUTE, ...more });
const waits = (id: string, more: Partial<CallerNow> = {}): CallerNow => ({ id, queue: 'care', rank: now, joined: now, limit: 1, steps: [{ from: now, classes: ['team:care'] }], asks: true, ...more });
const talks = (id: string, lastedMs: number, classes: readonly string[] = ['team:care']): AgentNow => ({ id, since: now - lastedMs, classes: Object.fromEntries(classes.map((name) => [name, 0])), is: { talks: {} } });
const ready = (id: string, classes: readonly string[] = ['team:care']): AgentNow => ({ ...talks(id, MINUTE, classes), is: { ready: true } });
const inMinutes = (found: ReadonlyMap<string, number>) => Object.fromEntries([...found].map(([id, ms]) => [id, ms / MINUTE]));
const run = (of: Partial<Floor>, by: Partial<Rates> = {}, seed = 1) => inMinutes(simulate(floor(of), rates(by), seed));

describe('who is free when', () => {
  it('the first in line gets the agent whose call ends first, wrap-up included, the next one the next', () => {
    expect(run({ callers: [waits('ana'), waits('bob', { rank: now + 1 })], agents: [talks('amy', 3 * MINUTE), talks('ben', MINUTE)] })).toEqual({ ana: 3, bob: 5 });
  });

  it('an agent in wrap-up is back when it ends, at the latest when it must', () => {
    const wraps = (until: number): AgentNow => ({ ...talks('amy', 20_000), is: { wraps: { until } } });
    expect(run({ callers: [waits('ana')], agents: [wraps(now + 2 * MINUTE)] })).toEqual({ ana: 40 / 60 });
    expect(run({ callers: [waits('ana')], agents: [wraps(now + 15_000)] })).toEqual({ ana: 15 / 60 });
  });

  it('who talks for longer than anybody ever did may go on as long again', () => {
    expect(run({ callers: [waits('ana')], agents: [talks('amy', 20 * MINUTE)] })).toEqual({ ana: 6 });
  });

  it('a phone that rings for Ana already is taken after the rest of its ring, and Bob waits for the call to end', () => {
    const rings: AgentNow = { ...talks('amy', 4_000), is: { rings: 'ana' } };
    expect(run({ callers: [waits('ana'), waits('bob', { rank: now + 1 })], agents: [rings] }, { rings: [{ ms: 10_000, taken: true }] })).toEqual({ ana: 0.1, bob: 0.1 + 6 + 10 / 60 });
  });

  it('nobody there is for ever', () => {
    expect(run({ callers: [waits('ana')], agents: [talks('amy', 0, ['team:other'])] })).toEqual({ ana: Infinity });
  });
});

describe('the order of the line', () => {
  it('is that of ranks, whoever came first', () => {
    expect(run({ callers: [waits('ines', { rank: now - 5 * MINUTE }), waits('p2', { rank: now - 10 * MINUTE })], agents: [talks('amy', 4 * MINUTE)] })).toEqual({ p2: 2, ines: 8 });
  });

  it('lets a P1 who comes later pass everybody', () => {
    const p1: Comer = { queue: 'care', perMs: 1 / (2 * MINUTE), headStartMs: 24 * HOUR, limit: 1, steps: [{ afterMs: 0, classes: ['team:care'] }] };
    const without = run({ callers: [waits('ana')], agents: [talks('amy', MINUTE)] });
    const seeds = Array.from({ length: 20 }, (_, seed) => run({ callers: [waits('ana')], agents: [talks('amy', MINUTE)], comers: [p1] }, {}, seed)['ana'] ?? 0);
    expect(without).toEqual({ ana: 5 });
    expect(seeds.every((minutes) => minutes === Infinity || (minutes - 5) % 6 < 1e-6)).toBe(true);
    expect(Math.max(...seeds)).toBeGreaterThan(5);
  });

  it('does not let who comes later with the same head start pass', () => {
    const comer: Comer = { queue: 'care', perMs: 1 / 10_000, headStartMs: 0, limit: 1, steps: [{ afterMs: 0, classes: ['team:care'] }] };
    expect(run({ callers: [waits('ana')], agents: [talks('amy', MINUTE)], comers: [comer] })).toEqual({ ana: 5 });
  });

  it('waits for a step: only Dan at first, anybody after twenty seconds', () => {
    const steps = [{ from: now, classes: ['agent:dan'] }, { from: now + 20_000, classes: ['team:care'] }];
    expect(run({ callers: [waits('ana', { steps })], agents: [ready('amy'), talks('dan', 0, ['agent:dan'])] })).toEqual({ ana: 20 / 60 });
    expect(run({ callers: [waits('ana', { steps })], agents: [talks('dan', 6 * MINUTE - 5_000, ['agent:dan'])] }, { allTalks: [{ talkMs: 6 * MINUTE, wrapMs: 0 }] })).toEqual({ ana: 5 / 60 });
  });

  it('rings another agent when a phone rings out, and the same one again after a while', () => {
    const rings = [{ ms: 20_000, taken: false }];
    expect(run({ callers: [waits('ana')], agents: [ready('amy')] }, { rings })).toEqual({ ana: Infinity });
    const mixed = Array.from({ length: 40 }, (_, seed) => run({ callers: [waits('ana')], agents: [ready('amy')] }, { rings: [...rings, { ms: 5_000, taken: true }] }, seed)['ana'] ?? 0);
    // Each miss is twenty seconds of ringing and a minute of rest.
    expect(new Set(mixed.map((minutes) => Math.round((minutes - 5 / 60) * 60) % 80))).toEqual(new Set([0]));
  });

  it('a phone that rang for somebody who has given up is free for the next at once', () => {
    const found = Array.from({ length: 40 }, (_, seed) => run({ callers: [waits('bob', { rank: now - 1, asks: false }), waits('ana')], agents: [ready('amy')] }, { rings: [{ ms: MINUTE, taken: true }], leavingAny: 1 / (MINUTE / 2) }, seed)['ana'] ?? 0);
    expect(found.filter((minutes) => minutes < 2).length).toBeGreaterThan(20);
    expect(found.every((minutes) => minutes <= 8)).toBe(true);
  });

  it('a P1 does not ring the same phone twice at a time', () => {
    const p1: Comer = { queue: 'care', perMs: 0, headStartMs: HOUR, limit: 5, steps: [{ afterMs: 0, classes: ['team:care'] }] };
    const rings = [{ ms: 20_000, taken: false }, { ms: 5_000, taken: true }];
    const found = Array.from({ length: 40 }, (_, seed) => run({ agents: [ready('amy')], comers: [p1], askers: [{ id: 'p1', at: now, comer: 0 }] }, { rings }, seed)['p1'] ?? 0);
    expect(found.filter((minutes) => minutes > 1).length).toBeGreaterThan(10);
  });

  it('a P1 rings several phones and takes the first; the others are free for the next at once', () => {
    const agents = [ready('amy'), ready('ben')];
    const found = run({ callers: [waits('p1', { limit: 5, rank: now - HOUR }), waits('ana')], agents }, { rings: [{ ms: 5_000, taken: true }] });
    expect(found).toEqual({ p1: 5 / 60, ana: 10 / 60 });
  });
});

describe('who only asks', () => {
  const comer: Comer = { queue: 'care', perMs: 0, headStartMs: 0, limit: 1, steps: [{ afterMs: 0, classes: ['team:care'] }] };

  it('sees what they would have to wait, and takes nobody’s time', () => {
    const asker = { id: 'asker', at: now, comer: 0 };
    expect(run({ callers: [waits('ana', { rank: now + MINUTE })], agents: [talks('amy', MINUTE)], comers: [comer], askers: [asker, { ...asker, id: 'another' }] })).toEqual({ ana: 5, asker: 5, another: 5 });
  });

  it('is also who has given up: what is told is the wait of those who stay', () => {
    const found = Array.from({ length: 20 }, (_, seed) => run({ callers: [waits('ana')], agents: [talks('amy', MINUTE)] }, { leavingAny: 1 / MINUTE }, seed)['ana']);
    expect(new Set(found)).toEqual(new Set([5]));
  });

  it('but those ahead of Ana who give up are not waited for', () => {
    const found = Array.from({ length: 40 }, (_, seed) => run({ callers: [waits('bob', { rank: now - 1 }), waits('ana')], agents: [talks('amy', MINUTE)] }, { leavingAny: 1 / (5 * MINUTE) }, seed)['ana']);
    expect([...new Set(found)].sort()).toEqual([11, 5]);
  });
});

it('a future is the same for the same seed, and another for another', () => {
  const chance = chanceOf(7);
  const some: Partial<Floor> = { callers: [waits('ana'), waits('bob', { rank: now + 1 })], agents: [talks('amy', MINUTE), talks('ben', 0)] };
  const by = { allTalks: Array.from({ length: 50 }, () => ({ talkMs: chance() * 10 * MINUTE, wrapMs: chance() * MINUTE })), leavingAny: 1 / (10 * MINUTE) };
  expect(run(some, by, 5)).toEqual(run(some, by, 5));
  expect(run(some, by, 5)).not.toEqual(run(some, by, 6));
});

/** Times whose distribution is exponential, as evenly as a list can have it. */
const exponential = (meanMs: number, count = 4_000) => Array.from({ length: count }, (_, i) => ({ talkMs: -Math.log(1 - (i + 0.5) / count) * meanMs, wrapMs: 0 }));

describe('a line of callers alike is what Erlang says', () => {
  interface Line { callsPerHour: number; handleS: number; agents: number; withinS: number; patienceS?: number }

  /** One long future, and somebody who asks every few minutes of it; what they would have waited is what Erlang tells of. */
  function observed({ callsPerHour, handleS, agents: count, withinS, patienceS }: Line) {
    const comer: Comer = { queue: 'care', perMs: callsPerHour / HOUR, headStartMs: 0, limit: 1, steps: [{ afterMs: 0, classes: ['team:care'] }] };
    const askers = Array.from({ length: 6_000 }, (_, i) => ({ id: `asker-${i}`, at: now + 6 * HOUR + i * 7 * MINUTE, comer: 0 }));
    const agents = Array.from({ length: count }, (_, i) => ready(`agent-${i}`));
    const by = rates({ allTalks: exponential(handleS * 1_000), leavingAny: patienceS === undefined ? 0 : 1 / (patienceS * 1_000) });
    const seen = [...simulate(floor({ agents, comers: [comer], askers }), by, 11, 1_000 * HOUR).values()].map((ms) => ms / 1_000);
    const share = (test: (waitS: number) => boolean) => seen.filter(test).length / seen.length;
    const mean = (of: (waitS: number) => number) => seen.reduce((sum, each) => sum + of(each), 0) / seen.length;
    return { waiting: share((waitS) => waitS > 0), serviceLevel: share((waitS) => waitS <= withinS), meanWaitS: mean((waitS) => (patienceS === undefined ? waitS : patienceS * (1 - Math.exp(-waitS / patienceS)))) };
  }

  /** As near as six thousand askers can see it. */
  function isAs(found: ReturnType<typeof observed>, told: Pick<Expected, 'waiting' | 'serviceLevel' | 'meanWaitS'> | undefined) {
    if (!told) throw new Error('Erlang has no answer');
    expect(Math.abs(found.waiting - told.waiting)).toBeLessThan(0.05);
    expect(Math.abs(found.serviceLevel - told.serviceLevel)).toBeLessThan(0.05);
    expect(Math.abs(found.meanWaitS / told.meanWaitS - 1)).toBeLessThan(0.15);
  }

  it.each<Line>([
    { callsPerHour: 100, handleS: 300, agents: 12, withinS: 20 },
    { callsPerHour: 200, handleS: 240, agents: 16, withinS: 20 },
    { callsPerHour: 30, handleS: 1800, agents: 18, withinS: 60 },
  ])('$callsPerHour calls an hour of $handleS s for $agents agents, everybody stays', (line) => {
    isAs(observed(line), erlangC(line));
  });

  it.each<Line & { patienceS: number }>([
    { callsPerHour: 100, handleS: 300, agents: 8, withinS: 20, patienceS: 180 },
    { callsPerHour: 30, handleS: 1800, agents: 15, withinS: 60, patienceS: 300 },
    { callsPerHour: 60, handleS: 1200, agents: 20, withinS: 120, patienceS: 600 },
  ])('$callsPerHour calls an hour of $handleS s for $agents agents, who give up after $patienceS s on average', (line) => {
    isAs(observed(line), erlangA(line));
  });
});
