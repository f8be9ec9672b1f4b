import { describe, expect, it } from 'vitest';
import { centre, NOW, testApi } from '../../../test/support/api.ts';
import type { Entry } from '../../store/store.ts';

const at = (minutes: number): number => NOW - minutes * 60_000;
const care = { demand: 'care', priority: 'P4', region: 'americas', language: 'en' };
const joins = (call: string, when: number, more: object = {}): Entry => ({ at: when, kind: 'joined', call, ...care, arrived: when, ...more });

async function day() {
  const api = testApi();
  await api.store.journal.append([
    joins('call-1', at(50)), { at: at(50) + 12_000, kind: 'answered', call: 'call-1' },
    joins('call-2', at(48)), { at: at(47), kind: 'left-line', call: 'call-2', how: 'voicemail', reason: 'voicemail' },
    joins('call-3', at(46), { demand: 'engineer, "P1"', region: '=emea' }),
  ]);
  return api;
}

describe('reports by interval', () => {
  it('say what happened, by which formula, and how it is counted', async () => {
    const { ask } = await day();
    const { status, body } = await ask('get', '/reports/intervals');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: '2026-03-09T09:00:00.000Z', to: '2026-03-10T09:00:00.000Z', intervalSeconds: 900,
      serviceLevel: { name: 'neutral', version: 1, formula: 'answered in time / (answered + abandoned - abandoned in time)', withinSeconds: 20, shortSeconds: 5 },
      total: { joined: 3, answered: 1, flowedOut: 1, waitingAtEnd: 1, serviceLevel: 1, meanAnswerSeconds: 12 },
    });
    const { items } = body as { items: Record<string, unknown>[] };
    expect(items.map((row) => [row['at'], row['queue'], row['joined'], row['waitingAtStart'], row['waitingAtEnd']])).toEqual([
      ['2026-03-10T08:00:00.000Z', 'care', 2, 0, 0], ['2026-03-10T08:00:00.000Z', 'engineer, "P1"', 1, 0, 1],
      ...['08:15', '08:30', '08:45'].map((time) => [`2026-03-10T${time}:00.000Z`, 'engineer, "P1"', 0, 1, 1]),
    ]);
  });

  it('come by fewer names, filtered, and with another level', async () => {
    const { ask } = await day();
    expect((await ask('get', '/reports/intervals?by=&queue=care&level=genesys&within=10')).body).toMatchObject({
      serviceLevel: { name: 'genesys', withinSeconds: 10 }, items: [{ at: '2026-03-10T08:00:00.000Z', joined: 2, serviceLevel: 0, flowedOutBy: { voicemail: 1 } }], total: { joined: 2 },
    });
    expect((await ask('get', '/reports/intervals?by=&queue=nobody')).body).toMatchObject({ items: [], total: { joined: 0, conserved: true } });
  });

  it('are counted as the centre file says, unless asked otherwise, and say from when on anything is known', async () => {
    const api = testApi({ centre: () => ({ ...centre, serviceLevel: { level: 'answered', withinS: 10, shortS: 0 } }) });
    await api.store.journal.append([joins('call-1', at(50)), { at: at(50) + 12_000, kind: 'answered', call: 'call-1' }]);
    expect((await api.ask('get', '/reports/intervals')).body).toMatchObject({
      knownFrom: '2026-03-10T08:10:00.000Z', serviceLevel: { name: 'answered', withinSeconds: 10, shortSeconds: 0 }, total: { answered: 1, serviceLevel: 0 },
    });
    const later = (await api.ask('get', '/reports/intervals?from=2026-03-10T08:15:00Z&within=20&level=offered')).body;
    expect(later).toMatchObject({ serviceLevel: { name: 'offered', withinSeconds: 20, shortSeconds: 0 } });
    expect(later).not.toHaveProperty('knownFrom');
  });

  it('come as CSV, with cells that no spreadsheet takes for formulas', async () => {
    const { app } = await day();
    const { default: supertest } = await import('supertest');
    const { text, headers } = await supertest(app).get('/api/v1/reports/intervals.csv').set('authorization', 'Bearer reader-token');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, first, second] = text.split('\r\n');
    expect(head).toMatch(/^interval,queue,priority,region,language,waiting_at_start,joined,.*,service_level_neutral_v1,/);
    expect(first).toMatch(/^2026-03-10T08:00:00.000Z,care,P4,americas,en,0,2,1,1,0,/);
    expect(second).toContain(`"engineer, ""P1""",P4,'=emea,en`);
    expect(first?.split(',').length).toBe(head?.split(',').length);
  });

  it('lead to the calls behind a figure, by id and in pages', async () => {
    const { ask } = await day();
    expect((await ask('get', '/reports/intervals/calls?figure=joined&limit=2')).body).toEqual({ items: ['call-1', 'call-2'], next: 'call-2' });
    expect((await ask('get', '/reports/intervals/calls?figure=joined&after=call-2')).body).toEqual({ items: ['call-3'] });
    expect((await ask('get', '/reports/intervals/calls?figure=flowed-out&region=americas')).body).toEqual({ items: ['call-2'] });
  });

  it.each([
    ['/reports/intervals?from=yesterday', 'expected a time with its offset'], ['/reports/intervals?from=2026-01-01T00:00:00Z', 'more than 7 days'], ['/reports/intervals?from=2026-03-10T09:00:00Z&to=2026-03-10T08:00:00Z', 'is not before to'],
    ['/reports/intervals?by=queue,team', 'has "team"'], ['/reports/intervals?level=best', 'level'], ['/reports/intervals?within=-1', 'within'], ['/reports/intervals/calls?figure=everything', 'figure'], ['/reports/intervals/calls', 'figure'],
  ])('refuse %s', async (path, why) => {
    const { status, body } = await testApi().ask('get', path);
    expect([status, (body as { detail: string }).detail]).toEqual([422, expect.stringContaining(why)]);
  });

  it('are for those who watch, and not for an agent’s token', async () => {
    const { ask } = testApi();
    expect((await ask('get', '/reports/intervals', { token: 'reader-token' })).status).toBe(200);
    for (const path of ['/reports/intervals', '/reports/intervals.csv', '/reports/intervals/calls?figure=joined']) expect((await ask('get', path, { token: 'amy-token' })).status).toBe(403);
  });
});
