// menu: keys, and perhaps a typed number, on one prompt.
import type { StepOf } from '../../flow/verbs.ts';
import { announce } from '../announce.ts';
import { readMenu, type Reading } from '../keys.ts';
import { isStaff, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { listen, triesOf, typedIn } from './listen.ts';

/** A case number's twelve digits and the `#` after them. */
const NUMBER_KEYS = 13;
/** From the second try on `#` ends the number, so somebody who looks for their paper between two digits may take this long. */
const PAPER_S = 6;
const isKey = (way: string): boolean => /^[0-9*#]$/.test(way);

export const menu: StepKind<'menu'> = {
  enter(step, scene) {
    if (step.args.announcement) announce(scene);
    return offer(step, scene, 0);
  },
  on(step, scene, event) {
    const typed = typedIn(scene, event);
    if (!typed) return { keep: scene.call.doing };
    if ('need' in typed) return typed;
    const { number } = step.args;
    const { finishKey } = gather(step, triesOf(scene));
    return answer(step, scene, readMenu(typed, { keys: Object.keys(step.ways).filter(isKey), finishKey, ...(number ? { number } : {}) }, scene.now), typed.digits);
  },
};

/**
 * With a number, the first try ends at once on `*` and on the thirteenth key, so nobody waits; from the second try on
 * `#` ends what was typed, which leaves nothing to tell apart by a clock.
 */
function gather(step: StepOf<'menu'>, tries: number): { finishKey: '' | '#' | '*'; most?: number } {
  if (!step.args.number) return { finishKey: '', most: 1 };
  return tries === 0 ? { finishKey: '*', most: NUMBER_KEYS } : { finishKey: '#' };
}

function offer(step: StepOf<'menu'>, scene: Scene, tries: number): Outcome {
  const { number, timeout } = step.args;
  return listen(scene, number && tries > 0 ? { ...step.args, timeout: Math.max(timeout, PAPER_S) } : step.args, tries, gather(step, tries));
}

function answer(step: StepOf<'menu'>, scene: Scene, reading: Reading, digits: string): Outcome {
  switch (reading.is) {
    case 'key':
      // Whoever is a prompt ahead keys the beginning of a PIN here.
      scene.journal('key', { step: scene.call.at.step, ...(isStaff(scene) ? {} : { key: reading.key }) });
      return { leave: reading.key };
    case 'number':
      scene.set({ [step.args.into ?? 'number']: reading.digits });
      scene.journal('number', { step: scene.call.at.step });
      return { leave: 'number' };
    case 'start-again':
      scene.spoken.push(scene.say('start-again'));
      return offer(step, scene, 0);
    case 'silence':
      return 'quiet' in step.ways ? { leave: 'quiet' } : missed(step, scene);
    case 'malformed':
      // A single key was no try at a number.
      scene.spoken.push(scene.say(step.args.number && digits.replace(/#/g, '').length > 1 ? 'case.malformed' : 'front.not-understood'));
      return missed(step, scene);
  }
}

function missed(step: StepOf<'menu'>, scene: Scene): Outcome {
  const tries = triesOf(scene) + 1;
  scene.journal('miss', { step: scene.call.at.step, tries });
  return tries >= step.args.misses ? { leave: 'missed' } : offer(step, scene, tries);
}
