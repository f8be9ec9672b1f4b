// Flows and steps that no call can ever come to.
import { startOf } from '../graph.ts';
import type { Problem } from '../problem.ts';
import { problemAt } from '../sources.ts';
import { isReached, type View } from './view.ts';

export function checkReached(view: View): Problem[] {
  // Where a call cannot even begin, everything behind it would be told as well.
  const { lines, entries } = view.world;
  if ([...lines.map(({ flow }) => flow), ...entries].some((name) => !startOf(view.flows, name))) return [];
  return Object.values(view.flows.flows).flatMap((flow) => {
    const steps = Object.keys(flow.steps).filter((step) => !isReached(view, { flow: flow.name, step }));
    if (steps.length === Object.keys(flow.steps).length) {
      return [problemAt(view.sources, { flow: flow.name }, ['flow', '='], { message: `no line and no other flow leads to '${flow.name}'`, hint: 'name it in a line, a goto, a call or a reach' })];
    }
    return steps.map((step) => problemAt(view.sources, { flow: flow.name, step }, [], { message: `no way leads to the step '${step}'` }));
  });
}
