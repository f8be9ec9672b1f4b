// Sub-flows seen from outside: whether a `call` can come back, following only some of the edges.
import { idOf, leadingTo, type Edge, type Graph } from '../graph.ts';

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
    const come = returning(graph, inside);
    for (const call of calls) if (come.has(idOf(call.to))) back.add(idOf(call.from));
  }
  return inside;
}

const insides = new WeakMap<Graph, Follow>();

/** Every edge that stays in its flow and can be gone. Asked for at each step, so it is found out once. */
export function insideOf(graph: Graph): Follow {
  const known = insides.get(graph) ?? withoutEntering(graph, () => true);
  insides.set(graph, known);
  return known;
}

/** The places from which a walk can come to a `return`. */
export const returning = (graph: Graph, follow: Follow): Set<string> => leadingTo(graph, graph.places.filter((place) => graph.stepAt(place).verb === 'return'), follow);
