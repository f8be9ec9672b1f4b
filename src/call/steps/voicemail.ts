// voicemail: a message for the engineer who owns the case, or for a team. Once a tone was heard, nothing said is lost.
import type { CallerCall, Voicemail } from '../call.ts';
import type { CallEvent } from '../event.ts';
import type { Instruction } from '../instruction.ts';
import { openEscalation } from '../open-escalation.ts';
import { callerPriority } from '../rule-facts.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import { handOnTimer, ladderOf, responseOf, told as tellOf, type VoicemailRecord } from '../voicemail.ts';
import type { StepKind } from './kind.ts';

/** The carrier may report a full recording a little shorter than asked for. */
const FULL_S = 1;
/** Seconds of silence that end a message. */
const SILENCE_S = 10;

export const voicemail: StepKind<'voicemail'> = {
  enter(step, scene) {
    const caller = callerScene(scene);
    caller.call = { ...caller.call, voicemail: { id: scene.id(), ...ladderOf(step.args.for, step.args['on-to'], caller.call.case), parts: [], done: false } };
    const { voicemailS, voicemailWarningS } = scene.centre.settings;
    // Whoever has a P1 and leaves the line has nobody on the way to them any more: whoever has duty is paged.
    if (callerPriority(caller) === 'P1' && caller.call.vars['acknowledged'] !== 'yes') openEscalation(caller, 'voicemail', 'by-page');
    scene.spoken.push(scene.say(step.args.prompt));
    return { stay: { is: 'recording', part: 1 }, tell: [record(1, voicemailS - voicemailWarningS)] };
  },
  on(_step, scene, event) {
    const caller = callerScene(scene);
    const { doing } = caller.call;
    if (doing.is !== 'recording') return { keep: doing };
    return event.kind === 'recorded' ? recorded(caller, doing.part, event) : finished(caller);
  },
};

const record = (part: number, mostS: number): Instruction => ({ do: 'record', part, mostS, silenceS: SILENCE_S, finishKeys: '#' });

/** The first part ends before the limit, so that the caller can be warned; the second is the rest. */
function recorded(scene: Scene<CallerCall>, part: number, event: CallEvent & { kind: 'recorded' }): Outcome {
  const { voicemailS, voicemailWarningS } = scene.centre.settings;
  keepPart(scene, event);
  const full = part === 1 && !event.hungUp && event.key === '' && event.seconds >= voicemailS - voicemailWarningS - FULL_S;
  if (!full) return finished(scene);
  scene.spoken.push(scene.say('voicemail.warning'));
  return { stay: { is: 'recording', part: 2 }, tell: [record(2, voicemailWarningS)] };
}

function finished(scene: Scene<CallerCall>): Outcome {
  const kept = scene.call.voicemail;
  if (!kept || kept.parts.length === 0) return { leave: 'nothing' };
  scene.call = { ...scene.call, voicemail: { ...kept, done: true } };
  return { leave: 'saved' };
}

/** A part told twice, by its turn and by the carrier's own notice, is kept once. */
export function keepPart(scene: Scene<CallerCall>, told: { recording: string; seconds: number }): void {
  const kept = scene.call.voicemail;
  if (!kept || told.recording === '' || told.seconds <= 0 || kept.parts.some(({ recording }) => recording === told.recording)) return;
  const parts = [...kept.parts, { recording: told.recording, seconds: told.seconds }];
  const now = { ...kept, parts };
  scene.call = { ...scene.call, voicemail: now };
  const record = recordOf(scene, now);
  scene.record('voicemail', kept.id, record);
  scene.work({ do: 'fetch', voicemail: kept.id, part: parts.length, recording: told.recording }, 0, `fetch:${told.recording}`);
  if (parts.length > 1) return;
  scene.journal('voicemail', { voicemail: kept.id, for: kept.for });
  scene.effects.work.push(...handOnTimer(record, scene.now, scene.centre), ...tellOf(record, '0'));
}

function recordOf(scene: Scene<CallerCall>, kept: Voicemail): VoicemailRecord {
  const { id, case: about, from, language, region } = scene.call;
  const priority = callerPriority(scene);
  return {
    id: kept.id, call: id, ...(about ? { case: about.number } : {}), caller: from, language, for: kept.for, at: scene.now, state: 'new', parts: kept.parts,
    priority, region, response: responseOf(scene.call, priority), next: kept.next, handed: 0,
  };
}
