// What was promised, and what was said after a tone, while services die at any commit and webhooks come twice, late and out of order:
// each callback ends kept, declined or escalated, once; each message is handed in once, and its sound is kept.
import { describe, expect, it } from 'vitest';
import { callbackDay } from './promise-callback.ts';
import type { Tally } from './promise-day.ts';
import { voicemailDay } from './promise-voicemail.ts';

const SEED = Number(process.env['PROMISES_SEED'] ?? 20_261_020);
const RUNS = Number(process.env['PROMISES_RUNS'] ?? 60);
/** On a machine that has much else to do. */
const RUN_MS_MOST = 2_000;

async function days(day: (seed: number, seen: Tally) => Promise<void>): Promise<Tally> {
  const seen: Tally = new Map();
  for (let seed = SEED; seed < SEED + RUNS; seed++) {
    try {
      await day(seed, seen);
    } catch (error) {
      throw new Error(`PROMISES_SEED=${seed} PROMISES_RUNS=1: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
    }
  }
  return seen;
}

const told = (seen: Tally): string => [...seen].map(([what, many]) => `${what} ${many}`).sort().join(', ');

/** Whoever asks for more days wants to know what they were. */
function report(seen: Tally): void {
  if (process.env['PROMISES_RUNS'] !== undefined) process.stdout.write(`${told(seen)}\n`);
}

describe(`promises, ${RUNS} days from seed ${SEED} on`, () => {
  it('of a callback end once, whoever dies', async () => {
    const seen = await days(callbackDay);
    report(seen);
    for (const what of ['kept', 'declined', 'escalated', 'deaths']) expect(seen.get(what) ?? 0, told(seen)).toBeGreaterThan(RUNS === 1 ? -1 : 0);
  }, RUNS * RUN_MS_MOST);

  it('of a message are handed in once, whoever dies', async () => {
    const seen = await days(voicemailDay);
    report(seen);
    for (const what of ['messages', 'deaths']) expect(seen.get(what) ?? 0, told(seen)).toBeGreaterThan(RUNS === 1 ? -1 : 0);
  }, RUNS * RUN_MS_MOST);
});
