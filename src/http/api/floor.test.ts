import { describe, expect, it } from 'vitest';
import { NOW, callerCall, testApi } from '../../../test/support/api.ts';

const second = callerCall({
  id: 'call-0002', doing: { is: 'waiting', wait: 'wait-0002', musicS: 0 }, from: { kind: 'withheld' },
  standing: { demand: 'care', hold: 'hold', reach: { flow: 'support', step: 'reach-care' }, classes: ['team:engineers'], priority: 'P1', joined: NOW - 10_000, entered: NOW - 10_000, rank: NOW - 600_000_000, limit: 1 },
});

describe('the floor over the API', () => {
  it('is empty when nobody is there', async () => {
    const { body } = await testApi().ask('get', '/floor');
    expect(body).toMatchObject({ waiting: [], agents: [], offers: [], totals: { waiting: 0, talking: 0, longestWaitSeconds: 0 }, demands: ['care', 'logistics'] });
  });

  it('has the callers in their order, with their numbers hidden, and why each waits', async () => {
    const { ask, callInLine } = testApi();
    await callInLine(callerCall(), [{ from: NOW - 42_000, classes: ['team:engineers'] }, { from: NOW + 18_000, classes: ['team:customer-care'] }]);
    await callInLine(second);
    const { body } = await ask('get', '/floor');
    expect(body).toMatchObject({
      waiting: [
        { place: 1, call: 'call-0002', from: 'withheld', priority: 'P1', waitedSeconds: 10, why: 'nobody is there' },
        { place: 2, call: 'call-0001', from: '+1••••••••23', priority: 'P3', demand: 'care', waitedSeconds: 42, for: ['Engineers'], rings: [], why: 'nobody is there, others in 0:18' },
      ],
      totals: { waiting: 2, longestWaitSeconds: 42 },
    });
    expect(JSON.stringify(body)).not.toContain('4085550123');
  });

  it('has those signed in, with the call they are rung for', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    await ask('put', '/agents/ben/presence', { body: { presence: 'away' } });
    await store.commit({ floor: [{ verb: 'claim', offer: 'offer-1', wait: 'wait-0001', agents: ['amy'], class: 'team:engineers', expires: NOW + 30_000 }] });
    const { body } = await ask('get', '/floor');
    expect(body).toMatchObject({
      waiting: [{ rings: ['amy'], why: 'rings amy' }],
      agents: [{ id: 'amy', name: 'Sample Agent Amy', state: 'offered', call: 'call-0001' }, { id: 'ben', state: 'away' }],
      offers: [{ id: 'offer-1', call: 'call-0001', agents: ['amy'] }],
    });
    await store.commit({ floor: [{ verb: 'accept', offer: 'offer-1' }] });
    expect((await ask('get', '/floor')).body).toMatchObject({ waiting: [], totals: { waiting: 0, talking: 1 }, agents: [{ id: 'amy', state: 'busy', call: 'call-0001' }, {}], offers: [] });
  });

  it('is for those who watch the centre', async () => {
    const { ask } = testApi();
    expect((await ask('get', '/floor', { token: 'reader-token' })).status).toBe(200);
    expect((await ask('get', '/floor', { token: 'amy-token' })).status).toBe(403);
    for (const act of ['priority', 'move', 'pick']) expect((await ask('post', `/calls/call-0001/${act}`, { token: 'reader-token', body: {} })).status).toBe(403);
  });
});
