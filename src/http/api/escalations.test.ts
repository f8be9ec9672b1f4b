import { describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../../test/support/api.ts';

async function withEscalations() {
  const api = testApi();
  const shared = { at: NOW, call: 'call-0001', region: 'americas', caller: { kind: 'number', number: '+14085550123', tollFree: false } };
  await api.store.records.put('escalation', 'e-0001', { ...shared, id: 'e-0001', case: '202603010001', reason: 'faster-progress', state: 'paged' });
  await api.store.records.put('escalation', 'e-0002', { ...shared, id: 'e-0002', reason: 'other', by: 'ben', state: 'done' });
  return api;
}

describe('escalations over the API', () => {
  it('are listed and found', async () => {
    const { ask } = await withEscalations();
    expect((await ask('get', '/escalations')).body).toMatchObject({ items: [{ id: 'e-0001', state: 'paged', reason: 'faster-progress', from: '+14085550123' }, { id: 'e-0002', state: 'done', by: 'ben' }] });
    expect((await ask('get', '/escalations?state=done')).body).toMatchObject({ items: [{ id: 'e-0002' }] });
    expect((await ask('get', '/escalations/e-0001')).body).toMatchObject({ case: '202603010001', region: 'americas' });
    expect((await ask('get', '/escalations/none')).status).toBe(404);
  });

  it('are marked done by a supervisor, and opened again', async () => {
    const { ask, store } = await withEscalations();
    const set = (state: string) => ask('put', '/escalations/e-0001/state', { token: 'supervisor-token', body: { state } });
    expect((await set('done')).body).toMatchObject({ state: 'done', reason: 'faster-progress' });
    expect((await set('asked')).body).toMatchObject({ state: 'asked' });
    expect((await store.journal.read({ limit: 5, call: 'call-0001' })).map(({ kind, token }) => [kind, token])).toEqual([['escalation-done', 'supervisor'], ['escalation-asked', 'supervisor']]);
  });

  it('refuse a state that is none', async () => {
    const { ask } = await withEscalations();
    expect((await ask('put', '/escalations/e-0001/state', { body: { state: 'closed' } })).body).toMatchObject({ status: 422, errors: [{ pointer: '#/state' }] });
    expect((await ask('put', '/escalations/none/state', { body: { state: 'done' } })).status).toBe(404);
  });
});
