// text: a short message to the caller. Whether their number can take one is found out when it is sent.
import { callerOf, customerOf } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const text: StepKind<'text'> = {
  enter(step, scene) {
    const customer = customerOf(scene);
    if (customer?.from.kind !== 'number') return { leave: 'refused' };
    scene.work({ do: 'text', to: { caller: callerOf(scene.call) }, about: scene.call.id, key: step.args.prompt, values: scene.say(step.args.prompt).values });
    return { leave: 'next' };
  },
};
