// The proof that a P1 has somebody on duty at every minute: from change to change, not minute by minute.
import { reachOf } from './ladder.ts';
import type { Regions } from './ladder.ts';
import { dutyAt, earliest } from './rota.ts';
import type { Rota } from './rota.ts';

/** Nobody is on duty anywhere. `region`: whose people went last, or would come first where nobody was there before. */
export interface Gap {
  region: string;
  from: number;
  to: number;
}

/** One person is all there is: nobody is rung after them. */
export interface Alone extends Gap {
  agent: string;
}

/** Longer than this, one person alone must sleep. */
const ALONE_MS_MAX = 86_400_000;

export function gaps(centre: Regions, from: number, to: number): Gap[] {
  const found: Gap[] = [];
  const ids = Object.keys(centre.regions);
  let region = ids.find((id) => (centre.regions[id]?.duty.ladders.length ?? 0) > 0) ?? ids[0] ?? '';
  for (let at = from; at < to;) {
    // Whichever region asks, the answer is somebody, or nobody anywhere.
    const reach = reachOf(centre, region, at);
    const until = Math.min(to, reach.until ?? to);
    region = reach.region ?? region;
    const last = found.at(-1);
    if (reach.region === undefined && last?.to === at) last.to = until;
    else if (reach.region === undefined) found.push({ region, from: at, to: until });
    at = until;
  }
  return found;
}

/** The first time for each person of a region; by the rota alone, since a page rings no further. */
export function alone({ regions }: Regions, from: number, to: number): Alone[] {
  return Object.entries(regions).flatMap(([region, { duty }]) => {
    const first = new Map<string, Alone>();
    for (const { agent, ...span } of soleSpans(duty, from, to)) {
      if (span.to - span.from > ALONE_MS_MAX && !first.has(agent)) first.set(agent, { region, agent, ...span });
    }
    return [...first.values()];
  });
}

/** Where one person after another is the whole ladder, spans that touch are one. */
function soleSpans(rota: Rota, from: number, to: number): { agent: string; from: number; to: number }[] {
  const spans: { agent: string; from: number; to: number }[] = [];
  for (let at = from; at < to;) {
    const { ladder: [agent, second], until } = dutyAt(rota, at);
    const end = earliest(until, to) ?? to;
    const last = spans.at(-1);
    if (agent !== undefined && second === undefined) {
      if (last?.agent === agent && last.to === at) last.to = end;
      else spans.push({ agent, from: at, to: end });
    }
    at = end;
  }
  return spans;
}
