// text: a short message to the caller. The gate for outgoing numbers is asked here for whoever waits to hear, and again when it is sent.
import { mayDial } from '../../phone/outgoing.ts';
import { callerOf, customerOf, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const text: StepKind<'text'> = {
  enter(step, scene) {
    const customer = customerOf(scene);
    if (customer?.from.kind !== 'number' || !mayDial(customer.from.number, scene.centre.outgoing, 'text').ok) return refused(scene);
    scene.work({ do: 'text', to: { caller: callerOf(scene.call) }, about: scene.call.id, key: step.args.prompt, values: scene.say(step.args.prompt).values });
    return { leave: 'next' };
  },
};

function refused(scene: Scene): Outcome {
  scene.journal('text-refused');
  return { leave: 'refused' };
}
