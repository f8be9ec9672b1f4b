// reach: into the line for the people a demand names, listening to a hold flow meanwhile.
import type { StepOf } from '../../flow/verbs.ts';
import { limitOf } from '../../routing/demand.ts';
import { rankOf } from '../../routing/rank.ts';
import type { LinePlace } from '../../store/floor.ts';
import type { CallerCall, Standing } from '../call.ts';
import { lineUp, type LineUp } from '../line-up.ts';
import { p1InLine } from '../summon.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import { startOf } from '../place.ts';
import { placeKept, priorityKept, resumePlace } from '../redial.ts';
import { readPriority, type Priority } from '../../case/priority.ts';
import { visitOf } from '../visit.ts';
import type { StepKind } from './kind.ts';

export const reach: StepKind<'reach'> = {
  enter(step, scene, flows) {
    const caller = callerScene(scene);
    const kept = placeKept(caller, step.args.demand);
    if (kept && 'need' in kept) return kept;
    if (kept) priorityKept(caller, kept);
    const plan = lineUp(caller, step.args.demand);
    if ('need' in plan) return plan;
    if (plan.steps.length === 0) return unavailable(caller);
    const place = placeFor(caller, plan, kept?.standing?.joined);
    const full = kept ? undefined : ifFull(step, caller, place);
    if (full) return full;
    if (kept) resumePlace(caller, kept);
    join(step, caller, plan, place);
    caller.set({ assigned: plan.assigned });
    caller.call = { ...caller.call, back: [...caller.call.back, caller.call.at] };
    return { to: startOf(flows, step.args.hold) };
  },
};

function unavailable(scene: Scene<CallerCall>): Outcome {
  scene.journal('unavailable', {});
  return { leave: 'unavailable' };
}

interface Place extends LinePlace {
  priority: Priority;
}

/** The arrival time is kept from line to line, and from an earlier call: who has waited does not begin anew. */
function placeFor(scene: Scene<CallerCall>, { classes, extraS }: LineUp, before = scene.now): Place {
  const priority = priorityOf(scene.call);
  const joined = Math.min(scene.call.standing?.joined ?? scene.now, before);
  return { priority, joined, rank: rankOf(joined, priority, scene.centre, extraS), classes };
}

/** Whoever finds too many ahead is told at once; a P1 never, nor who comes back to a place. Two of one moment may share the last one. */
function ifFull({ args: { demand }, ways }: StepOf<'reach'>, scene: Scene<CallerCall>, { priority, ...of }: Place): Outcome | undefined {
  const most = limitOf(scene.centre, demand).waiting;
  if (most === undefined || priority === 'P1' || !('full' in ways)) return undefined;
  const ahead = scene.known('ahead');
  if (ahead === undefined) return { need: { need: 'ahead', of } };
  if (ahead < most) return undefined;
  scene.journal('line-full', { demand, priority });
  return { leave: 'full' };
}

function join(step: StepOf<'reach'>, scene: Scene<CallerCall>, { steps, staffed }: LineUp, { classes, priority, rank, joined }: Place): void {
  const limit = scene.centre.priorities[priority].offers;
  const wait = scene.id();
  scene.floor({ verb: 'join', wait: { id: wait, call: scene.call.id, rank, joined, steps, limit } });
  if (priority === 'P1') p1InLine(scene, wait);
  const { demand, hold } = step.args;
  const standing: Standing = { demand, hold, classes, priority, joined, entered: scene.now, rank, limit, ...(staffed && { staffed }) };
  scene.call = { ...scene.call, standing, doing: { is: 'waiting', wait, musicS: 0 } };
  scene.journal('joined', { wait, ...visitOf(scene.call, standing) });
}

/** A priority set in the flow (a network that is down) goes before the case's; without either the lowest rank is right. */
function priorityOf(call: CallerCall): Priority {
  return readPriority(call.vars['priority'] ?? '') ?? call.case?.priority ?? 'P4';
}
