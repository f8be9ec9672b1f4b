// What a waiting caller is told of how long it will be: a band once, a better one when there is one, and that it is now longer than we said.
import { spoken, type Spoken } from '../waits/band.ts';
import type { Expected } from '../waits/expected.ts';
import type { CallerCall } from './call.ts';
import type { Spoken as Heard } from './instruction.ts';
import type { Scene } from './scene.ts';

/** What was said last, in minutes, and when; without numbers, that we cannot say. `by`: when somebody should be there by what was said. */
export interface Told {
  at: number;
  soonest?: number;
  latest?: number;
  by?: number;
  /** They heard that it is longer than we said. That is heard once: from then on only what is better. */
  longer?: true;
}

export interface HowLong {
  prompts: readonly ('hold.longer' | 'hold.how-long' | 'hold.how-long-unknown')[];
  told: Told;
  said?: Spoken;
}

/** The clock alone makes every band better; a new one is worth saying when a third of it is gone. */
const BETTER = 2 / 3;
const MINUTE_MS = 60_000;
/** A band stands for so long, whatever the next forecast says: nobody wants to hear of every change. */
const STANDS_MS = MINUTE_MS;

/** Undefined where there is nothing to say: nothing new, or nothing that would be worth a word. */
export function howLong(expected: Expected, told: Told | undefined, now: number): HowLong | undefined {
  const said = expected.is === 'band' ? spoken(expected.band) : undefined;
  if (expected.is === 'unknown' || !said) return unknown(told, now);
  if (told?.soonest === undefined) return { prompts: ['hold.how-long'], told: { ...toldOf(said, now), ...heardOf(told) }, said };
  if (now - told.at < STANDS_MS) return undefined;
  const { fromMs, toMs } = expected.band;
  const { by = Infinity, latest = Infinity } = told;
  // More likely than not we shall not keep our word.
  if (now + fromMs > by) return told.longer ? undefined : { prompts: ['hold.longer', 'hold.how-long'], told: { ...toldOf(said, now), longer: true }, said };
  const better = now + toMs <= by && said.latest !== undefined && said.latest <= latest * BETTER;
  return better ? { prompts: ['hold.how-long'], told: { ...toldOf(said, now, by), ...heardOf(told) }, said } : undefined;
}

function unknown(told: Told | undefined, now: number): HowLong | undefined {
  if (!told) return { prompts: ['hold.how-long-unknown'], told: { at: now } };
  return told.by !== undefined && now > told.by && !told.longer ? { prompts: ['hold.longer'], told: { at: now, longer: true } } : undefined;
}

const heardOf = (told: Told | undefined): Pick<Told, 'longer'> => (told?.longer ? { longer: true } : {});

/** A band that is better moves no promise further away. */
const toldOf = ({ soonest, latest }: Spoken, now: number, before = Infinity): Told =>
  (latest === undefined ? { at: now, soonest } : { at: now, soonest, latest, by: Math.min(before, now + latest * MINUTE_MS) });

/**
 * Adds to what the caller hears, and says what that was, if anything. While a phone rings for them nobody speaks of time. The journal has
 * what was said first, in the whole minutes that were heard, and when it was longer than that.
 */
export function tellHowLong(scene: Scene<CallerCall>, { wait, told }: { wait: string; told?: Told }, heard: Heard[]): Told | undefined {
  const { expected, wait: place } = scene.facts;
  const words = expected && (place?.offers.length ?? 0) === 0 ? howLong(expected, told, scene.now) : undefined;
  if (!expected || !words) return undefined;
  const { prompts, said } = words;
  heard.push(...prompts.map((prompt) => scene.say(prompt, { ...said })));
  if (prompts.includes('hold.longer')) scene.journal('wait-longer', { wait, ...bandSaid(said, expected) });
  else if (said && told?.soonest === undefined) scene.journal('wait-said', { wait, ...bandSaid(said, expected) });
  return words.told;
}

const bandSaid = (said: Spoken | undefined, expected: Expected) => ({
  ...(said && { fromMs: said.soonest * MINUTE_MS, ...(said.latest !== undefined && { toMs: said.latest * MINUTE_MS }) }),
  ...(expected.is === 'band' && { ageMs: expected.ageMs }),
});
