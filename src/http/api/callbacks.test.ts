import { describe, expect, it } from 'vitest';
import type { Callback } from '../../call/callback.ts';
import { NOW, testApi } from '../../../test/support/api.ts';

const callback = (id: string, more: Partial<Callback> = {}): Callback => ({
  id, state: 'open', call: `call-of-${id}`, to: { kind: 'number', number: '+14155550123' as never, tollFree: false }, asked: NOW - 60_000, askedIn: 'call-0001', case: '202603010001' as never,
  demand: 'engineer', priority: 'P2', region: 'americas', language: 'en', due: NOW, tries: [], keys: ['a-hash'], ...more,
});

async function withCallbacks(cancelled: string[] = []) {
  const api = testApi({ cancelCallback: (call, by) => Promise.resolve(void cancelled.push(`${call} by ${by}`)) });
  await api.store.records.put('callback', 'cb-0001', callback('cb-0001'));
  await api.store.records.put('callback', 'cb-0002', callback('cb-0002', { state: 'kept', endedAt: NOW, tries: [{ at: NOW - 30_000, why: 'busy' }] }));
  return api;
}

describe('callbacks over the API', () => {
  it('are listed with how it went, and without what only the store needs', async () => {
    const { ask } = await withCallbacks();
    expect((await ask('get', '/callbacks')).body).toEqual({
      items: [
        { id: 'cb-0001', state: 'open', kind: 'next-free', number: '+14155550123', asked: '2026-03-10T08:59:00.000Z', due: '2026-03-10T09:00:00.000Z', call: 'call-of-cb-0001', case: '202603010001', demand: 'engineer', priority: 'P2', region: 'americas', language: 'en', tries: [] },
        { id: 'cb-0002', state: 'kept', kind: 'next-free', number: '+14155550123', asked: '2026-03-10T08:59:00.000Z', due: '2026-03-10T09:00:00.000Z', call: 'call-of-cb-0002', case: '202603010001', demand: 'engineer', priority: 'P2', region: 'americas', language: 'en', tries: [{ at: '2026-03-10T08:59:30.000Z', why: 'busy' }], ended: '2026-03-10T09:00:00.000Z' },
      ],
    });
  });

  it.each([['state=open', ['cb-0001']], ['state=kept', ['cb-0002']], ['case=202603010001', ['cb-0001', 'cb-0002']], ['case=202409140022', []]])('are filtered by %s', async (query, ids) => {
    const { ask } = await withCallbacks();
    expect(((await ask('get', `/callbacks?${query}`)).body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(ids);
  });

  it('are called off through the call that stands for them; what has ended stays so', async () => {
    const cancelled: string[] = [];
    const { ask } = await withCallbacks(cancelled);
    // Nobody here hears of it, so it stays open.
    expect((await ask('post', '/callbacks/cb-0001/cancel')).status).toBe(409);
    expect((await ask('post', '/callbacks/cb-0002/cancel')).body).toMatchObject({ status: 409, detail: 'this callback was kept already' });
    expect((await ask('post', '/callbacks/none/cancel')).status).toBe(404);
    expect(cancelled).toEqual(['call-of-cb-0001 by admin']);
  });

  it('are for those who watch, and called off by those who run the centre', async () => {
    const { ask } = await withCallbacks();
    expect((await ask('get', '/callbacks', { token: 'amy-token' })).status).toBe(403);
    expect((await ask('post', '/callbacks/cb-0001/cancel', { token: 'amy-token' })).status).toBe(403);
  });
});
