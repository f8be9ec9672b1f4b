import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/api.ts';

const amy = { id: 'amy', name: 'Sample Agent Amy' };
const ben = { id: 'ben', name: 'Sample Agent Ben' };

describe('duty over the API', () => {
  it('tells who has it now and next, and who stands in', async () => {
    const { ask } = testApi();
    const { status, body } = await ask('get', '/duty', { token: 'amy-token' });
    const handover = '2026-03-16T13:00:00.000Z';
    const first = { ladder: [ben, amy], why: 'ladder 2 of 2' };
    const second = { ladder: [amy, ben], why: 'ladder 1 of 2' };
    expect([status, body]).toEqual([200, {
      at: '2026-03-10T09:00:00.000Z',
      items: [
        { region: 'americas', name: 'Americas', zone: 'America/New_York', now: { ...first, until: handover }, next: { ...second, from: handover } },
        { region: 'emea', name: 'EMEA', zone: 'Europe/London', now: { ...first, standsIn: 'americas', until: handover }, next: { ...second, standsIn: 'americas', from: handover } },
      ],
    }]);
  });

  it('tells it of another time, with any offset', async () => {
    const { ask } = testApi();
    const { body } = await ask('get', '/duty?at=2026-03-02T09:00:00-05:00');
    expect(body).toMatchObject({ at: '2026-03-02T14:00:00.000Z', items: [{ now: { ladder: [amy, ben], until: '2026-03-09T13:00:00.000Z' } }, {}] });
  });

  it('tells who is on the rota and has been removed by the id alone', async () => {
    const { ask, people } = testApi();
    people.delete('ben');
    expect((await ask('get', '/duty')).body).toMatchObject({ items: [{ now: { ladder: [{ id: 'ben' }, amy] } }, {}] });
  });

  it.each(['/duty?at=tomorrow', '/duty?at=2026-03-02T09:00:00', '/duty?on=2026-03-02T09:00:00Z'])('refuses %s', async (path) => {
    expect((await testApi().ask('get', path)).status).toBe(422);
  });
});
