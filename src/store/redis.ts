// The store in Redis 7 or newer: single, Sentinel or Cluster. What must be whole is one Lua script.
import type { Clock } from '../clock.ts';
import { checkCentre } from './backup-files.ts';
import { SCHEMA } from './bounds.ts';
import { checkCommit, checkId } from './checked.ts';
import { StoreFault } from './fault.ts';
import { Bell } from './follow.ts';
import type { StoreLog } from './open.ts';
import { placeAt, type At } from './redis-at.ts';
import { bringBack, forgetCalls, forgetOneCall, getCall, getCallBySid, listCalls, moveOut } from './redis-calls.ts';
import { commitArgs, outcomeOf, takenOf } from './redis-commit.ts';
import { connectRedis } from './redis-connect.ts';
import { redisFloor } from './redis-floor.ts';
import { redisJournal, redisRecords } from './redis-journal.ts';
import { inTime } from './redis-patience.ts';
import type { Commit, Committed, Store } from './store.ts';

export interface RedisStoreOptions {
  url: string;
  centre: string;
  /** Given by tests; otherwise the server's own time, the same for every process. */
  clock?: Clock;
  log?: StoreLog;
}

const silent: StoreLog = () => undefined;

export async function openRedis({ url, centre, clock, log = silent }: RedisStoreOptions): Promise<Store> {
  checkCentre(centre);
  const client = await connectRedis(url, log);
  const at = placeAt(client, centre, clock);
  try {
    await checkSchema(at);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  const bell = new Bell();
  let closed = false;
  return {
    name: 'redis',
    async commit(commit) {
      const committed = await commitAt(at, commit);
      if (committed.ok && (commit.journal?.length || commit.floor?.length)) bell.ring();
      return committed;
    },
    call: (id) => getCall(at, id),
    callBySid: (sid) => getCallBySid(at, sid),
    calls: (page) => listCalls(at, page),
    floor: redisFloor(at),
    work: redisWork(at),
    journal: redisJournal(at, bell),
    records: redisRecords(at),
    async tally(key, windowMs, by = 1) {
      checkId(key, 'tally');
      return Number(await at.run('tally-1', [at.now(), key, windowMs, by]));
    },
    forgetCall: (id, limit) => forgetOneCall(at, id, limit),
    retain: (before, limit) => retain(at, before, limit),
    async backup(folder) {
      const { dumpRedis } = await import('./redis-dump.ts');
      await dumpRedis(at, folder);
    },
    ping: async () => void (await at.run('classes-1', [])),
    async close() {
      if (closed) return;
      closed = true;
      // An orderly goodbye; where there is no connection, there is nobody to say it to.
      await inTime(client.quit()).catch(() => client.disconnect());
    },
  };
}

/** One script, one round trip; only a word about a call long over needs the call brought back first. */
async function commitAt(at: At, commit: Commit): Promise<Committed> {
  checkCommit(commit);
  const script = commit.floor?.length ? 'commit-floor' : 'commit-turn';
  const args = commitArgs(commit, at.now());
  for (const seen = new Set<string>(); ;) {
    const outcome = outcomeOf(await at.run(script, args), commit);
    if (outcome.ok || outcome.why !== 'absent') return outcome;
    const was = commit.calls?.find(({ call }) => call.id === outcome.call)?.was;
    if (seen.has(outcome.call) || was === undefined || !(await bringBack(at, outcome.call, was))) {
      return { ok: false, why: 'stale', call: outcome.call };
    }
    seen.add(outcome.call);
  }
}

function redisWork(at: At): Store['work'] {
  return {
    take: async (limit, leaseMs) => takenOf(await at.run('take-work-1', [at.now(), limit, leaseMs])),
    done: async (id, token) => void (await at.run('end-work-1', [at.now(), id, token, ''])),
    again: async (id, token, due) => void (await at.run('end-work-1', [at.now(), id, token, due])),
    async next() {
      const [first] = await at.ask(at.client.zrange(at.key('due'), 0, '0'));
      const due = first === undefined ? undefined : await at.ask(at.client.zscore(at.key('due'), first));
      return due === undefined || due === null ? undefined : Number(due);
    },
    size: () => at.ask(at.client.hlen(at.key('work'))),
  };
}

/** One bounded step: finished calls move out of the centre's slot, then what is too old is forgotten. */
async function retain(at: At, before: number, limit: number): Promise<number> {
  await moveOut(at, limit);
  let gone = await forgetCalls(at, before, limit);
  gone += Number(await at.run('forget-entries-1', [before, limit - gone]));
  return gone + Number(await at.run('forget-ended-1', [at.now(), limit - gone]));
}

async function checkSchema(at: At): Promise<void> {
  await at.ask(at.client.hsetnx(at.key('counts'), 'schema', String(SCHEMA)));
  const found = Number(await at.ask(at.client.hget(at.key('counts'), 'schema')));
  if (found > SCHEMA) {
    throw new StoreFault('newer', `centre ${at.centre} in Redis has layout ${found}, this program knows up to ${SCHEMA}: start the newer version`);
  }
}
