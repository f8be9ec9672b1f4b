// Somebody who was promised a callback: in line without a leg, rung when an agent has taken them, and brought together by a key.
import { lineClosed } from '../door/door.ts';
import type { Flows } from '../flow/verbs.ts';
import { rankOf } from '../routing/rank.ts';
import { personClass } from '../routing/who.ts';
import { callableFrom, callableUntil, type Callback, endCallback, escalateCallback, isAwaitedOn, kindOf, noteCallback, openCallback, putOff, standFor, type Unreached, wakeAt } from './callback.ts';
import type { CallerCall, Doing } from './call.ts';
import { leaveLine } from './caller-leg.ts';
import { lineUp, type LineUp } from './line-up.ts';
import type { Outcome, Scene } from './scene.ts';
import { neverCloses } from './rule-facts.ts';
import { standInLine } from './stand.ts';

const over = (scene: Scene): Doing => ({ is: 'over', at: scene.now, how: 'ended-by-us' });

/** The timer of the promise: into the line, out of it for the night, or on to people who see to it. */
export function callbackDue(scene: Scene<CallerCall>): Outcome {
  const { doing } = scene.call;
  const open = openCallback(scene.call);
  if (!open || doing.is !== 'promised') return { keep: doing };
  const from = callableFrom(scene, open, scene.now);
  if (doing.wait === undefined) {
    // The switch was turned, which is no reason to begin before its time; or the clock of the store is a little ahead of ours.
    if (scene.now < open.due) {
      wakeAt(scene, open, open.due);
      return { keep: doing };
    }
    return from > scene.now ? restUntil(scene, open, from) : isShut(scene) ? restUntil(scene, open, scene.now + SHUT_MS) : intoLine(scene, open);
  }
  // An agent has them already, and the word of it is on its way.
  if (scene.facts.wait?.state !== 'waiting') return { keep: doing };
  if (scene.now >= lateFrom(scene)) return giveUp(scene);
  if (from > scene.now) return restUntil(scene, open, from);
  if (isShut(scene)) return restUntil(scene, open, scene.now + SHUT_MS);
  lookLater(scene, open);
  return { keep: doing };
}

/** So soon after the switch has opened their line again they stand in it. */
const SHUT_MS = 60_000;

/** Nobody is called into a house that is closed; who is worked for at any hour finds none closed. */
function isShut(scene: Scene<CallerCall>): boolean {
  const { call: { standing, region }, centre, facts, now } = scene;
  return standing !== undefined && !neverCloses(scene, standing.priority) && lineClosed(centre, facts.switched, standing.demand, region, now);
}

function intoLine(scene: Scene<CallerCall>, open: Callback): Outcome {
  const { standing } = scene.call;
  if (!standing) throw new Error('a callback was promised in no line');
  const found = lineUp(scene, standing.demand);
  if ('need' in found) return found;
  const plan = theirsFirst(found, open, scene.now);
  if (plan.steps.length === 0) return giveUp(scene);
  const { priority } = standing;
  const joined = Math.max(standing.joined, scene.now - longestS(scene) * 1000);
  const wait = standInLine(scene, standing, plan, { classes: plan.classes, priority, joined, rank: rankOf(joined, priority, scene.centre, plan.extraS) });
  lookLater(scene, open);
  return { keep: { is: 'promised', wait } };
}

/** Who wants their own engineer stands in line for nobody else until the time for that is over. */
function theirsFirst(plan: LineUp, { engineer }: Callback, now: number): LineUp {
  if (!engineer || engineer.until <= now) return plan;
  const alone = personClass(engineer.agent);
  const others = plan.classes.length > 0 ? [{ from: engineer.until, classes: plan.classes }] : [];
  return { ...plan, steps: [{ from: now, classes: [alone] }, ...others], classes: [...new Set([alone, ...plan.classes])] };
}

/** Nobody has waited longer than two legs last when they are promised a callback; after that only time in line counts. */
const longestS = ({ centre }: Scene): number => 2 * centre.settings.legS;

const lateFrom = ({ call, now, centre }: Scene<CallerCall>): number => Math.max(call.standing?.entered ?? now, call.callback?.engineer?.until ?? 0) + centre.callbacks.withinS * 1000;

const lookLater = (scene: Scene<CallerCall>, open: Callback): void => wakeAt(scene, open, Math.min(lateFrom(scene), callableUntil(scene, open)));

function giveUp(scene: Scene<CallerCall>): Outcome {
  leaveLine(scene, 'escalated');
  escalateCallback(scene, 'late');
  return { keep: over(scene) };
}

/** Out of the line while they are not to be called; the place is theirs again after that. */
function restUntil(scene: Scene<CallerCall>, open: Callback, due: number): Outcome {
  leaveLine(scene, 'callback');
  const { standing } = scene.call;
  if (standing) scene.call = { ...scene.call, standing: putOff(standing, scene.now, due) };
  noteCallback(scene, { ...open, due });
  wakeAt(scene, open, due);
  return { keep: { is: 'promised' } };
}

/** The carrier lets a phone ring five seconds longer than it is asked to, and may be slow to tell. */
const NOT_THERE_MS = 15_000;

/** An agent has taken them, and waits in the room: now their phone is rung. */
export function ringCustomer(scene: Scene<CallerCall>, { wait, offer, agent }: { wait: string; offer: string; agent: string }): Outcome {
  scene.call = { ...scene.call, members: [{ agent, leg: offer }] };
  noteTry(scene, { agent });
  return ring(scene, wait);
}

/** One more time they are rung. */
export function noteTry(scene: Scene<CallerCall>, how: Readonly<Record<string, string>>): void {
  const { callback } = scene.call;
  if (callback) scene.journal('calling-back', { callback: callback.id, ...kindOf(callback), ...how });
}

/** Once: the next try is another call's. */
export function ring(scene: Scene<CallerCall>, wait: string): Outcome {
  const { id } = scene.call;
  scene.work({ do: 'ring-customer', call: id }, undefined, `ring:${id}`);
  scene.work({ do: 'tell', call: id, message: { tell: 'due', what: 'not-there', of: wait } }, scene.now + scene.centre.settings.ringS * 1000 + NOT_THERE_MS, `not-there:${id}`);
  return { keep: { is: 'dialling', wait } };
}

/** Nothing was heard of their phone since we asked for it: whether it rang or not, nobody is there. */
export function notThere(flows: Flows, scene: Scene<CallerCall>): Outcome {
  const { doing, sid } = scene.call;
  return doing.is === 'dialling' && sid === undefined ? notDialled(flows, scene, 'failed') : { keep: doing };
}

export function notDialled(flows: Flows, scene: Scene<CallerCall>, why: Unreached): Outcome {
  unreached(flows, scene, why);
  return { keep: over(scene) };
}

/** They want none any more. Who is being called, or talks, is not asked; who is to be forgotten is not rung a moment longer. */
export function cancelCallback(scene: Scene<CallerCall>, { by, forget }: { by: string; forget?: true }): Outcome {
  const { call: { doing, members }, facts } = scene;
  const open = openCallback(scene.call);
  if (!open || (!forget && (doing.is !== 'promised' || facts.wait?.state === 'talking'))) return { keep: doing };
  scene.journal('callback-cancelled', { callback: open.id, by });
  endCallback(scene, 'declined');
  // Who is on the phone by their own will stays there.
  if (!isAwaitedOn(doing)) return { keep: doing };
  for (const { leg } of members) scene.tell(leg, { tell: 'not-reached', why: 'refused' });
  if (doing.is !== 'promised') scene.work({ do: 'hang-up', call: scene.call.id });
  letGo(scene, 'cancelled');
  return { keep: over(scene) };
}

/** A try came to nothing: the next one is another call's, or people see to it. Whoever waited in the room hears why. */
export function unreached(flows: Flows, scene: Scene<CallerCall>, why: Unreached): void {
  const open = openCallback(scene.call);
  if (!open) return;
  // Who called in and gave up waiting has the place still, and is called.
  if (open.here) return goOn(flows, scene, { ...open, due: scene.now });
  const { tries: most, againS } = scene.centre.callbacks;
  const tried: Callback = { ...open, tries: [...open.tries, { at: scene.now, why }] };
  for (const { leg } of scene.call.members) scene.tell(leg, { tell: 'not-reached', why });
  scene.journal('callback-unreached', { callback: open.id, ...kindOf(open), why, tries: tried.tries.length });
  if (why !== 'refused' && tried.tries.length < most) return goOn(flows, scene, { ...tried, due: callableFrom(scene, open, scene.now + againS[why] * 1000) });
  noteCallback(scene, tried);
  letGo(scene);
  escalateCallback(scene, 'unreached');
}

/** Whoever took them has gone before they were there: nobody is to answer to an empty room. */
export function agentGone(flows: Flows, scene: Scene<CallerCall>): Outcome {
  const open = openCallback(scene.call);
  if (open) goOn(flows, scene, { ...open, due: scene.now });
  scene.work({ do: 'hang-up', call: scene.call.id });
  return { keep: over(scene) };
}

function goOn(flows: Flows, scene: Scene<CallerCall>, open: Callback): void {
  const { standing } = scene.call;
  letGo(scene);
  const { here: _gone, ...promise } = open;
  const next: Callback = { ...promise, call: scene.id() };
  if (standing) standFor(scene, flows, next, standing);
  scene.call = { ...scene.call, callback: next };
}

function letGo(scene: Scene<CallerCall>, how = 'callback'): void {
  leaveLine(scene, how);
  scene.call = { ...scene.call, members: [] };
}
