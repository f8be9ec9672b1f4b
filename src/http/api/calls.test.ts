import { describe, expect, it } from 'vitest';
import { NOW, callerCall, sampleCase, testApi } from '../../../test/support/api.ts';
import type { AgentCall, CallerCall } from '../../call/call.ts';
import type { E164 } from '../../phone/number.ts';

const about = (number: string): NonNullable<CallerCall['case']> => ({ number: sampleCase({ number }).number, priority: 'P3', verified: true });
const over = (id: string, fields: Partial<CallerCall> = {}) => callerCall({ id, doing: { is: 'over', at: NOW - 5_000, how: 'completed' }, ...fields });

const leg: AgentCall = {
  id: 'offer-0001', role: 'agent', turn: 1, document: 1, began: NOW - 10_000, language: 'en', flows: 'abc', at: { flow: 'agent', step: 'whisper' }, back: [], vars: {}, answer: [],
  doing: { is: 'dialling' }, agent: 'amy', phone: '+12025550101' as E164, shows: '+18885550100' as E164, wait: 'wait-0001', asker: 'call-0001', caller: 'call-0001', room: 'room-1',
  stage: 'ringing', holding: false,
};

const ids = (body: unknown) => (body as { items: { id: string }[] }).items.map(({ id }) => id);

describe('calls over the API', () => {
  it('are told in words', async () => {
    const { ask, callInLine } = testApi();
    await callInLine();
    const { body } = await ask('get', '/calls');
    expect(body).toMatchObject({ items: [{ id: 'call-0001', live: true, doing: 'waiting', words: 'has been waiting for 0:42', from: '+14085550123', line: '+18885550100' }] });
  });

  it.each([
    ['', ['call-0001', 'call-0002', 'call-0003', 'offer-0001']],
    ['state=live', ['call-0001', 'offer-0001']],
    ['state=over', ['call-0002', 'call-0003']],
    ['case=2026-0302-0002', ['call-0002']],
    ['case=202603020002&state=live', []],
    ['role=agent', ['offer-0001']],
    ['after=call-0002&limit=1', ['call-0003']],
  ])('are listed by %s', async (query, expected) => {
    const { ask, callInLine, keep } = testApi();
    await callInLine();
    await keep(over('call-0002', { case: about('2026-0302-0002') }));
    await keep(over('call-0003', { case: about('2026-0301-0001') }));
    await keep(leg);
    expect(ids((await ask('get', `/calls?${query}`)).body)).toEqual(expected);
  });

  it('are looked for page by page when few fit', async () => {
    const { ask, keep } = testApi();
    for (let number = 1_000; number < 1_450; number += 1) await keep(over(`call-${number}`));
    await keep(over('call-2000', { case: about('2026-0302-0002') }));
    expect(ids((await ask('get', '/calls?case=2026-0302-0002')).body)).toEqual(['call-2000']);
  });

  it('are not looked for by a case number that is none', async () => {
    const { status, body } = await testApi().ask('get', '/calls?case=12');
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ parameter: 'case' }] });
  });

  it('show their legs and their timeline', async () => {
    const { ask, callInLine, keep, store } = testApi();
    await callInLine();
    await keep(leg);
    await store.journal.append([
      { at: NOW - 60_000, kind: 'call-arrived', call: 'call-0001', line: '+18885550100' },
      { at: NOW - 10_000, kind: 'offer-made', call: 'call-0001', offer: 'offer-0001', agent: 'amy' },
      { at: NOW - 9_000, kind: 'call-arrived', call: 'call-9999' },
    ]);
    const { body } = await ask('get', '/calls/call-0001');
    expect(body).toMatchObject({
      call: { id: 'call-0001', wait: 'wait-0001' },
      legs: [{ id: 'offer-0001', role: 'agent', agent: 'amy', words: 'is being rung' }],
      timeline: [{ kind: 'call-arrived' }, { kind: 'offer-made', words: 'offer made: offer offer-0001, agent amy' }],
    });
  });

  it('show an agent’s leg with the timeline of its caller', async () => {
    const { ask, keep, store } = testApi();
    await keep(leg);
    await store.journal.append([{ at: NOW, kind: 'offer-made', call: 'call-0001', offer: 'offer-0001' }]);
    expect((await ask('get', '/calls/offer-0001')).body).toMatchObject({ call: { role: 'agent' }, legs: [], timeline: [{ kind: 'offer-made' }] });
  });

  it('are not found once forgotten', async () => {
    const { ask } = testApi();
    expect((await ask('get', '/calls/call-7777')).status).toBe(404);
    expect((await ask('get', '/calls/call-7777/why')).status).toBe(404);
  });
});

describe('why a caller waits', () => {
  it('says whom they wait for, who is there, and what would move them', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine(callerCall(), [{ from: NOW - 42_000, classes: ['team:engineers'] }, { from: NOW + 18_000, classes: ['team:customer-care'] }]);
    await store.journal.append([{ at: NOW - 42_000, kind: 'joined', call: 'call-0001' }]);
    const { body } = await ask('get', '/calls/call-0001/why');
    expect(body).toMatchObject({
      waiting: { ahead: 0, classes: [{ class: 'team:engineers', ready: 0 }], offers: [], widens: { seconds: 18, classes: ['team:customer-care'] } },
      last: [{ kind: 'joined' }],
    });
    expect((body as { words: string[] }).words).toEqual([
      'This call has been waiting for 0:42.',
      'It waits for Engineers, with nobody ahead.',
      'Engineers: nobody is signed in.',
      'In 0:18 Customer Care may answer too.',
      'Somebody of them who signs in as ready moves it.',
    ]);
  });

  it('says whose phone rings', async () => {
    const { ask, callInLine, store } = testApi();
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    await store.commit({ floor: [{ verb: 'claim', offer: 'offer-1', wait: 'wait-0001', agents: ['amy'], class: 'team:engineers', expires: NOW + 30_000 }] });
    const { body } = await ask('get', '/calls/call-0001/why');
    expect((body as { words: string[] }).words).toContain('The phone of amy is ringing, for 0:30 more at most.');
    expect(body).toMatchObject({ waiting: { offers: [{ id: 'offer-1', agents: ['amy'] }], classes: [{ ringing: 1 }] } });
  });

  it('counts who is ahead', async () => {
    const { ask, callInLine } = testApi();
    await callInLine();
    await callInLine(callerCall({
      id: 'call-0002', doing: { is: 'waiting', wait: 'wait-0002', musicS: 0 },
      standing: { demand: 'care', hold: 'hold', classes: ['team:engineers'], priority: 'P3', joined: NOW - 10_000, rank: NOW - 10_000, limit: 1 },
    }));
    const { body } = await ask('get', '/calls/call-0002/why');
    expect(body).toMatchObject({ waiting: { ahead: 1 } });
    expect((body as { words: string[] }).words[1]).toBe('It waits for Engineers, with 1 ahead.');
  });

  it('says so when they stand in no line', async () => {
    const { ask, keep } = testApi();
    await keep(callerCall({ id: 'call-0003', doing: { is: 'listening', tries: 2, quietFrom: NOW } }));
    const { body } = await ask('get', '/calls/call-0003/why');
    expect(body).toEqual({ call: 'call-0003', words: ['This call hears support/line, try 2.', 'It stands in no line now.'], last: [] });
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
