import { expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';

it.each([[1, 5_000], [2, 10_000], [3, 20_000], [6, 160_000], [7, 300_000], [8, 300_000], [100_000, 300_000]])('after try %i, %i ms pass before the next', (tries, ms) => {
  expect(backOffMs(tries)).toBe(ms);
});

it('begins and ends as it is told to', () => {
  expect([1, 2, 9, 10, 11].map((tries) => backOffMs(tries, 2_000, 600_000))).toEqual([2_000, 4_000, 512_000, 600_000, 600_000]);
});
