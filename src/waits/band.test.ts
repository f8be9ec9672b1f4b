import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bandOf, later, spoken } from './band.ts';

const minutes = (from: number, to: number) => ({ fromMs: from * 60_000, toMs: to * 60_000 });

it('half of the futures are over by its beginning, four of five by its end', () => {
  expect(bandOf([50, 10, 40, 20, 30, 60, 70, 80, 100, 90])).toEqual({ fromMs: 50, toMs: 80 });
  expect(bandOf([7])).toEqual({ fromMs: 7, toMs: 7 });
  expect(bandOf([1, Infinity, Infinity])).toEqual({ fromMs: Infinity, toMs: Infinity });
});

it.each([
  ['at once', minutes(0, 0.2), { soonest: 0, latest: 1 }],
  ['a minute', minutes(0.4, 1), { soonest: 0, latest: 1 }],
  ['a little more', minutes(0.9, 1.1), { soonest: 0, latest: 2 }],
  ['some minutes', minutes(4.2, 6.9), { soonest: 4, latest: 7 }],
  ['one number', minutes(5, 5), { soonest: 5, latest: 6 }],
  ['ten and more', minutes(9.5, 11), { soonest: 9, latest: 15 }],
  ['in steps of five', minutes(12, 21), { soonest: 10, latest: 25 }],
  ['up to an hour', minutes(44, 59), { soonest: 40, latest: 60 }],
  ['beyond an hour', minutes(41, 70), { soonest: 40 }],
  ['hours', minutes(100, Infinity), { soonest: 60 }],
  ['never in any future', { fromMs: Infinity, toMs: Infinity }, { soonest: 60 }],
  ['anything', minutes(0.5, 80), undefined],
])('a voice says %s', (_what, band, said) => {
  expect(spoken(band)).toEqual(said);
});

it('what is said holds the whole band', () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 90 * 60_000, noNaN: true }), fc.double({ min: 0, max: 90 * 60_000, noNaN: true }), (fromMs, moreMs) => {
    const said = spoken({ fromMs, toMs: fromMs + moreMs });
    if (!said) return;
    expect(said.soonest * 60_000).toBeLessThanOrEqual(fromMs);
    expect((said.latest ?? Infinity) * 60_000).toBeGreaterThanOrEqual(fromMs + moreMs);
    expect(said.latest ?? Infinity).toBeGreaterThan(said.soonest);
  }));
});

it('time that goes by is taken off, down to nothing', () => {
  expect(later({ fromMs: 5, toMs: 20 }, 10)).toEqual({ fromMs: 0, toMs: 10 });
});
