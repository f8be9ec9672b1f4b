// Which band of a forecast is whose, and when there is none.
import { expect, it } from 'vitest';
import type { Forecast } from './forecast.ts';
import { expectedByKind, expectedIn, STALE_MS } from './expected.ts';

const key = { queue: 'care', priority: 'P4', region: 'americas', language: 'en' };
const forecast: Forecast = { at: 0, futures: 200, bands: { 'wait-1': { fromMs: 60_000, toMs: 90_000 }, 'care P4 americas en': { fromMs: 200_000, toMs: 300_000 }, 'wait-2': { fromMs: Infinity, toMs: Infinity }, 'sirt P4 emea en': { fromMs: Infinity, toMs: Infinity } } };

it('a caller has their own, less the time since the floor was looked at', () => {
  expect(expectedIn(forecast, { wait: 'wait-1', key }, 10_000)).toEqual({ is: 'band', band: { fromMs: 50_000, toMs: 80_000 }, ageMs: 10_000 });
});

it('who came after that has the one of their kind, as it was', () => {
  expect(expectedIn(forecast, { wait: 'wait-9', key }, 10_000)).toEqual({ is: 'band', band: { fromMs: 200_000, toMs: 300_000 }, ageMs: 10_000 });
});

it.each<[string, Forecast | undefined, string, typeof key | undefined, number]>([
  ['there is no forecast', undefined, 'wait-1', key, 0],
  ['it is too old', forecast, 'wait-1', key, STALE_MS + 1],
  ['neither they nor their kind are in it', forecast, 'wait-9', { ...key, queue: 'experts' }, 0],
  ['nobody knows their kind', forecast, 'wait-9', undefined, 0],
  ['nobody is there who could come', forecast, 'wait-2', undefined, 0],
])('nobody can say where %s', (_what, of, wait, kind, now) => {
  expect(expectedIn(of, { wait, key: kind }, now)).toEqual({ is: 'unknown' });
});

it('by kind, those of whom something can be said', () => {
  expect(expectedByKind(forecast, 10_000)).toEqual([{ ...key, band: { fromMs: 200_000, toMs: 300_000 } }]);
  expect(expectedByKind(forecast, STALE_MS + 1)).toEqual([]);
});
