import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hide, reveal } from './protect.ts';

describe('what is never translated', () => {
  it.each([
    ['Press {$star} and {1}.', 'Press QX0XQ and QX1XQ.'],
    ['Case 2006-0811-0120 of 8 ports', 'Case QX0XQ of 8 ports'],
    ['Call +1 (408) 555-0123, please', 'Call QX0XQ, please'],
    ['See https://x.example/a?b=1#c.', 'See QX0XQ.'],
    ['Write to ana.b+c@mail.example.com!', 'Write to QX0XQ!'],
    ['Say <b>"no"</b> & go', 'Say QX0XQ"no"QX1XQ & go'],
    ['QX3XQ is no mark of ours', 'QX0XQ is no mark of ours'],
    ['The Meridian 9000 Pro, not the Meridian 9000X', 'The QX0XQ, not the Meridian 9000X'],
    ['meridian 9000 in small letters', 'meridian 9000 in small letters'],
    ['Meridian 9000が壊れた', 'QX0XQが壊れた'],
    ['C++ (beta)* stays', 'QX0XQ stays'],
    ['At 10:30 on port 3', 'At 10:30 on port 3'],
  ])('%s', (text, hidden) => {
    const held = hide(text, ['Meridian 9000', 'Meridian 9000 Pro', 'C++ (beta)*']);
    expect(held.text).toBe(hidden);
    expect(reveal(held.text, held.held)).toBe(text);
  });

  it('may come back in another order', () => {
    const { text, held } = hide('{1} before {2}', []);
    expect(reveal(text.split(' ').reverse().join(' '), held)).toBe('{2} before {1}');
  });

  it('comes back whatever the text is', () => {
    const parts = fc.constantFrom('QX0XQ', 'qx1xq', '{$a}', '{', '}', '<b>', '<', '12345678', 'a@b.cd', 'Meridian', ' ', 'ä', '線', '😀', '.');
    fc.assert(fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 30 }), (all) => {
      const text = all.join('');
      const { text: hidden, held } = hide(text, ['Meridian']);
      expect(reveal(hidden, held)).toBe(text);
    }));
  });

  it.each(['a', '1', '{', '<', '@', 'a@', '1 ', 'https://', 'QX', '.-+'])('is found soon in a text of nothing but %j', (part) => {
    const began = process.cpuUsage().user;
    hide(part.repeat(20_000), ['Meridian 9000']);
    expect((process.cpuUsage().user - began) / 1_000_000).toBeLessThan(2);
  });
});
