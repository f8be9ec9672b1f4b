// The names steps use for things elsewhere: flows, demands, prompts, variables.
import { flowNamed, stepNamed, type Place } from '../graph.ts';
import { hintFor } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import type { Flow, Step } from '../verbs.ts';
import { eachStep, problemOf, type View } from './view.ts';

export function checkNames(view: View): Problem[] {
  return [...lines(view), ...entries(view), ...journeys(view), ...eachStep(view, (place, step) => [...flowOf(view, place, step), ...lineOf(view, place, step), ...listed(view, place, step), ...variable(view, place, step)])];
}

function lines({ flows, world }: View): Problem[] {
  return world.lines.flatMap(({ name, flow, at }) => {
    const found = flowNamed(flows, flow);
    if (found?.kind === 'caller') return [];
    const spot = at ?? { file: 'centre.yaml', line: 1, column: 1 };
    if (!found) return [{ ...spot, message: `the line '${name}' is answered by '${flow}', and there is no such flow`, ...hintFor(flow, Object.keys(flows.flows)) }];
    return [{ ...spot, message: `the line '${name}' is answered by '${flow}', which is a flow of kind '${found.kind}'`, hint: `expected one of kind 'caller'` }];
  });
}

function entries(view: View): Problem[] {
  const { flows, world } = view;
  return [...world.entries.filter((name) => !flowNamed(flows, name)).map((name) => (
    { file: 'flows', line: 1, column: 1, message: `there is no flow '${name}'`, ...hintFor(name, Object.keys(flows.flows)) }
  )), ...staffEntry(view)];
}

/** What answers the staff line is a flow of its own kind: any other would treat our own people as callers. */
function staffEntry({ flows, world, sources }: View): Problem[] {
  const flow = world.staff === undefined ? undefined : flowNamed(flows, world.staff);
  if (!flow || flow.kind === 'staff') return [];
  const at = sources.get(flow.name)?.spots.get('kind/=') ?? { file: flow.name, line: 1, column: 1 };
  return [{ ...at, message: `'${flow.name}' answers the staff line, and is a flow of kind '${flow.kind}'`, hint: `expected 'staff'` }];
}

/** A rule for a journey that no call is on never holds. */
function journeys({ world, graph }: View): Problem[] {
  const set = graph.places.map((place) => graph.stepAt(place)).flatMap((step) => (step.verb === 'set' ? step.args['journey'] ?? [] : []));
  return (world.journeys ?? []).filter(({ name }) => !set.includes(name)).map(({ name, at }) => ({ ...at, message: `this can never hold: no flow sets the journey '${name}'`, ...hintFor(name, new Set(set)) }));
}

/** The other flow a step names, which must exist and be of a kind that fits. */
function flowOf(view: View, place: Place, step: Step): Problem[] {
  if (step.verb !== 'goto' && step.verb !== 'call' && step.verb !== 'reach' && step.verb !== 'transfer') return [];
  const [argument, name] = step.verb === 'reach' ? ['hold', step.args.hold] : ['flow', step.args.flow];
  const kind: Flow['kind'] = step.verb === 'reach' ? 'hold' : step.verb === 'transfer' ? 'caller' : view.graph.flowOf(place).kind;
  const told = (message: string, hint: { hint?: string }) => [problemOf(view, place, [step.verb, argument, '='], { message, ...hint })];
  const fitting = Object.values(view.flows.flows).filter((flow) => flow.kind === kind).map((flow) => flow.name);
  const flow = flowNamed(view.flows, name);
  if (!flow) return told(`there is no flow '${name}'`, hintFor(name, fitting));
  if (flow.kind !== kind) return told(`'${name}' is a flow of kind '${flow.kind}'`, { hint: `expected one of kind '${kind}'` });
  if ((step.verb !== 'goto' && step.verb !== 'transfer') || step.args.step === undefined || stepNamed(flow, step.args.step)) return [];
  return [problemOf(view, place, [step.verb, 'step', '='], { message: `there is no step '${step.args.step}' in '${name}'`, ...hintFor(step.args.step, Object.keys(flow.steps)) })];
}

/** What is promised for the opening is a place in the line of a `reach`. */
function lineOf(view: View, place: Place, step: Step): Problem[] {
  if (step.verb !== 'promise' || !step.args.opening) return [];
  const flow = flowNamed(view.flows, step.args.opening.flow);
  if (flow && stepNamed(flow, step.args.opening.step)?.verb === 'reach') return [];
  const reaches = Object.values(view.flows.flows).flatMap(({ name, steps }) => Object.keys(steps).filter((each) => steps[each]?.verb === 'reach').map((each) => `${name}/${each}`));
  const named = `${step.args.opening.flow}/${step.args.opening.step}`;
  return [problemOf(view, place, ['promise', 'opening'], { message: `'${named}' is no reach`, ...hintFor(named, reaches) })];
}

/** Names that the centre knows: demands and voicemail boxes. */
function listed(view: View, place: Place, step: Step): Problem[] {
  const { demands, boxes } = view.world;
  const check = (what: string, argument: string, name: string, known: readonly string[] | undefined): Problem[] => (
    known === undefined || known.includes(name) ? [] : [problemOf(view, place, [step.verb, argument, '='], { message: `there is no ${what} '${name}'`, ...hintFor(name, known) })]
  );
  if (step.verb === 'reach' || step.verb === 'consult' || step.verb === 'record') return check('demand', 'demand', step.args.demand, demands);
  if (step.verb !== 'voicemail') return [];
  const after = boxes && [...boxes, 'deputy', 'service-manager'];
  return [...check('voicemail box', 'for', step.args.for, boxes), ...step.args['on-to'].flatMap((box) => check('voicemail box', 'on-to', box, after))];
}

/** Some verbs read a variable, which some step must have filled. */
function variable(view: View, place: Place, step: Step): Problem[] {
  const [argument, name] = step.verb === 'find' || step.verb === 'colleague' || step.verb === 'code' || step.verb === 'dialable' ? ['by', step.args.by] : step.verb === 'escalate' ? ['reason', step.args.reason] : [];
  if (argument === undefined || name === undefined) return [];
  const filled = [...(view.world.variables ?? []), ...view.graph.places.flatMap((other) => fills(view.graph.stepAt(other)))];
  if (filled.includes(name)) return [];
  return [problemOf(view, place, [step.verb, argument, '='], { message: `no step fills the variable '${name}'`, ...hintFor(name, new Set(filled)) })];
}

function fills(step: Step): string[] {
  if (step.verb === 'set') return Object.keys(step.args);
  if (step.verb === 'ask') return [step.args.into];
  return step.verb === 'menu' && step.args.into !== undefined ? [step.args.into] : [];
}
