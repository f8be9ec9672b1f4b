import { describe, expect, it } from 'vitest';
import { areTooMany, type Misses, noMisses, withMiss } from './misses.ts';

const after = (since: number, ...misses: readonly (readonly [string, number])[]): Misses =>
  misses.reduce((counted, [offer, at]) => withMiss(counted, { offer, at }), noMisses(since));

describe('misses in a row', () => {
  it.each<[string, Misses, boolean]>([
    ['none', after(100), false],
    ['one', after(100, ['a', 200]), false],
    ['two', after(100, ['a', 200], ['b', 300]), true],
    ['three', after(100, ['a', 200], ['b', 300], ['c', 400]), true],
    ['the same one heard of twice', after(100, ['a', 200], ['a', 200], ['a', 250]), false],
    ['one from before the count began, heard of late', after(100, ['a', 99], ['b', 200]), false],
    ['one of the very moment the count began', after(100, ['a', 100], ['b', 200]), true],
  ])('%s', (_name, misses, tooMany) => {
    expect(areTooMany(misses)).toBe(tooMany);
  });
});
