// reach: into the line for the people a demand names, listening to a hold flow meanwhile.
import type { StepOf } from '../../flow/verbs.ts';
import { limitOf } from '../../routing/demand.ts';
import { rankOf } from '../../routing/rank.ts';
import type { CallerCall } from '../call.ts';
import { callbackKeys, OPEN_KEY, openCallback } from '../callback.ts';
import { lineUp, type LineUp } from '../line-up.ts';
import { standInLine, type RankedPlace } from '../stand.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import { startOf } from '../place.ts';
import { placeKept, priorityKept, resumePlace } from '../redial.ts';
import { readPriority, type Priority } from '../../case/priority.ts';
import type { StepKind } from './kind.ts';

export const reach: StepKind<'reach'> = {
  enter(step, scene, flows) {
    const caller = callerScene(scene);
    const promised = ifPromised(step, caller);
    if (promised) return promised;
    const kept = openCallback(caller.call) ? undefined : placeKept(caller, step.args.demand);
    if (kept && 'need' in kept) return kept;
    if (kept) priorityKept(caller, kept);
    const plan = lineUp(caller, step.args.demand);
    if ('need' in plan) return plan;
    if (plan.steps.length === 0) return unavailable(caller);
    const place = placeFor(caller, plan, kept?.standing?.joined);
    const full = kept ? undefined : ifFull(step, caller, place);
    if (full) return full;
    if (kept) resumePlace(caller, kept);
    const wait = standInLine(caller, { ...step.args, reach: caller.call.at }, plan, place);
    caller.set({ assigned: plan.assigned });
    caller.call = { ...caller.call, doing: { is: 'waiting', wait, musicS: 0 }, back: [...caller.call.back, caller.call.at] };
    return { to: startOf(flows, step.args.hold) };
  },
};

/** Whoever calls in while they have a callback open for this is asked, once, whether they would rather wait now. */
function ifPromised({ args: { demand }, ways }: StepOf<'reach'>, scene: Scene<CallerCall>): Outcome | undefined {
  const { call } = scene;
  if (!('promised' in ways) || call.from.kind !== 'number' || call.standing || openCallback(call)) return undefined;
  const [key] = callbackKeys(call, call.from, demand);
  const found = scene.known('callback');
  if (!found && key !== undefined) return { need: { need: 'callback', keys: [key] } };
  if (found?.is !== 'open' || key === undefined) return undefined;
  scene.set({ [OPEN_KEY]: key });
  return { leave: 'promised' };
}

function unavailable(scene: Scene<CallerCall>): Outcome {
  scene.journal('unavailable', {});
  return { leave: 'unavailable' };
}

/** The arrival time is kept from line to line, and from an earlier call: who has waited does not begin anew. */
function placeFor(scene: Scene<CallerCall>, { classes, extraS }: LineUp, before = scene.now): RankedPlace {
  const priority = priorityOf(scene.call);
  const joined = Math.min(scene.call.standing?.joined ?? scene.now, before);
  return { priority, joined, rank: rankOf(joined, priority, scene.centre, extraS), classes };
}

/** Whoever finds too many ahead is told at once; a P1 never, nor who comes back to a place. Two of one moment may share the last one. */
function ifFull({ args: { demand }, ways }: StepOf<'reach'>, scene: Scene<CallerCall>, { priority, ...of }: RankedPlace): Outcome | undefined {
  const most = limitOf(scene.centre, demand).waiting;
  if (most === undefined || priority === 'P1' || !('full' in ways) || scene.call.standing?.demand === demand) return undefined;
  const ahead = scene.known('ahead');
  if (ahead === undefined) return { need: { need: 'ahead', of } };
  if (ahead < most) return undefined;
  scene.journal('line-full', { demand, priority });
  return { leave: 'full' };
}

/** A priority set in the flow (a network that is down) goes before the case's; without either the lowest rank is right. */
function priorityOf(call: CallerCall): Priority {
  return readPriority(call.vars['priority'] ?? '') ?? call.case?.priority ?? 'P4';
}
