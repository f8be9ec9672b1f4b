// voicemail: a message for the engineer who owns the case, or for a team. Once a tone was heard, nothing said is lost.
import type { StepOf } from '../../flow/verbs.ts';
import type { CallerCall } from '../call.ts';
import type { CallEvent } from '../event.ts';
import type { Instruction, Say } from '../instruction.ts';
import { handIn, keepPart } from '../keep-part.ts';
import { openEscalation } from '../open-escalation.ts';
import { review, reviewed } from '../review.ts';
import { callerPriority } from '../rule-facts.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import { ladderOf } from '../voicemail.ts';
import type { StepKind } from './kind.ts';

/** The carrier may report a full recording a little shorter than asked for. */
const FULL_S = 1;
/** Seconds of silence that end a message. */
const SILENCE_S = 10;

export const voicemail: StepKind<'voicemail'> = {
  enter(step, scene) {
    const caller = callerScene(scene);
    const whose = ladderOf(step.args.for, step.args['on-to'], caller.call.case);
    const words = greeting(step, caller, whose.for);
    if ('need' in words) return words;
    caller.call = { ...caller.call, voicemail: { id: scene.id(), ...whose, parts: [] } };
    // Whoever has a P1 and leaves the line has nobody on the way to them any more: whoever has duty is paged.
    if (callerPriority(caller) === 'P1' && caller.call.vars['acknowledged'] !== 'yes') openEscalation(caller, 'voicemail', 'by-page');
    scene.spoken.push(words);
    return begin(caller);
  },
  on(step, scene, event) {
    const caller = callerScene(scene);
    const { doing } = caller.call;
    const { review: prompt } = step.args;
    if (doing.is === 'reviewing') return reviewed(caller, event, prompt ?? '', () => begin(caller)) ?? handedIn(caller);
    if (doing.is !== 'recording') return { keep: doing };
    return event.kind === 'recorded' ? recorded(caller, doing.part, event, prompt) : finished(caller);
  },
};

/** An engineer's own words, where they have some in the caller's language. */
function greeting({ args }: StepOf<'voicemail'>, scene: Scene<CallerCall>, whom: string): Say | Outcome & { need: unknown } {
  const [kind, agent = ''] = whom.split(':');
  if (args.personal === undefined || kind !== 'agent') return scene.say(args.prompt);
  const known = scene.known('greeting');
  if (!known) return { need: { need: 'greeting', agent } };
  const own = known[scene.call.language];
  return own === undefined ? scene.say(args.prompt) : scene.say(args.personal, { greeting: own });
}

function begin(scene: Scene<CallerCall>): Outcome {
  const { voicemailS, voicemailWarningS } = scene.centre.settings;
  return { stay: { is: 'recording', part: 1 }, tell: [record(1, voicemailS - voicemailWarningS)] };
}

const record = (part: number, mostS: number): Instruction => ({ do: 'record', part, mostS, silenceS: SILENCE_S, finishKeys: '#' });

/** The first part ends before the limit, so that the caller can be warned; the second is the rest. */
function recorded(scene: Scene<CallerCall>, part: number, event: CallEvent & { kind: 'recorded' }, prompt: string | undefined): Outcome {
  const { voicemailS, voicemailWarningS } = scene.centre.settings;
  keepPart(scene, event);
  const full = part === 1 && !event.hungUp && event.key === '' && event.seconds >= voicemailS - voicemailWarningS - FULL_S;
  // Who ends it with a key is still there, and may want to hear it.
  if (!full) return event.key !== '' && prompt !== undefined && isSpoken(scene) ? review(scene, prompt) : finished(scene);
  scene.spoken.push(scene.say('voicemail.warning'));
  return { stay: { is: 'recording', part: 2 }, tell: [record(2, voicemailWarningS)] };
}

const isSpoken = ({ call }: Scene<CallerCall>): boolean => (call.voicemail?.parts.length ?? 0) > 0;

/** Nothing was said in the place of the one before: then that one stays. */
function finished(scene: Scene<CallerCall>): Outcome {
  const before = isSpoken(scene) ? undefined : scene.call.voicemail?.before;
  if (before) {
    scene.call = { ...scene.call, voicemail: before };
    scene.spoken.push(scene.say('voicemail.first-kept'));
  }
  return isSpoken(scene) ? handedIn(scene) : { leave: 'nothing' };
}

function handedIn(scene: Scene<CallerCall>): Outcome {
  handIn(scene);
  return { leave: 'saved' };
}
