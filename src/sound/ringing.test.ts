import { expect, it } from 'vitest';
import { fromMuLaw } from './mu-law.ts';
import { ringing, ringS } from './ringing.ts';
import { sampleRate } from './wav.ts';

const headerBytes = 58;

it('a ring is two seconds of tone, softer than speech, and four of silence', () => {
  const sound = Float32Array.from(ringing().subarray(headerBytes), fromMuLaw);
  const loudest = (from: number, to: number) => sound.subarray(from * sampleRate, to * sampleRate).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(sound.length).toBe(ringS * sampleRate);
  expect(loudest(0, 2)).toBeGreaterThan(0.05);
  expect(loudest(0, 2)).toBeLessThan(0.2);
  expect(loudest(2, 6)).toBe(0);
});
