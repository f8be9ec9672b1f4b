// Everything but calls, driven through the official library over real HTTP, as the service drives it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import twilio from 'twilio';
import { accountSid, agentPhone, authToken, base, caller, createRig, line, type Rig } from '../rig.ts';
import type { Listening } from '../server.ts';
import { fileMs } from '../sound.ts';

let rig: Rig;
let listening: Listening;
let client: ReturnType<typeof twilio>;
const events = ['initiated', 'ringing', 'answered', 'completed'];

beforeEach(async () => {
  rig = createRig({
    '/voice': '<Say>Welcome</Say><Pause length="600"/>', '/agent': '<Say>A call for you</Say><Pause length="600"/>', '/call-status': '', '/file': '',
    '/room': '<Dial action="/left"><Conference beep="false">r1</Conference></Dial>', '/left': '<Say>You have left</Say><Pause length="600"/>', '/sms-status': '',
    '/hold': '<Say>Please hold</Say>', '/notice': '<Say>This call is recorded</Say>',
  });
  listening = await rig.lab.listen(0);
  client = twilio(accountSid, authToken);
  client.api.baseUrl = listening.url;
});

afterEach(() => listening.close());

const refused = (code: number, status = 400) => expect.objectContaining({ code, status }) as unknown;
const ringAgent = (more: object = {}) =>
  client.calls.create({ to: agentPhone, from: line, url: `${base}/agent`, statusCallback: `${base}/call-status`, statusCallbackEvent: events, ...more });
const statuses = () => rig.forms('/call-status').map((form) => form['CallStatus']);

/** Caller and agent, both in room r1. */
async function meet() {
  rig.on('/voice', '<Redirect>/room</Redirect>');
  const call = rig.lab.phone(caller).dial(line);
  rig.lab.phone(agentPhone).answers({ afterMs: 0 });
  await ringAgent({ url: `${base}/room` });
  await rig.pass(2);
  return { call, agent: rig.lab.phone(agentPhone).call ?? expect.fail('the agent is in no call') };
}

describe('conferences and participants (pages on both resources)', () => {
  it('are found by name and state, and can be ended; each leg goes on at its Dial action', async () => {
    const { call, agent } = await meet();
    const [room] = await client.conferences.list({ friendlyName: 'r1', status: 'in-progress' });
    expect(await client.conferences(room?.sid ?? '').fetch()).toMatchObject({ friendlyName: 'r1', status: 'in-progress' });
    expect((await client.conferences('r1').participants.list()).map(({ callSid }) => callSid)).toEqual([call.sid, agent.sid]);
    await client.conferences(room?.sid ?? '').update({ status: 'completed' });
    await rig.pass(1);
    expect([call.words, agent.words]).toEqual([expect.stringMatching(/You have left/), expect.stringMatching(/You have left/)]);
    expect(await client.conferences(room?.sid ?? '').fetch()).toMatchObject({ status: 'completed', reasonConferenceEnded: 'conference-ended-via-api' });
    await expect(client.conferences(room?.sid ?? '').update({ status: 'completed' })).rejects.toEqual(refused(20001));
  });

  it('put one on hold with a document of its own, and back', async () => {
    const { call, agent } = await meet();
    const participant = client.conferences('r1').participants(call.sid);
    expect(await participant.update({ hold: true, holdUrl: `${base}/hold` })).toMatchObject({ hold: true });
    await rig.pass(1);
    expect(call.words).toMatch(/Please hold/);
    expect(agent.words).not.toMatch(/Please hold/);
    expect(rig.asked.find(({ path }) => path === '/hold')?.request.method).toBe('GET');
    agent.speak(1, 'can you hear me');
    expect(call.words).not.toMatch(/can you hear me/);
    await participant.update({ hold: false });
    agent.speak(1, 'and now?');
    expect(call.words).toMatch(/and now/);
  });

  it('keep one on hold who waits when the room starts, and let one back into the waiting', async () => {
    rig.on('/voice', '<Redirect>/room</Redirect>');
    const [one, other] = [caller, '+12025550102'].map((number) => rig.lab.phone(number));
    const call = one?.dial(line) ?? expect.fail('no call');
    await rig.pass(1);
    const participant = client.conferences('r1').participants(call.sid);
    await participant.update({ hold: true, holdUrl: `${base}/hold` });
    await participant.update({ hold: false });
    await participant.update({ hold: true, holdUrl: `${base}/hold` });
    other?.dial(line);
    await rig.pass(1);
    await participant.update({ hold: false });
    await rig.pass(1);
    expect(call.heard.map(({ kind }) => kind).filter((kind) => kind === 'music' || kind === 'room')).toEqual(['music', 'music', 'room']);
  });

  it('mute, announce, send out, and do not change a held one\'s endConferenceOnExit (facts page §6, 10)', async () => {
    const { call, agent } = await meet();
    const participant = client.conferences('r1').participants(call.sid);
    await participant.update({ muted: true });
    call.speak(1, 'nobody hears this');
    expect(agent.words).not.toMatch(/nobody hears/);
    await client.conferences('r1').update({ announceUrl: `${base}/notice` });
    await rig.pass(3);
    expect([call.words, agent.words]).toEqual([expect.stringMatching(/recorded/), expect.stringMatching(/recorded/)]);
    await participant.update({ hold: true });
    expect(await participant.update({ endConferenceOnExit: true })).toMatchObject({ endConferenceOnExit: false });
    await participant.update({ hold: false });
    expect(await participant.update({ endConferenceOnExit: true })).toMatchObject({ endConferenceOnExit: true });
    await client.conferences('r1').participants(agent.sid).remove();
    await rig.pass(1);
    expect(agent.words).toMatch(/You have left/);
    await expect(client.conferences('r1').participants(agent.sid).fetch()).rejects.toEqual(refused(20404, 404));
  });
});

describe('recordings (page on the Recordings resource)', () => {
  it('start on a call, pause, go on and stop; the file is there a moment later and as long as what was recorded', async () => {
    const { call } = await meet();
    const made = await client.calls(call.sid).recordings.create({ recordingChannels: 'dual', recordingStatusCallback: `${base}/file`, recordingStatusCallbackEvent: ['in-progress', 'completed'] });
    expect(made).toMatchObject({ status: 'in-progress', channels: 2, source: 'StartCallRecordingAPI' });
    await rig.pass(4);
    await client.calls(call.sid).recordings('Twilio.CURRENT').update({ status: 'paused' });
    await rig.pass(10);
    expect(await client.calls(call.sid).recordings('Twilio.CURRENT').update({ status: 'paused' })).toMatchObject({ status: 'paused' });
    await client.calls(call.sid).recordings(made.sid).update({ status: 'in-progress' });
    await rig.pass(2);
    call.hangUp();
    await rig.pass(0.1);
    const media = `${listening.url}/2010-04-01/Accounts/${accountSid}/Recordings/${made.sid}.wav`;
    const headers = { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
    expect((await fetch(media, { headers })).status).toBe(404);
    await rig.pass(1);
    const file = await fetch(media, { headers });
    expect(file.headers.get('content-type')).toMatch(/^audio\//);
    expect(fileMs(Buffer.from(await file.arrayBuffer()))).toBe(6_000);
    expect((await fetch(media)).status).toBe(401);
    expect(rig.forms('/file').map((form) => form['RecordingStatus'])).toEqual(['in-progress', 'completed']);
    expect(rig.forms('/file')[1]).toMatchObject({ RecordingDuration: '6', RecordingUrl: media.replace('.wav', '') });
    expect(await client.recordings.list({ callSid: call.sid })).toMatchObject([{ sid: made.sid, duration: '6' }]);
    await client.recordings(made.sid).remove();
    await expect(client.recordings(made.sid).fetch()).rejects.toEqual(refused(20404, 404));
  });
});

describe('messages (page on the Message resource)', () => {
  const send = (more = {}) => client.messages.create({ to: caller, from: line, body: 'Your case is 200608110120', statusCallback: `${base}/sms-status`, ...more });

  it('arrive on the phone, and each step is told', async () => {
    const { sid, status } = await send();
    expect(status).toBe('queued');
    await rig.pass(3);
    expect(rig.lab.phone(caller).messages).toMatchObject([{ from: line, body: 'Your case is 200608110120' }]);
    expect(rig.forms('/sms-status').map((form) => form['MessageStatus'])).toEqual(['queued', 'sent', 'delivered']);
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'delivered' });
  });

  it.each([
    ['undelivered', 30003, ['queued', 'sent', 'undelivered']],
    ['failed', 30006, ['queued', 'failed']],
  ] as const)('to a phone out of reach are %s, with code %i', async (kind, errorCode, steps) => {
    rig.lab.phone(caller).texting = { kind, errorCode };
    await send();
    await rig.pass(3);
    expect(rig.forms('/sms-status').map((form) => form['MessageStatus'])).toEqual(steps);
    expect(rig.forms('/sms-status').at(-1)).toMatchObject({ ErrorCode: String(errorCode) });
    expect(rig.lab.phone(caller).messages).toEqual([]);
  });

  it('are refused to one who opted out, without a sender, and when too long', async () => {
    await expect(send({ from: undefined })).rejects.toEqual(refused(21603));
    await expect(send({ body: 'a'.repeat(1_601) })).rejects.toEqual(refused(21617));
    rig.lab.phone(caller).texting = { kind: 'opted-out' };
    await expect(send()).rejects.toEqual(refused(21610));
  });
});

describe('numbers and account', () => {
  it('say where calls go, and can be sent elsewhere', async () => {
    const [number] = await client.incomingPhoneNumbers.list();
    expect(number).toMatchObject({ phoneNumber: line, voiceUrl: `${base}/voice` });
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: `${base}/agent`, voiceFallbackUrl: `${base}/hold`, statusCallback: '' });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    expect(call.words).toMatch(/A call for you/);
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({ status: 'active' });
  });
});

describe('countries (pages on geographic permissions)', () => {
  it('that are forbidden are neither called nor texted, and say so when asked', async () => {
    client.voice.baseUrl = listening.url;
    client.messaging.baseUrl = listening.url;
    rig.lab.faults.forbiddenCountries = ['GB'];
    const may = async (country: string) => (await client.voice.v1.dialingPermissions.countries(country).fetch()).lowRiskNumbersEnabled;
    expect([await may('GB'), await may('US')]).toEqual([false, true]);
    await expect(ringAgent({ to: '+442079460101' })).rejects.toEqual(refused(21215));
    await expect(client.messages.create({ to: '+442079460101', from: line, body: 'hello' })).rejects.toEqual(refused(21408));
    expect(await client.messaging.v1.services(`MG${'0'.repeat(32)}`).phoneNumbers.list()).toMatchObject([{ phoneNumber: line }]);
  });
});

describe('trouble on the way', () => {
  it('wrong credentials are refused', async () => {
    const stranger = twilio(accountSid, 'another token');
    stranger.api.baseUrl = listening.url;
    await expect(stranger.calls.list()).rejects.toEqual(refused(20003, 401));
  });

  it('429 before: nothing has happened', async () => {
    rig.lab.faults.rest({ do: '429' });
    await expect(ringAgent()).rejects.toEqual(refused(20429, 429));
    expect(rig.lab.calls()).toEqual([]);
  });

  it('a reset after: the call exists and nobody was told', async () => {
    rig.lab.faults.rest({ do: 'reset', when: 'after', method: 'POST', path: 'Calls.json' });
    await expect(ringAgent()).rejects.toThrow();
    await rig.pass(1);
    expect(rig.lab.calls()).toMatchObject([{ to: agentPhone, status: 'ringing' }]);
    expect(statuses()).toEqual(['initiated', 'ringing']);
  });

  it.each([['before', 0], ['after', 1]] as const)('a slow answer comes when the clock says so; the wait comes %s the work', async (when, calls) => {
    rig.lab.faults.rest({ do: 'slow', ms: 5_000, when });
    let answered = false;
    const made = ringAgent().then(() => (answered = true));
    while (rig.lab.idle()) await new Promise((done) => setImmediate(done));
    await rig.pass(4);
    expect(answered).toBe(false);
    expect(rig.lab.calls()).toHaveLength(calls);
    await rig.pass(2);
    await made;
    expect(rig.lab.calls()).toHaveLength(1);
  });

  it('status callbacks overtake each other where a switch asks for it; their numbers tell the order', async () => {
    rig.lab.faults.reorderStatusCallbacksMs = 1_000;
    rig.lab.phone(agentPhone).answers({ afterMs: 500 });
    await ringAgent();
    await rig.pass(5);
    expect(rig.forms('/call-status').map((form) => form['SequenceNumber'])).toEqual(['1', '0', '2']);
  });
});
