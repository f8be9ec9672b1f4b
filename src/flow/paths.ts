// Every way a call can take through a flow, step by step, for tests that walk them all.
import { graphOf, idOf, startOf, type Edge, type Graph, type Place } from './graph.ts';
import type { Flows } from './verbs.ts';

export interface Way {
  /** Each step with the way it is left by; the last one of a way that ends has none. */
  steps: readonly Visit[];
  end: WayEnd;
}

export interface Visit extends Place {
  way?: string;
}

/** `return`: nobody called, so this is the end. `again`: the way has come round to a step it has been at often enough. `nowhere`: a way out leads to no step. */
export type WayEnd = 'hangup' | 'leave' | 'return' | 'again' | 'nowhere';

export interface WalkLimits {
  /** How often a way may come back to a step it has been at. */
  repeats?: number;
  /** A bound against trees that nobody can walk; a walk that would pass it throws. */
  waysMax?: number;
}

/**
 * All ways through a flow, and on through the flows it goes to and calls, depth first. A call comes back where it was
 * made; hold flows are walked by themselves, since a caller may leave the line at any of their rounds.
 */
export function* waysThrough(flows: Flows, flowName: string, { repeats = 0, waysMax = 100_000 }: WalkLimits = {}): Generator<Way> {
  const start = startOf(flows, flowName);
  if (!start) throw new Error(`the flow '${flowName}' has no beginning`);
  let count = 0;
  for (const way of walk(graphOf(flows), { at: start, back: [], steps: [], visits: new Map() }, repeats)) {
    if (++count > waysMax) throw new Error(`more than ${waysMax} ways lead through '${flowName}'`);
    yield way;
  }
}

interface Walker {
  at: Place;
  /** The calls under way, the innermost last. */
  back: readonly Place[];
  steps: readonly Visit[];
  visits: ReadonlyMap<string, number>;
}

function* walk(graph: Graph, walker: Walker, repeats: number): Generator<Way> {
  const { at, steps } = walker;
  // Called from two places, a flow is walked twice: that is not coming round.
  const key = [...new Set(walker.back.map(idOf)), idOf(at)].join(' ');
  const visits = (walker.visits.get(key) ?? 0) + 1;
  const onward = visits > repeats + 1 ? 'again' : onwardFrom(graph, walker);
  if (typeof onward === 'string') {
    yield { steps: [...steps, at], end: onward };
    return;
  }
  const seen = new Map(walker.visits).set(key, visits);
  for (const { to, way, back } of onward) {
    const gone = [...steps, { ...at, way }];
    if (to) yield* walk(graph, { at: to, back, steps: gone, visits: seen }, repeats);
    else yield { steps: gone, end: 'nowhere' };
  }
}

interface Onward {
  way: string;
  to: Place | undefined;
  back: readonly Place[];
}

function onwardFrom(graph: Graph, { at, back }: Walker): Onward[] | WayEnd {
  const step = graph.stepAt(at);
  const edges = graph.from(at);
  const enter = (by: Edge['by']) => edges.find((edge) => edge.by === by)?.to;
  switch (step.verb) {
    case 'hangup': case 'leave': return step.verb;
    case 'goto': return [{ way: 'goto', to: enter('goto'), back }];
    case 'call': return [{ way: 'call', to: enter('call'), back: [...back, at] }];
    case 'return': {
      const caller = back.at(-1);
      if (!caller) return 'return';
      return [{ way: 'return', to: graph.from(caller).find(({ by, way }) => by === 'way' && way === 'next')?.to, back: back.slice(0, -1) }];
    }
    default: return Object.keys(step.ways).map((way) => ({ way, to: edges.find((edge) => edge.by === 'way' && edge.way === way)?.to, back }));
  }
}

/**
 * Few ways that together use every way out that can be got to: much less than all ways, for tests in which each step costs.
 * Each begins at the start and goes on to an end.
 */
export function everyWayOnce(flows: Flows, flowName: string, limits: WalkLimits = {}): Way[] {
  const used = new Set<string>();
  const chosen: Way[] = [];
  for (const way of waysThrough(flows, flowName, limits)) {
    const edges = way.steps.flatMap(({ way: out, ...place }) => (out === undefined ? [] : [`${idOf(place)} ${out}`]));
    if (edges.every((edge) => used.has(edge))) continue;
    for (const edge of edges) used.add(edge);
    chosen.push(way);
  }
  return chosen;
}

/** `front –2→ care –answered→ bye (hangup)`; where several flows take part, each change names the flow. */
export function printWalk({ steps, end }: Way): string {
  const several = steps.some(({ flow }) => flow !== steps[0]?.flow);
  const parts = steps.map(({ flow, step, way }, index) => {
    const named = several && flow !== steps[index - 1]?.flow ? `${flow}: ${step}` : step;
    return way === undefined ? named : `${named} –${way}→`;
  });
  return `${parts.join(' ')} (${end})`;
}
