// Whether all processes of a centre keep recordings in one folder: with several of them, each on its own disk, a voicemail is heard
// only where it was fetched. The folder is marked once, and the store remembers the mark.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';

const MARK_FILE = '.folder';
const MARK_RECORD = 'recordings-folder';

/** False where another process of this centre keeps its recordings elsewhere. */
export async function isSharedFolder(store: Pick<Store, 'records'>, folder: string): Promise<boolean> {
  const mine = await markOf(folder);
  const kept = await store.records.get<{ mark: string }>('import', MARK_RECORD);
  if (kept) return kept.value.mark === mine;
  const first = await store.records.put('import', MARK_RECORD, { mark: mine }, 0);
  return first || (await store.records.get<{ mark: string }>('import', MARK_RECORD))?.value.mark === mine;
}

async function markOf(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, MARK_FILE);
  const mark = randomUUID();
  try {
    await writeFile(file, mark, { flag: 'wx' });
    return mark;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFile(file, 'utf8');
  }
}
