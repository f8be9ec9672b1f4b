import { describe, expect, it } from 'vitest';
import { PLANS } from '../case/case.ts';
import { PRIORITIES } from '../case/priority.ts';
import { loadCentre } from './load.ts';
import { isExpertToExpert, isRoundTheClock } from './served.ts';

const read = await loadCentre('flows');
if (!read.ok) throw new Error('the shipped centre has problems: run caseline check');
const { centre } = read;

describe('in the sample centre', () => {
  const all = PLANS.flatMap((plan) => PRIORITIES.map((priority) => [plan, priority] as const));

  it('P1 is worked on at any hour, and so is P2 of Care Plus', () => {
    const served = all.filter(([plan, priority]) => isRoundTheClock(centre, priority, plan)).map((pair) => pair.join(' '));
    expect(served).toEqual(['none P1', 'warranty P1', 'care P1', 'care-plus P1', 'care-plus P2']);
  });

  it('P1 and P2 of Care Plus go straight to the senior engineers', () => {
    const straight = all.filter(([plan, priority]) => isExpertToExpert(centre, priority, plan)).map((pair) => pair.join(' '));
    expect(straight).toEqual(['care-plus P1', 'care-plus P2']);
  });

  it('of whom no plan is known has the hours of the priority', () => {
    expect(PRIORITIES.filter((priority) => isRoundTheClock(centre, priority, undefined))).toEqual(['P1']);
  });
});
