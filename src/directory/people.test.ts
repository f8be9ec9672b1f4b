import { beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../centre/centre.ts';
import { HandClock } from '../clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { createPeople } from './people.ts';

const agent = (id: string, name = id): Agent => ({ id, name, teams: [], region: 'emea', languages: ['en'], skills: {} });

let clock: HandClock;
let store: Store;
let reads: number;
beforeEach(() => {
  clock = new HandClock(0);
  store = createMemoryStore({ clock });
  reads = 0;
});

function people() {
  const { records } = store;
  const get: typeof records.get = (...args) => (reads++, records.get(...args));
  const list: typeof records.list = (...args) => (reads++, records.list(...args));
  return createPeople({ store: { records: { ...records, get, list } }, clock });
}

describe('the people', () => {
  it('are found one by one and all together, more than a page of them too', async () => {
    const ours = people();
    for (let index = 0; index < 1_001; index++) await ours.save(agent(`a${String(index).padStart(4, '0')}`));
    expect((await ours.all()).map(({ id }) => id)).toEqual(Array.from({ length: 1_001 }, (_, index) => `a${String(index).padStart(4, '0')}`));
    expect(await ours.get('a0500')).toEqual(agent('a0500'));
    expect(await ours.get('nobody')).toBeUndefined();
  });

  it('are read once a second, however often they are asked for', async () => {
    await people().save(agent('amy'));
    const ours = people();
    for (let times = 0; times < 5; times++) await Promise.all([ours.get('amy'), ours.all()]);
    const once = reads;
    await ours.get('amy');
    await ours.all();
    expect(reads).toBe(once);
    await clock.push(1_000);
    await ours.get('amy');
    await ours.all();
    expect(reads).toBe(once + 2);
  });

  it('show an edit of our own at once', async () => {
    const ours = people();
    await ours.save(agent('amy'));
    await ours.all();
    await ours.save(agent('amy', 'Amy'));
    expect([(await ours.get('amy'))?.name, (await ours.all()).map(({ name }) => name)]).toEqual(['Amy', ['Amy']]);
    expect([await ours.remove('amy'), await ours.remove('amy')]).toEqual([true, false]);
    expect([await ours.get('amy'), await ours.all()]).toEqual([undefined, []]);
  });

  it('show the edit of another process a second later at most', async () => {
    const [ours, theirs] = [people(), people()];
    await ours.save(agent('amy'));
    await theirs.get('amy');
    await ours.save(agent('amy', 'Amy'));
    expect((await theirs.get('amy'))?.name).toBe('amy');
    await clock.push(1_000);
    expect((await theirs.get('amy'))?.name).toBe('Amy');
  });

  it('who are new are there at the first question', async () => {
    const [ours, theirs] = [people(), people()];
    expect([await theirs.get('amy'), await theirs.all()]).toEqual([undefined, []]);
    await ours.save(agent('amy'));
    expect([(await theirs.get('amy'))?.name, (await theirs.all()).length]).toEqual(['amy', 1]);
  });

  it('an edit is not hidden by a reading that began before it and comes back after it', async () => {
    await people().save(agent('amy'));
    let release = () => {};
    const held = new Promise<void>((done) => { release = done; });
    const get: Store['records']['get'] = async <T>(...args: Parameters<Store['records']['get']>) => {
      const kept = await store.records.get<T>(...args);
      await held;
      return kept;
    };
    const list: Store['records']['list'] = async <T>(...args: Parameters<Store['records']['list']>) => {
      const page = await store.records.list<T>(...args);
      await held;
      return page;
    };
    const ours = createPeople({ store: { records: { ...store.records, get, list } }, clock });
    const readings = Promise.all([ours.get('amy'), ours.all()]);
    await new Promise((done) => setImmediate(done));
    await ours.save(agent('amy', 'Amy'));
    release();
    await readings;
    expect([(await ours.get('amy'))?.name, (await ours.all())[0]?.name]).toEqual(['Amy', 'Amy']);
  });

  it('a store that was down once is asked again', async () => {
    let down = true;
    const list: Store['records']['list'] = (...args) => (down ? Promise.reject(new Error('down')) : store.records.list(...args));
    const ours = createPeople({ store: { records: { ...store.records, list } }, clock });
    await expect(ours.all()).rejects.toThrow('down');
    down = false;
    expect(await ours.all()).toEqual([]);
  });
});
