// Each step's ways out: those it must have, those it may have, and the steps they lead to.
import { flowNamed, idOf, reachable, rulesOf, startOf, stepNamed, type Graph, type Place } from '../graph.ts';
import { hintFor } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import type { Flows, Step } from '../verbs.ts';
import { insideOf } from './returns.ts';
import { eachStep, problemOf, type View } from './view.ts';

export function checkWiring(view: View): Problem[] {
  return [...starts(view), ...eachStep(view, (place, step) => [...lacking(view, place, step), ...tooMany(view, place, step), ...targets(view, place, step)])];
}

function starts({ flows, ...view }: View): Problem[] {
  return Object.values(flows.flows).flatMap((flow) => {
    if (stepNamed(flow, flow.start)) return [];
    const at = view.sources.get(flow.name)?.spots.get('start/=') ?? { file: flow.name, line: 1, column: 1 };
    return [{ ...at, message: `there is no step '${flow.start}' to start with`, ...hintFor(flow.start, Object.keys(flow.steps)) }];
  });
}

function targets(view: View, place: Place, step: Step): Problem[] {
  const flow = view.graph.flowOf(place);
  return Object.entries(step.ways).flatMap(([way, to]) => {
    if (stepNamed(flow, to)) return [];
    return [problemOf(view, place, ['then', way, '='], { message: `there is no step '${to}' in '${flow.name}'`, ...hintFor(to, Object.keys(flow.steps)) })];
  });
}

/** Ways a step must have: its verb's own, a typed number's, a rule's, and those by which its hold flow leaves. */
function lacking(view: View, place: Place, step: Step): Problem[] {
  return required(view, step).filter(({ way }) => !Object.hasOwn(step.ways, way)).map(({ way, why }) => (
    problemOf(view, place, ['then'], { message: `'${step.verb}' has no way '${way}'`, hint: why })
  ));
}

function required(view: View, step: Step): { way: string; why: string }[] {
  const own = rulesOf(step).ways.map((way) => ({ way, why: `every '${step.verb}' needs it` }));
  switch (step.verb) {
    case 'menu': return step.args.number === undefined ? own : [...own, { way: 'number', why: `the menu takes a ${step.args.number}` }];
    case 'when': return [...own, ...unique(step.args.map(({ go }) => go)).filter((go) => go !== 'otherwise').map((way) => ({ way, why: 'a rule goes there' }))];
    case 'presence': return step.args.set === 'ready' ? [...own, { way: 'no-phone', why: 'whoever cannot be rung cannot be ready' }] : own;
    case 'dialable': return step.args.by === undefined ? own : [...own, { way: 'missed', why: 'a keyed number may be wrong again and again' }];
    case 'reach': return [...own, ...fullOf(view, step.args.demand), ...leaves(view, step.args.hold).map((way) => ({ way, why: `'${step.args.hold}' leaves by it` }))];
    default: return own;
  }
}

const fullOf = ({ world }: View, demand: string) => (world.limited?.includes(demand) ? [{ way: 'full', why: `only so many may wait for '${demand}'` }] : []);

/** Ways that are wired though nothing ever goes there. */
function tooMany(view: View, place: Place, step: Step): Problem[] {
  const may = allowed(view, step);
  return Object.keys(step.ways).filter((way) => !may.includes(way)).map((way) => {
    const told = (message: string, hint: { hint?: string } = {}) => problemOf(view, place, ['then', way], { message, ...hint });
    if (step.verb === 'menu' && way === 'number') return told(`'menu' takes no number, so nothing goes by 'number'`, { hint: 'say number: case-number' });
    if (step.verb === 'menu' && way === 'start-again') return told(`'menu' takes no number, so nothing goes by 'start-again'`, { hint: 'it is for a star after some digits' });
    if (step.verb === 'when') return told(`no rule goes by '${way}'`, hintFor(way, may));
    if (step.verb === 'reach') return told(`'${step.args.hold}' never leaves by '${way}'`, hintFor(way, may));
    return told(`'${step.verb}' has no way '${way}'`, hintFor(way, rulesOf(step).keys ? [...may.filter((name) => name.length > 1), ...(way.length === 1 ? ['a key 0-9, * or #'] : [])] : may));
  });
}

const keys = [...'0123456789*#'];

function allowed(view: View, step: Step): string[] {
  const { keys: takesKeys, mayHave = [] } = rulesOf(step);
  const named = unique([...required(view, step).map(({ way }) => way), ...mayHave]);
  const withNumber = step.verb !== 'menu' || step.args.number !== undefined;
  const possible = withNumber ? named : named.filter((way) => way !== 'number' && way !== 'start-again');
  return takesKeys ? [...possible, ...keys] : possible;
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The ways by which a hold flow, and those it goes on in, leave the line. */
export function leaves({ graph, flows }: { graph: Graph; flows: Flows }, hold: string): string[] {
  const start = startOf(flows, hold);
  if (!start || flowNamed(flows, hold)?.kind !== 'hold') return [];
  const inside = insideOf(graph);
  const seen = reachable(graph, [start], (edge) => edge.by === 'call' || inside(edge));
  return unique(graph.places.filter((place) => seen.has(idOf(place))).flatMap((place) => {
    const step = graph.stepAt(place);
    return step.verb === 'leave' ? [step.args.by] : [];
  }));
}
