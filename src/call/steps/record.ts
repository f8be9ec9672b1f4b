// record, recording: the caller hears that the conversation will be recorded, before anybody answers; and an agent's key that pauses it.
import type { StepOf } from '../../flow/verbs.ts';
import type { CallerCall, Consent } from '../call.ts';
import { isRecorded, mayRecord, recordingRule } from '../recording.ts';
import { agentScene, callerScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';
import { listen, typedIn } from './listen.ts';

/** The one key that says something here: no to an announcement, yes to a question. */
const KEY = '1';

/** Once a call: what was said holds for every line they come to, except one of which nothing is ever recorded. */
export const record: StepKind<'record'> = {
  enter(step, scene) {
    const caller = callerScene(scene);
    const rule = recordingRule(caller.centre, caller.call, step.args.demand);
    if (rule === 'never') caller.call = { ...caller.call, recording: { is: 'never', at: caller.now } };
    if (rule === 'never' || rule === 'off' || caller.call.recording !== undefined) return { leave: 'next' };
    if (rule === 'none') {
      caller.spoken.push(caller.say('recording.announced'));
      return decided(caller, 'announced');
    }
    const prompt = rule === 'ask' ? step.args.ask : step.args.announce;
    return listen(caller, { prompt, misses: 1, timeout: step.args.timeout }, 0, { finishKey: '', most: 1 });
  },
  on(step, scene, event) {
    const caller = callerScene(scene);
    const typed = typedIn(caller, event);
    if (!typed) return { keep: caller.call.doing };
    if ('need' in typed) return typed;
    const pressed = typed.digits.startsWith(KEY);
    if (rule(step, caller) === 'ask') return decided(caller, pressed ? 'agreed' : 'refused');
    return decided(caller, pressed ? 'refused' : 'announced');
  },
};

const rule = (step: StepOf<'record'>, { centre, call }: Scene<CallerCall>) => recordingRule(centre, call, step.args.demand);

function decided(scene: Scene<CallerCall>, is: Consent['is']): Outcome {
  scene.call = { ...scene.call, recording: { is, at: scene.now } };
  scene.journal('recording-consent', { is });
  if (is === 'refused') scene.spoken.push(scene.say('recording.refused'));
  return { leave: 'next' };
}

/** The caller is on hold just now; all hear of it when the agent is back. */
export const recording: StepKind<'recording'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    const { customer } = agent.facts;
    if (!mayRecord(customer) || agent.call.unrecorded) return { leave: 'none' };
    const to = isRecorded(customer) ? 'off' : 'on';
    agent.tell(agent.call.caller, { tell: 'recording', paused: to === 'off' });
    agent.call = { ...agent.call, toAnnounce: to };
    return { leave: to };
  },
};
