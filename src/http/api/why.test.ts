import { describe, expect, it } from 'vitest';
import { NOW, callerCall, testApi } from '../../../test/support/api.ts';

interface Why {
  words: string[];
  history: { at: string; words: string }[];
  agent?: { reason: string; words: string };
}
const engineersFirst = [{ from: NOW - 42_000, classes: ['team:engineers'] }, { from: NOW + 18_000, classes: ['team:customer-care'] }];

describe('why a caller waits', () => {
  it('says whom they wait for, who is there, and what would move them', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine(callerCall(), engineersFirst);
    await store.journal.append([{ at: NOW - 42_000, kind: 'joined', call: 'call-0001', demand: 'care', priority: 'P3' }]);
    const { body } = await ask('get', '/calls/call-0001/why');
    expect(body).toMatchObject({
      waiting: {
        ahead: 0, priority: 'P3', demand: 'care', classes: [{ class: 'team:engineers', ready: 0 }], offers: [], cooled: [], widens: { seconds: 18, classes: ['team:customer-care'] },
      },
      history: [{ words: 'stood in the line care as a P3' }], last: [{ kind: 'joined' }],
    });
    expect((body as Why).words).toEqual([
      'This call has been waiting for 0:42.',
      'It is a P3 in the line care.',
      'It waits for Engineers, with nobody ahead.',
      'Engineers: nobody is signed in.',
      'In 0:18 Customer Care may answer too: nobody of them is signed in.',
      'Somebody of them who signs in as ready moves it.',
    ]);
  });

  it('says whose phone rings', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    await store.commit({ floor: [{ verb: 'claim', offer: 'offer-1', wait: 'wait-0001', agents: ['amy'], class: 'team:engineers', expires: NOW + 30_000 }] });
    const { body } = await ask('get', '/calls/call-0001/why');
    expect((body as Why).words).toContain('Engineers: amy’s phone rings for this caller, for 0:30 more at most.');
    expect((body as Why).words).toContain('It is moved by whoever is rung pressing 1; if nobody does, the next are rung.');
    expect(body).toMatchObject({ waiting: { offers: [{ id: 'offer-1', agents: ['amy'] }], classes: [{ ringing: 1 }] } });
  });

  it('says who has passed and when they may be rung again', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    await store.commit({ floor: [{ verb: 'claim', offer: 'offer-1', wait: 'wait-0001', agents: ['amy'], class: 'team:engineers', expires: NOW + 30_000 }] });
    await store.commit({ floor: [{ verb: 'return', offer: 'offer-1', why: 'declined', coolMs: 60_000 }] });
    const { body } = await ask('get', '/calls/call-0001/why');
    expect((body as Why).words).toContain('Engineers: amy passed or missed this call, and is not rung for it again for 1:00.');
    expect(body).toMatchObject({ waiting: { cooled: [{ agent: 'amy', until: new Date(NOW + 60_000).toISOString() }] } });
  });

  it('counts who is ahead', async () => {
    const { ask, callInLine } = testApi();
    await callInLine();
    await callInLine(callerCall({
      id: 'call-0002', doing: { is: 'waiting', wait: 'wait-0002', musicS: 0 },
      standing: { demand: 'care', hold: 'hold', reach: { flow: 'support', step: 'reach-care' }, classes: ['team:engineers'], priority: 'P3', joined: NOW - 10_000, entered: NOW - 10_000, rank: NOW - 10_000, limit: 1 },
    }));
    const { body } = await ask('get', '/calls/call-0002/why');
    expect(body).toMatchObject({ waiting: { ahead: 1 } });
    expect((body as Why).words).toContain('It waits for Engineers, with 1 ahead.');
  });

  it('says so when they stand in no line', async () => {
    const { ask, keep } = testApi();
    await keep(callerCall({ id: 'call-0003', doing: { is: 'listening', tries: 2, quietFrom: NOW } }));
    const { body } = await ask('get', '/calls/call-0003/why');
    expect(body).toEqual({ call: 'call-0003', words: ['This call hears support/line, try 2.', 'It stands in no line now.'], history: [], last: [] });
  });

  it('shows the last of many entries', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine();
    await store.journal.append(Array.from({ length: 620 }, (_, turn) => ({ at: NOW, kind: 'turn', call: 'call-0001', turn })));
    const { body } = await ask('get', '/calls/call-0001/why');
    const { last } = body as { last: { details: { turn: number } }[] };
    expect(last.map(({ details }) => details.turn)).toEqual(Array.from({ length: 20 }, (_, index) => 600 + index));
  });
});

describe('why not a certain agent', () => {
  it.each([
    ['amy', 'offline', 'amy is not signed in'],
    ['ben', 'asked-later', 'ben may answer in 0:18, when the next people are asked'],
  ])('%s: %s', async (agent, reason, words) => {
    const { ask, callInLine } = testApi();
    await callInLine(callerCall(), engineersFirst);
    const { body } = await ask('get', `/calls/call-0001/why?agent=${agent}`);
    expect(body).toMatchObject({ agent: { id: agent, reason, words } });
    expect((body as Why).words.at(-1)).toBe(`${words}.`);
  });

  it('who does not exist is refused with the nearest name', async () => {
    const { ask, callInLine } = testApi();
    await callInLine();
    const { status, body } = await ask('get', '/calls/call-0001/why?agent=amyy');
    expect([status, body]).toMatchObject([422, { errors: [{ parameter: 'agent', detail: "there is no agent amyy, did you mean 'amy'?" }] }]);
  });
});
