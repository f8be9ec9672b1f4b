// Hold music: made by ourselves at first use, kept in memory, and cut so that it goes on where the caller last heard it.
import { fromMuLaw, toMuLaw, toMuLawBytes } from './mu-law.ts';
import { loopSeconds, type Note, score } from './score.ts';
import { level, synthesise } from './synth.ts';
import { muLawWav, sampleRate } from './wav.ts';

export { loopSeconds } from './score.ts';

/** Speech on the line is about as loud; music should not be louder. */
const musicDecibels = -20;
const chimeDecibels = -22;
/** The longest piece cut at once: the loop itself. */
export const segmentSecondsMax = loopSeconds;
/** Long enough for a cut not to click, too short to be heard as a pause. */
const fadeSamples = Math.round(0.008 * sampleRate);

let loop: Uint8Array | undefined;
let bell: Buffer | undefined;

/** The whole loop in µ-law bytes, about a megabyte. */
export function music(): Uint8Array {
  loop ??= toMuLawBytes(level(synthesise(score(), loopSeconds), musicDecibels));
  return loop;
}

/** A wav file of so many seconds of the music, from a place in it; past the end it goes on at the beginning. */
export function musicSegment(fromS: number, seconds: number): Buffer {
  const whole = music();
  const length = Math.max(1, Math.round(within(seconds, segmentSecondsMax) * sampleRate));
  const start = Math.round((Number.isFinite(fromS) ? Math.max(0, fromS) : 0) * sampleRate) % whole.length;
  const segment = new Uint8Array(length);
  const first = whole.subarray(start, start + length);
  segment.set(first);
  segment.set(whole.subarray(0, length - first.length), first.length);
  return muLawWav(softened(segment));
}

/** Three soft rising notes, a second and a half: somebody is about to speak. */
export function chime(): Buffer {
  bell ??= muLawWav(softened(toMuLawBytes(level(synthesise(chimeNotes, chimeSeconds), chimeDecibels))));
  return bell;
}

const chimeSeconds = 1.6;
const chimeNotes: readonly Note[] = [523.25, 659.26, 783.99].map((hertz, index) => ({
  at: index * 0.18, seconds: chimeSeconds - index * 0.18, hertz, loudness: 0.5, voice: 'bell',
}));

/** A caller must never meet silence, so an odd length becomes the longest there is. */
const within = (seconds: number, most: number): number => (seconds > 0 && seconds <= most ? seconds : most);

/** Fades both ends, in place. */
function softened(sound: Uint8Array): Uint8Array {
  const fade = Math.min(fadeSamples, Math.floor(sound.length / 2));
  for (let index = 0; index < fade; index++) {
    const end = sound.length - 1 - index;
    sound[index] = toMuLaw(fromMuLaw(sound[index] ?? 0xff) * (index / fade));
    sound[end] = toMuLaw(fromMuLaw(sound[end] ?? 0xff) * (index / fade));
  }
  return sound;
}
