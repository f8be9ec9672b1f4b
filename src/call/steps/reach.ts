// reach: into the line for the people a demand names, listening to a hold flow meanwhile.
import type { StepOf } from '../../flow/verbs.ts';
import { demandSteps } from '../../routing/demand.ts';
import { rankOf } from '../../routing/rank.ts';
import type { WaitStep } from '../../store/floor.ts';
import type { CallerCall } from '../call.ts';
import type { Need } from '../facts.ts';
import { unansweredLater } from '../open-escalation.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import { startOf } from '../place.ts';
import { placeKept, resumePlace } from '../redial.ts';
import { readPriority, type Priority } from '../../case/priority.ts';
import type { StepKind } from './kind.ts';

export const reach: StepKind<'reach'> = {
  enter(step, scene, flows) {
    const caller = callerScene(scene);
    const plan = stepsFor(caller, step.args.demand);
    if ('need' in plan) return plan;
    const { steps, assigned } = plan;
    if (steps.length === 0) return unavailable(caller);
    const kept = placeKept(caller, step.args.demand);
    if (kept && 'need' in kept) return kept;
    if (kept) resumePlace(caller, kept);
    join(step, caller, steps, kept?.standing?.joined);
    caller.set({ assigned });
    caller.call = { ...caller.call, back: [...caller.call.back, caller.call.at] };
    return { to: startOf(flows, step.args.hold) };
  },
};

/** Who may take this caller in that line, from when on; a need, until it is known what the engineer of the case is doing. */
export function stepsFor(scene: Scene<CallerCall>, demand: string): { need: Need } | { steps: WaitStep[]; assigned: 'none' | 'here' | 'away' } {
  const assigned = assignedTo(demand, scene);
  const engineer = assigned === undefined ? undefined : scene.known('engineer');
  if (assigned !== undefined && !engineer) return { need: { need: 'engineer', agent: assigned } };
  const steps = demandSteps(scene.centre, demand, { now: scene.now, ...(engineer ? { assigned: engineer } : {}) });
  return { steps, assigned: engineer === undefined ? 'none' : engineer.state === 'ready' ? 'here' : 'away' };
}

function assignedTo(demand: string, scene: Scene<CallerCall>): string | undefined {
  const asks = (scene.centre.demands[demand] ?? []).some(({ who }) => who.includes('assigned'));
  return asks ? scene.call.case?.assignedTo : undefined;
}

function unavailable(scene: Scene<CallerCall>): Outcome {
  scene.journal('unavailable', {});
  return { leave: 'unavailable' };
}

/** The arrival time is kept from line to line, and from an earlier call: who has waited does not begin anew. */
function join(step: StepOf<'reach'>, scene: Scene<CallerCall>, steps: ReturnType<typeof demandSteps>, before = scene.now): void {
  const priority = priorityOf(scene.call);
  const joined = Math.min(scene.call.standing?.joined ?? scene.now, before);
  const rank = rankOf(joined, priority, scene.centre);
  const limit = scene.centre.priorities[priority].offers;
  const wait = scene.id();
  const classes = [...new Set(steps.flatMap((each) => each.classes))];
  scene.floor({ verb: 'join', wait: { id: wait, call: scene.call.id, rank, joined, steps, limit } });
  if (priority === 'P1') unansweredLater(scene, wait);
  scene.journal('joined', { wait, demand: step.args.demand, priority });
  scene.call = {
    ...scene.call,
    standing: { demand: step.args.demand, hold: step.args.hold, classes, priority, joined, rank, limit },
    doing: { is: 'waiting', wait, musicS: 0 },
  };
}

/** A priority set in the flow (a network that is down) goes before the case's; without either the lowest rank is right. */
function priorityOf(call: CallerCall): Priority {
  return readPriority(call.vars['priority'] ?? '') ?? call.case?.priority ?? 'P4';
}
