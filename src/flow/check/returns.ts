// Sub-flows seen from outside: whether a `call` can come back, following only some of the edges.
import { idOf, reachable, type Edge, type Graph, type Place } from '../graph.ts';

export type Follow = (edge: Edge) => boolean;

/**
 * For a way of looking at the edges: the same, minus the ways that follow a `call` which cannot come back.
 * Entering the other flow is left out too, so that a walk stays where it is and never comes back to the wrong caller.
 */
export function withoutEntering(graph: Graph, follow: Follow): Follow {
  const back = new Set<string>();
  const inside: Follow = (edge) => {
    if (edge.by === 'call' || edge.by === 'hold') return false;
    return follow(edge) && (graph.stepAt(edge.from).verb !== 'call' || back.has(idOf(edge.from)));
  };
  const calls = graph.places.flatMap((place) => graph.from(place).filter(({ by }) => by === 'call'));
  for (let before = -1; before !== back.size;) {
    before = back.size;
    for (const call of calls) if (returns(graph, call.to, inside)) back.add(idOf(call.from));
  }
  return inside;
}

/** Whether a walk from here can come to a `return`. */
export function returns(graph: Graph, start: Place, follow: Follow): boolean {
  return ends(graph, start, follow).some((place) => graph.stepAt(place).verb === 'return');
}

/** The places a walk from here can come to. */
export function ends(graph: Graph, start: Place, follow: Follow): Place[] {
  const seen = reachable(graph, [start], follow);
  return graph.places.filter((place) => seen.has(idOf(place)));
}
