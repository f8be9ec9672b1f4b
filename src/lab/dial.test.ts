import { describe, expect, it } from 'vitest';
import { accountSid, agentPhone, base, caller, createRig, line, type Reply } from './rig.ts';

const otherCaller = '+12025550102';
const path = (rest: string) => `/2010-04-01/Accounts/${accountSid}/${rest}`;
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

/** Two phones dial the same room. */
async function roomOfTwo(first: string, second = '<Dial action="/left"><Conference beep="false">r1</Conference></Dial>', more: Record<string, Reply> = {}) {
  const rig = createRig({ '/voice': (fields) => (fields.get('From') === caller ? first : second), '/left': '<Say>You have left the room.</Say><Pause length="60"/>', '/room': '', ...more });
  const one = rig.lab.phone(caller).dial(line);
  await rig.pass(1);
  const other = rig.lab.phone(otherCaller).dial(line);
  await rig.pass(1);
  return { ...rig, one, other };
}

const room = (attributes = '', dial = '') => `<Dial action="/left" ${dial}><Conference beep="false" ${attributes}>r1</Conference></Dial>`;

describe('a room (page on Conference)', () => {
  it('carries no keys: whatever is pressed inside reaches nobody', async () => {
    const { one, other, pass, asked } = await roomOfTwo(room(), '<Dial><Conference beep="false">r1</Conference></Dial>');
    const before = asked.length;
    const heard = other.heard.length;
    one.press('0123456789*#');
    other.press('*#1');
    await pass(10);
    expect([one.in, other.in]).toEqual(['r1', 'r1']);
    expect(asked).toHaveLength(before);
    expect(other.heard).toHaveLength(heard);
  });

  it('keeps no keys either for the Gather after it, even where keys between Gathers are kept', async () => {
    const { one, lab, pass, forms } = await roomOfTwo(room('', 'hangupOnStar="true"'), room(), { '/left': '<Gather action="/keys" timeout="2"/>', '/keys': '' });
    lab.faults.keysBetweenGathers = 'kept';
    one.press('12*');
    await pass(10);
    expect(forms('/left')).toHaveLength(1);
    expect(forms('/keys')).toEqual([]);
  });

  it('lets out with * the one whose Dial says hangupOnStar, and that one alone', async () => {
    const { one, other, pass, forms } = await roomOfTwo(room('', 'hangupOnStar="true"'));
    one.press('7*');
    await pass(1);
    expect(one).toMatchObject({ in: 'document', status: 'in-progress' });
    expect(one.words).toMatch(/left the room/);
    expect(other.in).toBe('r1');
    expect(forms('/left')).toMatchObject([{ CallSid: one.sid, DialCallStatus: 'answered' }]);
    // The page on Dial: neither the child's sid nor a duration are sent for conferences.
    expect(forms('/left')[0]).not.toHaveProperty('DialCallSid');
  });

  it('plays music to one alone and starts with the second', async () => {
    const { one, other } = await roomOfTwo(room());
    expect(one.heard.map(({ kind }) => kind)).toEqual(['ringing', 'music', 'room']);
    expect(other.heard.map(({ kind }) => kind)).toEqual(['ringing', 'room']);
  });

  it('does not start before one comes whose startConferenceOnEnter is true', async () => {
    const { one, other, lab } = await roomOfTwo(room('startConferenceOnEnter="false"'), room('startConferenceOnEnter="false"'));
    expect([one, other].map(({ heard }) => heard.at(-1)?.kind)).toEqual(['music', 'music']);
    expect(lab.room('r1')?.status).toBe('init');
  });

  it('plays the document of waitUrl once, and again only by its own Redirect', async () => {
    const rig = createRig({ '/voice': '<Dial><Conference waitUrl="/wait" beep="false">r1</Conference></Dial>', '/wait': '<Say>Please wait.</Say><Pause length="4"/><Redirect>/wait</Redirect>' });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(9);
    expect(call.words.match(/Please wait/g)).toHaveLength(2);
    expect(rig.forms('/wait')[0]).toMatchObject({ CallSid: call.sid, FriendlyName: 'r1' });
  });

  it('cuts the wait document off when it starts, and waits in silence where waitUrl is empty', async () => {
    const { one } = await roomOfTwo(room('waitUrl="/wait"'), room(), { '/wait': '<Say>A very long text while you wait for the other one to come.</Say>' });
    expect(one.heard.map(({ kind, cut }) => [kind, cut])).toEqual([['ringing', undefined], ['say', true], ['room', undefined]]);
    const silent = await roomOfTwo(room('waitUrl=""'));
    expect(silent.one.heard.map(({ kind }) => kind)).toEqual(['ringing', 'silence', 'room']);
  });

  it('ends for all when one leaves whose endConferenceOnExit is true; each goes on at its own action', async () => {
    const { one, other, pass, forms, lab } = await roomOfTwo(room('endConferenceOnExit="true"'));
    one.hangUp();
    await pass(1);
    expect(other.words).toMatch(/left the room/);
    expect(forms('/left')).toMatchObject([{ CallSid: other.sid, DialCallStatus: 'answered' }]);
    expect(lab.rooms()).toMatchObject([{ status: 'completed', endReason: 'participant-with-end-conference-on-exit-left', endedBy: one.sid }]);
  });

  it('tells only where the first participant asked it to, in order', async () => {
    const first = room('statusCallback="/room" statusCallbackEvent="start end join leave mute hold"');
    const { one, other, pass, forms } = await roomOfTwo(first, room('statusCallback="/second" statusCallbackEvent="join"'));
    one.hangUp();
    await pass(1);
    other.hangUp();
    await pass(1);
    expect(forms('/room').map((fields) => fields['StatusCallbackEvent'])).toEqual(['participant-join', 'participant-join', 'conference-start', 'participant-leave', 'participant-leave', 'conference-end']);
    expect(forms('/room').map((fields) => fields['SequenceNumber'])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(forms('/room')[3]).toMatchObject({ CallSid: one.sid, ReasonParticipantLeft: 'participant_hung_up', FriendlyName: 'r1' });
    expect(forms('/room')[5]).toMatchObject({ ReasonConferenceEnded: 'last-participant-left', CallSidEndingConference: other.sid });
    expect(forms('/second')).toEqual([]);
  });

  it('refuses a label that is there already with error 16025, and the next verb runs', async () => {
    const { other, lab, forms } = await roomOfTwo(room('participantLabel="ana"'), `${room('participantLabel="ana"')}<Say>no room for you</Say>`);
    expect(other.words).toMatch(/no room for you/);
    expect(lab.log).toMatchObject([{ code: 16025 }]);
    expect(forms('/left')).toEqual([]);
  });

  it('is left at the time limit of the Dial', async () => {
    const { one, pass } = await roomOfTwo(room('', 'timeLimit="10"'));
    await pass(12);
    expect(one.words).toMatch(/left the room/);
  });

  it('is not set up when its wait document fails', async () => {
    const { one, lab, forms } = await roomOfTwo(room('waitUrl="/none"'));
    expect(one.words).toMatch(/left the room/);
    expect(forms('/left')).toMatchObject([{ DialCallStatus: 'failed' }]);
    expect(lab.log).toMatchObject([{ code: 11200 }]);
  });
});

describe('a leg redirected over REST while it dials', () => {
  it('still asks its Dial action, and nobody obeys the answer (changelog on Dial behaviour; facts page §2.2)', async () => {
    const { one, other, lab, pass, forms, on } = await roomOfTwo(room());
    on('/new', '<Say>Somewhere else.</Say><Pause length="60"/>');
    await lab.rest('POST', path(`Calls/${one.sid}.json`), form({ Url: `${base}/new` }));
    await pass(3);
    expect(forms('/left')).toMatchObject([{ CallSid: one.sid, DialCallStatus: 'answered' }]);
    expect(one.words).toMatch(/Somewhere else/);
    expect(one.words).not.toMatch(/left the room/);
    expect(other.in).toBe('r1');
  });

  it('takes the others with it when its endConferenceOnExit is true', async () => {
    const { one, other, lab, pass } = await roomOfTwo(room('endConferenceOnExit="true"'));
    await lab.rest('POST', path(`Calls/${one.sid}.json`), form({ Twiml: '<Response><Say>Moved.</Say></Response>' }));
    await pass(1);
    expect(one.words).toMatch(/Moved/);
    expect(other.words).toMatch(/left the room/);
  });
});

describe('a caller who hangs up in a Dial', () => {
  it.each([[false, 0], [true, 1]])('asks the action or not, as the switch says: %s', async (dialActionOnHangUp, times) => {
    const { one, lab, pass, forms } = await roomOfTwo(room());
    lab.faults.dialActionOnHangUp = dialActionOnHangUp;
    one.hangUp();
    await pass(1);
    expect(forms('/left')).toHaveLength(times);
  });
});

describe('Dial Number (pages on Dial and Number)', () => {
  const dialling = async (document: string, more: Record<string, Reply> = {}) => {
    const rig = createRig({ '/voice': document, '/after': '<Say>The other side is gone.</Say>', ...more });
    const call = rig.lab.phone(caller).dial(line);
    await rig.pass(1);
    return { ...rig, call, agent: rig.lab.phone(agentPhone) };
  };

  it('bridges with the first to pick up; the others stop ringing', async () => {
    const { call, agent, lab, pass, forms } = await dialling(`<Dial action="/after"><Number>${agentPhone}</Number><Number>${otherCaller}</Number></Dial>`);
    expect(agent.call).toMatchObject({ status: 'ringing', from: caller, direction: 'outbound-dial' });
    agent.call?.pickUp();
    await pass(5);
    expect([call.in, agent.call?.in, lab.phone(otherCaller).calls[0]?.status]).toEqual(['bridge', 'bridge', 'canceled']);
    const { sid } = agent.call ?? {};
    agent.call?.hangUp();
    await pass(1);
    expect(forms('/after')).toMatchObject([{ DialCallStatus: 'completed', DialCallSid: sid, DialBridged: 'true', DialCallDuration: '5' }]);
    expect(call.words).toMatch(/other side is gone/);
  });

  it('ends five seconds after its timeout when nobody picks up, as Twilio always adds them', async () => {
    const { pass, forms } = await dialling(`<Dial action="/after" timeout="10"><Number>${agentPhone}</Number></Dial>`);
    await pass(13.9);
    expect(forms('/after')).toEqual([]);
    await pass(0.2);
    expect(forms('/after')).toMatchObject([{ DialCallStatus: 'no-answer', DialBridged: 'false' }]);
  });

  it('fails where the caller id is neither of this call nor ours', async () => {
    const { forms, lab, agent } = await dialling(`<Dial action="/after" callerId="+12025550199"><Number>${agentPhone}</Number></Dial>`);
    expect(forms('/after')).toMatchObject([{ DialCallStatus: 'failed' }]);
    expect(lab.log).toMatchObject([{ code: 13214 }]);
    expect(agent.calls).toEqual([]);
  });

  it('rings one after another where it is sequential', async () => {
    const { agent, lab, pass, call } = await dialling(`<Dial sequential="true"><Number>${agentPhone}</Number><Number>${otherCaller}</Number></Dial>`);
    agent.call?.decline();
    await pass(1);
    expect(lab.phone(otherCaller).call?.status).toBe('ringing');
    lab.phone(otherCaller).call?.pickUp();
    await pass(1);
    expect(call.in).toBe('bridge');
  });

  it('bridges at the end of the whisper whether or not a key came, unless it hangs up (facts page §2.3)', async () => {
    const whisper = '<Gather numDigits="1" action="/accept"><Say>press 1</Say></Gather>';
    const dial = `<Dial><Number url="/whisper">${agentPhone}</Number></Dial>`;
    const open = await dialling(dial, { '/whisper': whisper, '/accept': '' });
    open.agent.call?.pickUp();
    await open.pass(20);
    expect(open.call.in).toBe('bridge');
    const shut = await dialling(`${dial}<Say>nobody took it</Say>`, { '/whisper': `${whisper}<Hangup/>`, '/accept': '' });
    shut.agent.call?.pickUp();
    await shut.pass(20);
    expect(shut.call.words).toMatch(/nobody took it/);
  });

  it('ends the whisper when the caller hangs up, and bridges nobody', async () => {
    const { call, agent, pass } = await dialling(`<Dial><Number url="/whisper">${agentPhone}</Number></Dial>`, { '/whisper': '<Say>A caller is waiting for you.</Say>' });
    agent.call?.pickUp();
    await pass(1);
    call.hangUp();
    await pass(10);
    expect(agent.calls).toMatchObject([{ status: 'completed', in: 'over' }]);
    expect(agent.calls[0]?.heard.map(({ kind }) => kind)).toEqual(['say']);
  });

  it('refuses a Dial inside a whisper (error 13201)', async () => {
    const { agent, lab, pass } = await dialling(`<Dial><Number url="/whisper">${agentPhone}</Number></Dial>`, { '/whisper': '<Dial>+12025550120</Dial>' });
    agent.call?.pickUp();
    await pass(1);
    expect(lab.log).toMatchObject([{ code: 13201 }]);
  });

  it('leaves the caller ringing until the bridge with answerOnBridge', async () => {
    const { call, agent, pass } = await dialling(`<Dial answerOnBridge="true"><Number>${agentPhone}</Number></Dial>`);
    expect(call.status).toBe('ringing');
    agent.call?.pickUp();
    await pass(1);
    expect(call.status).toBe('in-progress');
  });

  it('goes on at the caller\'s action when the dialled leg is redirected', async () => {
    const { call, agent, lab, pass } = await dialling(`<Dial action="/after"><Number>${agentPhone}</Number></Dial>`);
    agent.call?.pickUp();
    await pass(1);
    const leg = agent.call;
    await lab.rest('POST', path(`Calls/${leg?.sid}.json`), form({ Twiml: '<Response><Say>taken away</Say></Response>' }));
    await pass(1);
    expect(leg?.words).toMatch(/taken away/);
    expect(call.words).toMatch(/other side is gone/);
  });

  it('stops ringing when the caller hangs up', async () => {
    const { call, agent, pass } = await dialling(`<Dial><Number>${agentPhone}</Number></Dial>`);
    call.hangUp();
    await pass(1);
    expect(agent.calls).toMatchObject([{ status: 'canceled', over: true }]);
  });
});

describe('verbs that come first', () => {
  it.each([
    ['Reject leaves the call unanswered', '<Reject/>', 'no-answer'],
    ['Reject as busy', '<Reject reason="busy"/>', 'busy'],
  ])('%s (page on Reject)', async (_, document, status) => {
    const { lab, pass } = createRig({ '/voice': document });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    expect(call.status).toBe(status);
  });

  it('Pause delays the answer (page on Pause)', async () => {
    const { lab, pass } = createRig({ '/voice': '<Pause length="3"/><Say>hello</Say>' });
    const call = lab.phone(caller).dial(line);
    await pass(2);
    expect(call.status).toBe('ringing');
    await pass(1.2);
    expect(call.status).toBe('in-progress');
  });
});
