// What menus and questions share: speak, listen, and count misses.
import type { CallEvent } from '../event.ts';
import type { Need } from '../facts.ts';
import type { Instruction, Spoken } from '../instruction.ts';
import type { Typed } from '../keys.ts';
import type { Outcome, Scene } from '../scene.ts';

interface Asking {
  prompt: string;
  again?: string | undefined;
  misses: number;
  timeout: number;
}

/** A key in the last half second before silence counts as silence: it only replays the prompt. */
const TIE_BREAK_MS = 500;

/**
 * What was said on the way here is part of the question: who knows what comes next need not hear it out. Only after a number
 * nothing listens yet meanwhile, or a key too many would be taken for the answer.
 */
export function listen(scene: Scene, asking: Asking, tries: number, gather: { finishKey: '' | '#' | '*'; most?: number }): Outcome {
  const before = scene.strays ? [] : scene.spoken.splice(0);
  const spoken: Spoken[] = [...before, scene.say(tries > 0 ? (asking.again ?? asking.prompt) : asking.prompt)];
  const instruction: Instruction = { do: 'keys', spoken, ...gather, timeoutS: asking.timeout };
  const quietFrom = scene.now + asking.timeout * 1000 - TIE_BREAK_MS;
  return { stay: { is: 'listening', tries, quietFrom }, tell: [instruction] };
}

/**
 * What was typed, if the event tells of keys or of their absence. Where the carrier left out both the keys and what ended
 * them, only the clock tells a finish key from silence: silence comes after all the words were spoken, and then the time-out.
 */
export function typedIn(scene: Scene, event: CallEvent): Typed | { need: Need } | undefined {
  if (event.kind !== 'keys' && event.kind !== 'again') return undefined;
  const { digits, finishedBy } = event.kind === 'keys' ? event : { digits: '', finishedBy: undefined };
  const { doing } = scene.call;
  scene.strays = digits.length > 1;
  if (doing.is !== 'listening' || digits !== '' || finishedBy !== undefined) return { digits, finishedBy, early: false };
  if (scene.now < doing.quietFrom) return { digits, finishedBy, early: true };
  const wordsS = scene.known('wordsS');
  return wordsS === undefined ? { need: { need: 'words' } } : { digits, finishedBy, early: scene.now < doing.quietFrom + wordsS * 1000 };
}

export const triesOf = (scene: Scene): number => (scene.call.doing.is === 'listening' ? scene.call.doing.tries : 0);
