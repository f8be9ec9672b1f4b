// The sample centre's floor at one moment, as it is simulated.
import { describe, expect, it } from 'vitest';
import { centre, now, waitFor, waiting, waitId } from '../../test/support/core.ts';
import type { FloorAgent, Wait } from '../store/floor.ts';
import { forecast } from './forecast.ts';
import type { Rates } from './rates.ts';
import { floorOf, keyOfCall, kindOf, type Sight } from './snapshot.ts';

const call = waiting();
const talks = Array.from({ length: 10 }, () => ({ talkMs: 240_000, wrapMs: 60_000 }));
const rates: Rates = { talks: { care: talks }, allTalks: talks, rings: [], leaving: {}, leavingAny: 0, arrivals: [] };
const ana = waitFor(call, waitId(call), { rank: now - 1_000, joined: now - 1_000, steps: [{ from: now, classes: ['team:customer-care'] }] });
const agent = (id: string, more: Partial<FloorAgent> = {}): FloorAgent => ({ id, presence: 'ready', state: 'ready', since: now, classes: { 'team:customer-care': 0 }, ...more });
const sight = (more: Partial<Sight> = {}): Sight => ({ now, waits: [ana], agents: [], calls: [call], centre, rates, ...more });
const kind = 'care P4 americas en';

it('a caller stands as the store has them, and their kind is asked for too', () => {
  const { callers, askers, comers } = floorOf(sight({ agents: [agent('amy')] }));
  expect(callers).toEqual([{ id: ana.id, queue: 'care', rank: now - 1_000, joined: now - 1_000, limit: 1, asks: true, steps: ana.steps }]);
  expect(askers).toEqual([{ id: kind, at: now, comer: 0 }]);
  expect(comers).toEqual([{ queue: 'care', perMs: 0, headStartMs: 0, limit: 1, steps: [{ afterMs: 0, classes: ['team:customer-care'] }] }]);
  expect(kindOf(keyOfCall(call) ?? { queue: '', priority: '', region: '', language: '' })).toBe(kind);
});

describe('an agent', () => {
  const busyWith: Wait = { ...ana, id: 'wait-2', call: call.id, state: 'talking', offers: ['offer-2'] };
  it.each<[string, Partial<FloorAgent>, unknown]>([
    ['is ready', {}, { ready: true }],
    ['talks with a caller of a line', { state: 'busy', offer: 'offer-2' }, { talks: { queue: 'care' } }],
    ['talks with somebody unknown', { state: 'busy', offer: 'offer-9' }, { talks: {} }],
    ['is in wrap-up', { state: 'wrap', wrapUntil: now + 60_000 }, { wraps: { until: now + 60_000 } }],
    ['is rung for a caller', { state: 'offered', offer: 'offer-2' }, { rings: 'wait-2' }],
  ])('%s', (_what, more, is) => {
    expect(floorOf(sight({ waits: [ana, busyWith], agents: [agent('amy', more)] })).agents).toMatchObject([{ id: 'amy', is }]);
  });

  it.each<[string, Partial<FloorAgent>]>([['is away', { state: 'away', presence: 'away' }], ['goes away after this call', { state: 'busy', presence: 'away' }], ['is offline', { state: 'offline', presence: 'ready' }]])('who %s is not counted on', (_what, more) => {
    expect(floorOf(sight({ agents: [agent('amy', more)] })).agents).toEqual([]);
  });
});

it('nobody is told of a line whose conversations were not measured, though they stand in everybody’s way', () => {
  const { callers, askers } = floorOf(sight({ rates: { ...rates, talks: {} } }));
  expect([callers.map(({ asks }) => asks), askers]).toEqual([[false], []]);
});

it('a hundred futures of a floor say what one may expect: Amy is free in a minute', () => {
  const busyWith: Wait = { ...ana, id: 'wait-2', call: 'another', state: 'talking', offers: ['offer-2'] };
  const floor = floorOf(sight({ waits: [ana, busyWith], agents: [agent('amy', { state: 'busy', since: now - 239_000, offer: 'offer-2' })] }));
  expect(forecast({ floor, rates, seed: 1 })?.bands).toEqual({ [ana.id]: { fromMs: 61_000, toMs: 61_000 }, [kind]: { fromMs: 361_000, toMs: 361_000 } });
});

it('too few futures in the time there is are no forecast', () => {
  const floor = floorOf(sight({ agents: [agent('amy')] }));
  const times = (most: number) => {
    let count = 0;
    return () => count++ < most;
  };
  expect(forecast({ floor, rates, seed: 1 }, times(39))).toBeUndefined();
  expect(forecast({ floor, rates, seed: 1 }, times(40))?.futures).toBe(40);
});
