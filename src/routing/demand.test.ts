import { describe, expect, it } from 'vitest';
import type { Demand } from '../centre/centre.ts';
import { demandSteps } from './demand.ts';
import { extraHeadStartS, rankOf } from './rank.ts';
import type { Persons } from './resolve.ts';
import type { RuleFacts } from './rules.ts';

const steps = (...all: [afterS: number, ...who: string[]][]): Demand => ({ steps: all.map(([afterS, ...who]) => ({ afterS, who })), first: [], limit: {} });
const demands: Record<string, Demand> = {
  care: steps([0, 'team:care']),
  engineer: steps([0, 'assigned'], [20, 'team:engineers'], [60, 'team:experts', 'team:engineers']),
  p1: steps([0, 'assigned', 'team:engineers'], [15, 'team:experts']),
  local: steps([0, 'all(language:caller,region:caller,skill:case,team:engineers)'], [20, 'all(region:caller,team:engineers)'], [40, 'all(region:next,team:engineers)'], [60, 'all(region:next-2,team:engineers)'], [90, 'team:engineers']),
  manager: { steps: [{ who: ['service-manager'], afterS: 0, when: { plan: ['care-plus'], open: ['yes'] } }, { who: ['team:managers'], afterS: 30 }], first: [], limit: {} },
  interpreted: { steps: [{ who: ['all(language:caller,team:care)'], afterS: 0 }, { who: ['team:care', 'team:experts'], afterS: 10, interpreter: true }, { who: ['team:care'], afterS: 40 }], first: [], limit: {} },
  deputies: steps([0, 'assigned'], [10, 'deputy'], [20, 'all(not(assigned),team:engineers)']),
};
const regions = { west: { neighbours: ['east', 'south'] }, east: { neighbours: ['west'] }, south: { neighbours: [] } };
const now = 1_000_000;

interface Case extends Persons {
  there?: string[];
  rule?: RuleFacts;
}

function seen(demand: string, { there = [], rule = {}, ...persons }: Case): [number, string][] {
  return demandSteps({ demands, regions: regions as never }, demand, { now, there: new Set(there), rule, ...persons })
    .map(({ from, classes }) => [(from - now) / 1000, classes.join(' ')]);
}

describe('a caller in line', () => {
  it.each<[string, string, Case, [number, string][]]>([
    ['for a team is open to it at once', 'care', {}, [[0, 'team:care']]],
    ['for an engineer who is there has them alone at first', 'engineer', { assigned: 'amy', there: ['agent:amy', 'team:engineers'] }, [[0, 'agent:amy'], [20, 'team:engineers'], [60, 'team:experts']]],
    ['for an engineer who is not does not wait for them, and keeps the distances', 'engineer', { assigned: 'amy', there: ['team:engineers'] }, [[0, 'agent:amy team:engineers'], [40, 'team:experts']]],
    ['for engineers none of whom is at work does not wait for them either', 'engineer', { assigned: 'amy', there: ['team:experts'] }, [[0, 'agent:amy team:engineers team:experts']]],
    ['is open to whoever comes first where nobody is at work', 'engineer', { assigned: 'amy' }, [[0, 'agent:amy team:engineers team:experts']]],
    ['whose case has no engineer is open to the others at once', 'engineer', { there: ['team:engineers'] }, [[0, 'team:engineers'], [40, 'team:experts']]],
    ['whose engineer is nobody of ours too', 'engineer', { assigned: 'Somebody Else', there: ['team:engineers'] }, [[0, 'team:engineers'], [40, 'team:experts']]],
    ['with a P1 never waits for one engineer alone', 'p1', { assigned: 'amy', there: ['agent:amy', 'team:engineers'] }, [[0, 'agent:amy team:engineers'], [15, 'team:experts']]],
    ['with a P1 has the same steps when the engineer is away', 'p1', { assigned: 'amy', there: ['team:engineers'] }, [[0, 'agent:amy team:engineers'], [15, 'team:experts']]],
    ['for a demand that is gone has no steps', 'sales', {}, []],
    ['for a demand named like something of JavaScript has none either', 'constructor', {}, []],
    ['is served near home first, by those who know the product and speak the language', 'local',
      { region: 'west', language: 'es', product: 'Core Routing', there: ['all(language:es,region:west,skill:core-routing,team:engineers)'] },
      [[0, 'all(language:es,region:west,skill:core-routing,team:engineers)'], [20, 'all(region:west,team:engineers)'], [40, 'all(region:east,team:engineers)'], [60, 'all(region:south,team:engineers)'], [90, 'team:engineers']]],
    ['of whose product nothing is known is not asked for it', 'local', { region: 'west', language: 'en', there: ['all(language:en,region:west,team:engineers)'] },
      [[0, 'all(language:en,region:west,team:engineers)'], [20, 'all(region:west,team:engineers)'], [40, 'all(region:east,team:engineers)'], [60, 'all(region:south,team:engineers)'], [90, 'team:engineers']]],
    ['from a region with one neighbour has no second', 'local', { region: 'east', language: 'en', there: ['all(region:east,team:engineers)'] },
      [[0, 'all(language:en,region:east,team:engineers) all(region:east,team:engineers)'], [20, 'all(region:west,team:engineers)'], [70, 'team:engineers']]],
    ['from a region nobody knows has whoever there is', 'local', { region: 'a,b)', language: 'en' }, [[0, 'team:engineers']]],
    ['with a service manager at work has them first', 'manager', { serviceManager: 'zoe', rule: { plan: 'care-plus', open: 'yes' }, there: ['agent:zoe', 'team:managers'] }, [[0, 'agent:zoe'], [30, 'team:managers']]],
    ['after hours does not', 'manager', { serviceManager: 'zoe', rule: { plan: 'care-plus', open: 'no' }, there: ['agent:zoe', 'team:managers'] }, [[0, 'team:managers']]],
    ['of whose plan nothing is known does not either', 'manager', { serviceManager: 'zoe', there: ['agent:zoe'] }, [[0, 'team:managers']]],
    ['who needs an interpreter has whoever speaks the language first, then two as one match', 'interpreted', { language: 'vi', there: ['all(language:vi,team:care)', 'with(team:care,interprets:vi)', 'team:care'] },
      [[0, 'all(language:vi,team:care)'], [10, 'with(team:care,interprets:vi) with(team:experts,interprets:vi)'], [40, 'team:care']]],
    ['whose language nobody speaks does not wait for that', 'interpreted', { language: 'vi', there: ['with(team:care,interprets:vi)', 'team:care'] },
      [[0, 'all(language:vi,team:care) with(team:care,interprets:vi) with(team:experts,interprets:vi)'], [30, 'team:care']]],
    ['of whose language nothing is known has nobody with an interpreter', 'interpreted', { there: ['team:care'] }, [[0, 'team:care']]],
    ['has the deputy next', 'deputies', { assigned: 'amy', deputy: 'ben', there: ['agent:amy', 'agent:ben'] }, [[0, 'agent:amy'], [10, 'agent:ben'], [20, 'all(not(agent:amy),team:engineers)']]],
    ['without an engineer has nobody to leave out', 'deputies', { there: ['team:engineers'] }, [[0, 'team:engineers']]],
  ])('%s', (_, demand, facts, expected) => {
    expect(seen(demand, facts)).toEqual(expected);
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

  const experts: Record<string, Demand> = { experts: { ...steps([0, 'team:experts']), first: [{ when: { certified: ['yes'], escalated: ['yes'], priority: ['P1', 'P2'] }, headStartS: 1_800 }, { when: { escalated: ['yes'] }, headStartS: 60 }] } };
  it.each<[string, RuleFacts, number]>([
    ['a certified expert whose P2 is escalated', { certified: 'yes', escalated: 'yes', priority: 'P2' }, 1_800],
    ['a certified expert whose P3 is escalated', { certified: 'yes', escalated: 'yes', priority: 'P3' }, 60],
    ['a certified expert whose P2 is not', { certified: 'yes', escalated: 'no', priority: 'P2' }, 0],
    ['somebody of whom nothing is known', {}, 0],
  ])('gives %s %s the first rule that holds', (_, facts, expected) => {
    expect(extraHeadStartS({ demands: experts }, 'experts', facts)).toBe(expected);
    expect(extraHeadStartS({ demands: experts }, 'sales', facts)).toBe(0);
    expect(rankOf(now, 'P2', { priorities }, 1_800)).toBe(rank(now, 'P2') - 1_800_000);
  });
});
