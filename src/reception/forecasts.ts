// Forecasts of how long callers have to wait: made behind the turns while somebody asks, never waited for. Each process makes its own.
import type { Centre } from '../centre/centre.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Asked, Forecast } from '../waits/forecast.ts';
import { MEASURED_MS, measuring } from '../waits/rates.ts';
import { floorOf } from '../waits/snapshot.ts';
import { breathe } from './breathe.ts';
import { cursorBefore } from './history.ts';
import { liveCallsUpTo } from './live-calls.ts';

/** Runs futures, apart from the turns; undefined where time ran out before there were enough of them. */
export type RunFutures = (asked: Asked) => Promise<Forecast | undefined>;

/** How a try went: `cold`, nothing was measured yet; `late`, there was no time; `failed`, and the log says why. */
export type ForecastOutcome = 'made' | 'cold' | 'late' | 'failed';

export interface Forecasts {
  /** The last one there is; whoever asks also has the next one made. */
  read(): Forecast | undefined;
  /** Somebody has come into line, or waits on. */
  want(): void;
  idle(): boolean;
  settled(): Promise<void>;
  stop(): void;
}

export interface ForecastParts {
  store: Pick<Store, 'journal' | 'floor' | 'calls'>;
  clock: Clock;
  centre: () => Centre;
  run: RunFutures;
  log: Log;
  counted?: (outcome: ForecastOutcome) => void;
}

/** At most so often; a band is said in minutes. */
const EVERY_MS = 15_000;
const PAGE = 500;
/** A floor with more of them is not run forward in time, so it is not copied either. */
const LIVE_CALLS_MAX = 2_000;

export function createForecasts(parts: ForecastParts): Forecasts {
  const { store, clock, log } = parts;
  const measured = measuring();
  let last: Forecast | undefined;
  let began = -Infinity;
  let cursor: string | undefined;
  let running: Promise<void> | undefined;
  let planned: Cancel | undefined;
  let stopped = false;
  /** Somebody stood in line when the floor was looked at last. */
  let waited = false;

  /** What the journal has that was not measured yet; the first time, all of the days that count. */
  async function measure(): Promise<void> {
    cursor ??= await cursorBefore(store, clock.now() - MEASURED_MS);
    for (;;) {
      const page = await store.journal.read({ limit: PAGE, ...(cursor === undefined ? {} : { after: cursor }) });
      for (const entry of page) measured.add(entry);
      cursor = page.at(-1)?.cursor ?? cursor;
      if (page.length < PAGE || stopped) return;
      await breathe();
    }
  }

  async function make(): Promise<ForecastOutcome> {
    await measure();
    const calls = await liveCallsUpTo(store, LIVE_CALLS_MAX);
    if (!calls) return 'late';
    const rates = measured.rates(clock.now());
    if (Object.keys(rates.talks).length === 0) return 'cold';
    const [waits, agents] = await Promise.all([store.floor.waits(), store.floor.agents()]);
    const now = clock.now();
    const floor = floorOf({ now, waits, agents, calls, centre: parts.centre(), rates });
    waited = floor.callers.length > 0;
    const made = await parts.run({ floor, rates, seed: now });
    last = made ?? last;
    return made ? 'made' : 'late';
  }

  /** The one before is kept where something goes wrong, until it is too old to be told. */
  async function begin(): Promise<void> {
    began = clock.now();
    const outcome = await make().catch((error: unknown): ForecastOutcome => {
      log.warn({ error }, 'no forecast of waits could be made; the last one holds while it is fresh');
      return 'failed';
    });
    running = undefined;
    parts.counted?.(outcome);
    // Who waits comes back for the next words, and what they are told should be fresh by then.
    if (waited) want();
  }

  function want(): void {
    if (stopped || running || planned) return;
    const inMs = began + EVERY_MS - clock.now();
    if (inMs <= 0) running = begin();
    else planned = clock.after(inMs, () => {
      planned = undefined;
      want();
    });
  }

  return {
    read() {
      want();
      return last;
    },
    want,
    idle: () => running === undefined,
    async settled() {
      await running;
    },
    stop() {
      stopped = true;
      planned?.();
      planned = undefined;
    },
  };
}
