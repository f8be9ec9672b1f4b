// Rows of the store's contract: work is done at least once, by whoever holds the lease.
import { describe, expect, it } from 'vitest';
import { OUTBOX_LEASE_MS } from '../../src/store/bounds.ts';
import { done, START, type Scene } from './store-scene.ts';

export function workRows(here: () => Scene): void {
  const ids = (pieces: readonly { id: string }[]) => pieces.map(({ id }) => id);

  describe('work', () => {
    it('is taken when due, the longest due first, and by one taker only', async () => {
      const { clock, store, other } = here();
      await done(store, { work: [{ id: 'b', at: START + 2, deed: 'b' }, { id: 'c', at: START + 9, deed: 'c' }, { id: 'a', at: START + 1, deed: 'a' }] });
      expect(await store.work.take(9, 1_000)).toEqual([]);
      expect(await store.work.next()).toBe(START + 1);
      await clock.push(5);
      expect(ids(await store.work.take(1, 1_000))).toEqual(['a']);
      expect(await other.work.take(9, 1_000)).toMatchObject([{ id: 'b', at: START + 2, deed: 'b', tries: 1 }]);
      expect(await store.work.take(9, 1_000)).toEqual([]);
      expect(await store.work.size()).toBe(3);
    });

    it('is written once in so long by whoever asks, and with it all else of the commit or nothing', async () => {
      const { clock, store, other } = here();
      const asks = (here_: typeof store, id: string) => here_.commit({ floor: [{ verb: 'once', key: 'alarm:x', ms: 1_000 }], work: [{ id, at: START + 1, deed: id }], journal: [{ at: START, kind: id }] });
      expect((await Promise.all([asks(store, 'a'), asks(other, 'b')])).filter(({ ok }) => ok)).toHaveLength(1);
      expect(await asks(store, 'c')).toMatchObject({ ok: false, why: 'refused', refusal: { why: 'lately' } });
      expect([await store.work.size(), (await store.journal.read({ limit: 9 })).length]).toEqual([1, 1]);
      expect(await store.commit({ floor: [{ verb: 'once', key: 'alarm:y', ms: 1_000 }, { verb: 'leave', wait: 'none' }] })).toMatchObject({ ok: false });
      expect(await store.commit({ floor: [{ verb: 'once', key: 'alarm:y', ms: 1_000 }] })).toMatchObject({ ok: true });
      await clock.push(999);
      expect(await asks(store, 'd')).toMatchObject({ ok: false });
      await clock.push(1);
      expect(await asks(store, 'e')).toMatchObject({ ok: true });
    });

    it('comes again after its lease, with the tries counted, and the dead taker\'s token is worth nothing', async () => {
      const { clock, store, other } = here();
      await done(store, { work: [{ id: 'a', at: START + 1, deed: 1 }] });
      await clock.push(1);
      const [dead] = await store.work.take(9, 1_000);
      await clock.push(999);
      expect(await other.work.take(9, 1_000)).toEqual([]);
      await clock.push(1);
      const [alive] = await other.work.take(9, 1_000);
      expect(alive).toMatchObject({ id: 'a', tries: 2, at: START + 1 });
      expect(alive?.token).not.toBe(dead?.token);
      await store.work.done('a', dead?.token ?? '');
      expect(await store.work.size()).toBe(1);
      expect(await store.commit({ done: { id: 'a', token: dead?.token ?? '' } })).toEqual({ ok: false, why: 'work-gone' });
      await other.work.done('a', alive?.token ?? '');
      expect(await store.work.size()).toBe(0);
      expect(await store.work.next()).toBeUndefined();
    });

    it('due at once is leased to its writer; what a dead writer leaves is due again', async () => {
      const { clock, store, other } = here();
      const { due } = await done(store, { work: [{ id: 'ring', at: START, deed: { do: 'ring' } }] });
      expect(due).toMatchObject([{ id: 'ring', tries: 1 }]);
      expect(await other.work.take(9, 1_000)).toEqual([]);
      await clock.push(OUTBOX_LEASE_MS);
      expect(await other.work.take(9, 1_000)).toMatchObject([{ id: 'ring', deed: { do: 'ring' }, tries: 2, at: START }]);
    });

    it('given back comes at its new time', async () => {
      const { clock, store } = here();
      const { due: [piece] } = await done(store, { work: [{ id: 'a', at: START, deed: 1 }] });
      await store.work.again('a', 'not-the-token', START + 1);
      await store.work.again('a', piece?.token ?? '', START + 300);
      expect(await store.work.next()).toBe(START + 300);
      await clock.push(300);
      expect(await store.work.take(9, 1_000)).toMatchObject([{ id: 'a', tries: 2, at: START + 300 }]);
    });

    it('written again with its id replaces what was there, also what somebody holds', async () => {
      const { clock, store } = here();
      const { due: [old] } = await done(store, { work: [{ id: 'a', at: START, deed: 'old' }] });
      await done(store, { work: [{ id: 'a', at: START + 50, deed: 'new' }] });
      await store.work.done('a', old?.token ?? '');
      expect(await store.work.size()).toBe(1);
      await clock.push(50);
      expect(await store.work.take(9, 1_000)).toMatchObject([{ deed: 'new', tries: 1 }]);
    });

    it('called off does not come; called off and set in one commit, it is set', async () => {
      const { store } = here();
      await done(store, { work: [{ id: 'a', at: START + 1, deed: 1 }, { id: 'b', at: START + 1, deed: 1 }] });
      await done(store, { cancel: ['a', 'b', 'never'], work: [{ id: 'b', at: START + 5, deed: 2 }] });
      expect(await store.work.size()).toBe(1);
      expect(await store.work.next()).toBe(START + 5);
    });

    it('completed by a commit is gone, unless the same commit sets it anew', async () => {
      const { store } = here();
      const { due: [piece] } = await done(store, { work: [{ id: 'tick', at: START, deed: 1 }] });
      await done(store, { done: { id: 'tick', token: piece?.token ?? '' }, work: [{ id: 'tick', at: START + 60, deed: 2 }], journal: [{ at: START, kind: 'ticked' }] });
      expect(await store.work.next()).toBe(START + 60);
      expect(await store.commit({ done: { id: 'tick', token: piece?.token ?? '' }, journal: [{ at: START, kind: 'twice' }] }))
        .toEqual({ ok: false, why: 'work-gone' });
      expect(await store.journal.read({ limit: 9 })).toHaveLength(1);
    });

    it('is shared out whole and never twice when many take at once', async () => {
      const { clock, store, other } = here();
      await done(store, { work: Array.from({ length: 60 }, (_, i) => ({ id: `piece-${i}`, at: START + 1, deed: i })) });
      await clock.push(1);
      const taken = (await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? store : other).work.take(10, 1_000)))).flat();
      expect(new Set(ids(taken)).size).toBe(60);
      expect(taken).toHaveLength(60);
    });
  });
}
