import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIORITIES } from '../case/priority.ts';
import type { Priority } from '../case/priority.ts';
import type { Demand } from '../centre/centre.ts';
import { bounds } from './bounds.ts';
import { extraHeadStartS, rankOf } from './rank.ts';

const priorities = { P1: { headStartS: 604_800, offers: 5 }, P2: { headStartS: 600, offers: 1 }, P3: { headStartS: 300, offers: 1 }, P4: { headStartS: 0, offers: 1 } };
const experts: Demand = { steps: [], first: [{ when: { certified: ['yes'], priority: ['P1', 'P2'] }, headStartS: 1_800 }], limit: {} };
const centre = { priorities, demands: { experts }, settings: { legS: 86_400 }, callbacks: { withinS: 14_400, engineerS: 0 } };

describe('the bounds of a centre', () => {
  it('say how much later a caller may come and still be ahead, of each priority and with each rule', () => {
    expect(bounds(centre).standings.map(({ of, before }) => [of.priority, of.demand, before])).toEqual([
      ['P1', undefined, { P1: 0, P2: 604_200, P3: 604_500, P4: 604_800 }],
      ['P2', undefined, { P1: 0, P2: 0, P3: 300, P4: 600 }],
      ['P3', undefined, { P1: 0, P2: 0, P3: 0, P4: 300 }],
      ['P4', undefined, { P1: 0, P2: 0, P3: 0, P4: 0 }],
      ['P1', 'experts', { P1: 1_800, P2: 606_000, P3: 606_300, P4: 606_600 }],
      ['P2', 'experts', { P1: 0, P2: 1_800, P3: 2_100, P4: 2_400 }],
    ]);
  });

  it('say what is left of the head start of a P1 after the longest wait and the highest head start below it', () => {
    expect(bounds(centre).p1).toEqual({ headStartS: 604_800, longestWaitS: 187_200, highestOtherS: 2_400, marginS: 415_200 });
    const rules: Demand = { steps: [], first: [{ when: { certified: ['yes'] }, headStartS: 500_000 }], limit: {} };
    expect(bounds({ ...centre, demands: { rules } }).p1.marginS).toBeLessThan(0);
  });

  const priority = fc.constantFrom(...PRIORITIES);
  const seconds = fc.integer({ min: 0, max: 40_000 });

  it('hold for any two callers: whoever comes later than the bound is behind, whoever comes sooner is ahead', () => {
    const random = fc.record({ P1: seconds, P2: seconds, P3: seconds, P4: seconds, extra: seconds, legS: seconds, withinS: seconds });
    fc.assert(fc.property(random, priority, priority, fc.boolean(), seconds, (given, early, late, certified, apartS) => {
      const made = {
        priorities: Object.fromEntries(PRIORITIES.map((one) => [one, { headStartS: given[one], offers: 1 }])) as Record<Priority, { headStartS: number; offers: number }>,
        demands: { experts: { steps: [], first: [{ when: { certified: ['yes'] }, headStartS: given.extra }] } }, settings: { legS: given.legS }, callbacks: { withinS: given.withinS, engineerS: 0 },
      };
      const rank = (of: Priority, arrivedS: number, sure: boolean) => rankOf(arrivedS * 1000, of, made, extraHeadStartS(made, 'experts', { certified: sure ? 'yes' : 'no', priority: of }));
      const proven = bounds(made);
      const bound = proven.standings.find(({ of }) => of.priority === late && (of.demand !== undefined) === certified)?.before[early] ?? NaN;
      const [before, after] = [rank(early, 0, false), rank(late, apartS, certified)];
      if (apartS > bound) expect(after).toBeGreaterThan(before);
      if (apartS < bound) expect(after).toBeLessThan(before);
      const patient = rank('P2', 0, true);
      if (proven.p1.marginS > 0) expect(rank('P1', proven.p1.longestWaitS, false)).toBeLessThan(patient);
    }));
  });
});
