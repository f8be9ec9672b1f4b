// interpreters: the languages that are interpreted, each named in itself by a key of its own, and the last key for any other.
import type { StepOf } from '../../flow/verbs.ts';
import type { Say } from '../instruction.ts';
import { readMenu } from '../keys.ts';
import type { Outcome, Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { triesOf, typedIn } from './listen.ts';

export const interpreters: StepKind<'interpreters'> = {
  enter: (step, scene) => (scene.centre.interpreting.length === 0 ? { leave: 'other' } : offer(step, scene, 0)),
  on(step, scene, event) {
    const typed = typedIn(scene, event);
    if (!typed) return { keep: scene.call.doing };
    if ('need' in typed) return typed;
    const tongues = scene.centre.interpreting;
    const reading = readMenu(typed, { keys: [...tongues.map((_, index) => String(index + 1)), otherKey(tongues)], finishKey: '' }, scene.now);
    if (reading.is === 'key') return chosen(scene, tongues[Number(reading.key) - 1]);
    if (reading.is !== 'silence') scene.spoken.push(scene.say('front.not-understood'));
    const tries = triesOf(scene) + 1;
    return tries >= step.args.misses ? { leave: 'missed' } : offer(step, scene, tries);
  },
};

const otherKey = (tongues: readonly string[]): string => String(tongues.length + 1);

function chosen(scene: Scene, tongue: string | undefined): Outcome {
  if (tongue === undefined) return { leave: 'other' };
  scene.set({ interpret: tongue });
  return { leave: 'next' };
}

/** A caller hears each named in itself by its own voice, an agent by their own. */
function offer({ args }: StepOf<'interpreters'>, scene: Scene, tries: number): Outcome {
  const { call, centre: { interpreting } } = scene;
  const voiceOf = (tongue: string): string => (call.role === 'caller' ? tongue : call.language);
  const offers = interpreting.map((tongue, index): Say => ({ ...scene.say(args.prompt, { tongue, key: index + 1 }), language: voiceOf(tongue) }));
  const spoken = [...scene.spoken.splice(0), ...offers, scene.say(args.other, { key: otherKey(interpreting) })];
  return { stay: { is: 'listening', tries, quietFrom: scene.now + args.timeout * 1000 }, tell: [{ do: 'keys', spoken, finishKey: '', most: 1, timeoutS: args.timeout }] };
}
