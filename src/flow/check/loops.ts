// Loops that have no end: within one turn, for a caller who does nothing or only mistypes, and of calls within calls.
import { idOf, reachable, startOf, wayTo, type Edge, type Graph, type Place } from '../graph.ts';
import type { Problem } from '../problem.ts';
import type { Step } from '../verbs.ts';
import { withoutEntering, type Follow } from './returns.ts';
import { problemOf, wayOf, type View } from './view.ts';

export function checkLoops(view: View): Problem[] {
  const { graph } = view;
  const atOnce = cycles(graph, withoutEntering(graph, (edge) => passesAtOnce(graph, edge)));
  const idle = cycles(graph, withoutEntering(graph, (edge) => goesOnUnasked(view, edge)));
  const told = new Set(atOnce.flat().map(({ from }) => idOf(from)));
  return [
    ...atOnce.map((cycle) => problemOfLoop(view, cycle, 'no step of this loop waits for the caller, so one turn would never end', 'put a menu into it, or lead out of it')),
    ...idle.filter((cycle) => !cycle.some(({ from }) => told.has(idOf(from)))).map((cycle) => (
      problemOfLoop(view, cycle, 'a caller who chooses nothing goes round here for ever', `lead a way 'missed' out of it, to a person`)
    )),
    ...nested(graph).map((cycle) => problemOfLoop(view, cycle, 'these calls never return: each lap is one more to come back from', 'use goto, or return first')),
  ];
}

function problemOfLoop(view: View, cycle: readonly Edge[], message: string, hint: string): Problem {
  const [first] = cycle;
  if (!first) throw new Error('a loop has edges');
  return problemOf(view, first.from, [], { message, hint, ...wayOf(view, first.from, cycle) });
}

/** For each call that leads back to itself without returning, the shortest way it does. */
function nested(graph: Graph): Edge[][] {
  return graph.places.flatMap((place) => graph.from(place).filter(({ by }) => by === 'call')).flatMap((call) => {
    const seen = reachable(graph, [call.to], ({ by }) => by !== 'hold');
    return seen.has(idOf(call.from)) ? [[call, ...wayTo(seen, call.from)]] : [];
  });
}

/** Edges that take no time, so that the next step runs in the same turn. */
function passesAtOnce(graph: Graph, { from, way }: Edge): boolean {
  const step = graph.stepAt(from);
  switch (step.verb) {
    // Nobody on duty or a full queue is known at once.
    case 'reach': return way === 'unavailable' || way === 'full' || way === 'promised';
    case 'consult': case 'invite': return way === 'nobody';
    case 'hold': return step.args.music === 0 && step.args.prompt === undefined;
    case 'menu': case 'ask': case 'voicemail': case 'talk': case 'greet': case 'identify': case 'sign-in': case 'closed': case 'choose': case 'languages': case 'interpreters': return false;
    default: return true;
  }
}

/**
 * Edges that need no choice of the caller's: silence, and typed numbers that lead nowhere, which anybody may type for ever.
 * A key is a choice, a person reached is an end, and `find`, `allow`, `dialable` and `sign-in` count their tries themselves.
 */
function goesOnUnasked(view: View, { from, way }: Edge): boolean {
  const step = view.graph.stepAt(from);
  // A hold flow goes round until somebody answers: that is what it is for.
  if (view.graph.flowOf(from).kind === 'hold') return false;
  switch (step.verb) {
    case 'menu': return way === 'missed' || way === 'quiet' || way === 'number';
    case 'closed': return way === 'missed';
    case 'ask': return way !== 'empty';
    case 'find': return way !== 'unknown';
    case 'allow': return way !== 'yes';
    case 'dialable': return way !== 'no';
    case 'sign-in': return way !== 'wrong';
    case 'reach': return way === 'unavailable' || way === 'full' || leavesByItself(view, step, way);
    case 'talk': case 'consult': case 'invite': return way !== 'star';
    default: return true;
  }
}

/** Whether the hold flow leaves the line by this way though the caller presses nothing. */
function leavesByItself(view: View, { args }: Extract<Step, { verb: 'reach' }>, way: string): boolean {
  const start = startOf(view.flows, args.hold);
  if (!start || way === 'answered') return false;
  const pressesNothing = (edge: Edge) => edge.by !== 'hold' && edge.way.length > 1;
  const seen = reachable(view.graph, [start], pressesNothing);
  return view.graph.places.some((place) => {
    const step = view.graph.stepAt(place);
    return seen.has(idOf(place)) && step.verb === 'leave' && step.args.by === way;
  });
}

/** One shortest loop out of each knot of places that lead to each other. */
function cycles(graph: Graph, asked: Follow): Edge[][] {
  const followed = new Set(graph.places.flatMap((place) => graph.from(place).filter(asked)));
  const follow: Follow = (edge) => followed.has(edge);
  const told = new Set<string>();
  const leadOn = leadingOn(graph, follow);
  return leadOn.flatMap((place) => {
    if (told.has(idOf(place))) return [];
    const seen = after(graph, place, follow);
    if (!seen.has(idOf(place))) return [];
    const knot = leadOn.filter((other) => seen.has(idOf(other)) && after(graph, other, follow).has(idOf(place)));
    for (const other of knot) told.add(idOf(other));
    return [shortest(graph, place, follow)];
  });
}

/** Places from which there is no end of going on: those of loops, and those that lead to one. In most flows nobody. */
function leadingOn(graph: Graph, follow: Follow): readonly Place[] {
  let places = graph.places;
  for (;;) {
    const ids = new Set(places.map(idOf));
    const left = places.filter((place) => graph.from(place).some((edge) => follow(edge) && ids.has(idOf(edge.to))));
    if (left.length === places.length) return places;
    places = left;
  }
}

/** Places that can be got to from here in one step or more. */
const after = (graph: Graph, place: Place, follow: Follow) => reachable(graph, graph.from(place).filter(follow).map(({ to }) => to), follow);

function shortest(graph: Graph, place: Place, follow: Follow): Edge[] {
  const laps = graph.from(place).filter(follow).flatMap((first) => {
    const seen = reachable(graph, [first.to], follow);
    return seen.has(idOf(place)) ? [[first, ...wayTo(seen, place)]] : [];
  });
  return laps.reduce((best, lap) => (lap.length < best.length ? lap : best));
}
