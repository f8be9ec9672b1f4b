import { describe, expect, it } from 'vitest';
import { amy, testApi } from '../../../test/support/api.ts';
import { isEasy } from './pin.ts';

const withStaffId = () => {
  const api = testApi();
  api.people.set('amy', { ...amy, staffId: '0101' });
  return api;
};

describe('a PIN over the API', () => {
  it.each(['admin-token', 'supervisor-token'])('is set by %s, lifts a lock, and is in no answer and no journal', async (token) => {
    const { ask, pins, unlocked, store } = withStaffId();
    const put = await ask('put', '/agents/amy/pin', { token, body: { pin: '482915' } });
    expect([put.status, put.body]).toEqual([204, {}]);
    expect([...pins]).toEqual([['amy', '482915']]);
    expect(unlocked).toEqual(['amy']);
    const journal = await store.journal.read({ limit: 9 });
    expect(journal).toMatchObject([{ kind: 'pin-set', agent: 'amy' }]);
    expect(JSON.stringify([journal, (await ask('get', '/agents/amy')).body])).not.toContain('482915');
  });

  it.each(['reader-token', 'amy-token', 'loose-token'])('is not set by %s', async (token) => {
    const { ask, pins } = withStaffId();
    expect((await ask('put', '/agents/amy/pin', { token, body: { pin: '482915' } })).status).toBe(403);
    expect(pins.size).toBe(0);
  });

  it.each([
    ['five digits', { pin: '48291' }], ['thirteen digits', { pin: '4829154829154' }], ['letters', { pin: 'secret' }], ['a number', { pin: 482915 }],
    ['one digit all along', { pin: '777777' }], ['a run', { pin: '345678' }], ['nothing', {}], ['something else', { pin: '482915', code: '1' }],
  ])('of %s is refused, and not repeated', async (_what, body) => {
    const { ask, pins } = withStaffId();
    const put = await ask('put', '/agents/amy/pin', { body });
    expect(put.status).toBe(422);
    expect(JSON.stringify(put.body)).not.toContain(String((body as { pin?: string | number }).pin ?? 'no pin'));
    expect(pins.size).toBe(0);
  });

  it('of somebody who is not there, or who has no staff-id to key before it, is refused', async () => {
    const { ask } = testApi();
    expect(await ask('put', '/agents/nobody/pin', { body: { pin: '482915' } })).toMatchObject({ status: 404, body: { detail: 'there is no agent nobody' } });
    expect(await ask('put', '/agents/amy/pin', { body: { pin: '482915' } })).toMatchObject({ status: 409, body: { detail: 'amy has no staff-id to key before a PIN; write one into their record first' } });
  });

  it('is taken away once, and goes with its agent', async () => {
    const { ask, pins } = withStaffId();
    await ask('put', '/agents/amy/pin', { body: { pin: '482915' } });
    expect((await ask('delete', '/agents/amy/pin')).status).toBe(204);
    expect((await ask('delete', '/agents/amy/pin')).status).toBe(404);
    await ask('put', '/agents/amy/pin', { body: { pin: '482915' } });
    await ask('delete', '/agents/amy');
    expect(pins.size).toBe(0);
  });
});

describe('a staff-id over the API', () => {
  const cleo = { name: 'Sample Agent Cleo', phone: '+12025550103', region: 'emea' };

  it('is kept with the agent', async () => {
    const { ask, people } = testApi();
    expect(await ask('put', '/agents/cleo', { body: { ...cleo, 'staff-id': '0103' } })).toMatchObject({ status: 201, body: { 'staff-id': '0103' } });
    expect(people.get('cleo')).toMatchObject({ staffId: '0103' });
  });

  it('is digits, and nobody else’s', async () => {
    const { ask } = withStaffId();
    expect(await ask('put', '/agents/cleo', { body: { ...cleo, 'staff-id': 'cleo' } })).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/staff-id', detail: 'expected 2 to 8 digits, such as 0101' }] } });
    expect(await ask('put', '/agents/cleo', { body: { ...cleo, 'staff-id': '0101' } })).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/staff-id', detail: "'amy' has the same staff-id" }] } });
  });
});

it.each([['000000', true], ['123456', true], ['987654', true], ['246810', false], ['112233', false], ['482915', false], ['7890123', false]])('%s is easy: %s', (pin, easy) => {
  expect(isEasy(pin)).toBe(easy);
});
