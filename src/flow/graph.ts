// The flows as places and edges: what leads where, for everything that walks them.
import { verbs, type Flow, type Flows, type Step, type VerbRules } from './verbs.ts';

/** A step of a flow. */
export interface Place {
  flow: string;
  step: string;
}

/**
 * `way`: one of the step's ways out; for a `call` that is what follows once the other flow returns. `goto` and `call` enter
 * another flow, `hold` enters the flow a caller listens to in line.
 */
export interface Edge {
  from: Place;
  way: string;
  to: Place;
  by: 'way' | 'goto' | 'call' | 'hold';
}

export interface Graph {
  places: readonly Place[];
  stepAt(place: Place): Step;
  flowOf(place: Place): Flow;
  /** The edges that leave a place. Those to nowhere are left out: wiring is checked apart. */
  from(place: Place): readonly Edge[];
}

export const idOf = ({ flow, step }: Place): string => `${flow}/${step}`;

export const rulesOf = (step: Step): VerbRules => verbs[step.verb];

export function flowNamed(flows: Flows, name: string): Flow | undefined {
  return Object.hasOwn(flows.flows, name) ? flows.flows[name] : undefined;
}

export function stepNamed(flow: Flow, name: string): Step | undefined {
  return Object.hasOwn(flow.steps, name) ? flow.steps[name] : undefined;
}

/** The first step of a flow, where both exist. */
export function startOf(flows: Flows, name: string): Place | undefined {
  const flow = flowNamed(flows, name);
  return flow && stepNamed(flow, flow.start) ? { flow: name, step: flow.start } : undefined;
}

export function graphOf(flows: Flows): Graph {
  const edges = new Map<string, Edge[]>();
  const places = Object.values(flows.flows).flatMap((flow) => Object.keys(flow.steps).map((step) => ({ flow: flow.name, step })));
  for (const place of places) {
    const step = flows.flows[place.flow]?.steps[place.step];
    if (step) edges.set(idOf(place), edgesOf(flows, place, step));
  }
  return {
    places,
    stepAt: (place) => known(flows.flows[place.flow]?.steps[place.step], place),
    flowOf: (place) => known(flowNamed(flows, place.flow), place),
    from: (place) => edges.get(idOf(place)) ?? [],
  };
}

function known<T>(value: T | undefined, place: Place): T {
  if (value === undefined) throw new Error(`there is no step ${idOf(place)}`);
  return value;
}

function edgesOf(flows: Flows, from: Place, step: Step): Edge[] {
  const flow = flowNamed(flows, from.flow);
  const ways = Object.entries(step.ways).flatMap(([way, to]): Edge[] => (
    flow && stepNamed(flow, to) ? [{ from, way, to: { flow: from.flow, step: to }, by: 'way' }] : []
  ));
  const into = entrance(flows, step);
  return into ? [{ from, way: into.by, ...into }, ...ways] : ways;
}

function entrance(flows: Flows, step: Step): Pick<Edge, 'to' | 'by'> | undefined {
  switch (step.verb) {
    case 'goto': {
      const target = flowNamed(flows, step.args.flow);
      const to = target && stepNamed(target, step.args.step ?? target.start) ? { flow: target.name, step: step.args.step ?? target.start } : undefined;
      return to && { to, by: 'goto' };
    }
    case 'call': {
      const to = startOf(flows, step.args.flow);
      return to && { to, by: 'call' };
    }
    case 'reach': {
      const to = startOf(flows, step.args.hold);
      return to && { to, by: 'hold' };
    }
    default: return undefined;
  }
}

/** Every place that can be got to, each with the edge by which it is got to first: breadth first, so ways are shortest. */
export function reachable(graph: Graph, starts: readonly Place[], follow: (edge: Edge) => boolean = () => true): Map<string, Edge | undefined> {
  const seen = new Map<string, Edge | undefined>(starts.map((start) => [idOf(start), undefined]));
  const queue = [...starts];
  for (let place = queue.shift(); place; place = queue.shift()) {
    for (const edge of graph.from(place)) {
      if (seen.has(idOf(edge.to)) || !follow(edge)) continue;
      seen.set(idOf(edge.to), edge);
      queue.push(edge.to);
    }
  }
  return seen;
}

/** Every place from which one of these can be got to, the targets too. One walk backwards, where each place would need one forwards. */
export function leadingTo(graph: Graph, targets: readonly Place[], follow: (edge: Edge) => boolean): Set<string> {
  const into = new Map<string, Place[]>();
  for (const edge of graph.places.flatMap((place) => graph.from(place).filter(follow))) {
    const to = idOf(edge.to);
    const before = into.get(to);
    if (before) before.push(edge.from);
    else into.set(to, [edge.from]);
  }
  const seen = new Set(targets.map(idOf));
  for (const id of seen) for (const from of into.get(id) ?? []) seen.add(idOf(from));
  return seen;
}

/** The edges from a start to a place, out of what `reachable` found. */
export function wayTo(seen: ReadonlyMap<string, Edge | undefined>, place: Place): Edge[] {
  const edges: Edge[] = [];
  for (let edge = seen.get(idOf(place)); edge; edge = seen.get(idOf(edge.from))) edges.unshift(edge);
  return edges;
}

/** `front –*→ new-case –1→ down`; where several flows take part, each change names the flow. */
export function printWay(start: Place, edges: readonly Edge[]): string {
  const several = edges.some(({ to }) => to.flow !== start.flow);
  let flow = '';
  const named = (place: Place): string => {
    const text = several && place.flow !== flow ? `${place.flow}: ${place.step}` : place.step;
    flow = place.flow;
    return text;
  };
  return [named(start), ...edges.map(({ way, to }) => `–${way}→ ${named(to)}`)].join(' ');
}
