import { beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../case/case.ts';
import type { CaseNumber } from '../case/number.ts';
import type { Agent, Centre } from '../centre/centre.ts';
import { loadCentre } from '../centre/load.ts';
import { HandClock } from '../clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { importCentre } from './import.ts';

const loaded = await loadCentre(new URL('../../flows', import.meta.url).pathname);
if (!loaded.ok) throw new Error('the sample centre is not sound');
const sample = loaded.centre;

const agent = (id: string, more: Partial<Agent> = {}): Agent => ({ id, name: id, teams: ['engineers'], region: 'emea', languages: ['en'], skills: {}, client: id, ...more });
const [one, two] = ['200608110120', '200608110121'].map((number): Case => ({ number: number as CaseNumber, status: 'open', priority: 'P3' })) as [Case, Case];
const file = (edition: number, ...agents: Agent[]): Centre => ({ ...sample, edition, agents });

let store: Store;
beforeEach(() => { store = createMemoryStore({ clock: new HandClock(0) }); });
const names = async () => (await store.records.list<Agent>('agent', { limit: 100 })).map(({ value }) => value.name);
const amy = agent('amy');
const ben = agent('ben');

describe('the files of a centre', () => {
  it('are taken in once', async () => {
    expect(await importCentre(store, file(1, amy, ben), [one, two])).toEqual({
      agents: { is: 'imported', written: ['amy', 'ben'], removed: [], kept: [] },
      cases: { is: 'imported', written: [one.number, two.number], removed: [], kept: [] },
    });
    expect(await store.records.get('case', one.number)).toMatchObject({ value: one });
    expect(await importCentre(store, file(1, amy, ben), [one, two])).toEqual({ agents: { is: 'current' }, cases: { is: 'current' } });
    expect(await store.records.get('agent', 'amy')).toEqual({ id: 'amy', version: 1, value: amy });
  });

  it('are taken in again when they change, and only what changed is written', async () => {
    await importCentre(store, file(1, amy, ben), []);
    const { agents } = await importCentre(store, file(1, amy, agent('ben', { name: 'Benjamin' })), []);
    expect(agents).toEqual({ is: 'imported', written: ['ben'], removed: [], kept: [] });
    expect(await names()).toEqual(['amy', 'Benjamin']);
  });

  it('take away whom they no longer name', async () => {
    await importCentre(store, file(1, amy, ben), [one, two]);
    expect(await importCentre(store, file(1, amy), [two])).toMatchObject({ agents: { removed: ['ben'] }, cases: { removed: [one.number] } });
    expect(await names()).toEqual(['amy']);
    expect((await importCentre(store, file(1, amy, ben), [two])).agents).toMatchObject({ written: ['ben'] });
  });

  it('of an older edition change nothing, whoever brings them', async () => {
    await importCentre(store, file(2, agent('amy', { name: 'Amy of edition 2' })), [one]);
    expect(await importCentre(store, file(1, amy, ben), [one, two])).toEqual({ agents: { is: 'older', edition: 2 }, cases: { is: 'older', edition: 2 } });
    expect(await names()).toEqual(['Amy of edition 2']);
  });

  it('raise the edition also where nothing else changed', async () => {
    await importCentre(store, file(1, amy), []);
    await importCentre(store, file(2, amy), []);
    expect((await importCentre(store, file(1, ben), [])).agents).toEqual({ is: 'older', edition: 2 });
  });
});

describe('what the API wrote', () => {
  it('over an agent of the file stays, whatever the file says later', async () => {
    await importCentre(store, file(1, amy), []);
    await store.records.put('agent', 'amy', agent('amy', { name: 'Amy by API' }));
    const { agents } = await importCentre(store, file(2, agent('amy', { name: 'Amy again' }), ben), []);
    expect(agents).toEqual({ is: 'imported', written: ['ben'], removed: [], kept: ['amy'] });
    await importCentre(store, file(3, agent('amy', { name: 'Amy once more' }), ben), []);
    expect(await names()).toEqual(['Amy by API', 'ben']);
  });

  it('before the file knew that agent stays too', async () => {
    await store.records.put('agent', 'amy', agent('amy', { name: 'Amy by API' }));
    expect((await importCentre(store, file(1, amy), [])).agents).toMatchObject({ kept: ['amy'] });
    expect(await names()).toEqual(['Amy by API']);
  });

  it('stays when the file drops the agent', async () => {
    await importCentre(store, file(1, amy, ben), []);
    await store.records.put('agent', 'amy', agent('amy', { name: 'Amy by API' }));
    await importCentre(store, file(1, ben), []);
    expect(await names()).toEqual(['Amy by API', 'ben']);
  });

  it('beside the file is not touched', async () => {
    await importCentre(store, file(1, amy), []);
    await store.records.put('agent', 'zoe', agent('zoe'));
    await importCentre(store, file(1, ben), []);
    expect(await names()).toEqual(['ben', 'zoe']);
  });

  it('whom it removed does not come back', async () => {
    await importCentre(store, file(1, amy, ben), []);
    await store.records.remove('agent', 'amy');
    expect((await importCentre(store, file(2, agent('amy', { name: 'Amy again' }), ben), [])).agents).toMatchObject({ kept: ['amy'] });
    expect(await names()).toEqual(['ben']);
  });
});

/** A store whose process dies after so many writes. */
function dying(writes: number): Pick<Store, 'records'> {
  let left = writes;
  const put: Store['records']['put'] = (...args) => (left-- > 0 ? store.records.put(...args) : Promise.reject(new Error('killed')));
  return { records: { ...store.records, put } };
}

describe('a process that dies in the middle of an import', () => {
  // Its writes: what it is about to do, amy, ben, that it is done.
  it.each([0, 1, 2, 3])('after %i writes leaves nothing that a later import cannot finish', async (writes) => {
    await expect(importCentre(dying(writes), file(1, amy, ben), [])).rejects.toThrow('killed');
    expect((await importCentre(store, file(1, agent('amy', { name: 'Amy 2' }), agent('ben', { name: 'Ben 2' })), [])).agents).toMatchObject({ is: 'imported', kept: [] });
    expect(await names()).toEqual(['Amy 2', 'Ben 2']);
  });

  it.each([1, 2, 3])('after %i writes leaves nobody behind whom the next file does not name', async (writes) => {
    await expect(importCentre(dying(writes), file(1, amy, ben), [])).rejects.toThrow('killed');
    await importCentre(store, file(2, agent('cat')), []);
    expect(await names()).toEqual(['cat']);
  });
});

describe('several processes that start together', () => {
  it('with the same files write them once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => importCentre(store, file(1, amy, ben), [one])));
    expect(await names()).toEqual(['amy', 'ben']);
    expect((await importCentre(store, file(1, amy, ben), [one])).agents).toEqual({ is: 'current' });
  });

  it('with different files of one edition end with one of them, whole', async () => {
    await Promise.all(['x', 'y', 'z'].map((name) => importCentre(store, file(1, agent('amy', { name }), agent('ben', { name })), [])));
    const [first, second, ...others] = await names();
    expect([second, others]).toEqual([first, []]);
  });

  it('with different editions end with the newest', async () => {
    await Promise.all([1, 3, 2].map((edition) => importCentre(store, file(edition, agent('amy', { name: `Amy ${edition}` })), [])));
    expect(await names()).toEqual(['Amy 3']);
  });
});
