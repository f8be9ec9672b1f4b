import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/api.ts';
import { Fault } from '../../faults.ts';
import type { ApiParts } from './parts.ts';

const opened = { number: '2026-0309-0001', status: 'open', priority: 'P2', assignedTo: 'amy', contact: { name: 'Sample Contact', phones: ['+1 408 555 0123'] } };

describe('cases over the API', () => {
  it('are found dashed or not, and told as twelve digits', async () => {
    const { ask } = testApi();
    for (const number of ['2026-0301-0001', '202603010001']) {
      const { status, body } = await ask('get', `/cases/${number}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ number: '202603010001', priority: 'P3', assignedTo: 'amy' });
    }
  });

  it('are listed, a page at a time', async () => {
    const { ask } = testApi();
    const first = await ask('get', '/cases?limit=1');
    expect(first.body).toMatchObject({ items: [{ number: '202603010001' }], next: '202603010001' });
    expect((await ask('get', '/cases?after=202603010001')).body).toEqual({ items: [expect.objectContaining({ number: '202603020002' })] });
  });

  it.each([
    ['status=open', ['202603010001']],
    ['priority=P1', ['202603020002']],
    ['assignedTo=ben', ['202603020002']],
    ['status=open&priority=P1', []],
  ])('are filtered by %s', async (query, numbers) => {
    const { body } = await testApi().ask('get', `/cases?${query}`);
    expect((body as { items: { number: string }[] }).items.map(({ number }) => number)).toEqual(numbers);
  });

  it('are opened once', async () => {
    const { ask, cases, clock } = testApi();
    const made = await ask('post', '/cases', { body: opened });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe('/api/v1/cases/202603090001');
    expect(made.body).toMatchObject({ number: '202603090001', modifiedAt: '2026-03-10T09:00:00.000Z', contact: { phones: ['+14085550123'] } });
    expect(cases.get('202603090001')).toMatchObject({ modifiedAt: clock.now() });
    expect((await ask('post', '/cases', { body: opened })).status).toBe(409);
  });

  it('are written whole by their number', async () => {
    const { ask, cases } = testApi();
    const { number: _in, ...rest } = opened;
    expect((await ask('put', '/cases/2026-0309-0001', { body: rest })).status).toBe(201);
    expect((await ask('put', '/cases/202603090001', { body: { ...rest, status: 'closed' } })).status).toBe(200);
    expect(cases.get('202603090001')).toMatchObject({ status: 'closed', number: '202603090001' });
  });

  it('come back as they were read', async () => {
    const { ask } = testApi();
    const { body } = await ask('get', '/cases/202603010001');
    expect((await ask('put', '/cases/202603010001', { body })).status).toBe(200);
  });

  it.each([
    ['a date that is none', '2026-0230-0001', 422],
    ['a date to come', '2026-0312-0001', 422],
    ['too few digits', '12', 422],
    ['a number nobody gave', '2026-0301-9999', 404],
  ])('answer %s with what was expected', async (_name, number, status) => {
    const { ask } = testApi();
    const answer = await ask('get', `/cases/${number}`);
    expect(answer.status).toBe(status);
    if (status === 422) expect((answer.body as { detail: string }).detail).toContain('expected a case number such as 2006-0811-0120');
  });

  it.each([
    ['no status', { priority: 'P2' }, '#/status'],
    ['a priority that is none', { status: 'open', priority: 'P9' }, '#/priority'],
    ['a misspelt field', { status: 'open', priority: 'P2', asignedTo: 'amy' }, '#/asignedTo'],
    ['a misspelt field of the contact', { status: 'open', priority: 'P2', contact: { fones: [] } }, '#/contact/fones'],
    ['a phone that is none', { status: 'open', priority: 'P2', contact: { phones: ['+14085550123', 'home'] } }, '#/contact/phones/1'],
    ['another number than the address', { status: 'open', priority: 'P2', number: '2026-0309-0002' }, '#/number'],
    ['a text in place of a case', 'open', '#'],
  ])('are refused with %s', async (_name, body, pointer) => {
    const { ask, cases } = testApi();
    const refused = await ask('put', '/cases/2026-0309-0001', { body: typeof body === 'string' ? JSON.stringify(body) : body, headers: { 'content-type': 'application/json' } });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ pointer }] });
    expect(cases.has('202603090001')).toBe(false);
  });

  it('are refused a number from the future when opened', async () => {
    const refused = await testApi().ask('post', '/cases', { body: { ...opened, number: '2027-0309-0001' } });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '#/number' }] });
  });

  it('say that the directory behind them failed', async () => {
    const failing: ApiParts['directory'] = {
      findCase: () => Promise.resolve({ is: 'failed', why: 'no answer in 1500 ms' }),
      findContact: () => Promise.resolve({ is: 'failed', why: 'no answer in 1500 ms' }),
      saveCase: () => Promise.resolve({ ok: false, why: 'no answer in 1500 ms' }),
      listCases: () => Promise.reject(new Fault('directory-down', 'no answer in 1500 ms')),
    };
    const { ask } = testApi({ directory: failing });
    for (const answer of [await ask('get', '/cases/2026-0301-0001'), await ask('put', '/cases/2026-0301-0001', { body: { status: 'open', priority: 'P2' } }), await ask('post', '/cases', { body: opened })]) {
      expect(answer.status).toBe(502);
      expect((answer.body as { detail: string }).detail).toContain('no answer in 1500 ms');
    }
    const list = await ask('get', '/cases');
    expect(list.status).toBe(502);
    expect(list.headers['retry-after']).toBe('5');
  });

  it('say that the directory did not keep what was written', async () => {
    const directory = (api: ReturnType<typeof testApi>): ApiParts['directory'] => ({ ...api.parts.directory, saveCase: () => Promise.resolve({ ok: false, why: 'it may be read only' }) });
    const { ask } = testApi({ directory: directory(testApi()) });
    const refused = await ask('put', '/cases/2026-0309-0001', { body: { status: 'open', priority: 'P2' } });
    expect(refused.status).toBe(502);
    expect((refused.body as { detail: string }).detail).toContain('it may be read only');
  });
});
