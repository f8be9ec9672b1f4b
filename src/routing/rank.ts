// The rank of a caller: the smaller, the sooner. It does not change while they wait.
import type { Priority } from '../case/priority.ts';
import type { Demand, PriorityRules } from '../centre/centre.ts';
import { holds } from './rules.ts';
import type { RuleFacts } from './rules.ts';

/** By how much each priority is ahead of its arrival. */
export interface HeadStarts {
  priorities: Readonly<Record<Priority, Pick<PriorityRules, 'headStartS'>>>;
}

/**
 * Arrival less head start. So a caller is overtaken only by those who come at most the difference of head starts later; a
 * P1's is longer than anybody can wait, which the centre file is held to. `extraS`: what a rule of the demand adds.
 */
export function rankOf(arrived: number, priority: Priority, centre: HeadStarts, extraS = 0): number {
  return arrived - 1000 * (centre.priorities[priority].headStartS + extraS);
}

/** Of demands, who goes first in them. */
export interface Firsts {
  demands: Readonly<Record<string, Pick<Demand, 'first'>>>;
}

/** The head start that a demand gives this call besides its priority's: of the first rule that holds. */
export function extraHeadStartS(centre: Firsts, demand: string, facts: RuleFacts): number {
  const rules = Object.hasOwn(centre.demands, demand) ? centre.demands[demand]?.first ?? [] : [];
  return rules.find(({ when }) => holds(when, facts))?.headStartS ?? 0;
}
