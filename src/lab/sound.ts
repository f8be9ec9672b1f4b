// How long things sound: words by a rule of thumb, wav files by their header, and silent wav files of a given length.
import { charactersPerSecond, cjkCharactersPerSecond, playMsDefault, speechMsMin } from './limits.ts';

/** How long a voice takes to say this. */
export function speechMs(text: string): number {
  const cjk = [...text.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)].length;
  const others = [...text].length - cjk;
  return Math.max(speechMsMin, Math.round((cjk / cjkCharactersPerSecond + others / charactersPerSecond) * 1_000));
}

/** How long a sound file lasts by its header; the default where it is no wav we can read. */
export function fileMs(file: Buffer): number {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return playMsDefault;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= file.length) bytesPerSecond = file.readUInt32LE(at + 16);
    if (name === 'data' && bytesPerSecond > 0) return Math.round((size / bytesPerSecond) * 1_000);
    at += 8 + size + (size % 2);
  }
  return playMsDefault;
}

const sampleRate = 8_000;
const bytesPerSample = 2;

/** A valid wav file of this length: a quiet hum, so that a player shows that something is there. */
export function wavFile(ms: number, channels = 1): Buffer {
  const samples = Math.round((ms / 1_000) * sampleRate);
  const bytes = samples * channels * bytesPerSample;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * channels * bytesPerSample, 28);
  file.writeUInt16LE(channels * bytesPerSample, 32);
  file.writeUInt16LE(bytesPerSample * 8, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(bytes, 40);
  for (let sample = 0; sample < samples; sample++) {
    const level = Math.round(Math.sin((sample / sampleRate) * 2 * Math.PI * 220) * 600);
    for (let channel = 0; channel < channels; channel++) file.writeInt16LE(level, 44 + (sample * channels + channel) * bytesPerSample);
  }
  return file;
}
