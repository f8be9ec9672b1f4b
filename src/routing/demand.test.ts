import { describe, expect, it } from 'vitest';
import type { Agent } from '../centre/centre.ts';
import { base, NAMED_BASE } from './admits.ts';
import { demandSteps } from './demand.ts';
import { rankOf } from './rank.ts';

const demands = {
  care: [{ who: ['team:care'], afterS: 0 }],
  engineer: [{ who: ['assigned'], afterS: 0 }, { who: ['team:engineers'], afterS: 20 }, { who: ['team:experts', 'team:engineers'], afterS: 60 }],
  p1: [{ who: ['assigned', 'team:engineers'], afterS: 0 }, { who: ['team:experts'], afterS: 15 }],
};
const now = 1_000_000;

describe('a caller in line', () => {
  it.each([
    ['for a team is open to it at once', 'care', undefined, [[0, 'team:care']]],
    ['for an engineer who is there has them alone at first', 'engineer', { id: 'amy', state: 'ready' }, [[0, 'agent:amy'], [20, 'team:engineers'], [60, 'team:experts']]],
    ['for an engineer who is away waits for nobody, and keeps the distances', 'engineer', { id: 'amy', state: 'away' }, [[0, 'agent:amy team:engineers'], [40, 'team:experts']]],
    ['for an engineer who is talking is the same', 'engineer', { id: 'amy', state: 'busy' }, [[0, 'agent:amy team:engineers'], [40, 'team:experts']]],
    ['for an engineer in wrap-up is the same', 'engineer', { id: 'amy', state: 'wrap' }, [[0, 'agent:amy team:engineers'], [40, 'team:experts']]],
    ['for an engineer whose phone rings for somebody else is the same', 'engineer', { id: 'amy', state: 'offered' }, [[0, 'agent:amy team:engineers'], [40, 'team:experts']]],
    ['whose case has no engineer is open to the others at once', 'engineer', undefined, [[0, 'team:engineers'], [40, 'team:experts']]],
    ['whose engineer is nobody of ours too', 'engineer', { id: 'Somebody Else', state: 'offline' }, [[0, 'team:engineers'], [40, 'team:experts']]],
    ['with a P1 never waits for one engineer alone', 'p1', { id: 'amy', state: 'ready' }, [[0, 'agent:amy team:engineers'], [15, 'team:experts']]],
    ['with a P1 has the same steps when the engineer is away', 'p1', { id: 'amy', state: 'offline' }, [[0, 'agent:amy team:engineers'], [15, 'team:experts']]],
    ['for a demand that is gone has no steps', 'sales', undefined, []],
    ['for a demand named like something of JavaScript has none either', 'constructor', undefined, []],
  ] as const)('%s', (_, demand, assigned, expected) => {
    const steps = demandSteps({ demands }, demand, { now, ...(assigned && { assigned }) });
    expect(steps.map(({ from, classes }) => [(from - now) / 1000, classes.join(' ')])).toEqual(expected);
  });
});

describe('a class', () => {
  const amy = { id: 'amy', name: 'Amy', teams: ['care', 'experts'], region: 'west', languages: ['en'], skills: {} } satisfies Agent;

  it.each([
    ['team:care', 0],
    ['team:engineers', undefined],
    ['agent:amy', NAMED_BASE],
    ['agent:ben', undefined],
    ['assigned', undefined],
    ['nonsense', undefined],
  ])('%s has Amy with the base %s', (name, expected) => {
    expect(base(name, amy)).toBe(expected);
  });
});

describe('the rank', () => {
  const priorities = { P1: { headStartS: 604_800, offers: 5 }, P2: { headStartS: 600, offers: 1 }, P3: { headStartS: 300, offers: 1 }, P4: { headStartS: 0, offers: 1 } };
  const rank = (arrived: number, priority: 'P1' | 'P2' | 'P3' | 'P4') => rankOf(arrived, priority, { priorities });

  it('of a P1 is before that of anybody who can be in line', () => {
    expect(rank(now + 2 * 14_400_000, 'P1')).toBeLessThan(rank(now, 'P2'));
  });

  it('lets a P2 overtake a P4 who came ten minutes before, and not one who came earlier', () => {
    expect(rank(now + 599_000, 'P2')).toBeLessThan(rank(now, 'P4'));
    expect(rank(now + 601_000, 'P2')).toBeGreaterThan(rank(now, 'P4'));
  });

  it('of two of the same priority follows their arrival', () => {
    expect(rank(now, 'P3')).toBeLessThan(rank(now + 1, 'P3'));
  });
});
