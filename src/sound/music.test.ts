// The hold music, listened to by measuring: never silent, never too loud, and it goes on where it was.
import { describe, expect, it } from 'vitest';
import { fromMuLaw, toMuLaw } from './mu-law.ts';
import { chime, loopSeconds, music, musicSegment } from './music.ts';
import { score } from './score.ts';
import { level, synthesise } from './synth.ts';
import { muLawWav, sampleRate } from './wav.ts';

const headerBytes = 58;
const samplesOf = (bytes: Uint8Array) => Float32Array.from(bytes, fromMuLaw);
const decibels = (sound: Float32Array) => 10 * Math.log10(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length);
const peak = (sound: Float32Array) => sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

describe('a caller on hold', () => {
  const sound = samplesOf(music());

  it('hears two minutes of music at the loudness of speech, without clipping', () => {
    expect(sound.length).toBe(loopSeconds * sampleRate);
    expect(decibels(sound)).toBeGreaterThan(-21);
    expect(decibels(sound)).toBeLessThan(-19);
    expect(peak(sound)).toBeLessThan(0.6);
  });

  it('never hears silence nor a jump in loudness, the end of the loop included', () => {
    const around = new Float32Array(sound.length + sampleRate);
    around.set(sound);
    around.set(sound.subarray(0, sampleRate), sound.length);
    for (let at = 0; at + sampleRate / 4 <= around.length; at += sampleRate / 8) {
      const here = decibels(around.subarray(at, at + sampleRate / 4));
      expect(here).toBeGreaterThan(-26);
      expect(here).toBeLessThan(-15);
    }
  });

  it('hears no click: no sample is far from the one before, the end of the loop included', () => {
    let farthest = Math.abs((sound[0] ?? 0) - (sound.at(-1) ?? 0));
    for (let at = 1; at < sound.length; at++) farthest = Math.max(farthest, Math.abs((sound[at] ?? 0) - (sound[at - 1] ?? 0)));
    expect(farthest).toBeLessThan(0.3);
  });

  it('hears the same music from every process', () => {
    expect(level(synthesise(score().slice(0, 40), 12), -20)).toEqual(level(synthesise(score().slice(0, 40), 12), -20));
  });
});

describe('a segment of the music', () => {
  const inner = (segment: Buffer) => segment.subarray(headerBytes + 100, segment.length - 100);

  it('goes on where the one before ended', () => {
    const whole = inner(musicSegment(10, 40));
    const second = inner(musicSegment(30, 20));
    expect(whole.subarray(20 * sampleRate).equals(second)).toBe(true);
  });

  it('goes on at the beginning past the end', () => {
    const across = inner(musicSegment(loopSeconds - 1, 3));
    expect(across.subarray(sampleRate).equals(inner(musicSegment(0, 2)))).toBe(true);
    expect(musicSegment(loopSeconds * 3 + 7, 5).equals(musicSegment(7, 5))).toBe(true);
  });

  it('begins and ends softly', () => {
    const sound = samplesOf(musicSegment(33.3, 5).subarray(headerBytes));
    for (const sample of [sound[0], sound.at(-1)]) expect(Math.abs(sample ?? 1)).toBe(0);
  });

  it.each([[0, 20, 20], [5, 0.5, 0.5], [0, 120, 120], [0, 500, 120], [0, 0, 120], [0, -1, 120], [0, Number.NaN, 120], [Number.NaN, 3, 3], [-4, 3, 3], [Infinity, 3, 3]])(
    'from %d for %d s lasts %d s', (from, seconds, expected) => {
      const file = musicSegment(from, seconds);
      expect(file.readUInt32LE(54) / sampleRate).toBe(expected);
    });
});

describe('a wav file', () => {
  it('says that it is µ-law at 8 kHz, one channel, and how long', () => {
    const file = muLawWav(new Uint8Array(12).fill(0xff));
    expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([file.readUInt32LE(4), file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34), file.readUInt32LE(46), file.readUInt32LE(54)])
      .toEqual([file.length - 8, 7, 1, 8_000, 8, 12, 12]);
  });

  it('of an odd number of samples is padded, as the format wants', () => {
    const file = muLawWav(new Uint8Array(3));
    expect([file.length % 2, file.readUInt32LE(54)]).toEqual([0, 3]);
  });
});

describe('µ-law', () => {
  it.each([[0, 0xff], [1, 0x80], [-1, 0x00], [0.5, 0x8f], [-0.5, 0x0f], [0.01, 0xe3], [2, 0x80]])('writes %d as %d', (sample, byte) => {
    expect(toMuLaw(sample)).toBe(byte);
  });

  it('reads every byte back as it wrote it', () => {
    for (let byte = 0; byte < 256; byte++) if (byte !== 0x7f) expect(toMuLaw(fromMuLaw(byte))).toBe(byte);
  });
});

describe('the chime', () => {
  it('is short, soft and fades away', () => {
    const sound = samplesOf(chime().subarray(headerBytes));
    expect(sound.length / sampleRate).toBeLessThan(2);
    expect(peak(sound)).toBeLessThan(0.5);
    expect(decibels(sound.subarray(-800))).toBeLessThan(decibels(sound.subarray(0, 8_000)) - 6);
  });
});
