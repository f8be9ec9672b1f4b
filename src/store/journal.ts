// The journal in tables: one numbered line of entries, and beside each call the numbers of its own, where a turn writes anyway.
import { nextOf } from './step.ts';
import type { Entry, Page, Written } from './store.ts';
import { first, type Tables } from './tables.ts';

/** Cursors are numbers of one width, so that they sort as text. */
export const cursorOf = (number: number): string => String(number).padStart(15, '0');
export const numberOf = (cursor: string | undefined): number => (cursor === undefined ? 0 : Number(cursor));

export function appendEntries(tables: Tables, entries: readonly Entry[]): void {
  if (entries.length === 0) return;
  const last = nextOf(tables, 'journal', entries.length);
  entries.forEach((entry, index) => {
    const number = last - entries.length + 1 + index;
    tables.put('journal', [number], JSON.stringify(entry));
    if (entry.call !== undefined) tables.put('call', [entry.call, number], true);
  });
}

export const writtenOf = (number: number, text: string): Written => ({ ...(JSON.parse(text) as Entry), cursor: cursorOf(number) });

/** The numbers of a call's own entries, from after that one on. */
function* numbersOf(tables: Tables, call: string, after: number): Iterable<number> {
  for (const { place } of tables.walk('call', [call, after])) {
    if (place[0] !== call) return;
    yield place[1] as number;
  }
}

function entryAt(tables: Tables, number: number): Written[] {
  const text = tables.get<string>('journal', [number]);
  return text === undefined ? [] : [writtenOf(number, text)];
}

export function readEntries(tables: Tables, { after, limit, call }: Page & { call?: string }): Written[] {
  const from = numberOf(after);
  if (call !== undefined) return [...first(numbersOf(tables, call, from), limit)].flatMap((number) => entryAt(tables, number));
  return [...first(tables.walk<string>('journal', [from]), limit)].map(({ place, value }) => writtenOf(place[0] as number, value));
}

export const lastCursor = (tables: Tables): string => cursorOf(tables.get<number>('count', ['journal']) ?? 0);

/** Forgets the oldest entries, as far as they are from before then. */
export function forgetEntries(tables: Tables, before: number, limit: number): number {
  const old: { number: number; entry: Entry }[] = [];
  for (const { place, value } of first(tables.walk<string>('journal'), limit)) {
    const entry = JSON.parse(value) as Entry;
    if (entry.at >= before) break;
    old.push({ number: place[0] as number, entry });
  }
  for (const { number, entry } of old) {
    tables.remove('journal', [number]);
    if (entry.call !== undefined) tables.remove('call', [entry.call, number]);
  }
  return old.length;
}
