// ask: digits into a variable, ended by `#`.
import type { StepOf } from '../../flow/verbs.ts';
import { readAnswer } from '../keys.ts';
import type { Outcome, Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { listen, triesOf, typedIn } from './listen.ts';

export const ask: StepKind<'ask'> = {
  enter: (step, scene) => question(step, scene, 0),
  on(step, scene, event) {
    const typed = typedIn(scene, event);
    if (!typed) return { keep: scene.call.doing };
    if ('need' in typed) return typed;
    const reading = readAnswer(typed, step.args.pattern, scene.now);
    if (reading.is === 'number' && reading.digits.length <= step.args.most) {
      scene.set({ [step.args.into]: reading.digits });
      return { leave: 'next' };
    }
    if (reading.is === 'key' && 'empty' in step.ways) return { leave: 'empty' };
    if (reading.is === 'start-again') {
      scene.spoken.push(scene.say('start-again'));
      return question(step, scene, triesOf(scene));
    }
    if (reading.is !== 'silence') scene.spoken.push(scene.say(step.args.pattern === 'case-number' ? 'case.malformed' : 'front.not-understood'));
    const tries = triesOf(scene) + 1;
    scene.journal('miss', { step: scene.call.at.step, tries });
    return tries >= step.args.misses ? { leave: 'missed' } : question(step, scene, tries);
  },
};

const question = (step: StepOf<'ask'>, scene: Scene, tries: number): Outcome => listen(scene, step.args, tries, { finishKey: '#' });
