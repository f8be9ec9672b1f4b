import { describe, expect, it } from 'vitest';
import twilio from 'twilio';
import { applicationError } from './player.ts';
import { accountSid, authToken, base, caller, createRig, line, xml, type Reply } from './rig.ts';
import type { SendWebhook } from './webhook.ts';

const numbers = (voiceUrl: string) => [{ number: line, voiceUrl, fallbackUrl: 'https://elsewhere.example/rescue' }];

async function calling(reply: Reply, voiceUrl = `${base}/voice`, seconds = 3) {
  const rig = createRig({ '/voice': reply, '/rescue': '<Say>One moment, we connect you.</Say>' }, { numbers: numbers(voiceUrl) });
  const call = rig.lab.phone(caller).dial(line);
  await rig.pass(seconds);
  return { ...rig, call };
}

describe('a webhook', () => {
  it('is signed, over the address without its fragment, and carries a token to tell repetitions by', async () => {
    const { asked } = await calling('', `${base}/voice?s=1#rc=2&rp=ct,rt`);
    const { request, form } = asked[0] ?? expect.fail('nothing was asked');
    expect(request.url).toBe(`${base}/voice?s=1`);
    expect(request.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(twilio.validateRequest(authToken, request.headers['x-twilio-signature'] ?? '', request.url, Object.fromEntries(form))).toBe(true);
    expect(request.headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('by GET carries its fields in the address, which alone is signed (page "Webhooks security")', async () => {
    const rig = createRig({ '/voice': '<Redirect method="GET">/more?x=1</Redirect>', '/more': '' });
    rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    const { request } = rig.asked.find(({ path }) => path === '/more') ?? expect.fail('not asked');
    expect(request).toMatchObject({ method: 'GET', body: '' });
    expect(new URL(request.url).searchParams.get('From')).toBe(caller);
    expect(twilio.validateRequest(authToken, request.headers['x-twilio-signature'] ?? '', request.url, {})).toBe(true);
  });
});

describe('a document that cannot be played goes to the fallback address with its code (pages on errors and on reliability)', () => {
  it.each<[string, Reply, number]>([
    ['the service fails', { status: 500, contentType: 'text/xml', body: '' }, 11200],
    ['the signature is refused', { status: 403, contentType: 'text/plain', body: 'Forbidden' }, 11200],
    ['it is no XML', { ...xml(''), body: 'hello' }, 12100],
    ['it is a web page', { ...xml(''), contentType: 'text/html' }, 12300],
    ['it has no content type', { ...xml(''), contentType: '' }, 12300],
    ['it is larger than 64 kB', `<Say>${'a'.repeat(70_000)}</Say>`, 11750],
  ])('when %s', async (_, reply, code) => {
    const { call, forms, lab } = await calling(reply);
    expect(forms('/rescue')).toMatchObject([{ ErrorCode: String(code), ErrorUrl: `${base}/voice`, CallSid: call.sid }]);
    expect(call.words).toMatch(/we connect you/);
    expect(lab.log).toMatchObject([{ level: 'error', code, callSid: call.sid }]);
  });

  it('and without one the caller hears an apology and is hung up', async () => {
    const { lab, pass } = createRig({ '/voice': { status: 500, contentType: '', body: '' } });
    const call = lab.phone(caller).dial(line);
    await pass(10);
    expect(call.words).toContain(applicationError);
    expect(call.status).toBe('completed');
  });

  it('and if the fallback fails too, the caller hears the apology', async () => {
    const { call, on, lab, pass } = await calling((form) => (form.has('ErrorCode') ? 'x' : ''));
    expect(call.over).toBe(true);
    on('/voice', { ...xml(''), body: '' });
    on('/rescue', { ...xml(''), body: '' });
    const second = lab.phone('+12025550103').dial(line);
    await pass(1);
    expect(second.words).toContain(applicationError);
  });

  it('a circle of Redirects without end is broken off', async () => {
    const { call, lab } = await calling('<Redirect>/voice</Redirect>');
    expect(call.words).toContain(applicationError);
    expect(lab.log.at(-1)?.message).toMatch(/circle/);
  });
});

describe('a callback nobody waits for', () => {
  it.each<[Reply, object[]]>([
    ['', []],
    [{ status: 403, contentType: 'text/plain', body: '' }, [{ level: 'error', code: 11200, message: expect.stringContaining('answers 403') as unknown }]],
  ])('is in the log when the service refuses it', async (reply, entries) => {
    const rig = createRig({ '/voice': '' });
    rig.on('/status', reply);
    rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    expect(rig.lab.log).toMatchObject(entries);
    expect(rig.lab.log).toHaveLength(entries.length);
  });

  it('waits for the one before it of the same call, so that they arrive in order unless a test asks otherwise', async () => {
    const answers: (() => void)[] = [];
    const seen: string[] = [];
    const slow: SendWebhook = ({ body }) => {
      seen.push(new URLSearchParams(body).get('CallStatus') ?? '');
      return new Promise((done) => answers.push(() => done(xml(''))));
    };
    const { lab } = createRig({}, { webhooks: slow });
    const path = `/2010-04-01/Accounts/${accountSid}/Calls.json`;
    await lab.rest('POST', path, new URLSearchParams([['To', caller], ['From', line], ['Url', `${base}/voice`], ['StatusCallback', `${base}/s`], ['StatusCallbackEvent', 'initiated'], ['StatusCallbackEvent', 'ringing']]));
    expect(seen).toEqual(['initiated']);
    answers[0]?.();
    await new Promise((done) => setImmediate(done));
    expect(seen).toEqual(['initiated', 'ringing']);
    expect(lab.idle()).toBe(false);
    answers[1]?.();
    await lab.settled();
    expect(lab.idle()).toBe(true);
  });

  it('carries no CallToken; the webhooks of an incoming call do, by POST only (page "Trusted calling")', async () => {
    const rig = createRig({ '/voice': '<Redirect method="GET">/more</Redirect>', '/more': '' });
    rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    const tokens = ['/voice', '/more', '/status'].map((path) => rig.forms(path)[0]?.['CallToken']);
    expect(tokens).toEqual([expect.any(String), undefined, undefined]);
  });
});

describe('time limit and tries (page "Webhooks connection overrides")', () => {
  it('a document has fifteen seconds, then error 11205; a late answer is not asked for again', async () => {
    const rig = createRig({ '/voice': '<Say>late</Say>', '/rescue': '<Say>rescued</Say>' }, { numbers: numbers(`${base}/voice`) });
    rig.lab.faults.webhook({ do: 'slow', ms: 20_000 });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(14.9);
    expect(call.words).not.toMatch(/rescued/);
    await rig.pass(0.2);
    expect(call.words).toMatch(/rescued/);
    expect(rig.forms('/voice')).toHaveLength(1);
    expect(rig.forms('/rescue')).toMatchObject([{ ErrorCode: '11205' }]);
  });

  it.each<[string, string, Parameters<ReturnType<typeof createRig>['lab']['faults']['webhook']>[0], number, boolean]>([
    ['no connection is tried once more by default', '', { do: 'refuse' }, 1, true],
    ['rc=0 tries nothing again', '#rc=0', { do: 'refuse' }, 0, false],
    ['a 500 is not tried again by default', '', { do: 'answer', status: 500 }, 1, false],
    ['a 500 is tried again with rp=5xx', '#rp=5xx', { do: 'answer', status: 500 }, 2, true],
    ['a 404 is not what rp=5xx means', '#rp=5xx', { do: 'answer', status: 404 }, 1, false],
    ['a lost answer is tried again with rp=rt and a short rt, so the service sees it twice', '#rp=rt&rt=2000', { do: 'lose-answer' }, 2, true],
  ])('%s', async (_, fragment, fault, seen, reached) => {
    const rig = createRig({ '/voice': '<Say>welcome</Say>' }, { numbers: [{ number: line, voiceUrl: `${base}/voice${fragment}` }] });
    rig.lab.faults.webhook(fault);
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(3);
    expect(rig.forms('/voice')).toHaveLength(seen);
    expect(/welcome/.test(call.words)).toBe(reached);
    const tokens = rig.asked.filter(({ path }) => path === '/voice').map(({ request }) => request.headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBeLessThanOrEqual(1);
  });
});

describe('a document that comes when the call is somewhere else already', () => {
  it('is not played', async () => {
    const rig = createRig({ '/voice': '<Say>too late</Say>', '/new': '<Say>the new one</Say><Pause length="60"/>', '/first': '<Say>first</Say><Redirect>/voice</Redirect>' }, { numbers: [{ number: line, voiceUrl: `${base}/first` }] });
    rig.lab.faults.webhook({ do: 'slow', ms: 5_000, url: '/voice' });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(2);
    await rig.lab.rest('POST', `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`, new URLSearchParams({ Url: `${base}/new` }));
    await rig.pass(10);
    expect(call.words).toMatch(/the new one/);
    expect(call.words).not.toMatch(/too late/);
  });
});

describe('faults a test asks for', () => {
  it('double the webhook that matches', async () => {
    const rig = createRig({ '/voice': '<Gather numDigits="1" action="/keys"/>', '/keys': '<Say>thanks</Say>' });
    rig.lab.faults.webhook({ do: 'double', url: '/keys', params: { Digits: '7' } });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    call.press('7');
    await rig.pass(1);
    expect(rig.forms('/keys')).toHaveLength(2);
    expect(call.words.match(/thanks/g)).toHaveLength(1);
  });

  it('happen as often as asked', async () => {
    const rig = createRig({ '/voice': '<Say>welcome</Say>' });
    rig.lab.faults.webhook({ do: 'answer', status: 500, on: 'voice', times: 2 });
    const calls = ['+12025550101', '+12025550102', '+12025550103'].map((number) => rig.lab.phone(number).dial(line));
    await rig.pass(1);
    expect(calls.map(({ words }) => /welcome/.test(words))).toEqual([false, false, true]);
  });

  it('take the nth that matches and leave the others', async () => {
    const rig = createRig({ '/voice': '<Redirect>/a</Redirect>', '/a': '<Redirect>/b</Redirect>', '/b': '<Say>end</Say>' });
    rig.lab.faults.webhook({ do: 'delay', ms: 3_000, on: 'voice', skip: 1 });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(2);
    expect(rig.forms('/a')).toEqual([]);
    await rig.pass(2);
    expect(call.words).toMatch(/end/);
  });

  it('lose a status callback for good', async () => {
    const rig = createRig({ '/voice': '' });
    rig.lab.faults.webhook({ do: 'lose', on: 'status' });
    rig.lab.phone(caller).dial(line);
    await rig.pass(60);
    expect(rig.forms('/status')).toEqual([]);
    expect(rig.lab.log).toEqual([]);
  });

  it('are gone after clear', async () => {
    const { lab, pass, forms } = createRig({ '/voice': '<Say>hello</Say>' });
    lab.faults.webhook({ do: 'lose', times: 5 });
    lab.faults.keysBetweenGathers = 'kept';
    lab.faults.clear();
    lab.phone(caller).dial(line);
    await pass(1);
    expect(forms('/voice')).toHaveLength(1);
    expect(lab.faults.keysBetweenGathers).toBe('dropped');
  });
});
