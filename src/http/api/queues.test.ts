import { describe, expect, it } from 'vitest';
import { NOW, callerCall, testApi } from '../../../test/support/api.ts';

describe('queues over the API', () => {
  it('tell who waits, how long, and who is there', async () => {
    const { ask, callInLine, store } = testApi();
    await store.floor.open(['team:customer-care'], () => undefined);
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'away' } });
    const { body } = await ask('get', '/queues', { token: 'amy-token' });
    const nobody = { ready: 0, ringing: 0, busy: 0, wrapUp: 0, away: 0 };
    expect(body).toEqual({
      items: [
        { class: 'team:customer-care', name: 'Customer Care', waiting: 0, longestWaitSeconds: 0, agents: nobody },
        { class: 'team:engineers', name: 'Engineers', waiting: 1, longestWaitSeconds: 42, agents: { ...nobody, away: 1 } },
      ],
      total: { waiting: 1, longestWaitSeconds: 42, talking: 0, agents: { ...nobody, away: 1 } },
    });
  });

  it('count a caller in the steps that are due only', async () => {
    const { ask, callInLine } = testApi();
    await callInLine(callerCall(), [{ from: NOW - 42_000, classes: ['team:engineers'] }, { from: NOW + 1, classes: ['team:customer-care'] }]);
    const { body } = await ask('get', '/queues');
    expect((body as { items: { class: string; waiting: number }[] }).items.map(({ waiting, ...of }) => [of.class, waiting])).toEqual([['team:customer-care', 0], ['team:engineers', 1]]);
  });

  it('count a caller whose phone is ringing an agent as waiting, until the agent has taken them', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    await store.commit({ floor: [{ verb: 'claim', offer: 'offer-1', wait: 'wait-0001', agents: ['amy'], class: 'team:engineers', expires: NOW + 30_000 }] });
    expect((await ask('get', '/queues')).body).toMatchObject({ items: [{ waiting: 1, agents: { ringing: 1 } }] });
    await store.commit({ floor: [{ verb: 'accept', offer: 'offer-1' }] });
    expect((await ask('get', '/queues')).body).toMatchObject({ items: [{ waiting: 0, longestWaitSeconds: 0, agents: { busy: 1 } }], total: { waiting: 0, talking: 1 } });
  });
});
