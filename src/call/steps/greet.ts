// greet: a customer who is called back picks up. Any key brings them to the agent who waits; a mailbox presses none.
import type { Flows, StepOf } from '../../flow/verbs.ts';
import { comeTogether, leftAlone, roomFor } from '../caller-leg.ts';
import { unreached } from '../called-back.ts';
import { isThereFirst } from '../customer-first.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import type { CallerCall, Doing } from '../call.ts';
import { ifAlone } from './hold.ts';
import type { StepKind } from './kind.ts';

type Greeted = Extract<Doing, { is: 'greeted' }>;

export const greet: StepKind<'greet'> = {
  enter(step, scene) {
    const { doing } = scene.call;
    return doing.is === 'dialling' && doing.wait !== undefined ? ask(step, scene, { is: 'greeted', wait: doing.wait, tries: 0 }) : { keep: doing };
  },
  on(step, scene, event, flows) {
    const caller = callerScene(scene);
    const { doing } = caller.call;
    if (doing.is !== 'greeted') return ifAlone(caller) ?? { keep: doing };
    if (event.kind === 'keys' && event.digits !== '') return isThere(flows, caller, doing.wait);
    if (doing.tries + 1 < step.args.misses) return ask(step, scene, { ...doing, tries: doing.tries + 1 });
    unreached(flows, caller, 'mailbox');
    return { leave: 'mailbox' };
  },
};

const ask = ({ args }: StepOf<'greet'>, scene: Scene, stay: Greeted): Outcome =>
  ({ stay, tell: [{ do: 'keys', spoken: [scene.say(args.prompt)], finishKey: '', most: 1, timeoutS: args.timeout }] });

/** The room is the answer to their own key; nobody fetches them. */
function isThere(flows: Flows, scene: Scene<CallerCall>, wait: string): Outcome {
  const [member] = scene.call.members;
  if (!member) return scene.facts.wait?.state === 'waiting' ? isThereFirst(flows, scene, wait) : leftAlone(scene, '');
  comeTogether(scene, { wait, offer: member.leg, agent: member.agent });
  return { stay: { is: 'talking', room: wait, since: scene.now }, tell: roomFor(wait) };
}
