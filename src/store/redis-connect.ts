// Connecting to Redis: single, Sentinel or Cluster; and refusing a server that would lose calls.
import type { Socket } from 'node:net';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { StoreFault } from './fault.ts';
import type { StoreLog } from './open.ts';
import { COMMAND_MS, inTime } from './redis-patience.ts';
import type { Client } from './redis-scripts.ts';

/** At start we wait for a server that is just coming up, then give up. */
const START_TRIES = 20;
const START_PAUSE_MS = 500;

const options = {
  lazyConnect: true,
  connectTimeout: COMMAND_MS,
  // Nothing waits for a connection that may come back, and nothing is sent twice without our knowing.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (tries: number) => Math.min(100 * tries, 1_000),
  // After a failover the old master answers so: look for the new one.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions;

/** `redis://`, `rediss://`, or `redis+sentinel://host:port,host:port/name-of-the-master`. */
function createClient(url: string): Redis {
  const sentinel = /^redis\+sentinel:\/\/(?:(?:([^:@]*):)?([^@]*)@)?([^/]+)\/([^/?]+)(?:\/(\d+))?$/.exec(url);
  if (!sentinel) return together(new Redis(url, options));
  const [, username, password, hosts, name, db] = sentinel;
  return new Redis({
    ...options,
    sentinels: (hosts as string).split(',').map((host) => ({ host: host.split(':')[0] as string, port: Number(host.split(':')[1] ?? 26_379) })),
    name: name,
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    db: Number(db ?? 0),
  });
}

/**
 * What is asked within one task goes out in one write: each write of its own costs both sides as much as the command. It leaves as
 * soon as the task and its promises are done, before anything else may take its time.
 */
function together(client: Redis): Redis {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    const socket = client.stream as Socket | undefined;
    if (socket?.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return send(command, stream);
  };
  return client;
}

/** The address without its password, for logs. */
export const safeUrl = (url: string): string => url.replace(/\/\/[^@/]*@/, '//***@');

export async function connectRedis(url: string, log: StoreLog): Promise<Client> {
  const first = createClient(url);
  listen(first, log);
  try {
    await connect(first, url, log);
    const info = await inTime(first.info());
    if (fieldOf(info, 'cluster_enabled') !== '1') {
      await inspect(first, info, log);
      return first;
    }
    const cluster = await openCluster(first, log);
    await inspect(first, info, log);
    first.disconnect();
    return cluster;
  } catch (error) {
    first.disconnect();
    throw error;
  }
}

/** ioredis tells of lost connections by an event; without a listener it would end the process. */
function listen(client: Client, log: StoreLog): void {
  client.on('error', (error: Error) => log('warn', `store: Redis: ${error.message || error.name}`));
}

async function connect(client: Redis, url: string, log: StoreLog): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      // One that has connected, but not in time for the last try, is not connected again.
      if (client.status !== 'ready') await client.connect();
      await inTime(client.ping());
      return;
    } catch (error) {
      const why = (error as Error).message;
      if (/NOAUTH|WRONGPASS|invalid username-password/i.test(why)) throw new StoreFault('unsuitable', `Redis at ${safeUrl(url)} refuses the password: ${why}`, error);
      if (tries >= START_TRIES) throw new StoreFault('unreachable', `no Redis at ${safeUrl(url)}: ${why}`, error);
      log('warn', `store: waiting for Redis at ${safeUrl(url)} (${why})`);
      client.disconnect();
      await new Promise((again) => setTimeout(again, START_PAUSE_MS));
    }
  }
}

async function openCluster(seed: Redis, log: StoreLog): Promise<Cluster> {
  const { host, port, username, password, tls } = seed.options;
  const cluster = new Cluster([{ host: host ?? '127.0.0.1', port: port ?? 6_379 }], {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: (tries) => Math.min(100 * tries, 1_000),
    redisOptions: {
      connectTimeout: COMMAND_MS,
      ...(username ? { username } : {}),
      ...(password ? { password } : {}),
      ...(tls ? { tls } : {}),
    },
  });
  listen(cluster, log);
  const late = setTimeout(() => cluster.disconnect(), START_TRIES * START_PAUSE_MS);
  try {
    await cluster.connect();
    return cluster;
  } catch (error) {
    throw new StoreFault('unreachable', `the Redis Cluster at ${host ?? ''}:${port ?? ''} cannot be entered: ${(error as Error).message}`, error);
  } finally {
    clearTimeout(late);
  }
}

const fieldOf = (info: string, name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];

/** A server on which something acknowledged could be lost or refused later is refused now. */
async function inspect(client: Redis, info: string, log: StoreLog): Promise<void> {
  const version = fieldOf(info, 'redis_version') ?? '0';
  if (Number.parseInt(version, 10) < 7) throw new StoreFault('unsuitable', `Redis is ${version}: 7.0 or newer is needed`);
  if (fieldOf(info, 'role') === 'slave') {
    throw new StoreFault('read-only', 'this Redis is a replica: give the address of the master, or redis+sentinel://… to have it found');
  }
  const policy = fieldOf(info, 'maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new StoreFault('unsuitable', `Redis may evict keys (maxmemory-policy ${policy}), which loses calls: set noeviction`);
  }
  if (fieldOf(info, 'aof_enabled') !== '1') {
    log('warn', 'store: Redis keeps no append-only file: a restart of it loses calls; set appendonly yes and appendfsync always');
    return;
  }
  const fsync = await inTime(client.config('GET', 'appendfsync')).then((pair) => (pair)[1], () => undefined);
  if (fsync === undefined) log('warn', 'store: Redis does not let its CONFIG be read: make sure that appendfsync is always');
  else if (fsync !== 'always') log('warn', `store: Redis has appendfsync ${fsync}: a crash of its machine may lose the last seconds`);
}

/** What ioredis or the server throws, as one of the store's faults. */
export function redisFault(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof StoreFault) return error;
  if (/^OOM|MISCONF|No space left/i.test(text)) return new StoreFault('full', `Redis has no room: ${text}`, error);
  if (/^READONLY/.test(text)) return new StoreFault('read-only', `Redis is read-only now: ${text}`, error);
  if (/timed out|writeable|Connection is closed|ECONN|EPIPE|CLUSTERDOWN|LOADING|MaxRetries|max retries|None of startup|all failed|ClusterAllFailed/i.test(text)) {
    return new StoreFault('unreachable', `Redis does not answer: ${text}`, error);
  }
  return error instanceof Error ? error : new Error(text);
}
