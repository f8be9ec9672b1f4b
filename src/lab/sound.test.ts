import { describe, expect, it } from 'vitest';
import { playMsDefault } from './limits.ts';
import { fileMs, speechMs, wavFile } from './sound.ts';

describe('how long things sound', () => {
  it.each([
    ['OK', 300],
    ['a'.repeat(150), 10_000],
    ['ありがとうございます', 1_667],
    ['会'.repeat(60), 10_000],
  ])('a voice says %s in %i ms', (text, ms) => expect(speechMs(text)).toBe(ms));

  it.each([[1_000, 1], [2_500, 2], [0, 1]])('a wav file of %i ms on %i channels says so in its header', (ms, channels) => {
    expect(fileMs(wavFile(ms, channels))).toBe(ms);
  });

  it('a file whose header says nothing lasts the default', () => {
    expect(fileMs(Buffer.from('ID3 some other sound'))).toBe(playMsDefault);
    expect(fileMs(Buffer.alloc(0))).toBe(playMsDefault);
  });
});
