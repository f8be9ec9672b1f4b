// Where in the flows a call is, and how it gets on from there.
import type { Flow, Flows, Step } from '../flow/verbs.ts';

export interface Place {
  flow: string;
  step: string;
}

/** A step a call was at, and the way it left by; none where it stays, or goes on in another flow. */
export interface Visit extends Place {
  way?: string;
}

export function flowNamed(flows: Flows, name: string): Flow {
  const flow = flows.flows[name];
  if (!flow) throw new Error(`no flow is called ${name}`);
  return flow;
}

export const startOf = (flows: Flows, name: string): Place => ({ flow: name, step: flowNamed(flows, name).start });

export function stepAt(flows: Flows, place: Place): Step {
  const step = flowNamed(flows, place.flow).steps[place.step];
  if (!step) throw new Error(`flow ${place.flow} has no step ${place.step}`);
  return step;
}

export function wayOut(flows: Flows, place: Place, way: string): Place {
  const step = stepAt(flows, place).ways[way];
  if (step === undefined) throw new Error(`step ${place.flow}/${place.step} has no way out ${way}`);
  return { flow: place.flow, step };
}
