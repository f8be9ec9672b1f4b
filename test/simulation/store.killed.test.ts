// Two processes commit to one store and are killed in the middle: what was acknowledged is there, and nothing is half there.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { openLmdb } from '../../src/store/lmdb.ts';
import { openRedis } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { openClasses } from '../contracts/store-scene.ts';
import { describeWithRedis, startRedis } from '../support/redis.ts';

/** Each round kills after this many acknowledged turns, so that a slow machine only takes longer. */
const ROUNDS = [40, 75, 130];

const writer = new URL('./store-writer.ts', import.meta.url).pathname;

interface Writer {
  child: ChildProcess;
  acknowledged: string[];
}

function startWriter(where: string, name: string, enough: () => void): Writer {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, where, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (id) => {
    acknowledged.push(id);
    enough();
  });
  return { child, acknowledged };
}

async function killInTheMiddle(where: string, round: number, turns: number): Promise<string[]> {
  const writers: Writer[] = [];
  const reached = new Promise<void>((enough) => {
    const count = () => {
      if (writers.length === 2 && writers.every(({ acknowledged }) => acknowledged.length >= turns)) enough();
    };
    for (const name of ['a', 'b']) writers.push(startWriter(where, `${name}${round}`, count));
  });
  const ended = writers.map(({ child }) => new Promise((over) => child.once('close', over)));
  await reached;
  for (const { child } of writers) child.kill('SIGKILL');
  await Promise.all(ended);
  return writers.flatMap(({ acknowledged }) => acknowledged);
}

/** Whatever call is there has everything its commit wrote. */
async function expectWhole(store: Store, acknowledged: readonly string[]): Promise<void> {
  const calls: string[] = [];
  for (let page = await store.calls({ limit: 500 }); page.length > 0; page = await store.calls({ limit: 500, after: calls.at(-1) as string })) {
    calls.push(...page.map(({ id }) => id));
  }
  const there = new Set(calls);
  expect(acknowledged.filter((id) => !there.has(id)), 'acknowledged and lost').toEqual([]);
  for (const id of calls) {
    expect(await store.callBySid(`CA-${id}`)).toMatchObject({ id });
    expect(await store.floor.wait(id)).toMatchObject({ id, state: 'waiting' });
    expect(await store.records.get('voicemail', id)).toMatchObject({ id });
    expect(await store.journal.read({ limit: 9, call: id })).toHaveLength(1);
  }
  expect(await store.work.size()).toBe(calls.length);
  expect(await store.floor.waits()).toHaveLength(calls.length);
  expect(await store.journal.read({ limit: 100_000 })).toHaveLength(calls.length);
}

async function survives(where: string, open: () => Promise<Store>): Promise<void> {
  const acknowledged: string[] = [];
  for (const [round, turns] of ROUNDS.entries()) {
    const before = await open();
    await openClasses(before, 'x');
    await before.close();
    acknowledged.push(...(await killInTheMiddle(where, round, turns)));
    const store = await open();
    await expectWhole(store, acknowledged);
    await store.close();
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(2 * ROUNDS.reduce((sum, turns) => sum + turns, 0));
}

describe('two processes killed in the middle of commits', () => {
  it('leave an LMDB file with everything acknowledged and nothing half-written', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'caseline-killed-'));
    await survives(dir, () => openLmdb({ dir, centre: 'kill' }));
    rmSync(dir, { recursive: true });
  }, 60_000);
});

describeWithRedis('two processes killed in the middle of commits to Redis', () => {
  it('leave everything acknowledged and nothing half-written', async () => {
    const server = await startRedis();
    await survives(server.url, () => openRedis({ url: server.url, centre: 'kill' }));
    await server.stop();
  }, 60_000);
});
