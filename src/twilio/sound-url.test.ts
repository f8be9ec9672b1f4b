import { describe, expect, it } from 'vitest';
import { isSound, soundAsked, soundUrl } from './sound-url.ts';

const now = Date.UTC(2026, 9, 20);
const target = soundUrl('https://phones.example.com/', 'a key', 'vm-1', now).slice('https://phones.example.com'.length);

describe('the address of a sound', () => {
  it('names it to whoever has the key, for ten minutes', () => {
    expect(isSound(target)).toBe(true);
    expect(soundAsked(target, ['a newer key', 'a key'], now + 599_000)).toBe('vm-1');
    expect(soundAsked(target, ['a key'], now + 600_000)).toBeUndefined();
  });

  it.each([
    ['another message', target.replace('vm-1', 'vm-2')],
    ['another time', target.replace(/u=\d+/, `u=${now + 600_000 - 1}`)],
    ['a time far away', target.replace(/u=\d+/, `u=${now + 9_999_999_999}`)],
    ['no signature', target.replace(/&s=.*/, '')],
    ['another path', target.replace('voicemail.wav', 'hold.wav')],
  ])('is worthless with %s', (_name, changed) => expect(soundAsked(changed, ['a key'], now)).toBeUndefined());

  it('is worthless with another key', () => expect(soundAsked(target, ['another'], now)).toBeUndefined());
});
