// languages: those of the line, each offered in itself by a key of its own, and the last key for any other.
import type { StepOf } from '../../flow/verbs.ts';
import { lineFor } from '../begin.ts';
import type { CallerCall } from '../call.ts';
import type { Say } from '../instruction.ts';
import { readMenu } from '../keys.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { triesOf, typedIn } from './listen.ts';

/** Keys 1 to 8, so that one is left for any other language. */
const SERVED_MAX = 8;

export const languages: StepKind<'languages'> = {
  enter: (step, scene) => offer(step, callerScene(scene), 0),
  on(step, scene, event) {
    const caller = callerScene(scene);
    const typed = typedIn(caller, event);
    if (!typed) return { keep: caller.call.doing };
    if ('need' in typed) return typed;
    const served = servedBy(caller);
    const reading = readMenu(typed, { keys: [...served.map((_, index) => String(index + 1)), otherKey(served)], finishKey: '' }, caller.now);
    if (reading.is === 'key') return chosen(caller, served[Number(reading.key) - 1]);
    if (reading.is !== 'silence') caller.spoken.push(caller.say('front.not-understood'));
    const tries = triesOf(caller) + 1;
    return tries >= step.args.misses ? { leave: 'missed' } : offer(step, caller, tries);
  },
};

const servedBy = ({ call, centre }: Scene<CallerCall>): readonly string[] => lineFor(centre, call.line).languages.slice(0, SERVED_MAX);

const otherKey = (served: readonly string[]): string => String(served.length + 1);

function chosen(caller: Scene<CallerCall>, language: string | undefined): Outcome {
  if (language === undefined) return { leave: 'other' };
  caller.call = { ...caller.call, language };
  return { leave: 'next' };
}

/** Whoever understands nothing else understands their own language: each is said by its own voice. */
function offer({ args }: StepOf<'languages'>, caller: Scene<CallerCall>, tries: number): Outcome {
  const served = servedBy(caller);
  const offers = served.map((language, index): Say => ({ ...caller.say(args.prompt, { key: index + 1 }), language }));
  const spoken = [...caller.spoken.splice(0), ...offers, caller.say(args.other, { key: otherKey(served) })];
  return { stay: { is: 'listening', tries, quietFrom: caller.now + args.timeout * 1000 }, tell: [{ do: 'keys', spoken, finishKey: '', most: 1, timeoutS: args.timeout }] };
}
