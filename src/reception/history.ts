// The journal between two times, read for reports: found by halving, in pages, with the event loop free in between.
import { readHistory, rowsByInterval, type Asked, type History, type Row } from '../numbers/intervals.ts';
import { spansUntil } from '../numbers/staff.ts';
import { cursorOf, numberOf } from '../store/journal.ts';
import type { Store, Written } from '../store/store.ts';
import { breathe } from './breathe.ts';

const PAGE = 500;
/** Entries stand in the order they were written; what they tell of may be so much older or younger. */
const ASKEW_MS = 60_000;

type Reads = Pick<Store, 'journal' | 'floor'>;

/** `leadMs`: how long before anything may have begun that still goes on then. */
export async function historyOf(store: Reads, { from, to, leadMs, now }: { from: number; to: number; leadMs: number; now: number }): Promise<History> {
  const { add, history } = readHistory();
  const began = from - leadMs;
  let after = await cursorBefore(store, began - ASKEW_MS);
  for (;;) {
    const page = await store.journal.read({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const entry of page) if (entry.at < to) add(entry);
    after = page.at(-1)?.cursor;
    if (page.length < PAGE || (page.at(-1)?.at ?? 0) > to + ASKEW_MS) break;
    await breathe();
  }
  const told = history();
  return { ...told, spans: spansUntil(now, told.spans, await store.floor.agents(), began) };
}

/** The last cursor before that time, or none where all there is came later. Numbers may be missing where calls were erased. */
export async function cursorBefore(store: Pick<Reads, 'journal'>, at: number): Promise<string | undefined> {
  const next = async (number: number): Promise<Written | undefined> => (await store.journal.read({ limit: 1, after: cursorOf(number) }))[0];
  const first = await next(0);
  if (!first || first.at >= at) return undefined;
  // Whatever follows `before` is from before then, and whatever follows `beyond` is not.
  let before = 0;
  let beyond = numberOf(first.cursor);
  const lookAt = async (number: number): Promise<boolean> => {
    const found = await next(number);
    const isBefore = found !== undefined && found.at < at;
    if (isBefore) before = Math.max(number, numberOf(found.cursor) - 1);
    else beyond = number;
    return isBefore;
  };
  for (let step = 1; await lookAt(beyond); step *= 2) beyond = before + step + 1;
  while (beyond - before > 1) await lookAt(Math.floor((before + beyond) / 2));
  return cursorOf(beyond);
}

/** Rows in which nobody waits for a turn of the event loop longer than one interval's figures take. */
export async function rowsOf(history: History, asked: Asked): Promise<Row[]> {
  const rows: Row[] = [];
  for (const some of rowsByInterval(history, asked)) {
    rows.push(...some);
    await breathe();
  }
  return rows;
}
