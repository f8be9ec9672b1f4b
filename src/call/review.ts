// A message before it is handed in: its caller may hear it, speak it again, or keep it.
import type { Voicemail, CallerCall } from './call.ts';
import type { CallEvent } from './event.ts';
import type { Instruction } from './instruction.ts';
import type { Outcome, Scene } from './scene.ts';

const LISTEN_KEY = '1';
const AGAIN_KEY = '2';
/** Silence keeps it, as hanging up does. */
const QUIET_S = 6;
/** The carrier has the sound of it within seconds, as a rule; so many looks, that far apart. */
const LOOKS_MAX = 5;
const LOOK_AGAIN_S = 2;

export function review(scene: Scene<CallerCall>, prompt: string): Outcome {
  const spoken = [...scene.spoken.splice(0), scene.say(prompt)];
  return { stay: { is: 'reviewing', looks: 0 }, tell: [{ do: 'keys', spoken, finishKey: '', most: 1, timeoutS: QUIET_S }] };
}

/** Undefined where they are content with it. */
export function reviewed(scene: Scene<CallerCall>, event: CallEvent, prompt: string, begin: () => Outcome): Outcome | undefined {
  const { doing, voicemail } = scene.call;
  if (doing.is !== 'reviewing' || !voicemail) return undefined;
  if (event.kind !== 'keys' && event.kind !== 'again') return { keep: doing };
  const key = event.kind === 'keys' ? event.digits.slice(0, 1) : '';
  if (key === LISTEN_KEY || (key === '' && doing.looks > 0)) return playBack(scene, voicemail, doing.looks + 1, prompt);
  if (key !== AGAIN_KEY) return undefined;
  scene.call = { ...scene.call, voicemail: again(voicemail, scene.id()) };
  scene.journal('voicemail-again', { voicemail: voicemail.id });
  return begin();
}

function playBack(scene: Scene<CallerCall>, { id, parts }: Voicemail, look: number, prompt: string): Outcome {
  const isKept = scene.known('kept');
  if (isKept === undefined) return { need: { need: 'kept', voicemail: id } };
  if (!isKept && look <= LOOKS_MAX) {
    const wait: Instruction[] = [...(look === 1 ? [scene.say('voicemail.one-moment')] : []), { do: 'pause', seconds: LOOK_AGAIN_S }, { do: 'again' }];
    return { stay: { is: 'reviewing', looks: look }, tell: wait };
  }
  scene.spoken.push(isKept ? { do: 'sound', voicemail: id, seconds: Math.round(parts.reduce((sum, { seconds }) => sum + seconds, 0)) } : scene.say('voicemail.not-there'));
  return review(scene, prompt);
}

/** The one before is kept until something is said in its place. */
const again = (before: Voicemail, id: string): Voicemail => ({ id, for: before.for, next: before.next, parts: [], before });
