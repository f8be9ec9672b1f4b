// What lies in a backup's folder, and which names a centre may have in files and keys.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A centre's name is part of file names and of Redis keys. */
export function checkCentre(centre: string): void {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/i.test(centre)) {
    throw new TypeError(`store: centre: expected letters, digits, - and _ (at most 63), got ${JSON.stringify(centre)}`);
  }
}

export const lmdbFileOf = (dir: string, centre: string): string => join(dir, `${centre}.lmdb`);

export interface Manifest {
  store: 'lmdb' | 'redis';
  centre: string;
  schema: number;
}

/** Written last: a folder without it is not a finished backup. */
export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeFileSync(join(folder, 'backup.json'), `${JSON.stringify(manifest, null, 2)}\n`);

export function readManifest(folder: string): Manifest {
  const path = join(folder, 'backup.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    throw new Error(`store: ${path}: expected the description of a finished backup (${(error as Error).message})`, { cause: error });
  }
}
