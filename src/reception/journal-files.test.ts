import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import { fileOldEntries } from './journal-files.ts';

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((dir) => rm(dir, { recursive: true, force: true }))));

describe('journal entries that are too old', () => {
  it('stand in the file of their month before they are forgotten, and the others stay where they are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caseline-journal-'));
    made.push(folder);
    const store = createMemoryStore({ clock: new HandClock(0) });
    const [january, february, march] = [Date.UTC(2026, 0, 31), Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)];
    await store.journal.append([january, january, february, march].map((at, index) => ({ at, kind: 'miss', call: 'ana', number: index })));
    expect(await fileOldEntries(store, folder, march, 100)).toBe(3);
    await store.retain(march, 100);
    expect((await readdir(folder)).sort()).toEqual(['2026-01.ndjson', '2026-02.ndjson']);
    const lines = (await readFile(join(folder, '2026-01.ndjson'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { number: number; cursor: string });
    expect(lines.map(({ number }) => number)).toEqual([0, 1]);
    expect((await store.journal.read({ limit: 10 })).map(({ at }) => at)).toEqual([march]);
    expect(await fileOldEntries(store, folder, march, 100)).toBe(0);
  });
});
