// Journal entries older than the centre keeps them in Redis go to files, a month each, before they are forgotten there.
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store, Written } from '../store/store.ts';

/** At least once: a process that dies between writing and forgetting writes some entries twice; their cursors tell. */
export async function fileOldEntries(store: Pick<Store, 'journal'>, folder: string, before: number, limit: number): Promise<number> {
  const old = (await store.journal.read({ limit })).filter(({ at }) => at < before);
  const months = grouped(old);
  if (months.size === 0) return 0;
  await mkdir(folder, { recursive: true });
  for (const [month, entries] of months) await appendFile(join(folder, `${month}.ndjson`), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return old.length;
}

const monthOf = ({ at }: Written): string => new Date(at).toISOString().slice(0, 7);

function grouped(entries: readonly Written[]): Map<string, Written[]> {
  const months = new Map<string, Written[]>();
  for (const entry of entries) months.set(monthOf(entry), [...(months.get(monthOf(entry)) ?? []), entry]);
  return months;
}
