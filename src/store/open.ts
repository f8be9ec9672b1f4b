// Chooses the store: Redis where its address is given, otherwise a file of this machine. Each is loaded only when it is used.
import type { Clock } from '../clock.ts';
import type { Store } from './store.ts';

export type StoreLog = (level: 'info' | 'warn' | 'error', message: string) => void;

export interface StoreConfig {
  redisUrl?: string;
  dataDir: string;
  centre: string;
  clock?: Clock;
  log: StoreLog;
}

export async function openStore({ redisUrl, dataDir, centre, clock, log }: StoreConfig): Promise<Store> {
  const timed = clock ? { clock } : {};
  if (redisUrl !== undefined) {
    const [{ openRedis }, { safeUrl }] = await Promise.all([import('./redis.ts'), import('./redis-connect.ts')]);
    const store = await openRedis({ url: redisUrl, centre, log, ...timed });
    log('info', `store: Redis at ${safeUrl(redisUrl)}, centre ${centre}`);
    return store;
  }
  const { openLmdb } = await import('./lmdb.ts');
  const store = await openLmdb({ dir: dataDir, centre, ...timed });
  log('info', `store: LMDB in ${dataDir}, centre ${centre}`);
  return store;
}
