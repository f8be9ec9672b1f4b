import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLog } from '../log.ts';
import { createTwilio, type TwilioCarrier } from './provider.ts';
import { openStub, type Reply, type Stub } from './stub.ts';

const accountSid = 'AC00000000000000000000000000000001';
const authToken = 'token-that-nobody-sees';
const sid = 'CA00000000000000000000000000000001';
const conference = 'CF00000000000000000000000000000001';
const calls = `/2010-04-01/Accounts/${accountSid}/Calls`;
const to = '+12025550101';
const leg = { to, from: '+18885550100', url: 'https://x.example/voice/turn?c=call-0001&t=0', statusUrl: 'https://x.example/voice/leg?c=call-0001', ringS: 20, mostS: 86_400 };
const refusal = (status: number, code: number): Reply => ({ status, body: { status, code, message: `The number ${to} is not to be called` } });

let stub: Stub;
let twilio: TwilioCarrier;
let log = memoryLog();

beforeEach(async () => {
  stub = await openStub();
  log = memoryLog();
  twilio = createTwilio({ accountSid, authToken, apiUrl: stub.url, log, timeouts: { askMs: 150, createMs: 150 } });
  await twilio.warm();
});
afterEach(async () => {
  await twilio.close();
  await stub.close();
  // Whatever happened, no number and no secret is in the log.
  expect(JSON.stringify(log.entries)).not.toMatch(/\+1|5550|token-that/);
});

const answers = (...replies: Reply[]) => (stub.replies = replies);
const paths = () => stub.asked.map(({ method, path }) => `${method} ${path}`);

describe('ringing an agent', () => {
  it('asks for a leg with its document and all its statuses', async () => {
    answers({ status: 201, body: { sid } });
    expect(await twilio.dial(leg)).toEqual({ ok: true, sid });
    const [asked] = stub.asked;
    expect(paths()).toEqual([`POST ${calls}.json`]);
    expect(Object.fromEntries(asked?.form ?? [])).toMatchObject({
      To: to, From: '+18885550100', Url: leg.url, Method: 'POST', StatusCallback: leg.statusUrl, StatusCallbackMethod: 'POST', Timeout: '20', TimeLimit: '86400',
    });
    expect(asked?.form.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'answered', 'completed']);
    expect(asked?.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
  });

  it.each<[string, Reply[], string, number]>([
    ['is refused for a number that may not be called', [refusal(400, 21_215)], 'refused', 1],
    ['is refused', [refusal(403, 20_003)], 'refused', 1],
    ['fails with wrong credentials', [refusal(401, 20_003)], 'failed', 1],
    ['finds the carrier busy: whether a phone should still ring then is not for here to say', [refusal(429, 20_429)], 'busy', 1],
    ['finds every line of the account taken', [refusal(400, 10_004)], 'busy', 1],
    ['is unclear after an error of the carrier, and never asked twice', [{ status: 500 }], 'unclear', 1],
    ['is unclear after silence, and never asked twice', ['silence'], 'unclear', 1],
    ['is unclear after a lost connection, and never asked twice', ['reset'], 'unclear', 1],
    ['is unclear after an answer that does not end', ['trickle'], 'unclear', 1],
  ])('%s', async (_, replies, why, times) => {
    answers(...replies);
    expect(await twilio.dial(leg)).toEqual({ ok: false, why });
    expect(stub.asked).toHaveLength(times);
  });

  it('fails where nobody listens at all', async () => {
    const nowhere = createTwilio({ accountSid, authToken, apiUrl: 'http://127.0.0.1:9', log });
    expect(await nowhere.dial(leg)).toEqual({ ok: false, why: 'failed' });
    await nowhere.close();
  });

  it('tells the log, as an error, that the credentials are wrong', async () => {
    answers(refusal(401, 20_003));
    await twilio.dial(leg);
    expect(log.entries).toMatchObject([{ level: 'error', fields: { what: 'dial', status: 401, code: 20_003 } }]);
  });
});

describe('asking something of a leg', () => {
  it('sends it to another document, or ends it', async () => {
    answers({ status: 200, body: { sid } });
    expect(await twilio.redirect({ sid, url: 'https://x.example/voice/document?c=call-0001&t=4' })).toBe('done');
    expect(await twilio.hangUp(sid)).toBe('done');
    expect(paths()).toEqual([`POST ${calls}/${sid}.json`, `POST ${calls}/${sid}.json`]);
    expect(stub.asked.map(({ form }) => form.toString())).toEqual(['Url=https%3A%2F%2Fx.example%2Fvoice%2Fdocument%3Fc%3Dcall-0001%26t%3D4&Method=POST', 'Status=completed']);
  });

  it.each<[string, Reply[], string, number]>([
    ['that has just ended is no error', [refusal(400, 21_220)], 'gone', 1],
    ['that nobody knows is no error', [refusal(404, 20_404)], 'gone', 1],
    ['is tried again after an error of the carrier', [{ status: 503 }, { status: 200, body: { sid } }], 'done', 2],
    ['is tried again after a lost connection', ['reset', { status: 200, body: { sid } }], 'done', 2],
    ['is tried again after silence', ['silence', { status: 200, body: { sid } }], 'done', 2],
    ['is given up for now after a second error', [{ status: 500 }], 'later', 2],
    ['is given up for now while the carrier is busy', [refusal(429, 20_429)], 'later', 3],
    ['is refused', [refusal(400, 21_205)], 'refused', 1],
  ])('%s', async (_, replies, outcome, times) => {
    answers(...replies);
    expect(await twilio.hangUp(sid)).toBe(outcome);
    expect(stub.asked).toHaveLength(times);
    if (outcome === 'gone') expect(log.entries).toEqual([]);
  });

  it.each<[string, Reply]>([['an error of the carrier', { status: 503 }], ['a lost connection', 'reset'], ['silence', 'silence']])('sends it to another document only once: after %s it may be there already', async (_, reply) => {
    answers(reply, { status: 200, body: { sid } });
    expect(await twilio.redirect({ sid, url: 'https://x.example/voice/document?c=call-0001&t=4' })).toBe('later');
    expect(stub.asked).toHaveLength(1);
  });

  it('goes over a connection that is kept, where a new leg gets one that nobody can have closed', async () => {
    answers({ status: 200, body: { sid } });
    for (let times = 0; times < 3; times++) await twilio.hangUp(sid);
    expect(stub.connections).toBe(1);
    for (let times = 0; times < 2; times++) await twilio.dial(leg);
    expect(stub.connections).toBe(3);
  });

  it('holds it in a room we know', async () => {
    answers({ status: 200, body: { call_sid: sid } });
    const hold = { sid, room: 'room-0001', conference, musicUrl: 'https://x.example/voice/hold' };
    expect(await twilio.hold({ ...hold, on: true })).toBe('done');
    expect(await twilio.hold({ ...hold, on: false })).toBe('done');
    expect(paths()[0]).toBe(`POST /2010-04-01/Accounts/${accountSid}/Conferences/${conference}/Participants/${sid}.json`);
    expect(stub.asked.map(({ form }) => form.toString())).toEqual(['Hold=true&HoldUrl=https%3A%2F%2Fx.example%2Fvoice%2Fhold&HoldMethod=POST', 'Hold=false']);
  });

  it('holds it in a room that must be looked for by its name', async () => {
    answers({ status: 200, body: { conferences: [{ sid: conference }] } }, { status: 200, body: {} });
    expect(await twilio.hold({ sid, room: 'room-0001', on: true, musicUrl: 'https://x.example/voice/hold' })).toBe('done');
    expect(Object.fromEntries(stub.asked[0]?.query ?? [])).toMatchObject({ FriendlyName: 'room-0001', Status: 'in-progress' });
    expect(paths()[1]).toContain(`/Conferences/${conference}/Participants/${sid}.json`);
  });

  it('cannot hold it in a room that has not begun', async () => {
    answers({ status: 200, body: { conferences: [] } });
    expect(await twilio.hold({ sid, room: 'room-0001', on: true, musicUrl: 'https://x.example/voice/hold' })).toBe('later');
  });

  it('learns its status, and takes silence for no status', async () => {
    answers({ status: 200, body: { status: 'in-progress' } }, { status: 200, body: { status: 'a word of next year' } }, refusal(404, 20_404), { status: 500 });
    expect(await twilio.status(sid)).toBe('in-progress');
    expect(await twilio.status(sid)).toBe('in-progress');
    expect(await twilio.status(sid)).toBe('unknown');
    await expect(twilio.status(sid)).rejects.toThrow('The carrier does not answer');
  });
});

describe('a text message', () => {
  const message = { to, from: '+18885550100', body: 'P1 page for case 200608110120', statusUrl: 'https://x.example/voice/message?m=page-0001' };

  it('goes out from a number or from a messaging service', async () => {
    answers({ status: 201, body: { sid: 'SM000001' } });
    expect(await twilio.text(message)).toEqual({ ok: true, sid: 'SM000001' });
    expect(await twilio.text({ ...message, from: 'MG00000000000000000000000000000001' })).toEqual({ ok: true, sid: 'SM000001' });
    expect(stub.asked[0]?.form.get('From')).toBe('+18885550100');
    expect(stub.asked[1]?.form.get('MessagingServiceSid')).toBe('MG00000000000000000000000000000001');
    expect(stub.asked[1]?.form.has('From')).toBe(false);
  });

  it('to a landline is refused with the reason', async () => {
    answers(refusal(400, 21_614));
    expect(await twilio.text(message)).toEqual({ ok: false, why: 'refused', code: 21_614 });
  });

  it('is not sent twice by us when its answer is lost', async () => {
    answers('reset');
    expect(await twilio.text(message)).toEqual({ ok: false, why: 'later', unclear: true });
    expect(stub.asked).toHaveLength(1);
  });
});

describe('a recording', () => {
  const recording = 'RE00000000000000000000000000000001';

  it('is fetched as a sound file, signed in', async () => {
    answers({ status: 200, body: Buffer.from('RIFFsound') });
    expect(await twilio.recording(recording)).toEqual({ ok: true, audio: Buffer.from('RIFFsound') });
    expect(paths()).toEqual([`GET /2010-04-01/Accounts/${accountSid}/Recordings/${recording}.wav`]);
    expect(stub.asked[0]?.authorization).toMatch(/^Basic /);
  });

  it('elsewhere is fetched without telling that place our token', async () => {
    const store = await openStub();
    store.replies = [{ status: 200, body: Buffer.from('RIFFsound') }];
    answers({ status: 302, headers: { location: `${store.url}/file.wav?signature=1` } });
    expect(await twilio.recording(recording)).toMatchObject({ ok: true });
    expect(store.asked[0]?.authorization).toBeUndefined();
    await store.close();
  });

  it('that sends us round and round is given up', async () => {
    answers({ status: 302, headers: { location: '/again' } });
    expect(await twilio.recording(recording)).toEqual({ ok: false, why: 'gone' });
    expect(stub.asked.length).toBeLessThan(6);
  });

  it.each<[string, Reply[], string]>([
    ['still being written is not there yet', [{ status: 404 }, { status: 200, body: { status: 'processing' } }], 'not-yet'],
    ['in which nothing was said is gone', [{ status: 404 }, { status: 200, body: { status: 'absent' } }], 'gone'],
    ['that was deleted is gone', [{ status: 404 }, refusal(404, 20_404)], 'gone'],
    ['of which the carrier tells nothing may be had later', [{ status: 404 }, { status: 500 }], 'later'],
    ['may be had later when the carrier has trouble', [{ status: 503 }], 'later'],
    ['may be had later when the line is cut', ['reset'], 'later'],
  ])('%s', async (_, replies, why) => {
    answers(...replies);
    expect(await twilio.recording(recording)).toEqual({ ok: false, why });
  });

  it('is forgotten, and stays forgotten', async () => {
    answers({ status: 204 }, refusal(404, 20_404));
    expect(await twilio.forgetRecording(recording)).toBe('done');
    expect(await twilio.forgetRecording(recording)).toBe('gone');
    expect(paths()[0]).toBe(`DELETE /2010-04-01/Accounts/${accountSid}/Recordings/${recording}.json`);
  });
});

describe('a compatible provider', () => {
  it('is asked below its own path, with its own kind of account id', async () => {
    const project = '0f1e2d3c-0000-4000-8000-000000000001';
    const other = createTwilio({ accountSid: project, authToken, apiUrl: `${stub.url}/api/laml`, log });
    answers({ status: 201, body: { sid } });
    expect(await other.dial(leg)).toEqual({ ok: true, sid });
    expect(paths()).toEqual([`POST /api/laml/2010-04-01/Accounts/${project}/Calls.json`]);
    expect(stub.asked[0]?.authorization).toBe(`Basic ${Buffer.from(`${project}:${authToken}`).toString('base64')}`);
    await other.close();
  });
});
