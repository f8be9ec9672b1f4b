// A backup is restored into an empty store, and has everything; nothing is overwritten.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../src/clock.ts';
import { backup, restore } from '../../src/store/backup.ts';
import { SETTLED_MS } from '../../src/store/bounds.ts';
import { openLmdb } from '../../src/store/lmdb.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { openRedis } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithRedis, startRedis } from '../support/redis.ts';
import { floorOf } from '../simulation/store-operations.ts';
import { callAt, claiming, done, happens, joining, openClasses, signsIn, START } from './store-scene.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseline-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A bit of everything, a call that has moved out among it. */
async function aDay(store: Store, clock: HandClock): Promise<void> {
  await openClasses(store, 'x');
  await signsIn(store, 'amy', ['x'], { until: START + 1e9 });
  await happens(store, joining('w1', ['x']), claiming('o1', 'w1', 'amy', 'x'));
  await done(store, {
    calls: [{ call: callAt('old', 1, { sid: 'CA-old', overAt: START }), was: undefined }, { call: callAt('c1', 1, { sid: 'CA1-c1' }), was: undefined }],
    journal: [{ at: START, kind: 'arrived', call: 'c1', text: 'Zoë, 日本' }],
    records: [{ kind: 'voicemail', id: 'v1', value: { seconds: 3 } }],
  });
  await store.records.put('case', 'n1', { title: 'é' });
  await store.records.put('case', 'n1', { title: 'ë' });
  await store.tally('guess', 1e9);
  await clock.push(SETTLED_MS + 1);
  await store.retain(0, 9);
}

async function everythingOf(store: Store): Promise<unknown> {
  return [
    await floorOf(store), await store.call('old'), await store.callBySid('CA-old'), await store.records.get('case', 'n1'),
    await store.records.list('case', { limit: 9 }), await store.records.get('voicemail', 'v1'),
  ];
}

async function comesBack(from: Store, clock: HandClock, open: () => Promise<Store>, target: { dataDir: string; redisUrl?: string }): Promise<void> {
  await aDay(from, clock);
  const before = await everythingOf(from);
  await backup(from, join(folder, 'copy'));
  await done(from, { calls: [{ call: callAt('after', 1), was: undefined }] });
  await from.close();
  expect(await restore(join(folder, 'copy'), target)).toEqual({ centre: 'main' });
  const restored = await open();
  expect(await everythingOf(restored)).toEqual(before);
  expect(await restored.tally('guess', 1e9)).toBe(2);
  await done(restored, { calls: [{ call: callAt('next', 1), was: undefined }], journal: [{ at: START, kind: 'again' }] });
  await restored.close();
  await expect(restore(join(folder, 'copy'), target)).rejects.toThrow(/already/);
}

describe('a backup', () => {
  it('of LMDB comes back whole', async () => {
    const clock = new HandClock(START);
    const [dir, dataDir] = [join(folder, 'data'), join(folder, 'restored')];
    await comesBack(await openLmdb({ dir, centre: 'main', clock }), clock, () => openLmdb({ dir: dataDir, centre: 'main', clock }), { dataDir });
  });

  it('that is not finished is refused, and a store in memory has none', async () => {
    await expect(restore(folder, { dataDir: folder })).rejects.toThrow('finished backup');
    await expect(backup(createMemoryStore({ clock: new HandClock(START) }), folder)).rejects.toThrow('memory');
  });
});

describeWithRedis('a backup of Redis', () => {
  it.each([false, true])('comes back whole (Cluster: %s)', async (cluster) => {
    const clock = new HandClock(START);
    const servers = await Promise.all([startRedis({ cluster }), startRedis({ cluster })]);
    const [url, redisUrl] = servers.map((server) => server.url) as [string, string];
    await comesBack(await openRedis({ url, centre: 'main', clock }), clock, () => openRedis({ url: redisUrl, centre: 'main', clock }), { dataDir: folder, redisUrl });
    await expect(restore(join(folder, 'copy'), { dataDir: folder })).rejects.toThrow('same kind');
    await Promise.all(servers.map((server) => server.stop()));
  });
});
