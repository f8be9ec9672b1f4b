// Records and counts in tables: cases, voicemails, agents and the like, each with a version.
import { tableOfKind } from './keys.ts';
import type { Kept, Page, RecordKind } from './store.ts';
import { first, type Tables } from './tables.ts';

interface RecordRow {
  version: number;
  value: string;
}

const keptOf = <T>(id: string, { version, value }: RecordRow): Kept<T> => ({ id, version, value: JSON.parse(value) as T });

export function getRecord<T>(tables: Tables, kind: RecordKind, id: string): Kept<T> | undefined {
  const row = tables.get<RecordRow>(tableOfKind(kind), [id]);
  return row && keptOf<T>(id, row);
}

/** 0 where there is none. */
export const recordVersion = (tables: Tables, kind: RecordKind, id: string): number => tables.get<RecordRow>(tableOfKind(kind), [id])?.version ?? 0;

/** False where `version` is given and is not the one that is there; a new record has version 0 before. */
export function putRecord(tables: Tables, kind: RecordKind, id: string, value: string, version?: number): boolean {
  const before = recordVersion(tables, kind, id);
  if (version !== undefined && version !== before) return false;
  tables.put(tableOfKind(kind), [id], { version: before + 1, value } satisfies RecordRow);
  return true;
}

export function removeRecord(tables: Tables, kind: RecordKind, id: string): boolean {
  const known = tables.get(tableOfKind(kind), [id]) !== undefined;
  if (known) tables.remove(tableOfKind(kind), [id]);
  return known;
}

export const listRecords = <T>(tables: Tables, kind: RecordKind, { after, limit }: Page): Kept<T>[] =>
  [...first(tables.walk<RecordRow>(tableOfKind(kind), after === undefined ? undefined : [after]), limit)]
    .map(({ place, value }) => keptOf<T>(place[0] as string, value));

interface TallyRow {
  count: number;
  until: number;
}

/** The window begins with its first count and ends as a whole. `by` 0 only looks; less takes back what was counted. */
export function tally(tables: Tables, key: string, windowMs: number, now: number, by = 1): number {
  const before = tables.get<TallyRow>('tally', [key]);
  const goesOn = before !== undefined && before.until > now;
  if (by === 0 || (by < 0 && !goesOn)) return goesOn ? before.count : 0;
  const row: TallyRow = goesOn ? { count: Math.max(0, before.count + by), until: before.until } : { count: by, until: now + windowMs };
  if (before && !goesOn) tables.remove('tally-end', [before.until, key]);
  tables.put('tally', [key], row);
  if (!goesOn) tables.put('tally-end', [row.until, key], true);
  return row.count;
}

export function forgetTallies(tables: Tables, now: number, limit: number): number {
  const over = [...first(tables.walk('tally-end'), limit)].filter(({ place }) => (place[0] as number) <= now);
  for (const { place } of over) {
    tables.remove('tally-end', place);
    tables.remove('tally', [place[1] as string]);
  }
  return over.length;
}
