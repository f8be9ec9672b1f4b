// Pages of a list: from after an id, at most so many, and where the next page begins.
import { z } from 'zod';
import type { Page } from '../../store/store.ts';

const LIMIT_DEFAULT = 50;
/** A page is built in memory and sent whole. */
export const LIMIT_MAX = 200;
/** Ids and cursors are opaque to whoever pages; no store's are longer. */
const CURSOR_MAX = 128;

export const cursorSchema = z.string().regex(/^[\x21-\x7e]+$/, 'expected an id or cursor as an earlier answer gave it').max(CURSOR_MAX);

/** What every list takes. `more` adds filters of its own. */
export const pageQuery = {
  after: cursorSchema.optional().meta({ description: 'From after this id: the `next` of the page before.' }),
  limit: z.coerce.number('expected a whole number').int('expected a whole number').min(1, 'expected 1 or more').max(LIMIT_MAX, `expected at most ${LIMIT_MAX}`)
    .default(LIMIT_DEFAULT).meta({ description: 'How many at most.' }),
};

export const pageOf = (item: z.ZodType) =>
  z.strictObject({ items: z.array(item), next: z.string().optional().meta({ description: 'Where the next page begins; absent on the last one.' }) });

/** Cuts what was read with one more than the limit. */
export function cut<T>(found: readonly T[], limit: number, idOf: (item: T) => string): { items: T[]; next?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: idOf(last) } : { items };
}

/** The page of a list that is in memory whole, in order of its ids. */
export function pageIn<T>(all: readonly T[], query: { after?: string | undefined; limit: number }, idOf: (item: T) => string): { items: T[]; next?: string } {
  const from = all.filter((item) => query.after === undefined || idOf(item) > query.after).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return cut(from, query.limit, idOf);
}

/** Rows read at once, and rows looked at for one answer: a filter that fits nothing must not read a whole year. */
const BATCH = 200;
const SCAN_MAX = 2_000;

/** A page of what passes a filter. It may be short of the limit, even empty, and still have a next one. */
export async function scan<T>(
  read: (page: Page) => Promise<readonly T[]>,
  keep: (item: T) => boolean,
  query: { after?: string | undefined; limit: number },
  idOf: (item: T) => string,
): Promise<{ items: T[]; next?: string }> {
  const items: T[] = [];
  let from = query.after;
  for (let looked = 0; looked < SCAN_MAX; looked += BATCH) {
    const batch = await read({ ...after(from), limit: BATCH });
    for (const item of batch) {
      if (items.length === query.limit && from !== undefined) return { items, next: from };
      if (keep(item)) items.push(item);
      from = idOf(item);
    }
    if (batch.length < BATCH) return { items };
  }
  return { items, ...(from !== undefined && { next: from }) };
}

/** `exactOptionalPropertyTypes` tells an absent `after` from an undefined one; the store's port knows only the former. */
export const after = (cursor: string | undefined): { after?: string } => (cursor === undefined ? {} : { after: cursor });
