// The stores that stories run on. `lasting` ones are still there when the service has died.
import { basename } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openLmdb } from '../../src/store/lmdb.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { openRedis } from '../../src/store/redis.ts';
import { describeWithRedis, startRedis, type RedisServer } from './redis.ts';
import type { OpenStore } from './world.ts';

export interface StoryStore {
  name: string;
  lasting: boolean;
  open: OpenStore;
  /** As vitest's, with whatever the store needs around the tests. */
  describe: (name: string, tests: () => void) => void;
}

let redis: RedisServer | undefined;

export const stores: readonly StoryStore[] = [
  { name: 'memory', lasting: false, describe, open: (clock) => Promise.resolve(createMemoryStore({ clock })) },
  { name: 'LMDB', lasting: true, describe, open: (clock, dir) => openLmdb({ dir, centre: 'story', clock }) },
  {
    name: 'Redis',
    lasting: true,
    describe: (name, tests) => describeWithRedis(name, () => {
      beforeAll(async () => {
        redis = await startRedis();
      });
      afterAll(async () => {
        await redis?.stop();
      });
      tests();
    }),
    // Each story has a folder of its own, and its name for a centre of its own.
    open: (clock, dir) => openRedis({ url: redis?.url ?? '', centre: basename(dir), clock }),
  },
];
