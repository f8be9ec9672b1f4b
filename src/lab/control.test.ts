// The control API and the way to the service over real HTTP, as `caseline call` uses them.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentPhone, caller, createRig, line, xml, type Rig } from './rig.ts';
import type { Listening } from './server.ts';
import { sendOverHttp } from './webhook.ts';

let rig: Rig;
let listening: Listening;

beforeEach(async () => {
  rig = createRig({ '/voice': '<Gather numDigits="1" action="/keys"><Say>Press a key.</Say></Gather>', '/keys': (form) => `<Say>You pressed ${form.get('Digits')}.</Say><Pause length="60"/>` });
  listening = await rig.lab.listen(0);
});

afterEach(() => listening.close());

const post = async (path: string, body?: unknown) => {
  const response = await fetch(`${listening.url}/lab/${path}`, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: await response.json() };
};
const phone = (number: string) => `phones/${encodeURIComponent(number)}`;

/** Reads server-sent events until as many as asked have come. */
async function read(path: string, count: number, meanwhile: () => Promise<unknown>) {
  const abort = new AbortController();
  const response = await fetch(`${listening.url}/lab/${path}`, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return expect.fail('no stream');
  const acting = meanwhile();
  let text = '';
  while ((text.match(/\n\n/g)?.length ?? 0) < count) text += (await reader.read()).value ?? expect.fail('the stream ended');
  await acting;
  abort.abort();
  return text.trim().split('\n\n').map((event) => {
    const [, name = '', data = ''] = /^event: (\S+)\ndata: (.*)$/.exec(event) ?? [];
    return { name, data: JSON.parse(data) as Record<string, unknown> };
  });
}

describe('a terminal that holds a phone', () => {
  it('dials, hears, presses and hangs up', async () => {
    const events = await read(`${phone(caller)}/events`, 10, async () => {
      expect(await post(`${phone(caller)}/dial`, { to: line })).toMatchObject({ status: 201, body: { from: caller, to: line, status: 'ringing' } });
      await rig.pass(1);
      expect(await post(`${phone(caller)}/press`, { keys: '4' })).toMatchObject({ status: 200, body: { in: 'document' } });
      await rig.pass(1);
      expect((await fetch(`${listening.url}/lab/state`)).status).toBe(200);
      await post(`${phone(caller)}/hang-up`);
    });
    expect(events.map(({ name, data }) => [name, data['text'] ?? data['status']])).toEqual([
      ['held', undefined], ['call', 'ringing'], ['heard', line], ['moved', 'in-progress'], ['answered', 'in-progress'],
      ['heard', 'Press a key.'], ['heard', 'You pressed 4.'], ['heard', '60 s'], ['moved', 'completed'], ['ended', 'completed'],
    ]);
  });

  it('takes or declines what rings, and policies stand back meanwhile', async () => {
    rig.lab.phone(agentPhone).answers({ afterMs: 0 });
    const events = await read(`${phone(agentPhone)}/events`, 4, async () => {
      rig.on('/voice', `<Dial>${agentPhone}</Dial>`);
      rig.lab.phone(caller).dial(line);
      await rig.pass(5);
      expect(rig.lab.phone(agentPhone).call?.status).toBe('ringing');
      expect(await post(`${phone(agentPhone)}/pick-up`)).toMatchObject({ status: 200, body: { status: 'in-progress' } });
    });
    expect(events.map(({ name }) => name).slice(0, 2)).toEqual(['held', 'call']);
    expect(rig.lab.phone(agentPhone).call?.in).toBe('bridge');
  });

  it.each([
    ['keys that are none', 'press', { keys: 'x' }, 409],
    ['a dial without a number', 'dial', {}, 400],
    ['an action that is none', 'dance', {}, 409],
  ])('is told of %s', async (_, action, body, status) => {
    expect((await post(`${phone(caller)}/${action}`, body)).status).toBe(status);
  });
});

describe('the listener', () => {
  it('sets faults, and says what it did not understand', async () => {
    expect(await post('faults', { switches: { keysBetweenGathers: 'kept' }, rest: { do: '500' } })).toMatchObject({ status: 200 });
    expect(rig.lab.faults.keysBetweenGathers).toBe('kept');
    expect((await rig.lab.rest('GET', '/2010-04-01/')).status).toBe(500);
    expect(await post('faults', { webhook: { do: 'explode' } })).toMatchObject({ status: 400, body: { error: expect.stringContaining('lose') as unknown } });
  });

  it('leaves no call behind when it closes, and tells the service nothing', async () => {
    const other = createRig({ '/voice': '<Pause length="600"/>' });
    const open = await other.lab.listen(0);
    const call = other.lab.phone(caller).dial(line);
    await other.pass(1);
    await open.close();
    await other.pass(1_000);
    expect(call.over).toBe(true);
    expect(other.forms('/status')).toEqual([]);
  });

  it('is for this machine only', async () => {
    await expect(rig.lab.listen(0, '0.0.0.0')).rejects.toThrow(/this machine only/);
    const { port } = new URL(listening.url);
    const status = (headers: Record<string, string>) => new Promise((done) => request({ port, host: '127.0.0.1', path: '/lab/state', headers }, (response) => done(response.resume().statusCode)).end());
    expect(await status({})).toBe(200);
    expect(await status({ host: 'evil.example' })).toBe(403);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
  });
});

describe('the way to the service over real HTTP', () => {
  it('posts the form and brings the answer back', async () => {
    const service = createServer((asked, answer) => {
      const { contentType, body } = xml(`<Say>${asked.method} ${asked.headers['x-twilio-signature'] ? 'signed' : 'unsigned'}</Say>`);
      answer.writeHead(200, { 'content-type': contentType }).end(body);
    });
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/voice`;
    const other = createRig({}, { webhooks: sendOverHttp, numbers: [{ number: line, voiceUrl: url }] });
    const call = other.lab.phone(caller).dial(line);
    await other.pass(1);
    expect(call.words).toMatch(/POST signed/);
    await new Promise((done) => service.close(done));
    const second = other.lab.phone('+12025550102').dial(line);
    await other.pass(1);
    expect(second.words).toMatch(/application error/);
    expect(other.lab.log).toMatchObject([{ code: 11205 }]);
  });
});
