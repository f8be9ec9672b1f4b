// Due work in tables: set, taken under a lease, done, given back.
import { OUTBOX_LEASE_MS } from './bounds.ts';
import { nextOf, type Step } from './step.ts';
import type { TakenWork, Work } from './store.ts';
import { first, type Tables } from './tables.ts';

interface WorkRow {
  at: number;
  /** When it is handed out next: `at`, or the end of the lease of whoever has it. */
  due: number;
  tries: number;
  token?: string;
  /** The deed as JSON: what comes out is never the object that went in. */
  deed: string;
}

const rowOf = (tables: Tables, id: string): WorkRow | undefined => tables.get<WorkRow>('work', [id]);

function write(tables: Tables, id: string, row: WorkRow): void {
  remove(tables, id);
  tables.put('work', [id], row);
  tables.put('due', [row.due, id], true);
}

function remove(tables: Tables, id: string): void {
  const row = rowOf(tables, id);
  if (!row) return;
  tables.remove('work', [id]);
  tables.remove('due', [row.due, id]);
}

const taken = (id: string, row: WorkRow, token: string): TakenWork => ({
  id, at: row.at, deed: JSON.parse(row.deed) as unknown, token, tries: row.tries,
});

/** Hands a piece out until then. */
function lease(tables: Tables, id: string, row: WorkRow, until: number): TakenWork {
  const token = String(nextOf(tables, 'token'));
  const leased = { ...row, due: until, tries: row.tries + 1, token };
  write(tables, id, leased);
  return taken(id, leased, token);
}

/** Writes a piece, in the place of an earlier one of that id. What is due now is in the writer's hands. */
export function setWork(step: Step, { id, at, deed }: Work): void {
  step.due = step.due.filter((piece) => piece.id !== id);
  const row: WorkRow = { at, due: at, tries: 0, deed: JSON.stringify(deed) };
  if (at > step.now) write(step.tables, id, row);
  else step.due.push(lease(step.tables, id, row, step.now + OUTBOX_LEASE_MS));
}

/** Calls a piece off; also one which this very step has written. */
export function cancelWork(step: Step, id: string): void {
  remove(step.tables, id);
  step.due = step.due.filter((piece) => piece.id !== id);
}

/** Whether a piece is in these hands still. */
export const holdsWork = (tables: Tables, id: string, token: string): boolean => rowOf(tables, id)?.token === token;

/** Marks a piece done, unless it is in other hands, or done already. */
export function finishWork(tables: Tables, id: string, token: string): void {
  if (holdsWork(tables, id, token)) remove(tables, id);
}

export function takeWork(tables: Tables, now: number, limit: number, leaseMs: number): TakenWork[] {
  const ids: string[] = [];
  for (const { place } of first(tables.walk('due'), limit)) {
    if ((place[0] as number) > now) break;
    ids.push(place[1] as string);
  }
  return ids.flatMap((id) => {
    const row = rowOf(tables, id);
    return row ? [lease(tables, id, row, now + leaseMs)] : [];
  });
}

export function returnWork(tables: Tables, id: string, token: string, at: number): void {
  const row = rowOf(tables, id);
  if (row?.token !== token) return;
  const { token: _token, ...kept } = row;
  write(tables, id, { ...kept, at, due: at });
}

export function nextDue(tables: Tables): number | undefined {
  for (const { place } of tables.walk('due')) return place[0] as number;
  return undefined;
}

export function workSize(tables: Tables): number {
  let size = 0;
  for (const _row of tables.walk('work')) size++;
  return size;
}
