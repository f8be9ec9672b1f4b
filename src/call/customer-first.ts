// A callback in which the customer is on the phone first: an agent is reserved and not rung until the customer has pressed a key, and then it is a wait like any other.
import type { Flows } from '../flow/verbs.ts';
import { type Callback, isAwaited } from './callback.ts';
import type { CallerCall } from './call.ts';
import { noteTry, ring } from './called-back.ts';
import { startOf } from './place.ts';
import type { Outcome, Scene } from './scene.ts';

/** With a P1 several agents are asked at once, and none is kept free for a phone that may not be answered. */
export const isCalledFirst = (call: CallerCall, first: 'agent' | 'customer'): boolean => first === 'customer' && isAwaited(call) && call.standing?.priority !== 'P1';

/** The first agent who is reserved has the customer rung; whoever is reserved when they are there is rung at once. */
export function reserved(scene: Scene<CallerCall>, { wait, offer }: { wait: string; offer: string }): Outcome {
  const { doing } = scene.call;
  if (doing.is === 'promised' && doing.wait === wait) {
    noteTry(scene, { first: 'customer' });
    return ring(scene, wait);
  }
  if (doing.is === 'waiting' && doing.wait === wait) ringAgent(scene, offer);
  return { keep: doing };
}

const idOf = (callback: Callback | undefined): string => callback?.id ?? '';

/** They are in line with the telephone in the hand: whom nobody takes keeps the place, and whoever hangs up has the promise still. */
export function isThereFirst(flows: Flows, scene: Scene<CallerCall>, wait: string): Outcome {
  const { standing } = scene.call;
  if (!standing) throw new Error('a callback was promised in no line');
  for (const offer of scene.facts.wait?.offers ?? []) ringAgent(scene, offer);
  scene.journal('callback-there', { callback: idOf(scene.call.callback) });
  scene.spoken.push(scene.say('callback.one-moment'));
  scene.call = { ...scene.call, doing: { is: 'waiting', wait, musicS: 0 } };
  return { to: startOf(flows, standing.hold) };
}

function ringAgent(scene: Scene<CallerCall>, offer: string): void {
  scene.work({ do: 'ring-customer', call: offer }, undefined, `ring:${offer}`);
  scene.journal('rung', { leg: offer });
}
