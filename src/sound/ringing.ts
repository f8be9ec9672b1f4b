// The tone of a phone that rings elsewhere, as North America hears it: two seconds of it, and four of nothing.
import { toMuLawBytes } from './mu-law.ts';
import { muLawWav, sampleRate } from './wav.ts';

const hertz = [440, 480];
const toneS = 2;
export const ringS = 6;
/** Each of the two; softer than speech. */
const loudness = 0.06;

let ring: Buffer | undefined;

/** One ring, to be played again and again. */
export function ringing(): Buffer {
  ring ??= muLawWav(toMuLawBytes(tone()));
  return ring;
}

function tone(): Float32Array {
  const sound = new Float32Array(ringS * sampleRate);
  for (let at = 0; at < toneS * sampleRate; at++) sound[at] = hertz.reduce((sum, each) => sum + loudness * Math.sin((2 * Math.PI * each * at) / sampleRate), 0);
  return sound;
}
