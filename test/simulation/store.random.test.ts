// The same random operations on every store and on the memory model: the same answers, and the same floor at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HandClock } from '../../src/clock.ts';
import { openLmdb } from '../../src/store/lmdb.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { openRedis } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { START } from '../contracts/store-scene.ts';
import { describeWithRedis, startRedis, type RedisServer } from '../support/redis.ts';
import { act, floorOf, promisesHold, reception, someOperations, type Operation } from './store-operations.ts';

const SEED = Number(process.env['STORE_SEED'] ?? 20_260_302);
const RUNS = Number(process.env['STORE_RUNS'] ?? 60);

type Open = (clock: HandClock) => Promise<{ store: Store; close: () => Promise<void> }>;

async function sameAsTheModel(open: Open, operations: readonly Operation[]): Promise<void> {
  const clock = new HandClock(START);
  const { store, close } = await open(clock);
  try {
    const model = createMemoryStore({ clock });
    for (const [number, operation] of operations.entries()) {
      if (operation.do === 'push') await clock.push(operation.ms);
      const expected = await act(model, operation);
      expect(await act(store, operation), `operation ${number}: ${JSON.stringify(operation)}`).toEqual(expected);
    }
    expect(await floorOf(store)).toEqual(await floorOf(model));
  } finally {
    await close();
  }
}

const holdsFor = (open: Open, runs = RUNS) => fc.assert(
  fc.asyncProperty(someOperations, (operations) => sameAsTheModel(open, operations)),
  { seed: SEED, numRuns: runs, endOnFailure: false, interruptAfterTimeLimit: 40_000 },
);

describe(`random operations (seed ${SEED})`, () => {
  it('keep the promises of the floor, and strand nobody when everybody named in a look is decided', async () => {
    await fc.assert(
      fc.asyncProperty(someOperations, async (operations) => {
        const clock = new HandClock(START);
        const model = createMemoryStore({ clock });
        const { watched, settle } = reception(model);
        for (const operation of operations) {
          if (operation.do === 'push') await clock.push(operation.ms);
          await act(watched, operation);
          await promisesHold(model);
          await settle();
          await promisesHold(model);
          expect(await model.floor.missed(99), 'whoever can be matched was named to somebody').toEqual([]);
        }
      }),
      { seed: SEED, numRuns: 4 * RUNS },
    );
  }, 60_000);

  it('are answered by LMDB as by the model', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'caseline-random-'));
    let centres = 0;
    await holdsFor(async (clock) => {
      const store = await openLmdb({ dir, centre: `c${++centres}`, clock });
      return { store, close: () => store.close() };
    });
    rmSync(dir, { recursive: true });
  }, 60_000);
});

describeWithRedis(`random operations on Redis (seed ${SEED})`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('are answered as by the model', async () => {
    let centres = 0;
    await holdsFor(async (clock) => {
      const store = await openRedis({ url: server.url, centre: `c${++centres}`, clock });
      return { store, close: () => store.close() };
    }, 4 * RUNS);
  }, 60_000);
});
