// promise, redeem: a callback is asked for, one a person for one thing; and used by who calls in before it came.
import { readCaller } from '../../phone/caller.ts';
import type { Flows } from '../../flow/verbs.ts';
import { rankOf } from '../../routing/rank.ts';
import type { CallerCall } from '../call.ts';
import { callbackKeys, OPEN_KEY, openingFor, promiseCallback, redeemCallback } from '../callback.ts';
import type { Need } from '../facts.ts';
import { lineUp } from '../line-up.ts';
import { stepAt, type Place } from '../place.ts';
import { callerPriority } from '../rule-facts.ts';
import { callerScene, type Scene } from '../scene.ts';
import { CALLBACK_NUMBER } from './dialable.ts';
import type { StepKind } from './kind.ts';

export const promise: StepKind<'promise'> = {
  enter(step, scene, flows) {
    const caller = callerScene(scene);
    const to = readCaller(caller.call.vars[CALLBACK_NUMBER] ?? '');
    const place = placeOf(step.args.opening, caller, flows);
    if (place && 'need' in place) return place;
    const engineer = step.args.by === undefined ? undefined : caller.call.case?.assignedTo;
    if (to.kind !== 'number' || !place || (step.args.by !== undefined && engineer === undefined)) return { leave: 'unavailable' };
    const { standing } = place;
    const found = scene.known('callback');
    if (!found) return { need: { need: 'callback', keys: callbackKeys(caller.call, to, standing.demand) } };
    if (found.is === 'open') return { leave: 'open' };
    promiseCallback(caller, flows, { to, ...place, ...(engineer !== undefined && { engineer }) });
    return { leave: 'promised' };
  },
};

type Promised = Pick<Parameters<typeof promiseCallback>[2], 'standing' | 'due'>;

/** The place they have; or, in no line, one that begins when somebody is at work. */
function placeOf(opening: Place | undefined, scene: Scene<CallerCall>, flows: Flows): Promised | { need: Need } | undefined {
  if (scene.call.standing) return { standing: scene.call.standing };
  if (!opening) return undefined;
  const reach = stepAt(flows, opening);
  const due = openingFor(scene);
  if (reach.verb !== 'reach' || due === undefined) return undefined;
  const { demand, hold } = reach.args;
  const plan = lineUp(scene, demand);
  if ('need' in plan) return plan;
  const { now: joined, centre } = scene;
  const priority = callerPriority(scene);
  const rank = rankOf(joined, priority, centre, plan.extraS);
  return { due, standing: { demand, hold, reach: opening, classes: plan.classes, priority, joined, entered: joined, rank, limit: centre.priorities[priority].offers } };
}

export const redeem: StepKind<'redeem'> = {
  enter(_step, scene) {
    const caller = callerScene(scene);
    const key = caller.call.vars[OPEN_KEY];
    if (key === undefined) return { leave: 'next' };
    const found = scene.known('callback');
    if (!found) return { need: { need: 'callback', keys: [key] } };
    if (found.is === 'none') return { leave: 'next' };
    if (!found.promised) return { leave: 'calling' };
    redeemCallback(caller, found.promised);
    scene.spoken.push(scene.say('hold.resumed'));
    return { leave: 'next' };
  },
};
