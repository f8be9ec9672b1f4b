// The journal and the records in Redis.
import { checkEntry, checkRecord } from './checked.ts';
import type { Bell} from './follow.ts';
import { follow } from './follow.ts';
import { cursorOf, numberOf, writtenOf } from './journal.ts';
import { rootOfKind } from './keys.ts';
import type { At } from './redis-at.ts';
import { groups } from './redis-commit.ts';
import type { Entry, Kept, Page, RecordKind, Store, Written } from './store.ts';

async function readEntries(at: At, { after, limit, call }: Page & { call?: string }): Promise<Written[]> {
  if (limit <= 0) return [];
  const from = numberOf(after);
  if (call !== undefined) {
    const found = groups(await at.run('read-call-journal-1', [call, from, limit]), 2);
    return found.map(([number, body]) => writtenOf(Number(number), body as string));
  }
  const found = await at.ask(at.client.xrange(at.key('journal'), `${from + 1}-0`, '+', 'COUNT', limit));
  return found.map(([id, fields]) => writtenOf(Number(id.split('-')[0]), fields[5] as string));
}

export function redisJournal(at: At, bell: Bell): Store['journal'] {
  const read = (page: Page & { call?: string }) => readEntries(at, page);
  const last = async () => cursorOf(Number((await at.ask(at.client.hget(at.key('counts'), 'journal'))) ?? 0));
  return {
    async append(entries: readonly Entry[]) {
      entries.forEach(checkEntry);
      if (entries.length === 0) return;
      await at.run('append-1', entries.flatMap((entry) => [entry.at, entry.call ?? '', JSON.stringify(entry)]));
      bell.ring();
    },
    read,
    follow: (after, signal) => follow({ read, last, bell }, after, signal),
  };
}

/** A record is kept as its version, a blank, and its value as JSON. */
function keptOf<T>(id: string, text: string): Kept<T> {
  const blank = text.indexOf(' ');
  return { id, version: Number(text.slice(0, blank)), value: JSON.parse(text.slice(blank + 1)) as T };
}

export function redisRecords(at: At): Store['records'] {
  const root = (kind: RecordKind) => rootOfKind(at.centre, kind);
  return {
    async get<T>(kind: RecordKind, id: string) {
      const text = await at.ask(at.client.hget(`${root(kind)}:records:${kind}`, id));
      return text === null ? undefined : keptOf<T>(id, text);
    },
    async put(kind, id, value, version) {
      checkRecord(kind, id, value);
      return (await at.run('put-record-1', [kind, id, JSON.stringify(value), version ?? ''], root(kind))) === 1;
    },
    remove: async (kind, id) => (await at.run('remove-record-1', [kind, id], root(kind))) === 1,
    list: async <T>(kind: RecordKind, { after, limit }: Page) =>
      groups(await at.run('list-records-1', [kind, after ?? '', limit], root(kind)), 2).map(([id, text]) => keptOf<T>(id as string, text as string)),
  };
}
