import { describe, expect, it } from 'vitest';
import type { Agent, Strategy } from '../centre/centre.ts';
import { base, BASE_STEP, isAnybodyThere, isThere, mayCome, NAMED_BASE } from './admits.ts';

const amy: Agent = { id: 'amy', name: 'Amy', teams: ['care', 'experts'], region: 'west', languages: ['en', 'es-MX'], skills: { routing: 7, wireless: 3 } };

describe('a class', () => {
  it.each([
    ['team:care', 0],
    ['team:engineers', undefined],
    ['agent:amy', NAMED_BASE],
    ['agent:ben', undefined],
    ['skill:routing', 0],
    ['skill:routing>=7', 0],
    ['skill:routing>=8', undefined],
    ['skill:constructor', undefined],
    ['region:west', 0],
    ['region:east', undefined],
    ['language:en', 0],
    ['language:en-US', 0],
    ['language:es', 0],
    ['language:es-MX', 0],
    ['language:es-ES', undefined],
    ['all(language:es,region:west,skill:routing>=5,team:care)', 0],
    ['all(region:east,team:care)', undefined],
    ['all(any(region:east,region:west),team:care)', 0],
    ['all(not(agent:amy),team:care)', undefined],
    ['all(not(agent:ben),team:care)', 0],
    ['all(agent:amy,team:care)', NAMED_BASE],
    ['assigned', undefined],
    ['region:caller', undefined],
    ['skill:case', undefined],
    ['nonsense', undefined],
    ['all(team:care', undefined],
  ])('%s has Amy with the base %s', (name, expected) => {
    expect(base(name, amy)).toBe(expected);
  });
});

describe('a class of two', () => {
  const vy: Agent = { ...amy, id: 'vy', teams: ['interpreters'], interprets: ['vi', 'zh-TW'] };
  const people = [amy, vy];

  it.each([
    ['interprets:vi', undefined, 0],
    ['interprets:zh', undefined, 0],
    ['interprets:en', undefined, undefined],
    ['with(team:care,interprets:vi)', 0, undefined],
    ['beside(team:care,interprets:vi)', undefined, 0],
    ['with(all(language:es,team:care),interprets:vi)', 0, undefined],
    ['with(agent:amy,interprets:vi)', NAMED_BASE, undefined],
    ['with(team:care)', undefined, undefined],
  ])('%s has Amy with the base %s and Vy, who interprets, with %s', (name, forAmy, forVy) => {
    expect([base(name, amy), base(name, vy)]).toEqual([forAmy, forVy]);
  });

  it('may bring either of them', () => {
    expect([amy, vy, { ...amy, teams: [] }].map((each) => mayCome('with(team:care,interprets:vi)', each))).toEqual([true, true, false]);
  });

  it.each([
    ['both are at work', 'ready', 'busy', true],
    ['the interpreter is away', 'ready', 'away', false],
    ['the agent is not signed in', 'offline', 'ready', false],
  ] as const)('has somebody where %s: %s, %s', (_, forAmy, forVy, there) => {
    expect(isAnybodyThere('with(team:care,interprets:vi)', people, (id) => (id === 'amy' ? forAmy : forVy))).toBe(there);
  });
});

describe('the strategy of a team', () => {
  const score = (strategy: Strategy, agent: Partial<Agent>, { name = 'team:experts', since = 0, calls = 0, last = 0 } = {}) =>
    (base(name, { ...amy, ...agent }, { teams: { experts: { strategy } }, taken: { calls, last } }) ?? NaN) + since;
  const [early, late] = [Date.UTC(2026, 9, 20, 8), Date.UTC(2026, 9, 20, 17)];

  it('longest-idle: whoever is free longest', () => {
    expect(score('longest-idle', {}, { since: early, calls: 9 })).toBeLessThan(score('longest-idle', {}, { since: late }));
  });

  it('most-skilled: the higher level, however long somebody else is free; among equals who is free longest', () => {
    expect(score('most-skilled', { skills: { routing: 8 } }, { since: late })).toBeLessThan(score('most-skilled', { skills: { routing: 7 } }, { since: early }));
    expect(score('most-skilled', {}, { since: early })).toBeLessThan(score('most-skilled', {}, { since: late }));
  });

  it('most-skilled: in what the class asks for, not in what else they know', () => {
    const name = 'all(skill:wireless,team:experts)';
    expect(score('most-skilled', { skills: { wireless: 4 } }, { name })).toBeLessThan(score('most-skilled', { skills: { wireless: 3, routing: 10 } }, { name }));
  });

  it('fewest-calls: fewer calls today, however long somebody else is free', () => {
    expect(score('fewest-calls', {}, { since: late, calls: 3 })).toBeLessThan(score('fewest-calls', {}, { since: early, calls: 4 }));
  });

  it('round-robin: whose last call was longest ago, and first who had none, however long somebody else is free', () => {
    expect(score('round-robin', {}, { since: late, last: early })).toBeLessThan(score('round-robin', {}, { since: early, last: early + 1_000 }));
    expect(score('round-robin', {}, { since: late })).toBeLessThan(score('round-robin', {}, { since: early, last: early }));
  });

  it('never puts anybody before who was asked for by name', () => {
    for (const strategy of ['longest-idle', 'most-skilled', 'round-robin', 'fewest-calls'] as const) {
      expect(score(strategy, {}, { name: 'agent:amy', since: late, calls: 100, last: late })).toBeLessThan(score(strategy, { skills: { routing: 10 } }));
    }
  });

  it('outweighs any time until 2096, and a base is a number every store keeps', () => {
    expect(BASE_STEP).toBeGreaterThan(Date.UTC(2096, 0, 1));
    expect(Number.isFinite(score('round-robin', {}, { last: Date.UTC(2096, 0, 1) }))).toBe(true);
    const stored = (value: number) => Number(value.toPrecision(14));
    expect(stored(score('round-robin', {}, { since: late, last: late }))).toBeGreaterThan(stored(score('round-robin', {}, { since: late, last: late - 1_000 })));
  });
});

describe('of a class somebody is there', () => {
  it.each([
    ['who talks, and will be free again', 'team:care', 'busy', true],
    ['who is ready', 'team:care', 'ready', true],
    ['not if they are away', 'team:care', 'away', false],
    ['not if they are offline', 'team:care', 'offline', false],
    ['not if they are of another', 'team:engineers', 'ready', false],
    ['when the one who was asked for is ready', 'agent:amy', 'ready', true],
    ['not when that one talks', 'agent:amy', 'busy', false],
    ['not when that one is in wrap-up', 'agent:amy', 'wrap', false],
  ] as const)('%s', (_, name, state, expected) => {
    expect(isThere(name, amy, state)).toBe(expected);
  });
});
