// Rows of the store's contract: the journal, records, counts, and forgetting.
import { describe, expect, it } from 'vitest';
import { ENDED_KEPT_MS, SETTLED_MS } from '../../src/store/bounds.ts';
import type { Written } from '../../src/store/store.ts';
import { callAt, claiming, done, happens, joining, openClasses, returning, signsIn, START, type Scene } from './store-scene.ts';

export function keepingRows(here: () => Scene): void {
  describe('the journal', () => {
    it('is read in the order written, by page and by call, and cursors sort as text', async () => {
      const { store, other } = here();
      for (let i = 0; i < 12; i++) await (i % 2 ? store : other).journal.append([{ at: START + i, kind: `k${i}`, ...(i % 3 ? {} : { call: 'c1' }) }]);
      const all = await store.journal.read({ limit: 99 });
      expect(all.map(({ kind }) => kind)).toEqual(Array.from({ length: 12 }, (_, i) => `k${i}`));
      const cursors = all.map(({ cursor }) => cursor);
      expect([...cursors].sort()).toEqual(cursors);
      const page = await store.journal.read({ limit: 2, after: cursors[3] as string });
      expect(page.map(({ kind }) => kind)).toEqual(['k4', 'k5']);
      const ofCall = await store.journal.read({ limit: 99, call: 'c1' });
      expect(ofCall.map(({ kind }) => kind)).toEqual(['k0', 'k3', 'k6', 'k9']);
      expect((await store.journal.read({ limit: 1, call: 'c1', after: cursors[0] as string })).map(({ kind }) => kind)).toEqual(['k3']);
      expect(await store.journal.read({ limit: 9, call: 'unknown' })).toEqual([]);
    });

    it('is followed from now on, across processes, until the signal', async () => {
      const { store, other } = here();
      await store.journal.append([{ at: START, kind: 'before' }]);
      const stop = new AbortController();
      const entries = store.journal.follow(undefined, stop.signal);
      const seen: Written[] = [];
      const reading = (async () => {
        for await (const entry of entries) {
          seen.push(entry);
          if (seen.length === 3) stop.abort();
        }
      })();
      await store.journal.read({ limit: 1 });
      await store.journal.append([{ at: START, kind: 'one' }]);
      await done(other, { journal: [{ at: START, kind: 'two' }, { at: START, kind: 'three' }] });
      await reading;
      expect(seen.map(({ kind }) => kind)).toEqual(['one', 'two', 'three']);
    });

    it('is followed from a cursor, and a signal given while nothing comes ends it', async () => {
      const { store } = here();
      await store.journal.append([{ at: START, kind: 'one' }, { at: START, kind: 'two' }]);
      const [one] = await store.journal.read({ limit: 1 });
      const stop = new AbortController();
      const kinds: string[] = [];
      for await (const entry of store.journal.follow(one?.cursor, stop.signal)) {
        kinds.push(entry.kind);
        setTimeout(() => stop.abort(), 5);
      }
      expect(kinds).toEqual(['two']);
    });
  });

  describe('a record', () => {
    it('has versions: a write on an older one comes too late', async () => {
      const { store, other } = here();
      expect(await store.records.put('case', 'n1', { title: 'a' }, 0)).toBe(true);
      expect(await other.records.put('case', 'n1', { title: 'b' }, 0)).toBe(false);
      expect(await other.records.put('case', 'n1', { title: 'b' }, 1)).toBe(true);
      expect(await store.records.put('case', 'n1', { title: 'c' })).toBe(true);
      expect(await store.records.get('case', 'n1')).toEqual({ id: 'n1', version: 3, value: { title: 'c' } });
      expect(await store.records.put('case', 'n2', {}, 1)).toBe(false);
      expect(await store.records.get('case', 'n2')).toBeUndefined();
    });

    it('is listed by id in its kind, and removed once', async () => {
      const { store } = here();
      for (const id of ['b', 'a', 'c']) await store.records.put('agent', id, { id, list: [] });
      await store.records.put('case', 'other', 1);
      expect((await store.records.list('agent', { limit: 2 })).map(({ id }) => id)).toEqual(['a', 'b']);
      expect(await store.records.list('agent', { limit: 2, after: 'b' })).toEqual([{ id: 'c', version: 1, value: { id: 'c', list: [] } }]);
      expect(await store.records.remove('agent', 'b')).toBe(true);
      expect(await store.records.remove('agent', 'b')).toBe(false);
      expect((await store.records.list('agent', { limit: 9 })).map(({ id }) => id)).toEqual(['a', 'c']);
      expect(await store.records.get('voicemail', 'a')).toBeUndefined();
    });

    it('written by a commit counts its versions like any other', async () => {
      const { store } = here();
      await store.records.put('escalation', 'e1', 'opened');
      await done(store, { records: [{ kind: 'escalation', id: 'e1', value: 'paged' }] });
      expect(await store.records.get('escalation', 'e1')).toEqual({ id: 'e1', version: 2, value: 'paged' });
      expect(await store.records.put('escalation', 'e1', 'late', 1)).toBe(false);
    });
  });

  describe('a record in a commit', () => {
    it('is refused on an older version, with all that came along', async () => {
      const { store, other } = here();
      await done(store, { records: [{ kind: 'voicemail', id: 'v1', value: 'new', was: 0 }] });
      const claim = { records: [{ kind: 'voicemail', id: 'v1', value: 'claimed', was: 1 }], journal: [{ at: START, kind: 'claimed' }] } as const;
      const both = await Promise.all([store.commit(claim), other.commit(claim)]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, why: 'record', kind: 'voicemail', id: 'v1' });
      expect(await store.journal.read({ limit: 9 })).toHaveLength(1);
      expect(await store.records.get('voicemail', 'v1')).toEqual({ id: 'v1', version: 2, value: 'claimed' });
      expect(await store.commit({ records: [{ kind: 'voicemail', id: 'v1', value: 'again', was: 0 }] })).toMatchObject({ why: 'record' });
    });

    it('goes with it, if nobody wrote it meanwhile', async () => {
      const { store } = here();
      await done(store, { records: [{ kind: 'voicemail', id: 'v1', value: 'a' }, { kind: 'voicemail', id: 'v2', value: 'b' }] });
      expect(await store.commit({ records: [{ kind: 'voicemail', id: 'v1', gone: true, was: 2 }] })).toMatchObject({ why: 'record' });
      await done(store, { records: [{ kind: 'voicemail', id: 'v1', gone: true, was: 1 }] });
      expect(await store.records.get('voicemail', 'v1')).toBeUndefined();
      expect((await store.records.list('voicemail', { limit: 9 })).map(({ id }) => id)).toEqual(['v2']);
      await done(store, { records: [{ kind: 'voicemail', id: 'v1', value: 'anew', was: 0 }] });
    });
  });

  describe('a count', () => {
    it('grows within its window and begins anew after it', async () => {
      const { clock, store, other } = here();
      expect(await store.tally('guess:1', 1_000)).toBe(1);
      await clock.push(999);
      expect(await other.tally('guess:1', 1_000)).toBe(2);
      expect(await store.tally('guess:2', 1_000)).toBe(1);
      await clock.push(1);
      expect(await store.tally('guess:1', 1_000)).toBe(1);
      expect(await store.tally('guess:1', 1_000)).toBe(2);
    });

    it('can be looked at without counting, and taken back', async () => {
      const { clock, store, other } = here();
      expect(await store.tally('try:1', 1_000, 0)).toBe(0);
      expect(await store.tally('try:1', 1_000, -1)).toBe(0);
      await store.tally('try:1', 1_000);
      await clock.push(600);
      expect(await other.tally('try:1', 1_000)).toBe(2);
      expect(await store.tally('try:1', 1_000, 0)).toBe(2);
      expect(await other.tally('try:1', 1_000, -1)).toBe(1);
      expect(await store.tally('try:1', 1_000, -5)).toBe(0);
      expect(await store.tally('try:1', 1_000)).toBe(1);
      // None of this made the window any longer.
      await clock.push(400);
      expect(await other.tally('try:1', 1_000, 0)).toBe(0);
      expect(await store.tally('try:1', 1_000, -1)).toBe(0);
    });
  });

  describe('forgetting', () => {
    it('takes finished calls and old entries in bounded steps, and leaves the living', async () => {
      const { clock, store } = here();
      const journal = (at: number, call: string) => [{ at, kind: 'turn', call }];
      for (let i = 0; i < 6; i++) {
        await done(store, { calls: [{ call: callAt(`old-${i}`, 1, { sid: `CA-old-${i}`, overAt: START + i }), was: undefined }], journal: journal(START + i, `old-${i}`) });
      }
      await done(store, { calls: [{ call: callAt('long', 1, { sid: 'CA-long' }), was: undefined }], journal: journal(START + 9, 'long') });
      await clock.push(SETTLED_MS);
      await done(store, { calls: [{ call: callAt('new', 1, { sid: 'CA-new', overAt: START + SETTLED_MS }), was: undefined }], journal: journal(START + SETTLED_MS, 'new') });
      const went: number[] = [];
      for (;;) {
        const gone = await store.retain(START + SETTLED_MS, 4);
        if (gone === 0) break;
        went.push(gone);
      }
      expect(Math.max(...went)).toBeLessThanOrEqual(4);
      expect(went.reduce((sum, gone) => sum + gone, 0)).toBe(13);
      expect((await store.calls({ limit: 99 })).map(({ id }) => id)).toEqual(['long', 'new']);
      expect((await store.journal.read({ limit: 99 })).map(({ call }) => call)).toEqual(['new']);
      expect(await store.journal.read({ limit: 9, call: 'old-1' })).toEqual([]);
      expect(await store.journal.read({ limit: 9, call: 'new' })).toHaveLength(1);
      expect(await store.callBySid('CA-old-1')).toBeUndefined();
      expect(await store.callBySid('CA-new')).toMatchObject({ id: 'new' });
      expect(await store.call('old-3')).toBeUndefined();
    });

    it('does not change how a finished call is read, listed, or takes a late word', async () => {
      const { clock, store, other } = here();
      await done(store, { calls: [{ call: callAt('c', 1, { sid: 'CA1', overAt: START }), was: undefined }] });
      await done(store, { calls: [{ call: callAt('d', 1), was: undefined }] });
      await clock.push(SETTLED_MS + 1);
      expect(await store.retain(START - 1, 9)).toBe(0);
      expect(await store.call('c')).toMatchObject({ id: 'c', turn: 1 });
      expect(await other.callBySid('CA1')).toMatchObject({ id: 'c' });
      expect((await store.calls({ limit: 9 })).map(({ id }) => id)).toEqual(['c', 'd']);
      expect(await store.commit({ calls: [{ call: callAt('c', 1, { sid: 'CA1' }), was: undefined }] })).toMatchObject({ why: 'stale' });
      expect(await store.commit({ calls: [{ call: callAt('c', 9, { sid: 'CA1' }), was: 8 }] })).toMatchObject({ why: 'stale' });
      await done(other, { calls: [{ call: callAt('c', 2, { sid: 'CA1', overAt: START }), was: 1 }] });
      expect(await store.call('c')).toMatchObject({ turn: 2 });
      expect(await store.callBySid('CA1')).toMatchObject({ turn: 2 });
      expect(await store.retain(START - 1, 9)).toBe(0);
      expect(await store.callBySid('CA1')).toMatchObject({ turn: 2 });
      expect((await store.calls({ limit: 9, live: true })).map(({ id }) => id)).toEqual(['d']);
    });

    it('of one call takes its entries first, so many at a time, and leaves others and the living', async () => {
      const { clock, store, other } = here();
      const entry = (kind: string, call: string) => ({ at: START, kind, call });
      await done(store, { calls: [{ call: callAt('c', 1, { sid: 'CA1', overAt: START }), was: undefined }, { call: callAt('d', 1, { sid: 'CA2' }), was: undefined }] });
      await done(store, { journal: ['a', 'b', 'c', 'd', 'e'].map((kind) => entry(kind, 'c')).concat(entry('z', 'd')) });
      for (const settled of [false, true]) {
        expect(await store.forgetCall('d', 9)).toBe(0);
        if (settled) {
          await clock.push(SETTLED_MS + 1);
          await store.retain(START - 1, 9);
          break;
        }
        expect(await other.forgetCall('c', 2)).toBe(2);
        expect((await store.journal.read({ limit: 9, call: 'c' })).map(({ kind }) => kind)).toEqual(['c', 'd', 'e']);
        expect(await store.call('c')).toMatchObject({ id: 'c' });
      }
      let gone = 0;
      for (let went = 1; went > 0; gone += went) went = await store.forgetCall('c', 2);
      expect(gone).toBe(4);
      expect(await store.call('c')).toBeUndefined();
      expect(await store.callBySid('CA1')).toBeUndefined();
      expect((await store.calls({ limit: 9 })).map(({ id }) => id)).toEqual(['d']);
      expect((await store.journal.read({ limit: 9 })).map(({ kind }) => kind)).toEqual(['z']);
      expect(await store.journal.read({ limit: 9, call: 'c' })).toEqual([]);
      expect(await store.callBySid('CA2')).toMatchObject({ id: 'd' });
    });

    it('lets callers who left and ended offers go after a day', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      await happens(store, joining('w1', ['x']), claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, returning('o1', 'declined', 0), { verb: 'leave', wait: 'w1' });
      await store.retain(START, 9);
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'over' });
      expect(await store.floor.wait('w1')).toMatchObject({ state: 'gone' });
      await clock.push(ENDED_KEPT_MS);
      while (await store.retain(START, 9));
      expect(await store.floor.offer('o1')).toBeUndefined();
      expect(await store.floor.wait('w1')).toBeUndefined();
    });
  });

  it('answers while it can be used', async () => {
    await here().store.ping();
  });
}
