// say: a prompt on the way to the next step.
import type { StepKind } from './kind.ts';

export const say: StepKind<'say'> = {
  enter(step, scene) {
    scene.spoken.push(scene.say(step.args.prompt));
    return { leave: 'next' };
  },
};
