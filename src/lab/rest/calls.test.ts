// Calls, driven through the official library over real HTTP, as the service drives them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import twilio from 'twilio';
import { accountSid, agentPhone, authToken, base, caller, createRig, line, type Rig } from '../rig.ts';
import type { Listening } from '../server.ts';

let rig: Rig;
let listening: Listening;
let client: ReturnType<typeof twilio>;
const events = ['initiated', 'ringing', 'answered', 'completed'];

beforeEach(async () => {
  rig = createRig({
    '/voice': '<Say>Welcome</Say><Pause length="600"/>', '/agent': '<Say>A call for you</Say><Pause length="600"/>', '/call-status': '',
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

describe('calls (page on the Call resource)', () => {
  it('ring a phone, play their document and tell each step once, numbered from 0', async () => {
    rig.lab.phone(agentPhone).answers({ afterMs: 4_000 });
    const created = await ringAgent();
    expect(created).toMatchObject({ to: agentPhone, from: line, direction: 'outbound-api' });
    expect(created.dateCreated).toEqual(new Date(rig.clock.now()));
    await rig.pass(10);
    const call = rig.lab.call(created.sid);
    expect(call?.words).toMatch(/A call for you/);
    expect(rig.forms('/agent')).toMatchObject([{ CallStatus: 'in-progress', Direction: 'outbound-api', To: agentPhone }]);
    await client.calls(created.sid).update({ status: 'completed' });
    await rig.pass(1);
    expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(rig.forms('/call-status').map((form) => form['SequenceNumber'])).toEqual(['0', '1', '2', '3']);
    expect(rig.forms('/call-status')[3]).toMatchObject({ CallDuration: '6' });
    expect(await client.calls(created.sid).fetch()).toMatchObject({ status: 'completed', duration: '6' });
  });

  it('tell only the end unless asked for more', async () => {
    rig.lab.phone(agentPhone).answers();
    await client.calls.create({ to: agentPhone, from: line, twiml: '<Response><Say>short</Say></Response>', statusCallback: `${base}/call-status` });
    await rig.pass(10);
    expect(statuses()).toEqual(['completed']);
  });

  it.each<[string, (phone: ReturnType<Rig['lab']['phone']>) => unknown, string, number]>([
    ['nobody answers, five seconds after the timeout', (phone) => phone.ignores(), 'no-answer', 25],
    ['the phone is busy', (phone) => phone.busy(), 'busy', 0],
    ['the call is declined', (phone) => phone.declines(), 'busy', 2],
    ['the phone is in another call', (phone) => phone.dial(line), 'busy', 0],
  ])('end when %s', async (_, behave, status, seconds) => {
    behave(rig.lab.phone(agentPhone));
    const { sid } = await ringAgent({ timeout: 20 });
    if (seconds > 0) {
      await rig.pass(seconds - 0.1);
      expect(rig.lab.call(sid)?.status).toBe('ringing');
    }
    await rig.pass(1);
    expect(statuses()).toEqual(['initiated', 'ringing', status]);
  });

  it('are answered by a mailbox that presses nothing and hangs up after half a minute', async () => {
    rig.lab.phone(agentPhone).mailbox({ afterMs: 15_000 });
    const { sid } = await ringAgent();
    await rig.pass(40);
    expect(rig.lab.call(sid)?.status).toBe('in-progress');
    await rig.pass(6);
    expect(rig.lab.call(sid)?.status).toBe('completed');
  });

  it('wait their turn, one a second, and are not refused; calls coming in do not wait', async () => {
    const phones = ['+12025550121', '+12025550122', '+12025550123'];
    const made = await Promise.all(phones.map((to) => client.calls.create({ to, from: line, url: `${base}/agent` })));
    expect(made.map(({ status }) => status).sort()).toEqual(['queued', 'queued', 'ringing']);
    rig.lab.phone(caller).dial(line);
    await rig.pass(1.1);
    expect(phones.filter((number) => rig.lab.phone(number).call)).toHaveLength(2);
    await rig.pass(1);
    expect(phones.filter((number) => rig.lab.phone(number).call)).toHaveLength(3);
    expect(Number((await client.calls(made[2]?.sid ?? '').fetch()).queueTime)).toBeGreaterThan(0);
  });

  it('canceled while queued tell nothing', async () => {
    await ringAgent({ to: '+12025550121', statusCallback: undefined });
    const { sid } = await ringAgent();
    await client.calls(sid).update({ status: 'canceled' });
    await rig.pass(5);
    expect(statuses()).toEqual([]);
    expect(rig.lab.phone(agentPhone).calls).toEqual([]);
  });

  it('canceled while ringing stop ringing', async () => {
    const { sid } = await ringAgent();
    await rig.pass(3);
    await client.calls(sid).update({ status: 'canceled' });
    await rig.pass(1);
    expect(statuses()).toEqual(['initiated', 'ringing', 'canceled']);
  });

  it('cannot be redirected once they are over: 21220', async () => {
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    call.hangUp();
    await expect(client.calls(call.sid).update({ url: `${base}/agent` })).rejects.toEqual(refused(21220));
    await expect(client.calls(call.sid).update({ status: 'completed' })).rejects.toEqual(refused(21220));
  });

  it('cannot be redirected before they are answered', async () => {
    const { sid } = await ringAgent();
    await expect(client.calls(sid).update({ url: `${base}/agent` })).rejects.toEqual(refused(21220));
  });

  it.each([
    ['To is no number', { to: '5550100' }, 21211],
    ['From is not ours', { from: '+12025550177' }, 21210],
    ['there is nothing to play', { url: undefined }, 21205],
    ['TwiML is longer than 4000 characters', { url: undefined, twiml: `<Response><Say>${'a'.repeat(4_000)}</Say></Response>` }, 32018],
  ])('are refused when %s', async (_, more, code) => {
    await expect(ringAgent(more)).rejects.toEqual(refused(code));
  });

  it('are listed newest first, page by page', async () => {
    for (let n = 0; n < 5; n += 1) rig.lab.phone(`+1202555013${n}`).dial(line);
    const all = await client.calls.list({ pageSize: 2 });
    expect(all.map(({ from }) => from)).toEqual(['+12025550134', '+12025550133', '+12025550132', '+12025550131', '+12025550130']);
    expect(await client.calls.list({ from: '+12025550132' })).toHaveLength(1);
  });

  it('given TwiML with a relative action fail when it is needed: error 15004', async () => {
    rig.lab.phone(agentPhone).answers({ afterMs: 0 });
    await ringAgent({ url: undefined, twiml: '<Response><Gather numDigits="1" action="/keys"/></Response>' });
    await rig.pass(1);
    rig.lab.phone(agentPhone).call?.press('1');
    await rig.pass(1);
    expect(rig.lab.log).toMatchObject([{ code: 15004 }]);
  });

  it.each([
    ['a number of our own, which the lab does not connect', () => ({ to: line }), 'failed', 0],
    ['a relative sound, which has nothing to be relative to', () => ({ url: undefined, twiml: '<Response><Gather><Play>/a.wav</Play><Say>unheard</Say></Gather></Response>' }), 'in-progress', 15004],
  ])('to %s end in the log', async (_, more, status, code) => {
    rig.lab.phone(agentPhone).answers({ afterMs: 0 });
    const { sid } = await ringAgent(more());
    await rig.pass(2);
    expect(rig.lab.call(sid)?.status).toBe(status);
    expect(rig.lab.call(sid)?.words).not.toMatch(/unheard/);
    expect(rig.lab.log[0]).toMatchObject({ level: 'error', code });
  });

  it('last as long as TimeLimit says, from the answer on', async () => {
    rig.lab.phone(agentPhone).answers({ afterMs: 10_000 });
    const { sid } = await ringAgent({ timeLimit: 30 });
    await rig.pass(39);
    expect(rig.lab.call(sid)?.status).toBe('in-progress');
    await rig.pass(2);
    expect(rig.lab.call(sid)?.status).toBe('completed');
  });
});
