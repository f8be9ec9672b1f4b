// choose: on the staff line, one of the centre's own: a team that keeps hours, a region, a prepared announcement.
import type { StepOf } from '../../flow/verbs.ts';
import { keepingHours } from '../../door/door.ts';
import { readMenu } from '../keys.ts';
import { staffScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { triesOf, typedIn } from './listen.ts';

/** Keys 1 to 9; what comes after them is for the API. */
const CHOICES_MAX = 9;
/** All of them: the key, and what the variable is then. */
const ALL_KEY = '0';
const ALL = '';

export const choose: StepKind<'choose'> = {
  enter(step, scene) {
    const staff = staffScene(scene);
    const [first, ...more] = choicesOf(step, staff);
    if (!first) return { leave: 'none' };
    if (more.length === 0 && step.args.all === undefined) return chosen(step, staff, first.id);
    return ask(step, staff, 0);
  },
  on(step, scene, event) {
    const staff = staffScene(scene);
    const typed = typedIn(staff, event);
    if (!typed) return { keep: staff.call.doing };
    if ('need' in typed) return typed;
    const choices = choicesOf(step, staff);
    const keys = [...choices.map((_, index) => String(index + 1)), ...(step.args.all === undefined ? [] : [ALL_KEY])];
    const reading = readMenu(typed, { keys, finishKey: '' }, staff.now);
    if (reading.is === 'key') return chosen(step, staff, reading.key === ALL_KEY ? ALL : choices[Number(reading.key) - 1]?.id ?? ALL);
    if (reading.is !== 'silence') staff.spoken.push(staff.say('front.not-understood'));
    const tries = triesOf(staff) + 1;
    return tries >= step.args.misses ? { leave: 'missed' } : ask(step, staff, tries);
  },
};

interface Choice {
  id: string;
  name: string;
}

function choicesOf({ args: { from } }: StepOf<'choose'>, { centre }: Scene): Choice[] {
  const closing = keepingHours(centre);
  const named = Object.entries<{ name: string }>(centre[from]).filter(([id]) => from !== 'teams' || closing.includes(id));
  return named.map(([id, { name }]) => ({ id, name })).slice(0, CHOICES_MAX);
}

function chosen(step: StepOf<'choose'>, scene: Scene, id: string): Outcome {
  scene.set({ [step.args.into]: id });
  return { leave: 'next' };
}

function ask(step: StepOf<'choose'>, scene: Scene, tries: number): Outcome {
  const { prompt, all, timeout } = step.args;
  const spoken = [
    ...scene.spoken.splice(0), ...choicesOf(step, scene).map(({ name }, index) => scene.say(prompt, { choice: name, key: index + 1 })),
    ...(all === undefined ? [] : [scene.say(all, { key: 0 })]),
  ];
  return { stay: { is: 'listening', tries, quietFrom: scene.now + timeout * 1000 }, tell: [{ do: 'keys', spoken, finishKey: '', most: 1, timeoutS: timeout }] };
}
