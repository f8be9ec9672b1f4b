// reach: into the line for the people a demand names, listening to a hold flow meanwhile.
import type { StepOf } from '../../flow/verbs.ts';
import { demandSteps } from '../../routing/demand.ts';
import { rankOf } from '../../routing/rank.ts';
import type { CallerCall } from '../call.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import { startOf } from '../place.ts';
import { readPriority, type Priority } from '../../case/priority.ts';
import type { StepKind } from './kind.ts';

/** A P1 whom nobody has taken by then is an escalation of its own, and whoever has duty is rung, signed in or not. */
const P1_UNANSWERED_MS = 60_000;

export const reach: StepKind<'reach'> = {
  enter(step, scene, flows) {
    const caller = callerScene(scene);
    const assigned = assignedTo(step, caller);
    const engineer = scene.known('engineer');
    if (assigned !== undefined && !engineer) return { need: { need: 'engineer', agent: assigned } };
    const steps = demandSteps(scene.centre, step.args.demand, { now: scene.now, ...(engineer ? { assigned: engineer } : {}) });
    if (steps.length === 0) return unavailable(caller);
    join(step, caller, steps);
    caller.set({ assigned: engineer === undefined ? 'none' : engineer.state === 'ready' ? 'here' : 'away' });
    caller.call = { ...caller.call, back: [...caller.call.back, caller.call.at] };
    return { to: startOf(flows, step.args.hold) };
  },
};

function assignedTo(step: StepOf<'reach'>, scene: Scene<CallerCall>): string | undefined {
  const asks = (scene.centre.demands[step.args.demand] ?? []).some(({ who }) => who.includes('assigned'));
  return asks ? scene.call.case?.assignedTo : undefined;
}

function unavailable(scene: Scene<CallerCall>): Outcome {
  scene.journal('unavailable', {});
  return { leave: 'unavailable' };
}

/** The arrival time is kept from line to line: who has waited does not begin anew. */
function join(step: StepOf<'reach'>, scene: Scene<CallerCall>, steps: ReturnType<typeof demandSteps>): void {
  const priority = priorityOf(scene.call);
  const joined = scene.call.standing?.joined ?? scene.now;
  const rank = rankOf(joined, priority, scene.centre);
  const limit = scene.centre.priorities[priority].offers;
  const wait = scene.id();
  const classes = [...new Set(steps.flatMap((each) => each.classes))];
  scene.floor({ verb: 'join', wait: { id: wait, call: scene.call.id, rank, joined, steps, limit } });
  if (priority === 'P1') scene.work({ do: 'tell', call: scene.call.id, message: { tell: 'due', what: 'unanswered', of: wait } }, scene.now + P1_UNANSWERED_MS);
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
