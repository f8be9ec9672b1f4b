import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import { isSharedFolder } from './recording-folder.ts';

const made: string[] = [];
const folder = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'caseline-folder-'));
  made.push(dir);
  return join(dir, 'voicemails');
};
afterEach(() => Promise.all(made.splice(0).map((dir) => rm(dir, { recursive: true, force: true }))));

describe('the folder of recordings', () => {
  it('is shared while all processes use the same one', async () => {
    const [store, one] = [createMemoryStore({ clock: new HandClock(0) }), await folder()];
    expect([await isSharedFolder(store, one), await isSharedFolder(store, one)]).toEqual([true, true]);
  });

  it('is not where a second process has a disk of its own', async () => {
    const store = createMemoryStore({ clock: new HandClock(0) });
    expect([await isSharedFolder(store, await folder()), await isSharedFolder(store, await folder())]).toEqual([true, false]);
  });
});
