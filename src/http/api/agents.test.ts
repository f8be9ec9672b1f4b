import { describe, expect, it } from 'vitest';
import { NOW, amy, testApi } from '../../../test/support/api.ts';

const cleo = { name: 'Sample Agent Cleo', teams: ['engineers'], phone: '+1 (202) 555-0103', region: 'emea', languages: ['en', 'ja'], skills: { wireless: 2 } };

describe('agents over the API', () => {
  it('lists everybody in order of their ids, those who never signed in as offline', async () => {
    const { body } = await testApi().ask('get', '/agents');
    expect(body).toMatchObject({ items: [{ id: 'amy', presence: 'offline', state: 'offline' }, { id: 'ben' }] });
  });

  it('pages through them', async () => {
    const { ask } = testApi();
    const first = await ask('get', '/agents?limit=1');
    expect(first.body).toMatchObject({ items: [{ id: 'amy' }], next: 'amy' });
    const second = await ask('get', '/agents?limit=1&after=amy');
    expect(second.body).toMatchObject({ items: [{ id: 'ben' }] });
    expect(second.body).not.toHaveProperty('next');
  });

  it.each([
    ['team=customer-care', ['ben']],
    ['region=emea', []],
    ['presence=ready', ['amy']],
    ['presence=offline', ['ben']],
  ])('filters them by %s', async (query, ids) => {
    const { ask } = testApi();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    const { body } = await ask('get', `/agents?${query}`);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(ids);
  });

  it('takes a new agent, with the phone in any notation, and has their classes computed', async () => {
    const { ask, edited, people } = testApi();
    const put = await ask('put', '/agents/cleo', { body: cleo });
    expect(put.status).toBe(201);
    expect(put.headers['location']).toBe('/api/v1/agents/cleo');
    expect(people.get('cleo')).toMatchObject({ id: 'cleo', phone: '+12025550103' });
    expect(edited).toEqual(['cleo']);
    expect((await ask('get', '/agents/cleo')).body).toMatchObject({ id: 'cleo', languages: ['en', 'ja'] });
  });

  it.each([
    { from: '22:00', to: '07:00' },
    { zone: 'Europe/Berlin', week: { 'mon-fri': '22:00-07:00', sat: ['24h'] } },
  ])('keeps the do-not-ring hours %j as they were written', async (hours) => {
    const { ask, people } = testApi();
    const put = await ask('put', '/agents/cleo', { body: { ...cleo, 'do-not-ring': hours } });
    expect(put.body).toMatchObject({ 'do-not-ring': hours });
    expect(people.get('cleo')).toMatchObject({ doNotRing: hours });
    expect((await ask('put', '/agents/cleo', { body: cleo })).body).not.toHaveProperty('do-not-ring');
  });

  it('writes an agent whole the second time', async () => {
    const { ask, people } = testApi();
    const { phone: _none, ...rest } = cleo;
    expect((await ask('put', '/agents/amy', { body: { ...rest, client: 'amy-desk' } })).status).toBe(200);
    expect(people.get('amy')).toMatchObject({ client: 'amy-desk', region: 'emea' });
    expect(people.get('amy')).not.toHaveProperty('phone');
  });

  it.each([
    ['a misspelt field', { ...cleo, phnoe: '+12025550104' }, '#/phnoe', "did you mean 'phone'?"],
    ['a team that is not there', { ...cleo, teams: ['enginers'] }, '#/teams/0', "did you mean 'engineers'?"],
    ['a region that is not there', { ...cleo, region: 'emae' }, '#/region', "did you mean 'emea'?"],
    ['a phone that is none', { ...cleo, phone: '0103' }, '#/phone', undefined],
    ['somebody else’s phone', { ...cleo, phone: amy.phone }, '#/phone', undefined],
    ['no way to ring them', { ...cleo, phone: undefined }, '#/phone', undefined],
    ['no name', { ...cleo, name: ' ' }, '#/name', undefined],
    ['a team twice', { ...cleo, teams: ['engineers', 'engineers'] }, '#/teams/1', undefined],
    ['a level that is a word', { ...cleo, skills: { wireless: 'good' } }, '#/skills/wireless', undefined],
    ['a level too high', { ...cleo, skills: { wireless: 11 } }, '#/skills/wireless', undefined],
    ['a language that is none', { ...cleo, languages: ['english please'] }, '#/languages/0', undefined],
    ['do-not-ring hours without an end', { ...cleo, 'do-not-ring': { from: '22:00' } }, '#/do-not-ring', undefined],
    ['do-not-ring hours in a zone that is none', { ...cleo, 'do-not-ring': { zone: 'Berlin', from: '22:00', to: '07:00' } }, '#/do-not-ring/zone', undefined],
    ['do-not-ring hours that never end', { ...cleo, 'do-not-ring': { week: { 'mon-sun': '24h' } } }, '#/do-not-ring/week', undefined],
    ['another id than in the address', { ...cleo, id: 'leo' }, '#/id', undefined],
    ['a list in place of an agent', [cleo], '#', undefined],
  ])('refuses %s and says where', async (_name, body, pointer, hint) => {
    const { ask, people } = testApi();
    const refused = await ask('put', '/agents/cleo', { body });
    expect(refused.status).toBe(422);
    expect((refused.body as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ pointer, ...(hint !== undefined && { hint }) }));
    expect(people.has('cleo')).toBe(false);
  });

  it('says what was expected in the sentence itself', async () => {
    const { body } = await testApi().ask('put', '/agents/cleo', { body: { ...cleo, phnoe: 'x' } });
    expect((body as { detail: string }).detail).toBe(
      "the body: #/phnoe is not a field here, expected one of: id, name, teams, phone, sip, client, staff-id, region, languages, interprets, skills, supervisor, greeting, do-not-ring — did you mean 'phone'?",
    );
  });

  it('knows nobody by an id it never saw', async () => {
    const { ask } = testApi();
    expect((await ask('get', '/agents/nobody')).status).toBe(404);
    expect((await ask('delete', '/agents/nobody')).status).toBe(404);
    expect(await ask('put', '/agents/nobody/presence', { body: { presence: 'ready' } })).toMatchObject({ status: 404, body: { detail: 'there is no agent nobody' } });
    expect((await ask('get', '/agents/no%20body')).status).toBe(422);
  });

  it('removes an agent, who is offline first', async () => {
    const { ask, people, store } = testApi();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    expect((await ask('delete', '/agents/amy')).status).toBe(204);
    expect(people.has('amy')).toBe(false);
    expect((await store.floor.agent('amy'))?.presence).toBe('offline');
  });

  it('does not remove an agent whose phone rings', async () => {
    const { ask, callInLine, people, store } = testApi();
    await callInLine();
    await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    const claim = await store.commit({ floor: [{ verb: 'claim', offer: 'offer-1', wait: 'wait-0001', agents: ['amy'], class: 'team:engineers', expires: NOW + 30_000 }] });
    expect(claim).toMatchObject({ ok: true });
    const refused = await ask('delete', '/agents/amy');
    expect(refused.status).toBe(409);
    expect((refused.body as { detail: string }).detail).toContain('being rung');
    expect(people.has('amy')).toBe(true);
  });

  it('notes who changed what, without numbers', async () => {
    const { ask, store } = testApi();
    await ask('put', '/agents/cleo', { body: cleo });
    const [entry] = await store.journal.read({ limit: 10 });
    expect(entry).toMatchObject({ kind: 'agent-saved', agent: 'cleo', token: 'admin' });
    expect(JSON.stringify(entry)).not.toContain('555');
  });
});

describe('presence over the API', () => {
  it('signs an agent in, for twelve hours at most', async () => {
    const { ask } = testApi();
    const { status, body } = await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: 'amy', presence: 'ready', state: 'ready', until: '2026-03-10T21:00:00.000Z' });
  });

  it('keeps the time an agent gives', async () => {
    const { body } = await testApi().ask('put', '/agents/amy/presence', { body: { presence: 'away', until: '2026-03-10T12:00:00+02:00' } });
    expect(body).toMatchObject({ presence: 'away', until: '2026-03-10T10:00:00.000Z' });
  });

  it.each([
    ['a word that is no presence', { presence: 'redy' }, '#/presence'],
    ['nothing', {}, '#/presence'],
    ['a time in the past', { presence: 'ready', until: '2026-03-10T08:59:00Z' }, '#/until'],
    ['a time too far off', { presence: 'ready', until: '2026-03-11T09:00:00Z' }, '#/until'],
    ['a time without an offset', { presence: 'ready', until: '2026-03-10T10:00:00' }, '#/until'],
    ['a time as a number', { presence: 'ready', until: NOW + 1000 }, '#/until'],
    ['a field too many', { presence: 'ready', untill: '2026-03-10T10:00:00Z' }, '#/untill'],
  ])('refuses %s', async (_name, body, pointer) => {
    const { ask, store } = testApi();
    const refused = await ask('put', '/agents/amy/presence', { body });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ pointer }] });
    expect(await store.floor.agent('amy')).toBeUndefined();
  });

  it('refuses to make somebody ready whom nothing can ring', async () => {
    const { ask } = testApi({ presence: () => Promise.resolve('no-phone') });
    const refused = await ask('put', '/agents/amy/presence', { body: { presence: 'ready' } });
    expect(refused.status).toBe(409);
    expect((refused.body as { detail: string }).detail).toContain('no phone');
  });

  it('lets an agent see and set their own, and nobody else’s', async () => {
    const { ask } = testApi();
    const own = { token: 'amy-token' };
    expect((await ask('get', '/agents/amy', own)).status).toBe(200);
    expect((await ask('put', '/agents/amy/presence', { ...own, body: { presence: 'ready' } })).status).toBe(200);
    expect((await ask('get', '/agents/ben', own)).status).toBe(403);
    expect((await ask('put', '/agents/ben/presence', { ...own, body: { presence: 'offline' } })).status).toBe(403);
    expect((await ask('put', '/agents/amy/presence', { token: 'loose-token', body: { presence: 'ready' } })).status).toBe(403);
  });
});
