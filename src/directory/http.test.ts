import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock, systemClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import type { MemoryLog } from '../log.ts';
import { FAILURES_MAX, REST_MS } from './breaker.ts';
import { sampleCase } from './directory.contract.ts';
import type { Directory } from './directory.ts';
import { BODY_BYTES_MAX, createHttpDirectory } from './http.ts';
import { startDirectoryServer } from './server.contract.ts';
import type { Mood } from './server.contract.ts';

const NUMBER = '200608110120';
let server: Awaited<ReturnType<typeof startDirectoryServer>>;
let log: MemoryLog;
let directory: Directory;
beforeEach(async () => {
  server = await startDirectoryServer();
  log = memoryLog();
  directory = createHttpDirectory({ url: `${server.url}/`, token: 'good-token', clock: systemClock, log, budgetMs: 1_500 });
  server.cases.set(NUMBER, sampleCase(NUMBER));
});
afterEach(() => server.close());

/** Answers with these, one after the other, and then as usual. */
function moods(...list: Mood[]): void {
  server.answer = () => list.shift();
}

const json = (body: unknown): Mood => ({ status: 200, body: JSON.stringify(body) });

describe('an outside directory', () => {
  it('that speaks the whole contract is understood', async () => {
    moods(json({
      number: '2006-0811-0120', id: '7', url: 'https://cases.example/7', title: 'Down', status: 'pending_vendor', priority: 'P1', escalated: true,
      owner: { id: 'amy', name: 'Amy', backupId: 'ben' }, group: 'core', account: { id: '1', name: 'Acme' }, entitlement: { level: 'care-plus', activeUntil: '2099-01-01T00:00:00Z' },
      product: { name: 'routing', serial: 'SN' }, contact: { name: 'Ana', phones: ['+1 408 555 0123', 'desk 7'], language: 'ja', vip: true }, region: 'apac', updatedAt: '2026-01-01',
    }));
    expect(await directory.findCase(NUMBER)).toMatchObject({
      is: 'found',
      case: {
        number: NUMBER, status: 'open', priority: 'P1', assignedTo: 'amy', deputy: 'ben', account: 'Acme', plan: 'care-plus', entitlement: 'active',
        product: 'routing', serial: 'SN', contact: { phones: ['+14085550123'], language: 'ja' }, region: 'apac', escalated: true,
      },
    });
  });

  it('with words of its own is understood as well as may be, and told once', async () => {
    const odd = json({ number: NUMBER, status: 'parked', priority: 'urgent' });
    moods(odd, odd);
    expect(await directory.findCase(NUMBER)).toEqual({ is: 'found', case: { number: NUMBER, status: 'open', priority: 'P3' } });
    await directory.findCase(NUMBER);
    expect(log.entries.map(({ fields }) => fields['what'])).toEqual(['status parked', 'priority urgent']);
  });

  it('with fields that are empty or odd is understood without them', async () => {
    moods(json({ number: NUMBER, status: 'open', priority: 'P2', title: '', serial: null, region: 7, contact: { name: '', employer: 'us', phones: ['+14085550123'] } }));
    const found = await directory.findCase(NUMBER);
    expect(found).toStrictEqual({ is: 'found', case: { number: NUMBER, status: 'open', priority: 'P2', contact: { phones: ['+14085550123'], certifications: [] } } });
    expect(log.entries.map(({ fields }) => fields['what'])).toEqual(['field region', 'field title']);
  });

  it.each([
    ['an expired contract', { entitlement: { level: 'care', activeUntil: '2001-01-01' } }, { plan: 'care', entitlement: 'expired' }],
    ['a merged case', { status: 'merged' }, { status: 'closed' }],
    ['a resolved case', { status: 'resolved' }, { status: 'open' }],
    ['a number for a number', { number: Number(NUMBER) }, { number: NUMBER }],
  ])('with %s', async (_, more, expected) => {
    moods(json({ number: NUMBER, status: 'open', priority: 'P2', ...more }));
    expect(await directory.findCase(NUMBER)).toMatchObject({ is: 'found', case: expected });
  });
});

describe('a caller does not suffer from a directory', () => {
  it.each([
    ['that drops one connection', ['drop']],
    ['that stumbles once', [{ status: 502 }]],
  ] as [string, Mood[]][])('%s: it is asked again', async (_, list) => {
    moods(...list);
    expect(await directory.findCase(NUMBER)).toMatchObject({ is: 'found' });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['that drops every connection', ['drop', 'drop', 'drop'], 'cannot be reached', 2],
    ['that is broken', [{ status: 500 }, { status: 500 }], 'answered 500', 2],
    ['that asks to be left alone', [{ status: 503, headers: { 'retry-after': '60' } }], 'answered 503', 1],
    ['that is asked too often', [{ status: 429, headers: { 'retry-after': '1' } }], 'answered 429', 1],
    ['that does not know us', [{ status: 401 }], 'answered 401', 1],
    ['that never answers', ['hang'], 'did not answer in time', 1],
    ['that speaks HTML', [{ status: 200, body: '<html>' }], 'did not answer in JSON', 1],
    ['that says nothing', [{ status: 200, body: '' }], 'did not answer in JSON', 1],
    ['that gives a list', [json([])], 'not a case', 1],
    ['that gives null', [json(null)], 'not a case', 1],
    ['that leaves out what is needed', [json({ number: NUMBER })], 'no status, no priority', 1],
    ['that gives another case', [json(sampleCase('200608110121'))], 'another case', 1],
    ['that gives a number that is none', [json({ ...sampleCase(NUMBER), number: 'CS0001401' })], 'a number that is none', 1],
    ['that never ends', [{ status: 200, body: 'x'.repeat(BODY_BYTES_MAX + 1) }], 'longer than', 1],
    ['that sends us to another house', [{ status: 301, headers: { location: 'https://evil.example/v1/cases/200608110121' } }], 'elsewhere', 1],
    ['that sends us round and round', [301, 301].map((status) => ({ status, headers: { location: '/v1/cases/200608110121' } })), 'elsewhere', 2],
  ] as [string, Mood[], string, number][])('%s', async (_, list, why, requests) => {
    moods(...list);
    expect(await directory.findCase(NUMBER)).toEqual({ is: 'failed', why: expect.stringContaining(why) as string });
    expect(server.requests).toHaveLength(requests);
  });

  it('that has merged the case: the other one is found', async () => {
    server.cases.set('200608110121', sampleCase('200608110121'));
    moods({ status: 301, headers: { location: '/v1/cases/200608110121' } });
    expect(await directory.findCase(NUMBER)).toMatchObject({ is: 'found', case: { number: '200608110121' } });
  });

  it('that is slow twice: both tries share one budget', async () => {
    server.answer = () => 'hang';
    const began = performance.now();
    await directory.findCase(NUMBER);
    // Two budgets would be three seconds.
    expect(performance.now() - began).toBeLessThan(2_900);
  });

  it('and nothing of the case, the token or the address comes into the log', async () => {
    moods('drop', 'drop');
    await directory.findCase(NUMBER);
    expect(JSON.stringify(log.entries)).not.toMatch(/good-token|127\.0|0120/);
    expect(log.entries).toMatchObject([{ level: 'warn' }]);
  });
});

describe('a directory that fails again and again', () => {
  it('is left alone for a while, then asked by one, and by all once that went well', async () => {
    const clock = new HandClock(0);
    directory = createHttpDirectory({ url: server.url, token: 'good-token', clock, log });
    server.answer = () => ({ status: 401 });
    for (let calls = 0; calls < FAILURES_MAX; calls++) await directory.findCase(NUMBER);
    expect(await directory.findCase(NUMBER)).toMatchObject({ is: 'failed', why: expect.stringContaining('left alone') as string });
    expect(server.requests).toHaveLength(FAILURES_MAX);
    await clock.push(REST_MS);
    server.answer = () => undefined;
    const [one, other] = await Promise.all([directory.findCase(NUMBER), directory.findCase(NUMBER)]);
    expect([one.is, other.is]).toEqual(['found', 'failed']);
    expect(await directory.findCase(NUMBER)).toMatchObject({ is: 'found' });
  });

  it('is not one that knows no such case', async () => {
    for (let calls = 0; calls <= FAILURES_MAX; calls++) expect(await directory.findCase('200608110129')).toEqual({ is: 'unknown' });
    expect(await directory.findCase(NUMBER)).toMatchObject({ is: 'found' });
  });
});

it('a list that cannot be had is a fault, since nobody waits on the phone for it', async () => {
  server.answer = () => ({ status: 401 });
  await expect(directory.listCases({ limit: 2 })).rejects.toMatchObject({ code: 'directory-down' });
});
