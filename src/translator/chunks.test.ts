import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, portions } from './chunks.ts';

const whole = (all: ReturnType<typeof pieces>): string => all.map(({ text, gap }) => text + gap).join('');

describe('a text in pieces', () => {
  const limits = { texts: 3, characters: 20 };

  it.each([
    ['short', ['short']],
    ['One sentence. Another one! A third?', ['One sentence.', 'Another one!', 'A third?']],
    ['线路板卡坏了。请给我回电。谢谢你们的帮助。', ['线路板卡坏了。请给我回电。', '谢谢你们的帮助。']],
    ['a'.repeat(45), ['a'.repeat(20), 'a'.repeat(20), 'a'.repeat(5)]],
    [`${'a'.repeat(18)}QX0XQ${'a'.repeat(10)}`, ['a'.repeat(18), `QX0XQ${'a'.repeat(10)}`]],
  ])('%s', (text, expected) => {
    expect(pieces(text, limits).map((piece) => piece.text)).toEqual(expected);
  });

  it('is the same text again, in pieces that are taken', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '.', '\n', '。', '線', 'é', '"', 'Q', 'X', '0') }), fc.integer({ min: 12, max: 60 }), (text, bytes) => {
      const made = pieces(text, { texts: 1, characters: 20, bytes });
      expect(whole(made)).toBe(text);
      for (const piece of made) expect(piece.text.length).toBeLessThanOrEqual(20);
    }));
  });
});

describe('pieces in portions', () => {
  it('are so many, so long and so heavy at most, in order', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 20 })), (texts) => {
      const limits = { texts: 3, characters: 30, bytes: 80 };
      const made = portions(texts.map((text) => ({ text })), limits);
      expect(made.flat().map(({ text }) => text)).toEqual(texts);
      for (const portion of made) {
        expect(portion.length).toBeLessThanOrEqual(3);
        if (portion.length > 1) expect(portion.map(({ text }) => text).join('').length).toBeLessThanOrEqual(30);
      }
    }));
  });
});
