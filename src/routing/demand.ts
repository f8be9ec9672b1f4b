// From a demand of the centre file to the steps a caller waits by.
import type { Centre, Demand } from '../centre/centre.ts';
import type { ClassName, WaitStep } from '../store/floor.ts';
import { pairClass } from './pair.ts';
import { resolve } from './resolve.ts';
import type { Persons } from './resolve.ts';
import { holds } from './rules.ts';
import type { RuleFacts } from './rules.ts';
import { interpreterClass, readAtom } from './who.ts';

export interface DemandFacts extends Persons {
  now: number;
  /** What the rules of the demand may look at. */
  rule: RuleFacts;
  /** The classes of whom somebody is there. */
  there: ReadonlySet<ClassName>;
}

type Demands = Pick<Centre, 'demands' | 'regions'>;
interface Planned {
  afterS: number;
  classes: readonly ClassName[];
}

/**
 * Who may answer from when on; each step adds to those before it, and none adds nobody. Steps of which nobody is there are not
 * waited for: what follows begins that much earlier, and they may still take the call as soon as they come. A demand that the
 * centre no longer has gives no steps.
 */
export function demandSteps(centre: Demands, demand: string, facts: DemandFacts): WaitStep[] {
  const planned = plan(centre, demand, facts);
  const first = planned.find(({ classes }) => classes.some((name) => facts.there.has(name))) ?? planned.at(-1);
  const begins = first?.afterS ?? 0;
  const seen = new Set<ClassName>();
  const steps: WaitStep[] = [];
  for (const { classes, afterS } of planned) {
    const added = classes.filter((name) => !seen.has(name));
    for (const name of added) seen.add(name);
    add(steps, facts.now + 1000 * Math.max(0, afterS - begins), added);
  }
  return steps;
}

/** Everybody a demand may come to ask for. */
export const demandClasses = (centre: Demands, demand: string, facts: Omit<DemandFacts, 'there' | 'now'>): ClassName[] =>
  [...new Set(plan(centre, demand, facts).flatMap(({ classes }) => classes))];

/** How many may wait in a line, and for how long; a line that the centre no longer has has no limits. */
export const limitOf = ({ demands }: Pick<Centre, 'demands'>, demand: string): Demand['limit'] => (Object.hasOwn(demands, demand) ? demands[demand]?.limit ?? {} : {});

/** The steps whose conditions hold and that admit somebody. */
function plan(centre: Demands, demand: string, facts: Omit<DemandFacts, 'there' | 'now'>): Planned[] {
  const steps = Object.hasOwn(centre.demands, demand) ? centre.demands[demand]?.steps ?? [] : [];
  return steps
    .filter(({ when }) => holds(when, facts.rule))
    .map(({ who, afterS, interpreter }) => ({ afterS, classes: interpreter ? withInterpreter(resolve(who, facts, centre.regions), facts.language) : resolve(who, facts, centre.regions) }))
    .filter(({ classes }) => classes.length > 0);
}

/** Each of them together with an interpreter for that language; where it is not known, nobody. */
export const withInterpreter = (classes: readonly ClassName[], language: string | undefined): ClassName[] =>
  (language === undefined || readAtom(interpreterClass(language)) === undefined ? [] : classes.map((name) => pairClass(name, interpreterClass(language))));

/** Steps that begin together are one. */
function add(steps: WaitStep[], from: number, classes: readonly ClassName[]): void {
  const last = steps.at(-1);
  if (last?.from === from) steps[steps.length - 1] = { from, classes: [...last.classes, ...classes] };
  else if (classes.length > 0) steps.push({ from, classes });
}
