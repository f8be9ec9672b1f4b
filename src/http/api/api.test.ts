import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { amy, NOW, testApi, tokens } from '../../../test/support/api.ts';
import type { Asking } from '../../../test/support/api.ts';
import type { Reloaded } from '../../reception/reload.ts';

const cleo = { name: 'Sample Agent Cleo', teams: ['engineers'], phone: '+12025550103', region: 'emea' };

/** One good request for every route; the next test fails when a route has none. */
const requests: readonly [string, 'get' | 'put' | 'post' | 'delete', string, Asking['body']][] = [
  ['/agents', 'get', '/agents', undefined],
  ['/agents/{id}', 'get', '/agents/amy', undefined],
  ['/agents/{id}', 'put', '/agents/cleo', cleo],
  ['/agents/{id}', 'delete', '/agents/ben', undefined],
  ['/agents/{id}/presence', 'put', '/agents/amy/presence', { presence: 'away' }],
  ['/agents/{id}/pin', 'put', '/agents/amy/pin', { pin: '482915' }],
  ['/agents/{id}/pin', 'delete', '/agents/amy/pin', undefined],
  ['/cases', 'get', '/cases', undefined],
  ['/cases', 'post', '/cases', { number: '2026-0309-0001', status: 'open', priority: 'P2' }],
  ['/cases/{number}', 'get', '/cases/2026-0301-0001', undefined],
  ['/cases/{number}', 'put', '/cases/202603010001', { status: 'closed', priority: 'P4' }],
  ['/cases/{number}/targets', 'get', '/cases/2026-0301-0001/targets', undefined],
  ['/calls', 'get', '/calls', undefined],
  ['/calls/{id}', 'get', '/calls/call-0001', undefined],
  ['/calls/{id}/why', 'get', '/calls/call-0001/why', undefined],
  ['/calls/{id}/recordings', 'get', '/calls/call-0001/recordings', undefined],
  ['/calls/{id}/recordings/{recording}/audio', 'get', '/calls/call-0001/recordings/call-0001-RE1/audio', undefined],
  ['/calls/{id}/priority', 'post', '/calls/call-0001/priority', { priority: 'P3' }],
  ['/calls/{id}/move', 'post', '/calls/call-0001/move', { demand: 'care' }],
  ['/calls/{id}/pick', 'post', '/calls/call-0001/pick', { agent: null }],
  ['/floor', 'get', '/floor', undefined],
  ['/queues', 'get', '/queues', undefined],
  ['/duty', 'get', '/duty', undefined],
  ['/voicemails', 'get', '/voicemails', undefined],
  ['/voicemails/{id}', 'get', '/voicemails/vm-0001', undefined],
  ['/voicemails/{id}/state', 'put', '/voicemails/vm-0001/state', { state: 'claimed', by: 'amy' }],
  ['/voicemails/{id}/claim', 'post', '/voicemails/vm-0001/claim', { by: 'amy' }],
  ['/voicemails/{id}/done', 'post', '/voicemails/vm-0001/done', { by: 'amy' }],
  ['/voicemails/{id}/assign', 'post', '/voicemails/vm-0001/assign', { for: 'agent:amy' }],
  ['/voicemails/{id}/audio', 'get', '/voicemails/vm-0001/audio', undefined],
  ['/erasures', 'post', '/erasures', { number: '+14085550123' }],
  ['/erasures', 'get', '/erasures', undefined],
  ['/erasures/{id}', 'get', '/erasures/er-0001', undefined],
  ['/voicemails/{id}', 'delete', '/voicemails/vm-0001', undefined],
  ['/callbacks', 'get', '/callbacks', undefined],
  ['/callbacks', 'post', '/callbacks', { number: '+14085550123' }],
  ['/callbacks/{id}', 'get', '/callbacks/cb-0001', undefined],
  ['/callbacks/{id}/cancel', 'post', '/callbacks/cb-0001/cancel', undefined],
  ['/notes', 'get', '/notes', undefined],
  ['/notes', 'post', '/notes', { call: 'call-0001', text: 'Please send the log.' }],
  ['/notes/{id}', 'get', '/notes/note-0001', undefined],
  ['/escalations', 'get', '/escalations', undefined],
  ['/escalations/{id}', 'get', '/escalations/e-0001', undefined],
  ['/escalations/{id}/state', 'put', '/escalations/e-0001/state', { state: 'done' }],
  ['/closed-calls', 'get', '/closed-calls', undefined],
  ['/closed-calls/{id}', 'get', '/closed-calls/call-0001', undefined],
  ['/switch', 'get', '/switch', undefined],
  ['/switch/teams/{team}', 'put', '/switch/teams/engineers', { is: 'closed' }],
  ['/switch/teams/{team}', 'delete', '/switch/teams/engineers', undefined],
  ['/switch/announcement', 'put', '/switch/announcement', { texts: { en: 'We know.' } }],
  ['/switch/announcement', 'delete', '/switch/announcement', undefined],
  ['/journal', 'get', '/journal', undefined],
  ['/reload', 'post', '/reload', undefined],
  ['/reports/intervals', 'get', '/reports/intervals', undefined],
  ['/reports/intervals.csv', 'get', '/reports/intervals.csv', undefined],
  ['/reports/intervals/calls', 'get', '/reports/intervals/calls?figure=joined', undefined],
  ['/reports/staffing', 'get', '/reports/staffing', undefined],
  ['/reports/wait-honesty', 'get', '/reports/wait-honesty', undefined],
  ['/reports/wait-honesty.csv', 'get', '/reports/wait-honesty.csv', undefined],
  ['/events', 'get', '/events?after=!', undefined],
];

const none = { added: [], changed: [], removed: [] };
const reloaded: Reloaded = { ok: true, changes: { flows: none, languages: none, centre: none, agents: none }, flows: 'abc', warnings: [] };

async function busyDay() {
  const stopping = new AbortController();
  const recording = { id: 'call-0001-RE1', call: 'call-0001', at: 1, seconds: 9, recording: 'RE1', consent: 'agreed' as const };
  const conversations = { conversationsOf: () => Promise.resolve([recording]), conversationAudio: () => Promise.resolve(Buffer.from('RIFF')) };
  const api = testApi({ ...conversations, voicemailAudio: () => Promise.resolve(Buffer.from('RIFF')), reload: () => Promise.resolve(reloaded), stopping: stopping.signal });
  await api.callInLine();
  await api.store.records.put('erasure', 'er-0001', { id: 'er-0001', who: 'a-hash', by: 'admin', at: 1, state: 'running', gone: {}, stage: 0 });
  await api.store.records.put('voicemail', 'vm-0001', { id: 'vm-0001', at: 1, call: 'call-0001', for: 'agent:amy', caller: { kind: 'withheld' }, language: 'en', state: 'new', parts: [] });
  await api.store.records.put('escalation', 'e-0001', { id: 'e-0001', at: 1, call: 'call-0001', reason: 'other', region: 'emea', state: 'asked' });
  await api.store.records.put('note', 'note-0001', { id: 'note-0001', call: 'call-0001', to: '+14085550123', from: '+18885550100', language: 'es', by: 'agent amy', at: 1, text: 'Please send the log.', written: 'en', state: 'sent', translation: { text: 'Envíe el registro.', to: 'es', provider: 'deepl', at: 2 } });
  await api.store.records.put('closed-call', 'call-0001', {
    id: 'call-0001', call: 'call-0001', at: 1, caller: { kind: 'withheld' }, line: '+18885550100', region: 'emea', language: 'en', priority: 'P3', cause: 'hours', choice: 'care',
  });
  await api.store.records.put('callback', 'cb-0001', { id: 'cb-0001', state: 'declined', call: 'call-0001', to: { kind: 'number', number: '+14085550123', tollFree: false }, asked: NOW, askedIn: 'call-0001', demand: 'engineer', priority: 'P2', region: 'americas', language: 'en', due: NOW, tries: [], keys: [], endedAt: NOW });
  api.people.set('amy', { ...amy, staffId: '0101' });
  api.pins.set('amy', '907312');
  // A stream would not end by itself.
  stopping.abort();
  return api;
}

describe('every route of the API', () => {
  it('has a request here', () => {
    const tried = requests.map(([path, method]) => `${method} ${path}`);
    expect(testApi().routes.map(({ method, path }) => `${method} ${path}`).filter((one) => !tried.includes(one))).toEqual([]);
  });

  it.each(requests)('%s %s answers as its schema says', async (_route, method, path, body) => {
    const { ask, log } = await busyDay();
    const { status } = await ask(method, path, { body });
    expect(status).toBeLessThan(300);
    log.failOnErrors();
  });

  it.each(requests)('%s %s takes no fields it does not know', async (_route, method, path, body) => {
    const { ask } = await busyDay();
    const strange = body === undefined ? await ask(method, `${path}${path.includes('?') ? '&' : '?'}zzz=1`) : await ask(method, path, { body: { ...(body as object), zzz: 1 } });
    expect(strange.status).toBe(422);
    expect(JSON.stringify(strange.body)).toContain('zzz');
  });

  it.each(requests)('%s %s is for nobody without a token', async (_route, method, path, body) => {
    const { ask } = await busyDay();
    const refused = await ask(method, path, { token: '', body });
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect((await ask(method, path, { token: 'wrong', body })).headers['www-authenticate']).toContain('invalid_token');
  });
});

describe('roles', () => {
  const may = {
    'read-only': ['get *'],
    'agent': ['get /queues', 'get /duty', 'get /agents/amy', 'put /agents/amy/presence', 'get /voicemails', 'get /voicemails/vm-0001', 'get /voicemails/vm-0001/audio', 'post /voicemails/vm-0001/claim', 'post /voicemails/vm-0001/done', 'get /notes', 'get /notes/note-0001', 'post /notes'],
    'supervisor': ['get *', 'put /agents/amy/presence', 'put /agents/amy/pin', 'delete /agents/amy/pin', 'post /cases', 'put /cases/202603010001', 'post /calls/call-0001/priority', 'post /calls/call-0001/move', 'post /calls/call-0001/pick', 'post /callbacks', 'post /notes', 'put /voicemails/vm-0001/state', 'post /voicemails/vm-0001/claim', 'post /voicemails/vm-0001/done', 'post /voicemails/vm-0001/assign', 'put /escalations/e-0001/state', 'post /callbacks/cb-0001/cancel', 'put /switch/teams/engineers', 'delete /switch/teams/engineers', 'put /switch/announcement', 'delete /switch/announcement'],
    'admin': ['get *', 'put *', 'post *', 'delete *'],
  };
  const rows = tokens.filter(({ token }) => token !== 'loose-token').flatMap(({ token, role }) =>
    requests.map(([, method, path, body]) => ({ role, token, method, path, body, allowed: may[role].some((one) => one === `${method} ${path}` || (one === `${method} *` && (role === 'admin' || !path.startsWith('/erasures')))) })));

  it.each(rows)('$role asks $method $path: $allowed', async ({ token, method, path, body, allowed }) => {
    const { ask } = await busyDay();
    const { status } = await ask(method, path, { token, body });
    expect(status === 403).toBe(!allowed);
  });
});

describe('the edge of the API', () => {
  it('is closed until a token is set', async () => {
    const refused = await testApi({ tokens: [] }).ask('get', '/agents');
    expect(refused.status).toBe(503);
    expect((refused.body as { detail: string }).detail).toContain('set API_TOKEN');
  });

  it.each([
    ['an unknown address', 'get', '/agent', {}, 404],
    ['the root', 'get', '', {}, 404],
    ['a method that is not taken', 'post', '/agents/amy', { body: {} }, 405],
    ['a method nobody takes', 'patch', '/agents/amy', { body: {} }, 405],
    ['JSON that is none', 'put', '/agents/amy', { body: '{"name": ', headers: { 'content-type': 'application/json' } }, 400],
    ['a form', 'put', '/agents/amy', { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['a text', 'put', '/agents/amy', { body: 'name', headers: { 'content-type': 'text/plain' } }, 415],
    ['no body', 'put', '/agents/amy', {}, 422],
    ['a null', 'put', '/agents/amy', { body: 'null', headers: { 'content-type': 'application/json' } }, 422],
    ['an encoding we do not read', 'put', '/agents/amy', { body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'zstd' } }, 415],
    ['a broken percent sign', 'get', '/agents/%E0%A4%A', {}, 400],
    ['a limit of none', 'get', '/agents?limit=0', {}, 422],
    ['a limit of too many', 'get', '/agents?limit=201', {}, 422],
    ['a limit in words', 'get', '/agents?limit=ten', {}, 422],
    ['a limit twice', 'get', '/agents?limit=1&limit=2', {}, 422],
    ['a cursor with a blank', 'get', '/journal?after=a%20b', {}, 422],
    ['a very long cursor', 'get', `/journal?after=${'a'.repeat(200)}`, {}, 422],
  ] as const)('answers %s with a problem', async (_name, method, path, asking, status) => {
    const { ask, log } = testApi();
    const answer = await ask(method, path, asking);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    log.failOnErrors();
  });

  it('says which methods an address takes', async () => {
    const answer = await testApi().ask('post', '/agents/amy', { body: {} });
    expect(answer.headers['allow']).toBe('GET, HEAD, PUT, DELETE');
  });

  it('refuses a body over the bound without reading it into fields', async () => {
    const { ask, people } = testApi();
    const answer = await ask('put', '/agents/cleo', { body: { ...cleo, name: 'x'.repeat(103_000) } });
    expect(answer.status).toBe(413);
    expect(people.has('cleo')).toBe(false);
  });

  it('names at most twenty wrong fields of a hostile body', async () => {
    const answer = await testApi().ask('put', '/agents/cleo', { body: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, 1])) });
    expect((answer.body as { errors: unknown[] }).errors).toHaveLength(20);
  });

  it('does not let a body reach into the prototype', async () => {
    const answer = await testApi().ask('put', '/agents/cleo', { body: '{"__proto__": {"name": "x"}}', headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(422);
    expect(({} as { name?: string }).name).toBeUndefined();
  });

  it('tells the log about a fault, and whoever asked only that there was one', async () => {
    const { ask, log } = testApi({ edited: () => Promise.reject(new Error('redis://secret-host is gone')) });
    const answer = await ask('put', '/agents/cleo', { body: cleo });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('secret-host');
    expect(log.entries.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('never writes numbers into the log', async () => {
    const { ask, log } = testApi({ edited: () => Promise.reject(new Error('no answer about +12025550103')) });
    await ask('put', '/agents/cleo', { body: cleo });
    expect(JSON.stringify(log.entries)).not.toContain('2025550103');
  });

  it('asks nobody to keep what it tells', async () => {
    expect((await testApi().ask('get', '/agents')).headers['cache-control']).toBe('no-store');
  });

  it('answers an asker who hangs up in the middle of the body with nothing, and the log has no error', async () => {
    const { app, log } = testApi();
    const server = app.listen(0, '127.0.0.1');
    await new Promise((up) => server.once('listening', up));
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((gone) => {
      const half = httpRequest({ port, host: '127.0.0.1', method: 'PUT', path: '/api/v1/agents/cleo', headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json', 'content-length': 100 } });
      half.on('error', () => gone());
      half.write('{"name"');
      setTimeout(() => half.destroy(), 50);
    });
    await new Promise((closed) => server.close(closed));
    log.failOnErrors();
  });
});

describe('the OpenAPI page', () => {
  async function pageOf({ app }: ReturnType<typeof testApi>): Promise<{ status: number; page: unknown }> {
    const { status, body: page } = (await supertest(app).get('/api/v1/openapi.json')) as { status: number; body: unknown };
    return { status, page };
  }

  it('is there for everybody, with every route and where to send the token', async () => {
    const api = testApi();
    const { routes } = api;
    const { status, page: told } = await pageOf(api);
    const page = told as { openapi: string; paths: Record<string, Record<string, unknown>>; components: { securitySchemes: object } };
    expect(status).toBe(200);
    expect(page.openapi).toBe('3.1.0');
    expect(page.components.securitySchemes).toEqual({ token: { type: 'http', scheme: 'bearer' } });
    expect(routes.filter(({ path, method }) => !page.paths[path]?.[method])).toEqual([]);
  });

  it('names every operation once, and every parameter of its path', async () => {
    const { page: body } = await pageOf(testApi());
    const { paths } = body as { paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>> };
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations) {
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('says what an agent is, as the API takes it', async () => {
    const { page: body } = await pageOf(testApi());
    type Put = { requestBody: { content: Record<string, { schema: { required: string[]; additionalProperties: boolean; properties: Record<string, { type: string }> } }> } };
    const { schema } = (body as { paths: Record<string, { put: Put }> }).paths['/agents/{id}']!.put.requestBody.content['application/json']!;
    expect(schema.required).toEqual(['name', 'region']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties['phone']?.type).toBe('string');
  });
});

