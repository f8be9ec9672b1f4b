import { describe, expect, it } from 'vitest';
import type { Heard, LabCall } from '../lab/lab.ts';
import { Ear, plainWords } from './ear.ts';

/** Ninety characters are spoken in six seconds. */
const text = 'For a new case, press star. If you have a case number, enter its twelve digits and pound. '.trim();

function earOf(heard: Partial<Heard>[]) {
  const call = { heard: heard.map((one) => ({ at: 0, kind: 'say', text, ...one })) as Heard[], over: false };
  return { call, ear: new Ear(call as unknown as LabCall) };
}

describe('what is heard', () => {
  it('is heard when the voice has come to it', () => {
    const { ear } = earOf([{}]);
    expect(ear.find('FOR A NEW CASE')?.at).toBeGreaterThan(800);
    expect(ear.find('for a new case')?.at).toBeLessThan(1_200);
    expect(ear.hasHeard('twelve digits', 3_000)).toBe(false);
    expect(ear.hasHeard('twelve digits', 6_000)).toBe(true);
  });

  it('is not heard any more once the voice is cut off', () => {
    const { call, ear } = earOf([{}]);
    Object.assign(call.heard[0] ?? {}, { cut: true });
    ear.notice(2_000);
    ear.notice(9_000);
    expect(ear.find('press star')).toBeDefined();
    expect(ear.find('twelve digits')).toBeUndefined();
    expect(ear.spoken(call.heard[0] as Heard, 9_000)).toBe('For a new case, press star. If—');
  });

  it('goes on after the words last listened for, within a sentence too', () => {
    const { ear } = earOf([{}, { at: 6_000, text: 'For a new case, press star.' }]);
    const first = ear.find('case');
    expect(first?.at).toBeLessThan(2_000);
    if (first) ear.goOn(first);
    expect(ear.find('case number')?.at).toBeLessThan(6_000);
    expect(ear.find('for a new case')?.at).toBeGreaterThan(6_000);
  });

  it.each([
    ['For a new case, press ★ star!', 'for a new case press star'],
    ['2, 0, 0, 6. 0 8 1 1', '20060811'],
    ['2006-0811-0120', '200608110120'],
    ['I’m here', 'im here'],
    ['新しい番号は、1 です。', '新しい番号は 1 です'],
  ])('%s sounds like %s', (said, heard) => {
    expect(plainWords(said)).toBe(heard);
  });
});
