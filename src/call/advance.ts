// The centre of everything: one pure step. Given a call and what happened to it, the next call, what it hears, and what is to be done.
import { Fault } from '../faults.ts';
import type { Flows } from '../flow/verbs.ts';
import type { Call } from './call.ts';
import { type Effects, isNothing } from './effects.ts';
import type { CallEvent } from './event.ts';
import type { Facts, Need } from './facts.ts';
import { happen } from './happen.ts';
import type { Instruction } from './instruction.ts';
import { stepAt, wayOut, type Visit } from './place.ts';
import { openScene, type Scene } from './scene.ts';
import { stepKind } from './steps/index.ts';

/** A flow that goes through more steps than this without waiting for anybody is broken; `check` refuses such a flow. */
const STEPS_PER_TURN_MAX = 100;

export type Advanced =
  | { need: Need }
  /** `instructions` is undefined where the leg goes on with what it was told; the same `call` where nothing changed; `walked` are the steps gone through. */
  | { call: Call; instructions: readonly Instruction[] | undefined; effects: Effects; walked: readonly Visit[] };

export function advance(flows: Flows, call: Call, event: CallEvent, facts: Facts): Advanced {
  const scene = openScene(call, facts);
  const walked: Visit[] = [];
  let outcome = happen(flows, scene, event);
  for (let steps = 0; steps < STEPS_PER_TURN_MAX; steps++) {
    if ('need' in outcome) return outcome;
    if ('keep' in outcome) return settled(call, scene, outcome.keep, undefined, walked);
    if ('stay' in outcome) return settled(call, scene, outcome.stay, [...scene.spoken, ...outcome.tell], [...walked, scene.call.at]);
    walked.push('leave' in outcome ? { ...scene.call.at, way: outcome.leave } : scene.call.at);
    scene.call = { ...scene.call, at: 'to' in outcome ? outcome.to : wayOut(flows, scene.call.at, outcome.leave) };
    const here = scene.call.at;
    const step = stepAt(flows, here);
    outcome = stepKind(step).enter(step, scene, flows);
    // Out of a sub-flow or a line, the step that led out is not the one whose way is taken.
    if (scene.call.at !== here) walked.push(here);
  }
  throw new Fault('endless', `Flow ${scene.call.at.flow}, step ${scene.call.at.step}.`);
}

/** Every change moves the turn on; new words make a new document, so that answers to older ones are known as such. */
function settled(before: Call, scene: Scene, doing: Call['doing'], instructions: readonly Instruction[] | undefined, walked: readonly Visit[]): Advanced {
  const { call, effects } = scene;
  if (!instructions && doing === before.doing && call === before && isNothing(effects)) return { call: before, instructions, effects, walked };
  const turn = call.turn + 1;
  const heard = instructions ? { answer: instructions, document: turn } : {};
  return { call: { ...call, doing, turn, ...heard }, instructions, effects, walked };
}
