// When a store is in trouble it says so in one sentence, and at once.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCHEMA } from '../../src/store/bounds.ts';
import { openLmdb } from '../../src/store/lmdb.ts';
import { openStore } from '../../src/store/open.ts';
import { openRedis } from '../../src/store/redis.ts';
import { open } from 'lmdb';
import { describeWithRedis, startRedis } from '../support/redis.ts';
import { callAt } from './store-scene.ts';

const silent = () => undefined;
const turn = { calls: [{ call: callAt('c', 1), was: undefined }] };

describe('LMDB in trouble', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'caseline-trouble-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('refuses a file of a newer version', async () => {
    await (await openLmdb({ dir, centre: 'main' })).close();
    const file = open<string>({ path: join(dir, 'main.lmdb'), encoding: 'string' });
    await file.put(['count', 'schema'], String(SCHEMA + 1));
    await file.close();
    await expect(openLmdb({ dir, centre: 'main' })).rejects.toMatchObject({ trouble: 'newer' });
  });

  it('says where it cannot write', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(openStore({ dataDir: join(dir, 'file', 'below'), centre: 'main', log: silent })).rejects.toThrow(/ENOTDIR/);
    await expect(openLmdb({ dir, centre: '../up' })).rejects.toThrow('centre');
    chmodSync(dir, 0o755);
  });

  it('that is closed says so', async () => {
    const store = await openLmdb({ dir, centre: 'main' });
    await store.close();
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ trouble: 'closed' });
    await expect(store.commit(turn)).rejects.toMatchObject({ trouble: 'closed' });
  });
});

describeWithRedis('Redis in trouble', () => {
  it('is refused when it may evict keys, or is a replica, or is of a newer version', async () => {
    const [evicting, replica] = await Promise.all([
      startRedis({ args: ['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'] }),
      startRedis({ args: ['--replicaof', '127.0.0.1 1'] }),
    ]);
    await expect(openRedis({ url: evicting.url, centre: 'main' })).rejects.toMatchObject({ trouble: 'unsuitable' });
    await expect(openRedis({ url: replica.url, centre: 'main' })).rejects.toMatchObject({ trouble: 'read-only' });
    const client = new Redis(evicting.port, '127.0.0.1');
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await client.hset('{main}:counts', 'schema', String(SCHEMA + 1));
    await expect(openRedis({ url: evicting.url, centre: 'main' })).rejects.toMatchObject({ trouble: 'newer' });
    client.disconnect();
    await Promise.all([evicting.stop(), replica.stop()]);
  });

  it('is used with a warning when a restart would lose calls', async () => {
    const server = await startRedis();
    const warnings: string[] = [];
    const store = await openStore({ redisUrl: server.url, dataDir: '/nowhere', centre: 'main', log: (level, message) => void warnings.push(`${level}: ${message}`) });
    expect(store.name).toBe('redis');
    expect(warnings).toEqual([expect.stringContaining('append-only'), expect.stringContaining('info: store: Redis at')]);
    await store.close();
    await server.stop();
  });

  it('that is gone is a fault at once, and that stands still is one after the time-out', async () => {
    const server = await startRedis();
    const store = await openRedis({ url: server.url, centre: 'main' });
    server.process.kill('SIGSTOP');
    const asked = performance.now();
    await expect(store.commit(turn)).rejects.toMatchObject({ trouble: 'unreachable', retry: true });
    expect(performance.now() - asked).toBeLessThan(2_500);
    server.process.kill('SIGCONT');
    await server.stop();
    await expect.poll(() => store.ping().then(() => 'well', (error: { trouble: string }) => error.trouble)).toBe('unreachable');
    const late = performance.now();
    await expect(store.commit(turn)).rejects.toMatchObject({ trouble: 'unreachable' });
    expect(performance.now() - late).toBeLessThan(500);
    await store.close();
  });

  it('whose scripts were flushed is sent them again', async () => {
    const server = await startRedis();
    const store = await openRedis({ url: server.url, centre: 'main' });
    const client = new Redis(server.port, '127.0.0.1');
    await store.commit(turn);
    await client.script('FLUSH');
    expect(await store.commit({ calls: [{ call: callAt('c', 2), was: 1 }] })).toMatchObject({ ok: true });
    client.disconnect();
    await store.close();
    await server.stop();
  });
});
