// The golden rows were computed apart from this code and cross-checked by a simulation of events.
import { describe, expect, it } from 'vitest';
import { agentsFor, erlangA, erlangB, erlangC } from './erlang.ts';

/** As the table prints it: so many places, no tolerance besides. */
const printed = (value: number | undefined, places: number) => value?.toFixed(places);

describe('Erlang C', () => {
  it.each([
    [100, 300, 12, 20, '0.175973', '0.862189', '14.3978', '0.6944'],
    [200, 240, 16, 20, '0.387202', '0.689953', '34.8482', '0.8333'],
    [30, 1800, 18, 60, '0.361334', '0.673051', '216.8006', '0.8333'],
    [60, 1200, 24, 120, '0.298072', '0.800196', '89.4217', '0.8333'],
    [360, 300, 33, 20, '0.490488', '0.598422', '49.0488', '0.9091'],
  ])('%d calls an hour of %d s for %d agents', (callsPerHour, handleS, agents, withinS, waiting, level, wait, occupancy) => {
    const found = erlangC({ callsPerHour, handleS, agents, withinS });
    expect([printed(found?.waiting, 6), printed(found?.serviceLevel, 6), printed(found?.meanWaitS, 4), printed(found?.occupancy, 4)]).toEqual([waiting, level, wait, occupancy]);
  });

  it('has no answer where the line would grow without end', () => {
    expect(erlangC({ callsPerHour: 120, handleS: 300, agents: 10, withinS: 20 })).toBeUndefined();
  });
});

describe('Erlang A', () => {
  it.each([
    [100, 300, 8, 20, 180, '0.532118', '0.552882', '31.3409', '0.174116', '0.8603'],
    [30, 1800, 15, 60, 300, '0.344883', '0.726047', '43.2344', '0.144115', '0.8559'],
    [60, 1200, 20, 120, 600, '0.450093', '0.745198', '62.3290', '0.103882', '0.8961'],
  ])('%d calls an hour of %d s for %d agents', (callsPerHour, handleS, agents, withinS, patienceS, waiting, level, wait, abandoned, occupancy) => {
    const found = erlangA({ callsPerHour, handleS, agents, withinS, patienceS });
    expect([printed(found.waiting, 6), printed(found.serviceLevel, 6), printed(found.meanWaitS, 4), printed(found.abandoned, 6), printed(found.occupancy, 4)]).toEqual([waiting, level, wait, abandoned, occupancy]);
  });

  it('comes to Erlang C where patience has no end', () => {
    const load = { callsPerHour: 100, handleS: 300, agents: 12, withinS: 20 };
    const patient = erlangA({ ...load, patienceS: 1e9 });
    expect(patient.serviceLevel).toBeCloseTo(erlangC(load)?.serviceLevel ?? 0, 6);
    expect(patient.meanWaitS).toBeCloseTo(erlangC(load)?.meanWaitS ?? 0, 4);
  });

  it('stays a share of callers where far too many or far too few of them come', () => {
    const few = erlangA({ callsPerHour: 1, handleS: 60, agents: 2000, withinS: 20, patienceS: 60 });
    expect([few.waiting, few.serviceLevel, few.abandoned]).toEqual([0, 1, 0]);
    const many = erlangA({ callsPerHour: 6000, handleS: 600, agents: 10, withinS: 20, patienceS: 60 });
    expect(many.abandoned).toBeCloseTo(0.99, 3);
    expect(many.occupancy).toBeCloseTo(1, 6);
    expect(many.serviceLevel).toBeGreaterThanOrEqual(0);
    expect(many.serviceLevel).toBeLessThan(0.01);
  });
});

describe('agents needed', () => {
  it('are the fewest who meet the level', () => {
    const load = { callsPerHour: 100, handleS: 300, withinS: 20 };
    expect(agentsFor(load, 0.8)).toBe(12);
    expect(erlangC({ ...load, agents: 11 })?.serviceLevel).toBeLessThan(0.8);
    expect(agentsFor({ ...load, patienceS: 180 }, 0.55)).toBe(8);
  });

  it('are unknown where not even the most would do', () => {
    expect(agentsFor({ callsPerHour: 1e6, handleS: 3600, withinS: 20 }, 0.8)).toBeUndefined();
  });
});

it('Erlang B turns a third away where one agent gets half a load', () => {
  expect(erlangB(0.5, 1)).toBeCloseTo(1 / 3, 12);
  expect(erlangB(5, 0)).toBe(1);
});
