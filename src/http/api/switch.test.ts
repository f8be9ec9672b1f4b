import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../../test/support/api.ts';

let api: ReturnType<typeof testApi>;
beforeEach(() => void (api = testApi()));

const supervisor = 'supervisor-token';
const put = (path: string, body: unknown, token = supervisor) => api.ask('put', path, { token, body });

it('translates nothing where nobody is set who would', async () => {
  const answer = await testApi({ translates: false }).ask('put', '/switch/announcement', { body: { texts: { en: 'We know.' }, translate: true } });
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([409, expect.stringContaining('no translator is set')]);
});

describe('the emergency switch', () => {
  it('is untouched at first', async () => {
    expect((await api.ask('get', '/switch')).body).toEqual({ doors: [], silentIn: [] });
  });

  it('closes a team in a region until then, and gives it its hours back', async () => {
    const until = new Date(NOW + 3_600_000).toISOString();
    const { status, body } = await put('/switch/teams/engineers', { is: 'closed', region: 'emea', until });
    expect([status, body]).toEqual([200, { doors: [{ team: 'engineers', region: 'emea', is: 'closed', until, since: new Date(NOW).toISOString(), by: 'supervisor' }], silentIn: [] }]);
    expect((await api.ask('delete', '/switch/teams/engineers?region=emea', { token: supervisor })).body).toEqual({ doors: [], silentIn: [] });
  });

  it('announces words, says in which languages there are none, and is silent again', async () => {
    expect((await put('/switch/announcement', { texts: { en: ' We know of an outage. ' } })).body).toMatchObject({ announcement: { texts: { en: 'We know of an outage.' } }, silentIn: ['es'] });
    expect((await put('/switch/announcement', { prepared: 'outage' })).body).toMatchObject({ announcement: { texts: { en: 'We know.', es: 'Lo sabemos.' } }, silentIn: [] });
    expect((await api.ask('delete', '/switch/announcement', { token: supervisor })).body).toEqual({ doors: [], silentIn: [] });
  });

  it.each([
    ['a team that never closes', '/switch/teams/customer-care', { is: 'closed' }, 409, "the team 'customer-care' never closes; those that keep hours: engineers"],
    ['a team that is none', '/switch/teams/enginers', { is: 'closed' }, 404, "there is no team 'enginers' — did you mean 'engineers'?"],
    ['a region that is none', '/switch/teams/engineers', { is: 'closed', region: 'emeaa' }, 422, "#/region there is no region 'emeaa' — did you mean 'emea'?"],
    ['a time that is over', '/switch/teams/engineers', { is: 'closed', until: '2020-01-01T00:00:00Z' }, 422, '#/until is in the past'],
    ['a time next year', '/switch/teams/engineers', { is: 'closed', until: '2040-01-01T00:00:00Z' }, 422, 'more than 30 days ahead'],
    ['no time at all', '/switch/teams/engineers', { is: 'closed', until: 'soon' }, 422, 'expected a time with its offset'],
    ['half open', '/switch/teams/engineers', { is: 'ajar' }, 422, '#/is'],
    ['no words', '/switch/announcement', {}, 422, 'expected either texts or prepared'],
    ['words in no language', '/switch/announcement', { texts: {} }, 422, 'has no words'],
    ['words in a language that is none', '/switch/announcement', { texts: { klingonish: 'nuqneH' } }, 422, '#/texts/klingonish is no language'],
    ['a speech', '/switch/announcement', { texts: { en: 'x'.repeat(201) } }, 422, 'at most 200 characters'],
    ['nothing prepared by that name', '/switch/announcement', { prepared: 'outages' }, 422, "no announcement 'outages' — did you mean 'outage'?"],
  ])('refuses %s', async (_, path, body, status, detail) => {
    const answer = await put(path, body);
    expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([status, expect.stringContaining(detail)]);
    expect((await api.ask('get', '/switch')).body).toEqual({ doors: [], silentIn: [] });
  });

  it('is turned by those who run the centre, and seen by those who watch it', async () => {
    expect((await put('/switch/teams/engineers', { is: 'closed' }, 'reader-token')).status).toBe(403);
    expect((await api.ask('get', '/switch', { token: 'reader-token' })).status).toBe(200);
    expect((await api.ask('get', '/switch', { token: 'amy-token' })).status).toBe(403);
  });
});
