// Backup and restore: a folder that holds a centre, from whichever store it was kept in, back into the same kind of store.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkCentre, lmdbFileOf, readManifest } from './backup-files.ts';
import { SCHEMA } from './bounds.ts';
import { StoreFault } from './fault.ts';
import type { Store } from './store.ts';

/** Where a restore writes: the same configuration a start would use. The centre keeps its name. */
export interface RestoreTarget {
  redisUrl?: string;
  dataDir: string;
}

/** A copy of everything, taken while calls go on. */
export const backup = (store: Store, folder: string): Promise<void> => store.backup(folder);

/** Writes a backup into an empty store, and says which centre it was. Nothing that is there is overwritten. */
export async function restore(folder: string, target: RestoreTarget): Promise<{ centre: string }> {
  const { store, centre, schema } = readManifest(folder);
  checkCentre(centre);
  if (schema > SCHEMA) throw new StoreFault('newer', `the backup in ${folder} has layout ${schema}, this program knows up to ${SCHEMA}`);
  const wanted = target.redisUrl === undefined ? 'lmdb' : 'redis';
  if (store !== wanted) throw new Error(`store: the backup in ${folder} is of ${store}: expected a target of the same kind, got ${wanted}`);
  if (target.redisUrl === undefined) restoreFile(folder, target.dataDir, centre);
  else await restoreKeys(folder, target.redisUrl, centre);
  return { centre };
}

function restoreFile(folder: string, dataDir: string, centre: string): void {
  const file = lmdbFileOf(dataDir, centre);
  if (existsSync(file)) throw new Error(`store: ${file} is already there: restore into an empty folder`);
  mkdirSync(dataDir, { recursive: true });
  copyFileSync(join(folder, 'store.lmdb'), file);
}

async function restoreKeys(folder: string, url: string, centre: string): Promise<void> {
  const [{ connectRedis }, { restoreRedis }] = await Promise.all([import('./redis-connect.ts'), import('./redis-dump.ts')]);
  const client = await connectRedis(url, () => undefined);
  try {
    await restoreRedis(client, centre, folder);
  } finally {
    client.disconnect();
  }
}
