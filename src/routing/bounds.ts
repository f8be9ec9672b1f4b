// How far a caller can be overtaken, proven from the head starts of a centre file, and how sure it is that a P1 is always ahead.
import { PRIORITIES } from '../case/priority.ts';
import type { Priority } from '../case/priority.ts';
import type { Centre } from '../centre/centre.ts';
import type { Firsts, HeadStarts } from './rank.ts';
import type { Conditions } from './rules.ts';

/** Callers of one priority, and in one demand those whom a rule of it puts further ahead. */
export interface Standing {
  priority: Priority;
  demand?: string;
  when?: Conditions;
  headStartS: number;
}

export interface Bound {
  of: Standing;
  /** Seconds that such a caller may come later than one of that priority and still be ahead; none where the other is ahead. */
  before: Readonly<Record<Priority, number>>;
}

export interface Bounds {
  standings: readonly Bound[];
  p1: {
    headStartS: number;
    /** The longest anybody can have waited: a whole call, once more after a redial that resumed the place, and in line for a callback, for one engineer and then for all. */
    longestWaitS: number;
    /** The longest head start below a P1's, those of rules included. */
    highestOtherS: number;
    /** What is left; above zero a P1 is always ahead. */
    marginS: number;
  };
}

type Ranked = HeadStarts & Firsts & { settings: Pick<Centre['settings'], 'legS'>; callbacks: Pick<Centre['callbacks'], 'withinS' | 'engineerS'> };

export function bounds(centre: Ranked): Bounds {
  const standings = standingsOf(centre);
  const highestOtherS = Math.max(...standings.filter(({ priority }) => priority !== 'P1').map(({ headStartS }) => headStartS));
  const headStartS = centre.priorities.P1.headStartS;
  const longestWaitS = 2 * centre.settings.legS + centre.callbacks.withinS + centre.callbacks.engineerS;
  return {
    standings: standings.map((of) => ({ of, before: beforeEach(of, centre) })),
    p1: { headStartS, longestWaitS, highestOtherS, marginS: headStartS - longestWaitS - highestOtherS },
  };
}

/** Against callers whom no rule puts ahead; two of one rule follow their arrival. */
const beforeEach = ({ headStartS }: Standing, { priorities }: Ranked): Record<Priority, number> =>
  Object.fromEntries(PRIORITIES.map((other) => [other, Math.max(0, headStartS - priorities[other].headStartS)])) as Record<Priority, number>;

function standingsOf({ priorities, demands }: Ranked): Standing[] {
  const plain = PRIORITIES.map((priority): Standing => ({ priority, headStartS: priorities[priority].headStartS }));
  const ahead = Object.entries(demands).flatMap(([demand, { first }]) => first.flatMap(({ when, headStartS }) =>
    PRIORITIES.filter((priority) => when.priority?.includes(priority) ?? true)
      .map((priority): Standing => ({ priority, demand, when, headStartS: priorities[priority].headStartS + headStartS }))));
  return [...plain, ...ahead];
}
