// From a demand of the centre file to the steps a caller waits by.
import type { Centre, DemandStep } from '../centre/centre.ts';
import type { ClassName, FloorAgent, WaitStep } from '../store/floor.ts';
import { classOf } from './who.ts';

export interface DemandFacts {
  now: number;
  /** The engineer of the case, and what they are doing. */
  assigned?: { id: string; state: FloorAgent['state'] };
}

/**
 * Who may answer from when on; each step adds to those before it, and none adds nobody. A step for the assigned engineer
 * alone is not waited for when they are away or busy: what follows begins that much earlier, and they may still take the call as
 * soon as they are free. A demand that the centre no longer has gives no steps.
 */
export function demandSteps(centre: Pick<Centre, 'demands'>, demand: string, { now, assigned }: DemandFacts): WaitStep[] {
  const planned = Object.hasOwn(centre.demands, demand) ? centre.demands[demand] ?? [] : [];
  const begins = assigned?.state === 'ready' ? 0 : firstWithOthers(planned);
  const seen = new Set<ClassName>();
  const steps: WaitStep[] = [];
  for (const { who, afterS } of planned) {
    const added = who.flatMap((one) => classOf(one, assigned?.id) ?? []).filter((name) => !seen.has(name));
    for (const name of added) seen.add(name);
    add(steps, now + 1000 * Math.max(0, afterS - begins), added);
  }
  return steps;
}

/** Steps that begin together are one. */
function add(steps: WaitStep[], from: number, classes: readonly ClassName[]): void {
  const last = steps.at(-1);
  if (last?.from === from) steps[steps.length - 1] = { from, classes: [...last.classes, ...new Set(classes)] };
  else if (classes.length > 0) steps.push({ from, classes: [...new Set(classes)] });
}

/** When somebody besides the assigned engineer may answer, in seconds after joining. */
function firstWithOthers(steps: readonly DemandStep[]): number {
  return steps.find(({ who }) => who.some((one) => one !== 'assigned'))?.afterS ?? 0;
}
