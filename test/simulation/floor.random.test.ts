// Four processes over one store, in an order of answers that chance decides: nobody is stranded, nobody is rung twice, and the order holds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandClock } from '../../src/clock.ts';
import { openLmdb } from '../../src/store/lmdb.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { openRedis } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithRedis, startRedis, type RedisServer } from '../support/redis.ts';
import { FloorCentre, LEASE_MS, OFFER_LEASE_MS, type FloorRules } from './floor-centre.ts';
import { begins, everybodyIsServed, someEvents, someRules, type FloorEvent } from './floor-events.ts';
import { promisesHold } from './store-operations.ts';

const SEED = Number(process.env['FLOOR_SEED'] ?? 20_261_020);
const RUNS = Number(process.env['FLOOR_RUNS'] ?? 6);
const EVENTS_MOST = 120;
const TIMEOUT_MS = 60_000;

type Open = (clock: HandClock) => Promise<Store>;

const seen = { events: 0, commits: 0, refused: 0, served: 0, together: 0 };

async function day(chance: fc.Scheduler, open: Open, rules: FloorRules, events: readonly FloorEvent[], crashes: boolean): Promise<void> {
  const floor = await FloorCentre.open(chance, open, rules);
  const quiet = async (): Promise<void> => {
    await floor.settled();
    await promisesHold(floor.store);
    await floor.holds(crashes);
  };
  try {
    for (const { what, then } of events) {
      await begins(what, floor);
      if (then === undefined) await quiet();
      else await floor.steps(then);
    }
    await quiet();
    // After a crash within one lease: of an offer that was out, then of the work that came due with it.
    if (crashes) {
      floor.starts();
      await floor.clock.push(OFFER_LEASE_MS + LEASE_MS);
      await floor.watch.hold({ crashed: false, mayWaitMs: 0 });
    }
    // One process is enough for the evening, and four would only sweep more.
    floor.stops(1);
    await everybodyIsServed(floor);
    await quiet();
    for (const { call } of floor.phones.legs.filter(({ from }) => from === 'caller')) {
      if (!floor.hungUp.has(call)) expect(floor.watch.served, `${call} stayed on the line and was never taken`).toContain(call);
    }
    seen.events += events.length;
    seen.commits += floor.watch.commits;
    seen.served += floor.watch.served.size;
    seen.together += floor.watch.together;
    for (const times of floor.watch.refused.values()) seen.refused += times;
  } finally {
    floor.stops();
    await floor.store.close();
  }
}

/** Failures tell the seed and the way to them; the schedule itself would be thousands of lines. */
async function holds(open: Open, crashes: boolean, runs: number): Promise<void> {
  const property = fc.asyncProperty(fc.scheduler(), someRules(crashes), someEvents(EVENTS_MOST, crashes), (chance, rules, events) => day(chance, open, rules, events, crashes));
  const details = await fc.check(property, { seed: SEED, numRuns: runs, endOnFailure: true, ...(process.env['FLOOR_PATH'] === undefined ? {} : { path: process.env['FLOOR_PATH'] }) });
  if (!details.failed) return;
  const [, rules, events] = details.counterexample ?? [];
  throw new Error([
    `seed ${details.seed}, path ${details.counterexamplePath ?? ''}`, JSON.stringify(rules), ...(events ?? []).map((event) => JSON.stringify(event)), String((details.errorInstance as Error | undefined)?.stack ?? details.errorInstance),
  ].join('\n'));
}

function held(open: Open, runs: number): void {
  it('hold while nobody dies, and the sweep finds nothing to repair', () => holds(open, false, runs), TIMEOUT_MS);
  it('hold again within a lease after processes died', () => holds(open, true, runs), TIMEOUT_MS);
}

describe(`the floor's promises, four processes in memory (seed ${SEED})`, () => {
  held((clock) => Promise.resolve(createMemoryStore({ clock })), 2 * RUNS);
});

describe(`the floor's promises, four processes on LMDB (seed ${SEED})`, () => {
  let dir: string;
  let centres = 0;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'caseline-floor-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));
  held((clock) => openLmdb({ dir, centre: `c${++centres}`, clock }), RUNS / 3);
});

describeWithRedis(`the floor's promises, four processes on Redis (seed ${SEED})`, () => {
  let server: RedisServer;
  let centres = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  held((clock) => openRedis({ url: server.url, centre: `c${++centres}`, clock }), RUNS);
});

describe('the schedules', () => {
  it('were long enough to mean something', () => {
    expect(seen.events).toBeGreaterThan(1_000);
    expect(seen.served).toBeGreaterThan(100);
    expect(seen.refused).toBeGreaterThan(20);
    expect(seen.together).toBeGreaterThan(10);
  });
});
