// Each kind of flow has its steps: nobody stands in line twice, and an agent's keys are not a caller's.
import { flowNamed, rulesOf } from '../graph.ts';
import type { Problem } from '../problem.ts';
import type { Flow, Step, Verb } from '../verbs.ts';
import { eachStep, problemOf, type View } from './view.ts';

/** Someone in line cannot stand in another one, a message is left by a caller, and languages are those of the line that was dialled. */
const callersOnly: readonly Verb[] = ['reach', 'voicemail', 'promise', 'redeem', 'greet', 'languages'];

/** What needs a caller with a case, or keeps what was keyed: on the staff line that may be a PIN. */
const notForStaff: readonly Verb[] = ['ask', 'find', 'recognise', 'dialable', 'escalate', 'text'];

export function checkKinds(view: View): Problem[] {
  return [...entryKinds(view), ...eachStep(view, (place, step) => {
    const { kind, name } = view.graph.flowOf(place);
    const only: Flow['kind'] | undefined = callersOnly.includes(step.verb) ? 'caller' : rulesOf(step).onlyIn;
    if (kind === 'staff' && (notForStaff.includes(step.verb) || keepsKeys(step))) {
      return [problemOf(view, place, [step.verb], { message: `'${step.verb}' cannot stand in '${name}', a flow of kind 'staff'`, hint: keepsDigits })];
    }
    if (kind === 'agent' && step.verb === 'dialable' && step.args.by === undefined) {
      return [problemOf(view, place, [step.verb], { message: `'dialable' in '${name}', a flow of kind 'agent', names no number`, hint: 'expected by: the variable that a number was keyed into' })];
    }
    if (only === undefined || only === kind) return [];
    return [problemOf(view, place, [step.verb], { message: `'${step.verb}' cannot stand in '${name}', a flow of kind '${kind}'`, hint: `it belongs in one of kind '${only}'` })];
  })];
}

const keepsDigits = 'nothing that is keyed on the staff line may be kept, and nobody there has a case; use identify, sign-in, presence and menus of single keys';

const keepsKeys = (step: Step): boolean => step.verb === 'menu' && step.args.number !== undefined;

/** What code begins is never a hold flow: that belongs to a `reach`. */
function entryKinds({ flows, world, sources }: View): Problem[] {
  return world.entries.flatMap((name) => {
    if (flowNamed(flows, name)?.kind !== 'hold') return [];
    const at = sources.get(name)?.spots.get('kind/=') ?? { file: name, line: 1, column: 1 };
    return [{ ...at, message: `'${name}' is begun by a call of its own, so it cannot be of kind 'hold'`, hint: `expected 'agent' or 'caller'` }];
  });
}
