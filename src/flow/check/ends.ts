// How calls end: every step leads somewhere, every caller who is not understood can come to a person, every return has a call.
import { idOf, leadingTo, reachable, type Edge, type Place } from '../graph.ts';
import type { Problem } from '../problem.ts';
import type { Step } from '../verbs.ts';
import { returning, insideOf, type Follow } from './returns.ts';
import { isReached, problemOf, wayOf, type View } from './view.ts';

export function checkEnds(view: View): Problem[] {
  const inside = insideOf(view.graph);
  return [...deadEnds(view), ...persons(view, inside), ...strayReturns(view, inside)];
}

const endings: readonly Step['verb'][] = ['hangup', 'leave', 'return', 'reach'];

/** A step is dead where nothing after it ends the call, gives it on, or comes to a person. */
function deadEnds(view: View): Problem[] {
  const { graph } = view;
  const follow = (edge: Edge) => edge.by !== 'hold';
  const broken = brokenPlaces(view);
  const alive = leadingTo(graph, graph.places.filter((place) => endings.includes(graph.stepAt(place).verb) || broken.has(idOf(place))), follow);
  return graph.places.flatMap((place) => {
    // In a hold flow, being answered is the end.
    if (!isReached(view, place) || graph.flowOf(place).kind === 'hold' || alive.has(idOf(place))) return [];
    return [problemOf(view, place, [], { message: `nothing after '${place.step}' ends the call or comes to a person`, hint: 'lead a way to a reach, a return or a hangup' })];
  });
}

/** Steps with a way to nowhere: that is told where it stands, and once is enough. */
function brokenPlaces({ graph }: View): Set<string> {
  const broken = graph.places.filter((place) => {
    const step = graph.stepAt(place);
    const led = graph.from(place).filter(({ by }) => by === 'way' || by === 'goto').length;
    return led < (step.verb === 'goto' ? 1 : Object.keys(step.ways).length);
  });
  return new Set(broken.map(idOf));
}

/** The ways by which callers go who cannot help themselves. */
const lastResorts: readonly string[] = ['missed', 'failed'];

/** Whoever is not understood, or whose case cannot be looked up, must be able to come to a person. */
function persons(view: View, inside: Follow): Problem[] {
  const { graph } = view;
  const good = personable(view, inside);
  return graph.places.filter((place) => graph.flowOf(place).kind === 'caller' && isReached(view, place)).flatMap((place) => (
    graph.from(place).filter(({ way, to }) => lastResorts.includes(way) && !good.has(idOf(to))).map((edge) => problemOf(view, place, ['then', edge.way], {
      message: `a caller who leaves '${place.step}' by '${edge.way}' never comes to a person`, hint: 'lead the way on to a reach', ...wayOf(view, place, [edge]),
    }))
  ));
}

/** Places from which a `reach` can be got to: there and then, or, within a sub-flow, wherever it was called from. */
function personable(view: View, inside: Follow): Set<string> {
  const { graph } = view;
  const reaches = graph.places.filter((place) => graph.stepAt(place).verb === 'reach');
  const good = leadingTo(graph, reaches, (edge) => edge.by === 'call' || inside(edge));
  const comesBack = returning(graph, inside);
  const called = graph.places.filter((place) => comesBack.has(idOf(place))).map((place) => ({ place, next: [] as Place[] }));
  for (const { within, next } of callsOf(view, inside)) for (const one of called) if (within.has(idOf(one.place))) one.next.push(...next);
  for (let before = -1; before !== good.size;) {
    before = good.size;
    for (const { place, next } of called) if (next.length > 0 && next.every((after) => good.has(idOf(after)))) good.add(idOf(place));
  }
  return good;
}

/** Every `call`: the places that may be run within it, and what comes next. */
function callsOf({ graph }: View, inside: Follow): { within: { has: (id: string) => boolean }; next: Place[] }[] {
  return graph.places.flatMap((caller) => {
    const edges = graph.from(caller);
    const entered = edges.find(({ by }) => by === 'call');
    return entered ? [{ within: reachable(graph, [entered.to], inside), next: edges.filter(({ way }) => way === 'next').map(({ to }) => to) }] : [];
  });
}

/** A `return` that a call comes to without having been called. */
function strayReturns(view: View, inside: Follow): Problem[] {
  const { graph } = view;
  const holds = graph.places.flatMap((place) => graph.from(place).filter(({ by }) => by === 'hold').map(({ to }) => to));
  const seen = reachable(graph, [...view.starts, ...holds], inside);
  return graph.places.filter((place) => seen.has(idOf(place)) && graph.stepAt(place).verb === 'return').map((place) => (
    problemOf(view, place, ['return'], { message: 'nobody called, so there is nowhere to return to', hint: 'use goto or hangup' })
  ));
}
