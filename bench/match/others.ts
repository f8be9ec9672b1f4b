// What a user would otherwise have, given the same arrivals: a scan of everybody once a second under a lock, and a job queue for each class.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { AGENTS, agentId, classesOf, demandOf, isReadyHalf } from './floor.ts';
import { personClass } from '../../src/routing/who.ts';

/** Somebody becomes free `atMs` after the beginning. */
export interface Arrival {
  atMs: number;
  agent: number;
}

/** Runs each arrival at its time, and says how long it took from free to offered. */
export async function arriving(arrivals: readonly Arrival[], offered: (arrival: Arrival) => Promise<void>): Promise<number[]> {
  const began = performance.now();
  return Promise.all(arrivals.map(async (arrival) => {
    await new Promise((go) => setTimeout(go, Math.max(0, began + arrival.atMs - performance.now())));
    const free = performance.now();
    await offered(arrival);
    return performance.now() - free;
  }));
}

interface Caller {
  id: string;
  rank: number;
  classes: string[];
}

interface Someone {
  id: string;
  free: boolean;
  since: number;
  classes: string[];
}

const SCAN_MS = 1_000;
const WRITTEN_AT_ONCE = 500;

const agentRow = (agent: number, free: boolean): Someone => ({ id: agentId(agent), free, since: Date.now(), classes: [...classesOf(agent), personClass(agentId(agent))] });

async function write(redis: Redis, key: string, rows: readonly { id: string }[]): Promise<void> {
  for (let at = 0; at < rows.length; at += WRITTEN_AT_ONCE) await redis.hset(key, ...rows.slice(at, at + WRITTEN_AT_ONCE).flatMap((row) => [row.id, JSON.stringify(row)]));
}

/** All callers × all agents, once a second, under a lock, as the classic engines have it. */
export async function scan(url: string, waiting: number, arrivals: readonly Arrival[]): Promise<number[]> {
  const redis = new Redis(url);
  await write(redis, 'scan:callers', Array.from({ length: waiting }, (_, caller): Caller => ({ id: `w${caller}`, rank: caller - (caller % 4) * 900_000, classes: demandOf(caller, 'away') })));
  await write(redis, 'scan:agents', Array.from({ length: AGENTS }, (_, agent) => agentRow(agent, isReadyHalf(agent))));
  const told = new Map<string, () => void>();
  let stopped = false;

  async function round(): Promise<void> {
    if ((await redis.set('scan:lock', '1', 'PX', 30_000, 'NX')) === null) return;
    const [callers, agents] = await Promise.all([redis.hvals('scan:callers'), redis.hvals('scan:agents')]);
    const line = callers.map((row) => JSON.parse(row) as Caller).sort((a, b) => a.rank - b.rank);
    const people = agents.map((row) => JSON.parse(row) as Someone);
    for (const caller of line) {
      let best: Someone | undefined;
      for (const agent of people) {
        if (agent.free && (best === undefined || agent.since < best.since) && caller.classes.some((name) => agent.classes.includes(name))) best = agent;
      }
      if (best === undefined) continue;
      best.free = false;
      await redis.multi().hdel('scan:callers', caller.id).hset('scan:agents', best.id, JSON.stringify(best)).exec();
      told.get(best.id)?.();
    }
    await redis.del('scan:lock');
  }
  const rounds = (async () => {
    while (!stopped) {
      const began = performance.now();
      await round();
      await new Promise((go) => setTimeout(go, Math.max(0, SCAN_MS - (performance.now() - began))));
    }
  })();
  const times = await arriving(arrivals, async ({ agent }) => {
    const offered = new Promise<void>((done) => told.set(agentId(agent), done));
    await redis.hset('scan:agents', agentId(agent), JSON.stringify(agentRow(agent, true)));
    await offered;
  });
  stopped = true;
  await rounds;
  await redis.quit();
  return times;
}

/**
 * A queue for each class; a caller is a job in each of theirs, and whoever takes one first has them. An agent who becomes
 * free asks the queues of their classes, one after the other: there is no order among callers of different queues.
 */
export async function jobQueue(url: string, waiting: number, arrivals: readonly Arrival[]): Promise<number[]> {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queues = new Map<string, Queue>();
  const queueOf = (name: string): Queue => {
    const queue = queues.get(name) ?? new Queue(name.replace(':', '.'), { connection });
    queues.set(name, queue);
    return queue;
  };
  const jobs = new Map<string, string[]>();
  for (let caller = 0; caller < waiting; caller++) for (const name of demandOf(caller, 'away')) jobs.set(name, [...(jobs.get(name) ?? []), `w${caller}`]);
  for (const [name, ids] of jobs) {
    await queueOf(name).addBulk(ids.map((id) => ({ name: 'caller', data: { id }, opts: { priority: 1 + (3 - (Number(id.slice(1)) % 4)) } })));
  }
  const asked = new Set(arrivals.flatMap(({ agent }) => [...classesOf(agent), personClass(agentId(agent))]).filter((name) => jobs.has(name)));
  const workers = new Map<string, Worker>();
  for (const name of asked) {
    const worker = new Worker(name.replace(':', '.'), null, { connection, autorun: false });
    await worker.waitUntilReady();
    workers.set(name, worker);
  }
  let tokens = 0;
  const times = await arriving(arrivals, async ({ agent }) => {
    // Whoever is asked for by name first, then class by class.
    for (const name of [personClass(agentId(agent)), ...classesOf(agent)]) {
      const worker = workers.get(name);
      for (let job = await worker?.getNextJob(`t${tokens++}`, { block: false }); job; job = await worker?.getNextJob(`t${tokens++}`, { block: false })) {
        const { id } = job.data as { id: string };
        if ((await connection.set(`queue:taken:${id}`, agentId(agent), 'NX')) !== null) return;
      }
    }
    throw new Error('the queues had nobody for an agent');
  });
  await Promise.all([...workers.values()].map((worker) => worker.close(true)));
  await Promise.all([...queues.values()].map((queue) => queue.close()));
  await connection.quit();
  return times;
}
