// identify, sign-in: on the staff line, a staff id and then its PIN. Both are read from the keys as they come, and kept nowhere.
import type { StepOf } from '../../flow/verbs.ts';
import type { StaffCall } from '../call.ts';
import type { CallEvent } from '../event.ts';
import { readAnswer } from '../keys.ts';
import { staffScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { listen, triesOf, typedIn } from './listen.ts';

type Question = StepOf<'identify'> | StepOf<'sign-in'>;

/** The call keeps a claim for the id: whoever reads the store learns no digits, and somebody may have keyed their PIN first. */
export const identify: StepKind<'identify'> = {
  enter: (step, scene) => question(step, scene, 0),
  on: (step, scene, event) => answered(step, staffScene(scene), event, (staff, digits) => {
    const claim = staff.known('claim');
    if (claim === undefined) return { need: { need: 'claim', digits } };
    staff.call = { ...staff.call, claim };
    return { leave: 'next' };
  }),
};

export const signIn: StepKind<'sign-in'> = {
  enter: (step, scene) => question(step, scene, 0),
  on: (step, scene, event) => answered(step, staffScene(scene), event, (staff, pin) => {
    const found = staff.known('staff');
    // Without a claim nobody can be meant; it is still a try, so that it sounds and takes as long as any other.
    if (!found) return { need: { need: 'staff', claim: staff.call.claim ?? '', pin } };
    const { claim: _claim, ...call } = staff.call;
    staff.call = call;
    switch (found.is) {
      case 'known':
        staff.call = { ...call, agent: found.agent, language: found.language ?? call.language, ...(found.supervisor && { supervisor: found.supervisor }) };
        staff.journal('signed-in');
        // They do this every day and know what comes: the next key counts while the first words are spoken.
        staff.strays = false;
        return { leave: 'next' };
      case 'wrong':
        staff.call = { ...call, wrong: call.wrong + 1 };
        staff.journal('not-signed-in', { tries: staff.call.wrong });
        return { leave: staff.call.wrong >= step.args.tries ? 'missed' : 'wrong' };
      case 'locked':
        staff.journal('sign-in-locked');
        staff.work({ do: 'alarm', what: 'staff-locked', about: found.about });
        return { leave: 'locked' };
    }
  }),
};

const question = (step: Question, scene: Scene, tries: number): Outcome => listen(scene, step.args, tries, { finishKey: '#' });

/** Whatever is no digits is a miss: star, pound alone, silence. */
function answered(step: Question, scene: Scene<StaffCall>, event: CallEvent, keyed: (scene: Scene<StaffCall>, digits: string) => Outcome): Outcome {
  const typed = typedIn(scene, event);
  if (!typed) return { keep: scene.call.doing };
  if ('need' in typed) return typed;
  const reading = readAnswer(typed, 'digits', scene.now);
  if (reading.is === 'number') return keyed(scene, reading.digits);
  if (reading.is !== 'silence') scene.spoken.push(scene.say(reading.is === 'start-again' ? 'start-again' : 'front.not-understood'));
  const tries = triesOf(scene) + 1;
  scene.journal('miss', { step: scene.call.at.step, tries });
  return tries >= step.args.misses ? { leave: 'missed' } : question(step, scene, tries);
}
