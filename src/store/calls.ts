// Calls in tables: each by its turn, found by the carrier's id as well; the finished ones leave the list of live calls.
import type { Call } from '../call/call.ts';
import { ID_LENGTH_MOST } from './bounds.ts';
import type { Page } from './store.ts';
import { first, type Tables } from './tables.ts';

/** What the store must know of a call. */
export interface CallHead {
  turn: number;
  overAt?: number;
  sid?: string;
}

/** One row for each call: the head in three words, then the call as JSON that nobody here looks into. */
const NONE = '-';

function rowText({ turn, overAt, sid }: CallHead, text: string): string {
  return `${turn} ${overAt ?? NONE} ${sid ?? NONE} ${text}`;
}

/** The head, and where the call itself begins. */
function headIn(row: string): { head: CallHead; from: number } {
  const afterTurn = row.indexOf(' ');
  const afterOver = row.indexOf(' ', afterTurn + 1);
  const afterSid = row.indexOf(' ', afterOver + 1);
  const over = row.slice(afterTurn + 1, afterOver);
  const sid = row.slice(afterOver + 1, afterSid);
  return {
    head: { turn: Number(row.slice(0, afterTurn)), ...(over === NONE ? {} : { overAt: Number(over) }), ...(sid === NONE ? {} : { sid }) },
    from: afterSid + 1,
  };
}

/** A turn, a time and an id: longer heads there are not. */
const HEAD_CHARACTERS = 16 + 16 + ID_LENGTH_MOST;

export function callHead(tables: Tables, id: string): CallHead | undefined {
  const beginning = tables.beginning('call', [id], HEAD_CHARACTERS);
  return beginning === undefined ? undefined : headIn(beginning).head;
}

/** When a call was over; undefined while it is alive. */
export const overAt = (call: Call): number | undefined => (call.doing.is === 'over' ? call.doing.at : undefined);

/** `before`: its head as it stands now. */
export function putCall(tables: Tables, call: Call, text: string, before: CallHead | undefined): void {
  const over = overAt(call);
  if (before?.sid !== undefined && before.sid !== call.sid) tables.remove('sid', [before.sid]);
  if (call.sid !== undefined && call.sid !== before?.sid) tables.put('sid', [call.sid], call.id);
  if (over === undefined) {
    if (!before || before.overAt !== undefined) tables.put('live', [call.id], true);
  } else if (before?.overAt !== over) {
    tables.remove('live', [call.id]);
    tables.put('over', [over, call.id], true);
  }
  if (before?.overAt !== undefined && before.overAt !== over) tables.remove('over', [before.overAt, call.id]);
  tables.put('call', [call.id], rowText({ turn: call.turn, ...(over === undefined ? {} : { overAt: over }), ...(call.sid === undefined ? {} : { sid: call.sid }) }, text));
}

export function getCall(tables: Tables, id: string): Call | undefined {
  const row = tables.get<string>('call', [id]);
  return row === undefined ? undefined : (JSON.parse(row.slice(headIn(row).from)) as Call);
}

export function getCallBySid(tables: Tables, sid: string): Call | undefined {
  const id = tables.get<string>('sid', [sid]);
  return id === undefined ? undefined : getCall(tables, id);
}

export function listCalls(tables: Tables, { after, limit, live }: Page & { live?: boolean }): Call[] {
  const ids = first(callIds(tables, live ? 'live' : 'call', after), limit);
  return [...ids].flatMap((id) => getCall(tables, id) ?? []);
}

/** The calls of a table, without the numbers of their entries that stand between them. */
function* callIds(tables: Tables, table: string, after: string | undefined): Iterable<string> {
  for (const { place } of tables.walk(table, after === undefined ? undefined : [after])) {
    if (place.length === 1) yield place[0] as string;
  }
}

/** Entries first, the call last: what a dead process has begun can be found again. One that is alive is left alone. */
export function forgetCall(tables: Tables, id: string, limit: number): number {
  const head = callHead(tables, id);
  if (head && head.overAt === undefined) return 0;
  const numbers = [...first(entriesOf(tables, id), limit)];
  for (const number of numbers) {
    tables.remove('journal', [number]);
    tables.remove('call', [id, number]);
  }
  if (!head?.overAt || numbers.length >= limit) return numbers.length;
  if (head.sid !== undefined) tables.remove('sid', [head.sid]);
  tables.remove('call', [id]);
  tables.remove('over', [head.overAt, id]);
  return numbers.length + 1;
}

function* entriesOf(tables: Tables, id: string): Iterable<number> {
  for (const { place } of tables.walk('call', [id, 0])) {
    if (place[0] !== id) return;
    yield place[1] as number;
  }
}

/** Forgets calls that were over before then, the oldest first. */
export function forgetCalls(tables: Tables, before: number, limit: number): number {
  const old = [...first(tables.walk('over'), limit)].filter(({ place }) => (place[0] as number) < before);
  for (const { place } of old) {
    const id = place[1] as string;
    const sid = callHead(tables, id)?.sid;
    if (sid !== undefined) tables.remove('sid', [sid]);
    tables.remove('call', [id]);
    tables.remove('over', place);
  }
  return old.length;
}
