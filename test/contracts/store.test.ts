// The store's contract, held by each adapter.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openLmdb } from '../../src/store/lmdb.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { openRedis } from '../../src/store/redis.ts';
import { describeWithRedis, startRedis, type RedisServer } from '../support/redis.ts';
import { storeContract } from './store.contract.ts';

storeContract('memory', (clock) => {
  const store = createMemoryStore({ clock });
  return Promise.resolve({ store, other: store, close: () => store.close() });
});

storeContract('LMDB', async (clock) => {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-store-'));
  const [store, other] = [await openLmdb({ dir, centre: 'test', clock }), await openLmdb({ dir, centre: 'test', clock })];
  return {
    store,
    other,
    async close() {
      await other.close();
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
});

for (const [name, cluster] of [['Redis', false], ['Redis Cluster', true]] as const) {
  describeWithRedis(`with ${name}`, () => {
    let server: RedisServer;
    let centres = 0;
    beforeAll(async () => {
      server = await startRedis({ cluster });
    });
    afterAll(() => server.stop());

    storeContract(name, async (clock) => {
      const place = { url: server.url, centre: `test-${++centres}`, clock };
      const [store, other] = await Promise.all([openRedis(place), openRedis(place)]);
      return {
        store,
        other,
        async close() {
          await other.close();
          await store.close();
        },
      };
    });
  });
}
