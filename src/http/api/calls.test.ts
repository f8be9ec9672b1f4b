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
