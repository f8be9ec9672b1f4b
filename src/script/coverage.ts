// Which steps and ways of the flows no script went through.
import type { Visit } from '../call/place.ts';
import { graphOf, idOf } from '../flow/graph.ts';
import type { Spot } from '../flow/problem.ts';
import { spotOf, type Sources } from '../flow/sources.ts';
import type { Flows } from '../flow/verbs.ts';

export interface Untried {
  spot: Spot;
  flow: string;
  step: string;
  /** A way out nobody took; none where nobody came to the step at all. */
  way?: string;
}

export interface Coverage {
  steps: { all: number; tried: number };
  ways: { all: number; tried: number };
  untried: readonly Untried[];
}

/** The ways of a step that nobody came to are not listed one by one. */
export function coverageOf(flows: Flows, sources: Sources, walks: readonly (readonly Visit[])[]): Coverage {
  const visited = new Set(walks.flat().map(idOf));
  const taken = new Set(walks.flat().flatMap((visit) => (visit.way === undefined ? [] : [wayId(visit, visit.way)])));
  const graph = graphOf(flows);
  const ways = graph.places.flatMap((place) => Object.keys(graph.stepAt(place).ways).map((way) => ({ ...place, way })));
  const untriedSteps = graph.places.filter((place) => !visited.has(idOf(place)));
  const untriedWays = ways.filter((place) => !taken.has(wayId(place, place.way)));
  const untried: Untried[] = [
    ...untriedSteps.map((place) => ({ ...place, spot: spotOf(sources, place.flow, 'steps', place.step) })),
    ...untriedWays.filter((place) => visited.has(idOf(place))).map((place) => ({ ...place, spot: spotOf(sources, place.flow, 'steps', place.step, 'then', place.way) })),
  ];
  return {
    steps: { all: graph.places.length, tried: graph.places.length - untriedSteps.length },
    ways: { all: ways.length, tried: ways.length - untriedWays.length },
    untried: untried.sort((a, b) => compare(a.spot.file, b.spot.file) || a.spot.line - b.spot.line || a.spot.column - b.spot.column),
  };
}

const wayId = (place: Visit, way: string): string => `${idOf(place)} ${way}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
