// Chance by a seed: the same seed draws the same future. Durations are drawn from those that were measured.
import type { Rates, Ring, Talk } from './rates.ts';

export type Chance = () => number;

/** Mulberry32: small, quick, and even enough for some thousand draws. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The time until something happens that happens so often. */
export const untilNext = (perMs: number, chance: Chance): number => (perMs <= 0 ? Infinity : -Math.log(1 - chance()) / perMs);

export interface Draws {
  talk(queue: string | undefined): number;
  /** What is left of a conversation that has lasted so long, its wrap-up included; and of a wrap-up. */
  restOfTalk(queue: string | undefined, lastedMs: number): number;
  restOfWrap(queue: string | undefined, lastedMs: number): number;
  ring(): Ring;
  restOfRing(lastedMs: number): Ring;
  /** How long a caller stays who has not left yet: patience does not age. */
  patience(queue: string | undefined): number;
  next(perMs: number): number;
}

export function drawsFrom(rates: Rates, chance: Chance): Draws {
  const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
  const talksOf = (queue: string | undefined): readonly Talk[] => (queue === undefined ? undefined : rates.talks[queue]) ?? rates.allTalks;
  const drawn = (talk: Talk | undefined): number => (talk ? talk.talkMs + talk.wrapMs : 0);
  /** Of those that lasted longer, one; who outlasts all that are known goes on for as long again as most of them lasted. */
  const rest = (queue: string | undefined, lastedMs: number, lengthOf: (talk: Talk) => number): number => {
    const longer = talksOf(queue).filter((talk) => lengthOf(talk) > lastedMs);
    return longer.length > 0 ? drawn(oneOf(longer)) - lastedMs : drawn(oneOf(talksOf(queue)));
  };
  return {
    talk: (queue) => drawn(oneOf(talksOf(queue))),
    restOfTalk: (queue, lastedMs) => rest(queue, lastedMs, ({ talkMs }) => talkMs),
    restOfWrap(queue, lastedMs) {
      const one = oneOf(talksOf(queue).filter(({ wrapMs }) => wrapMs > lastedMs));
      return one ? one.wrapMs - lastedMs : 0;
    },
    ring: () => oneOf(rates.rings) ?? { ms: 0, taken: true },
    restOfRing(lastedMs) {
      const one = oneOf(rates.rings.filter(({ ms }) => ms > lastedMs));
      return one ? { ...one, ms: one.ms - lastedMs } : { ms: 0, taken: false };
    },
    patience: (queue) => untilNext((queue === undefined ? undefined : rates.leaving[queue]) ?? rates.leavingAny, chance),
    next: (perMs) => untilNext(perMs, chance),
  };
}
