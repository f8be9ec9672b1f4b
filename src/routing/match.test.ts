import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FloorAgent, Look, Wait } from '../store/floor.ts';
import { NAMED_BASE } from './admits.ts';
import { match, peopleOf } from './match.ts';

const wait = (id: string, rank: number, joined: number, more: Partial<Wait> = {}): Wait =>
  ({ id, call: `call-${id}`, state: 'waiting', rank, joined, steps: [], limit: 1, classes: ['team:care'], offers: [], ...more });
const amy: FloorAgent = { id: 'amy', presence: 'ready', state: 'ready', since: 50, classes: { 'team:care': 0 } };
const forAmy = (...waits: Wait[]): Look => ({ for: 'agent', agent: amy, waits: waits.map((one) => ({ wait: one, class: 'team:care' })) });
const ready = (agent: string, score: number, name = 'team:care') => ({ agent, class: name, score, since: 0 });
const forCaller = (caller: Wait, ...agents: ReturnType<typeof ready>[]): Look => ({ for: 'wait', wait: caller, agents });

describe('an agent who becomes free is offered', () => {
  it.each([
    ['the caller of the best rank', [wait('a', 5, 1), wait('b', 3, 2)], 'b'],
    ['of two of one rank the one who came first', [wait('a', 3, 2), wait('b', 3, 1)], 'b'],
    ['of two alike always the same one', [wait('b', 3, 1), wait('a', 3, 1)], 'a'],
    ['nobody when nobody waits', [], undefined],
    ['nobody for whom a phone rings already', [wait('a', 3, 1, { offers: ['o'] })], undefined],
    ['a P1 for whom other phones ring', [wait('a', 3, 1, { offers: ['o'], limit: 5 })], 'a'],
    ['nobody who talks or has gone', [wait('a', 3, 1, { state: 'talking' }), wait('b', 3, 1, { state: 'gone' })], undefined],
  ])('%s', (_, waits, expected) => {
    expect(match(forAmy(...waits))).toEqual(expected && { wait: expected, agent: 'amy', class: 'team:care' });
  });

  it('nobody at all while not ready', () => {
    expect(match({ ...forAmy(wait('a', 1, 1)), agent: { ...amy, state: 'wrap' } } as Look)).toBeUndefined();
  });
});

describe('where it takes an agent and an interpreter', () => {
  const pair = { agent: 'amy', interpreter: 'vy' };
  it('both are offered, whoever of them became free', () => {
    const look: Look = { for: 'agent', agent: { ...amy, id: 'vy' }, waits: [{ wait: wait('a', 1, 1), class: 'with(team:care,interprets:vi)', pair }] };
    expect(match(look)).toEqual({ wait: 'a', ...pair, class: 'with(team:care,interprets:vi)' });
    expect(peopleOf({ wait: 'a', ...pair, class: '' })).toEqual(['amy', 'vy']);
  });
  it('and so they are to a caller who comes', () => {
    const heads = [{ ...ready('amy', 20, 'with(team:care,interprets:vi)'), interpreter: 'vy' }, ready('ben', 30)];
    expect(match({ for: 'wait', wait: wait('w', 1, 1), agents: heads })).toEqual({ wait: 'w', ...pair, class: 'with(team:care,interprets:vi)' });
    expect(match({ for: 'wait', wait: wait('w', 1, 1), agents: [...heads, ready('ben', 10)] })).toEqual({ wait: 'w', agent: 'ben', class: 'team:care' });
  });
});

describe('a caller who comes is offered to', () => {
  const caller = wait('w', 1, 1);
  it.each([
    ['the agent free longest', [ready('amy', 20), ready('ben', 10)], 'ben', 'team:care'],
    ['of two free alike always the same one', [ready('ben', 10), ready('amy', 10)], 'amy', 'team:care'],
    ['whoever was asked for by name, however short they are free', [ready('amy', 10), ready('ben', NAMED_BASE + 1.9e12, 'agent:ben')], 'ben', 'agent:ben'],
    ['nobody when nobody is free', [], undefined, ''],
  ])('%s', (_, agents, expected, name) => {
    expect(match(forCaller(caller, ...agents))).toEqual(expected && { wait: 'w', agent: expected, class: name });
  });

  it('nobody once enough phones ring', () => {
    expect(match(forCaller(wait('w', 1, 1, { offers: ['o'] }), ready('amy', 1)))).toBeUndefined();
  });
});

const waits = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), rank: fc.integer({ min: 0, max: 3 }), joined: fc.integer({ min: 0, max: 3 }) }), { selector: ({ id }) => id, minLength: 1 });

describe('the order', () => {
  it('does not depend on how the candidates are listed, and nobody left out was better placed', () => {
    fc.assert(fc.property(waits.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, shuffled]) => {
      const [one, other] = [all, shuffled].map((list) => match(forAmy(...list.map(({ id, rank, joined }) => wait(id, rank, joined)))));
      expect(one).toEqual(other);
      const chosen = all.find(({ id }) => id === one?.wait);
      if (chosen === undefined) throw new Error('somebody waits and nobody was chosen');
      for (const { rank, joined } of all) expect(rank > chosen.rank || (rank === chosen.rank && joined >= chosen.joined)).toBe(true);
    }));
  });

  it('of agents does not depend on their list either', () => {
    const agents = fc.uniqueArray(fc.record({ agent: fc.string({ minLength: 1, maxLength: 3 }), score: fc.integer({ min: 0, max: 4 }) }), { selector: ({ agent }) => agent, minLength: 1 });
    fc.assert(fc.property(agents, (all) => {
      const list = all.map(({ agent, score }) => ready(agent, score));
      const found = match(forCaller(wait('w', 1, 1), ...list));
      expect(match(forCaller(wait('w', 1, 1), ...[...list].reverse()))).toEqual(found);
      expect(list.find(({ agent }) => agent === found?.agent)?.score).toBe(Math.min(...list.map(({ score }) => score)));
    }));
  });
});
