// What every check looks at: the flows, their graph, the world around them, and how a caller gets to each step.
import type { Flows, Step } from '../verbs.ts';
import type { Problem, Spot } from '../problem.ts';
import { graphOf, idOf, printWay, reachable, startOf, wayTo, type Edge, type Graph, type Place } from '../graph.ts';
import { problemAt, type Sources } from '../sources.ts';
import { insideOf } from './returns.ts';

/** What the flows speak of and do not hold themselves. */
export interface World {
  prompts: {
    locales: readonly string[];
    has(locale: string, key: string): boolean;
    keys: readonly string[];
    /** Where a prompt stands, for the warning that nothing uses it. */
    at?(key: string): Spot | undefined;
  };
  demands: readonly string[];
  /** Those of them in which only so many may wait. */
  limited?: readonly string[];
  lines: readonly { name: string; flow: string; at?: Spot }[];
  /** The flows that code begins by name: on an agent's phone, for a page. */
  entries: readonly string[];
  /** The one of them that answers the staff line. */
  staff?: string;
  /** Prompts that code speaks without a flow; `agent.*` stands for all that begin so. */
  usedByCode: readonly string[];
  /** Variables that code fills before a flow begins. */
  variables?: readonly string[];
  /** For whom a `voicemail` may be; left out, any name will do. */
  boxes?: readonly string[];
  /** The journeys that rules of the centre ask for. */
  journeys?: readonly { name: string; at: Spot }[];
}

export interface View {
  flows: Flows;
  sources: Sources;
  world: World;
  graph: Graph;
  /** The first steps of calls: of the lines' flows and of the entries. */
  starts: readonly Place[];
  /** What calls can come to, each with the edge that leads there first. */
  seen: ReadonlyMap<string, Edge | undefined>;
}

export function viewOf(flows: Flows, sources: Sources, world: World): View {
  const graph = graphOf(flows);
  const names = new Set([...world.lines.map(({ flow }) => flow), ...world.entries]);
  const starts = [...names].flatMap((name) => startOf(flows, name) ?? []);
  const inside = insideOf(graph);
  const seen = reachable(graph, starts, (edge) => edge.by === 'call' || edge.by === 'hold' || inside(edge));
  return { flows, sources, world, graph, starts, seen };
}

export const isReached = (view: View, place: Place): boolean => view.seen.has(idOf(place));

/** The shortest way of a call to a place, and on from there; nothing where no call gets there. */
export function wayOf(view: View, place: Place, on: readonly Edge[] = []): { way?: string } {
  if (!isReached(view, place)) return {};
  const edges = [...wayTo(view.seen, place), ...on];
  const start = edges[0]?.from ?? place;
  return edges.length === 0 ? {} : { way: printWay(start, edges) };
}

/** A problem of a step, shown by a way to it. */
export function problemOf(view: View, place: Place, path: readonly (string | number)[], told: { message: string; hint?: string; way?: string }): Problem {
  return problemAt(view.sources, place, path, { ...wayOf(view, place), ...told });
}

/** Runs a check over every step. */
export function eachStep(view: View, check: (place: Place, step: Step) => Problem[]): Problem[] {
  return view.graph.places.flatMap((place) => check(place, view.graph.stepAt(place)));
}

export const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
