// Turns notes into samples: sines read from a table, shaped by an envelope. The same notes always give the same samples.
import type { Note } from './score.ts';
import { sampleRate } from './wav.ts';

const tableSize = 4_096;

/** One turn of each voice's wave. Overtones stay low: a telephone line carries 300 to 3,400 Hz, and pure tones tire the ear. */
const waves: Readonly<Record<Note['voice'], Float32Array>> = {
  pad: wave([1, 0.18, 0.06]),
  bass: wave([1, 0.5, 0.33, 0.12]),
  bell: wave([1, 0.22, 0, 0.08]),
};

function wave(overtones: readonly number[]): Float32Array {
  const total = overtones.reduce((sum, level) => sum + level, 0);
  return Float32Array.from({ length: tableSize }, (_, at) =>
    overtones.reduce((sum, level, index) => sum + level * Math.sin((2 * Math.PI * (index + 1) * at) / tableSize), 0) / total);
}

/** How a voice swells and fades, as parts of its note; a bell only fades. */
const attackS: Readonly<Record<Note['voice'], number>> = { pad: 0.9, bass: 0.06, bell: 0.012 };
const releaseS: Readonly<Record<Note['voice'], number>> = { pad: 1.1, bass: 0.9, bell: 0.3 };
/** A bell is down to a third after this. */
const bellFallS = 0.65;

/** All notes added up in a loop of so many seconds: what sounds past the end is heard at the beginning. */
export function synthesise(notes: readonly Note[], loopSeconds: number): Float32Array {
  const sound = new Float32Array(Math.round(loopSeconds * sampleRate));
  const rendered = new Map<string, Float32Array>();
  for (const note of notes) {
    // The same note comes back in many bars; rendering it once makes the music ready in a few hundredths of a second.
    const name = `${note.voice} ${note.hertz} ${note.seconds} ${note.loudness}`;
    const samples = rendered.get(name) ?? render(note);
    rendered.set(name, samples);
    add(sound, samples, wrap(Math.round(note.at * sampleRate), sound.length));
  }
  return sound;
}

function render(note: Note): Float32Array {
  const samples = new Float32Array(Math.round(note.seconds * sampleRate));
  const table = waves[note.voice];
  const step = (note.hertz * tableSize) / sampleRate;
  const attack = attackS[note.voice] * sampleRate;
  const release = releaseS[note.voice] * sampleRate;
  const fall = note.voice === 'bell' ? Math.exp(-1 / (bellFallS * sampleRate)) : 1;
  let loudness = note.loudness;
  for (let at = 0; at < samples.length; at++) {
    const swell = Math.min(1, at / attack, (samples.length - at) / release);
    samples[at] = loudness * swell * (table[Math.floor(at * step) % tableSize] ?? 0);
    loudness *= fall;
  }
  return samples;
}

/** Adds samples from a place on, around the end of the loop. */
function add(sound: Float32Array, samples: Float32Array, from: number): void {
  let at = from;
  for (let index = 0; index < samples.length; index++) {
    sound[at] = (sound[at] ?? 0) + (samples[index] ?? 0);
    if (++at === sound.length) at = 0;
  }
}

const wrap = (at: number, length: number): number => ((at % length) + length) % length;

/** Brings the average power to a level in dB below the loudest that can be written, and rounds off what would stick out. */
export function level(sound: Float32Array, decibels: number): Float32Array {
  let power = 0;
  for (const sample of sound) power += sample * sample;
  const gain = power === 0 ? 0 : 10 ** (decibels / 20) / Math.sqrt(power / sound.length);
  return sound.map((sample) => rounded(sample * gain));
}

/** Straight up to a half, then bent so that it never reaches one. */
function rounded(sample: number): number {
  const size = Math.abs(sample);
  return size <= 0.5 ? sample : Math.sign(sample) * (1 - 0.25 / size);
}
