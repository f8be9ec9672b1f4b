import { describe, expect, it } from 'vitest';
import { editDistance, hintFor, nearest } from './nearest.ts';

describe('the name somebody probably meant', () => {
  it.each([
    ['mnu', ['menu', 'say', 'ask'], 'menu'],
    ['crae', ['care', 'case', 'core'], 'care'],
    ['Menu', ['menu', 'mend'], 'menu'],
    ['clsd', ['found', 'closed', 'unknown'], 'closed'],
    ['voice-mail', ['voicemail', 'email'], 'voicemail'],
    ['frobnicate', ['menu', 'say'], undefined],
    ['1', ['2', '3'], undefined],
    ['', ['a', 'b'], undefined],
    ['x'.repeat(100_000), ['x'], undefined],
  ])('%s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });

  it.each([['', 'abc', 3], ['abc', 'abc', 0], ['menu', 'mneu', 1], ['kitten', 'sitting', 3], ['ca', 'abc', 3]])('%s is so many keystrokes from %s', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('where nothing is near, a short list of what there is helps, and a long one does not', () => {
    expect(hintFor('horse', ['yes', 'no'])).toEqual({ hint: `expected 'yes' or 'no'` });
    expect(hintFor('horse', Array.from({ length: 20 }, (_, index) => `step-number-${index}`))).toEqual({});
    expect(hintFor('horse', [])).toEqual({});
  });
});
