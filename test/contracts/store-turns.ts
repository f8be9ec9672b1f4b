// Rows of the store's contract: one commit per turn, whole or not at all.
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../src/store/store.ts';
import { callAt, claiming, done, happens, joining, openClasses, START, type Scene } from './store-scene.ts';

const first: Commit = { calls: [{ call: callAt('c1', 1, { sid: 'CA1' }), was: undefined }] };

export function turnRows(here: () => Scene): void {
  describe('a turn', () => {
    it('is saved whole: the call, its answer, the journal, the records and the work', async () => {
      const { store, other } = here();
      const call = callAt('c1', 1, { sid: 'CA1', said: 'Grüße, 日本 "quoted"' });
      const committed = await done(store, {
        calls: [{ call, was: undefined }],
        journal: [{ at: START, kind: 'arrived', call: 'c1', from: 'masked' }],
        records: [{ kind: 'voicemail', id: 'v1', value: { seconds: 12, parts: [] } }],
        work: [{ id: 'text', at: START, deed: { do: 'text', to: 'x', empty: [], nothing: null } }, { id: 'later', at: START + 1, deed: { do: 'later' } }],
      });
      expect(await other.call('c1')).toEqual(call);
      expect(await other.callBySid('CA1')).toEqual(call);
      expect(await other.journal.read({ limit: 9, call: 'c1' })).toMatchObject([{ kind: 'arrived', from: 'masked' }]);
      expect(await other.records.get('voicemail', 'v1')).toEqual({ id: 'v1', version: 1, value: { seconds: 12, parts: [] } });
      expect(committed.due).toMatchObject([{ id: 'text', at: START, deed: { do: 'text', to: 'x', empty: [], nothing: null }, tries: 1 }]);
      expect(await other.work.size()).toBe(2);
    });

    it('that is refused halfway takes nobody with it who was saved at the same moment', async () => {
      const { store } = here();
      const [one, halfway, two] = await Promise.all([
        store.commit({ calls: [{ call: callAt('one', 1), was: undefined }], journal: [{ at: START, kind: 'one' }] }),
        store.commit({ floor: [joining('w1', []), { verb: 'leave', wait: 'none' }], journal: [{ at: START, kind: 'halfway' }] }),
        store.commit({ calls: [{ call: callAt('two', 1), was: undefined }], journal: [{ at: START, kind: 'two' }] }),
      ]);
      expect([one.ok, halfway.ok, two.ok]).toEqual([true, false, true]);
      expect((await store.journal.read({ limit: 9 })).map(({ kind }) => kind).sort()).toEqual(['one', 'two']);
      expect(await store.floor.wait('w1')).toBeUndefined();
    });

    it('is refused as stale to whoever read an older one, and nothing of it is written', async () => {
      const { store, other } = here();
      await done(store, first);
      await done(store, { calls: [{ call: callAt('c1', 2, { sid: 'CA1' }), was: 1 }] });
      const late: Commit = {
        calls: [{ call: callAt('c1', 2, { said: 'late' }), was: 1 }],
        journal: [{ at: START, kind: 'late' }],
        work: [{ id: 'late', at: START, deed: 1 }],
        records: [{ kind: 'agent', id: 'late', value: 1 }],
        floor: [joining('late', [])],
      };
      expect(await other.commit(late)).toEqual({ ok: false, why: 'stale', call: 'c1' });
      expect((await store.call('c1'))?.vars).toEqual({ said: '' });
      expect(await store.journal.read({ limit: 9 })).toEqual([]);
      expect(await store.work.size()).toBe(0);
      expect(await store.records.get('agent', 'late')).toBeUndefined();
      expect(await store.floor.wait('late')).toBeUndefined();
    });

    it('begins a call once: the second first webhook is stale', async () => {
      const { store, other } = here();
      await done(store, first);
      expect(await other.commit(first)).toMatchObject({ ok: false, why: 'stale', call: 'c1' });
      expect(await other.commit({ calls: [{ call: callAt('none', 5), was: 4 }] })).toMatchObject({ ok: false, why: 'stale', call: 'none' });
    });

    it('begins one call for one leg of the carrier, whatever ids the copies of its first webhook chose', async () => {
      const { store, other } = here();
      const race = await Promise.all(Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? store : other).commit({ calls: [{ call: callAt(`copy${i}`, 1, { sid: 'CA9' }), was: undefined }], journal: [{ at: START, kind: 'arrived', call: `copy${i}` }] })));
      const won = race.findIndex(({ ok }) => ok);
      expect(race.filter((one, i) => i !== won && !(!one.ok && one.why === 'stale' && one.call === `copy${won}`))).toEqual([]);
      expect(await other.callBySid('CA9')).toMatchObject({ id: `copy${won}` });
      expect((await store.calls({ limit: 99 })).map(({ id }) => id)).toEqual([`copy${won}`]);
      expect(await store.journal.read({ limit: 99 })).toMatchObject([{ call: `copy${won}` }]);
    });

    it('has exactly one winner when many race for it', async () => {
      const { store, other } = here();
      await done(store, first);
      const race = await Promise.all(Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? store : other).commit({ calls: [{ call: callAt('c1', 2, { said: `racer ${i}` }), was: 1 }], journal: [{ at: START, kind: 'won', i }] })));
      expect(race.filter(({ ok }) => ok)).toHaveLength(1);
      const winner = race.findIndex(({ ok }) => ok);
      expect((await store.call('c1'))?.vars).toEqual({ said: `racer ${winner}` });
      expect(await store.journal.read({ limit: 99 })).toMatchObject([{ i: winner }]);
    });

    it('writes two calls together or neither', async () => {
      const { store } = here();
      await done(store, { calls: [{ call: callAt('a', 1), was: undefined }, { call: callAt('b', 1), was: undefined }] });
      const torn: Commit = { calls: [{ call: callAt('a', 2), was: 1 }, { call: callAt('b', 3), was: 2 }] };
      expect(await store.commit(torn)).toEqual({ ok: false, why: 'stale', call: 'b' });
      expect((await store.call('a'))?.turn).toBe(1);
    });

    it('is not written when one verb of it is refused, not even the verbs before', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      await done(store, first);
      const commit: Commit = {
        calls: [{ call: callAt('c1', 2), was: 1 }],
        floor: [joining('w1', ['x']), { verb: 'dial-slot', perSecond: 1 }, claiming('o1', 'w1', 'nobody', 'x')],
        journal: [{ at: START, kind: 'tried' }],
        work: [{ id: 'w', at: START, deed: 1 }],
      };
      expect(await store.commit(commit)).toEqual({ ok: false, why: 'refused', verb: commit.floor?.[2], refusal: { why: 'no-such-agent' } });
      expect((await store.call('c1'))?.turn).toBe(1);
      expect(await store.floor.waits()).toEqual([]);
      expect(await store.journal.read({ limit: 9 })).toEqual([]);
      expect(await store.work.size()).toBe(0);
      await happens(store, { verb: 'dial-slot', perSecond: 1 });
    });

    it('checks the token of its work first, then the turn, then the floor', async () => {
      const { store } = here();
      const all: Commit = { done: { id: 'w', token: 'x' }, calls: [{ call: callAt('c', 2), was: 1 }], floor: [{ verb: 'leave', wait: 'none' }] };
      expect(await store.commit(all)).toEqual({ ok: false, why: 'work-gone' });
      const { done: _done, ...turn } = all;
      expect(await store.commit(turn)).toEqual({ ok: false, why: 'stale', call: 'c' });
      expect(await store.commit({ floor: all.floor ?? [] })).toMatchObject({ ok: false, why: 'refused', refusal: { why: 'no-such-wait' } });
    });

    it('that changes nothing is let pass', async () => {
      expect(await here().store.commit({})).toEqual({ ok: true, due: [], look: [] });
    });

    it('with a value outside its bounds is thrown, because it is our own mistake', async () => {
      const { store } = here();
      await expect(store.commit({ calls: [{ call: callAt('', 1), was: undefined }] })).rejects.toThrow('call.id');
      await expect(store.commit({ floor: [claiming('o', 'w', [], 'x')] })).rejects.toThrow('claim.agents');
      await expect(store.commit({ floor: [{ verb: 'dial-slot', perSecond: 0 }] })).rejects.toThrow('dial-slot.perSecond');
      await expect(store.commit({ work: [{ id: 'w', at: Number.NaN, deed: 1 }] })).rejects.toThrow('work w');
    });
  });

  describe('calls', () => {
    it('are listed in the order of their ids, page by page, with or without the finished ones', async () => {
      const { store } = here();
      for (const id of ['b', 'a', 'd', 'c']) await done(store, { calls: [{ call: callAt(id, 1), was: undefined }] });
      await done(store, { calls: [{ call: callAt('b', 2, { overAt: START }), was: 1 }] });
      const ids = async (page: Parameters<typeof store.calls>[0]) => (await store.calls(page)).map(({ id }) => id);
      expect(await ids({ limit: 3 })).toEqual(['a', 'b', 'c']);
      expect(await ids({ limit: 3, after: 'c' })).toEqual(['d']);
      expect(await ids({ limit: 9, live: true })).toEqual(['a', 'c', 'd']);
      expect(await ids({ limit: 1, after: 'a', live: true })).toEqual(['c']);
      expect(await ids({ limit: 0 })).toEqual([]);
    });

    it('are found by the carrier\'s id, also when it becomes known later and when they are over', async () => {
      const { store } = here();
      await done(store, { calls: [{ call: callAt('c', 1), was: undefined }] });
      expect(await store.callBySid('CA9')).toBeUndefined();
      await done(store, { calls: [{ call: callAt('c', 2, { sid: 'CA9' }), was: 1 }] });
      await done(store, { calls: [{ call: callAt('c', 3, { sid: 'CA9', overAt: START }), was: 2 }] });
      expect(await store.callBySid('CA9')).toMatchObject({ id: 'c', turn: 3 });
      expect(await store.call('nobody')).toBeUndefined();
    });

    it('that are over still take a late word', async () => {
      const { store } = here();
      await done(store, { calls: [{ call: callAt('c', 1, { sid: 'CA1', overAt: START }), was: undefined }] });
      await done(store, { calls: [{ call: callAt('c', 2, { sid: 'CA1', overAt: START }), was: 1 }] });
      expect(await store.calls({ limit: 9, live: true })).toEqual([]);
      expect(await store.callBySid('CA1')).toMatchObject({ turn: 2 });
    });
  });
}
