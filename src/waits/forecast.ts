// Many futures of one floor, as bands.
import { bandOf, type Band } from './band.ts';
import type { Floor } from './floor.ts';
import type { Rates } from './rates.ts';
import { simulate } from './simulate.ts';

export interface Forecast {
  /** The moment the floor was looked at. */
  at: number;
  futures: number;
  /** By caller, and by kind of caller for those who come now. */
  bands: Readonly<Record<string, Band>>;
}

/** Futures are enough when another hundred would not move a minute. */
export const FUTURES = 200;
/** Of fewer, the fifth that waits longest is a handful of callers. */
export const FUTURES_MIN = 40;

export interface Asked {
  floor: Floor;
  rates: Rates;
  seed: number;
}

/** As many futures as `goOn` allows; undefined where they are too few to say anything. */
export function forecast({ floor, rates, seed }: Asked, goOn: () => boolean = () => true): Forecast | undefined {
  const waits = new Map<string, number[]>();
  let futures = 0;
  for (; futures < FUTURES && goOn(); futures++) {
    for (const [id, ms] of simulate(floor, rates, seed + futures)) {
      const list = waits.get(id);
      if (list) list.push(ms);
      else waits.set(id, [ms]);
    }
  }
  if (futures < FUTURES_MIN) return undefined;
  return { at: floor.now, futures, bands: Object.fromEntries([...waits].map(([id, list]) => [id, bandOf(list)])) };
}
