// The whole port over ordered tables: what memory and LMDB share. Redis has its own, in Lua.
import { appendEntries, forgetEntries, lastCursor, readEntries } from './journal.ts';
import { forgetCall, forgetCalls, getCall, getCallBySid, listCalls } from './calls.ts';
import { checkEntry, checkId, checkRecord } from './checked.ts';
import { commitIn } from './commit.ts';
import { asAgent, asWait, before, classRows, inLine, look, missed } from './floor-look.ts';
import { agentBatch, basesFor, fillClasses, openClasses, registerClasses, type Base } from './floor-registry.ts';
import { agentRow, coolingNow, offerRow, waitRow, type WaitRow } from './floor-rows.ts';
import { registryVersion } from './floor-verbs.ts';
import type { AgentRow } from './agent-state.ts';
import { sidesOf } from '../routing/pair.ts';
import type { ClassName } from './floor.ts';
import { Bell, follow } from './follow.ts';
import { forgetTallies, getRecord, listRecords, putRecord, removeRecord, tally } from './records.ts';
import type { Step } from './step.ts';
import type { Store } from './store.ts';
import { first, type Ground, type Tables } from './tables.ts';
import { finishWork, nextDue, returnWork, takeWork, workSize } from './work.ts';

export interface Tabled {
  name: 'lmdb' | 'memory';
  ground: Ground;
  /** The time, asked for inside the step that uses it. */
  now: () => number;
  backup: (folder: string) => Promise<void>;
  close: () => Promise<void>;
}

export function storeOver({ name, ground, now, backup, close }: Tabled): Store {
  const bell = new Bell();
  const sight = <T>(run: (sight: { tables: Tables; now: number }) => T): Promise<T> =>
    new Promise((done) => done(ground.read((tables) => run({ tables, now: now() }))));
  const read = <T>(run: (tables: Tables) => T): Promise<T> => sight(({ tables }) => run(tables));
  const step = <T>(run: (step: Step) => T): Promise<T> => ground.write((tables) => run({ tables, now: now(), look: [], due: [], changes: [] }));

  const readJournal: Store['journal']['read'] = (page) => read((tables) => readEntries(tables, page));
  const journal: Store['journal'] = {
    async append(entries) {
      entries.forEach(checkEntry);
      await ground.write((tables) => appendEntries(tables, entries));
      bell.ring();
    },
    read: readJournal,
    follow: (after, signal) => follow({ read: readJournal, last: () => read(lastCursor), bell }, after, signal),
  };

  async function open(names: readonly ClassName[], base: Base): Promise<void> {
    const rows = await step((here) => registerClasses(here, sidesOf(names)));
    if (rows.length === 0) return;
    let after: string | undefined;
    for (;;) {
      const agents = await read((tables) => agentBatch(tables, after));
      if (agents.length === 0) break;
      const filled = await basesFor(agents, rows, base);
      await step((here) => fillClasses(here, filled));
      after = agents.at(-1)?.id;
    }
    await step((here) => openClasses(here, rows));
  }

  return {
    name,
    async commit(commit) {
      const committed = await commitIn(step, commit);
      if (committed.ok && (commit.journal?.length || commit.floor?.length)) bell.ring();
      return committed;
    },
    call: (id) => read((tables) => getCall(tables, id)),
    callBySid: (sid) => read((tables) => getCallBySid(tables, sid)),
    calls: (page) => read((tables) => listCalls(tables, page)),
    floor: {
      open,
      classes: () => read((tables) => ({ version: registryVersion({ tables }), names: classRows(tables).map((row) => row.name).sort() })),
      look: (who) => sight((here) => look(here, who)),
      missed: (limit) => sight((here) => missed(here, limit)),
      inLine: (wait) => read((tables) => inLine(tables, wait)),
      before: (place) => read((tables) => before(tables, { ...place, id: '' })),
      wait: (id) => read((tables) => optional(waitRow(tables, id), asWait)),
      agent: (id) => read((tables) => optional(agentRow(tables, id), asAgent)),
      offer: (id) => read((tables) => offerRow(tables, id)),
      cooled: (wait) => sight(({ tables, now: at }) => optional(waitRow(tables, wait), (row) => coolingNow(row, at)) ?? {}),
      waits: () => read((tables) => [...tables.walk('here')].map(({ place }) => asWait(waitRow(tables, place[0] as string) as WaitRow))),
      agents: () => read((tables) => [...tables.walk<AgentRow>('agent')].map(({ value }) => asAgent(value))),
    },
    work: {
      take: (limit, leaseMs) => step((here) => takeWork(here.tables, here.now, limit, leaseMs)),
      done: (id, token) => step((here) => void finishWork(here.tables, id, token)),
      again: (id, token, at) => step((here) => returnWork(here.tables, id, token, at)),
      next: () => read(nextDue),
      size: () => read(workSize),
    },
    journal,
    records: {
      get: (kind, id) => read((tables) => getRecord(tables, kind, id)),
      put(kind, id, value, version) {
        checkRecord(kind, id, value);
        const text = JSON.stringify(value);
        return step(({ tables }) => putRecord(tables, kind, id, text, version));
      },
      remove: (kind, id) => step(({ tables }) => removeRecord(tables, kind, id)),
      list: (kind, page) => read((tables) => listRecords(tables, kind, page)),
    },
    tally(key, windowMs, by) {
      checkId(key, 'tally');
      return step((here) => tally(here.tables, key, windowMs, here.now, by));
    },
    forgetCall: (id, limit) => step(({ tables }) => forgetCall(tables, id, limit)),
    retain: (before, limit) => step((here) => retain(here, before, limit)),
    backup,
    ping: () => read((tables) => void registryVersion({ tables })),
    close,
  };
}

const optional = <A, B>(value: A | undefined, as: (value: A) => B): B | undefined => (value === undefined ? undefined : as(value));

/** One bounded step of forgetting: calls, journal, then the floor's leftovers and old counts. */
function retain(here: Step, before: number, limit: number): number {
  let gone = forgetCalls(here.tables, before, limit);
  gone += forgetEntries(here.tables, before, limit - gone);
  gone += forgetEnded(here, limit - gone);
  return gone + forgetTallies(here.tables, here.now, limit - gone);
}

function forgetEnded({ tables, now }: Step, limit: number): number {
  const over = [...first(tables.walk('ended'), limit)].filter(({ place }) => (place[0] as number) <= now);
  for (const { place } of over) {
    tables.remove('ended', place);
    tables.remove(place[1] as string, [place[2] as string]);
  }
  return over.length;
}
