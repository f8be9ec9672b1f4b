// closed: nobody is at work for this caller. What they would rather do is asked, and kept as a record.
import type { StepOf } from '../../flow/verbs.ts';
import { closedCall, type ClosedCallRecord } from '../closed-call.ts';
import { readMenu } from '../keys.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import type { CallerCall } from '../call.ts';
import type { StepKind } from './kind.ts';
import { listen, triesOf, typedIn } from './listen.ts';

export const closed: StepKind<'closed'> = {
  enter(step, scene) {
    const caller = callerScene(scene);
    keep(caller, 'none');
    // Whoever comes from a line that was closed stands in it no more.
    const { standing: _left, ...call } = caller.call;
    caller.call = call;
    return question(step, caller, 0);
  },
  on(step, scene, event) {
    const caller = callerScene(scene);
    const typed = typedIn(caller, event);
    if (!typed) return { keep: caller.call.doing };
    if ('need' in typed) return typed;
    const { keys } = step.args;
    const reading = readMenu(typed, { keys: Object.keys(keys), finishKey: '' }, caller.now);
    const chosen = reading.is === 'key' ? keys[reading.key] : undefined;
    if (chosen !== undefined) {
      keep(caller, chosen);
      return { leave: chosen };
    }
    if (reading.is !== 'silence') caller.spoken.push(caller.say('front.not-understood'));
    return missed(step, caller);
  },
};

const question = (step: StepOf<'closed'>, scene: Scene<CallerCall>, tries: number): Outcome => listen(scene, step.args, tries, { finishKey: '', most: 1 });

function missed(step: StepOf<'closed'>, scene: Scene<CallerCall>): Outcome {
  const tries = triesOf(scene) + 1;
  scene.journal('miss', { step: scene.call.at.step, tries });
  if (tries < step.args.misses) return question(step, scene, tries);
  keep(scene, 'nothing');
  return { leave: 'missed' };
}

function keep(scene: Scene<CallerCall>, choice: ClosedCallRecord['choice']): void {
  const record = closedCall(scene, choice);
  const { cause, region, priority, opens } = record;
  scene.record('closed-call', record.id, record);
  scene.journal('closed', { choice, cause, region, priority, ...(opens !== undefined && { opens }) });
}
