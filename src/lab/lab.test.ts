import { describe, expect, it } from 'vitest';
import { agentPhone, base, caller, createRig, line } from './rig.ts';

describe('an incoming call', () => {
  it('hears the document of the line it dialled, and is hung up at its end', async () => {
    const { lab, pass, forms } = createRig({ '/voice': '<Say language="en-US">Welcome to support.</Say><Pause length="2"/><Say>Goodbye.</Say>' });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    expect(call).toMatchObject({ status: 'in-progress', in: 'document' });
    expect(call.heard.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([`ringing: ${line}`, 'say: Welcome to support.']);
    await pass(5);
    expect(call.words).toMatch(/Welcome[^]*Goodbye/);
    expect(call).toMatchObject({ status: 'completed', in: 'over' });
    expect(forms('/voice')[0]).toMatchObject({ CallSid: call.sid, From: caller, To: line, CallStatus: 'ringing', Direction: 'inbound', ApiVersion: '2010-04-01', FromCity: '' });
    // A number's own status callback is told of the end alone.
    expect(forms('/status')).toMatchObject([{ CallStatus: 'completed', SequenceNumber: '0' }]);
    expect(lab.log).toEqual([]);
    expect(lab.idle()).toBe(true);
  });

  it('is sent on by Redirect, relative to the document, and says in-progress from then on (page on Redirect)', async () => {
    const { lab, pass, forms } = createRig({ '/voice': '<Redirect>next?x=1</Redirect><Say>never</Say>', '/next': '<Say>arrived</Say>' });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    expect(call.words).toMatch(/arrived/);
    expect(call.words).not.toMatch(/never/);
    expect(forms('/next')).toMatchObject([{ CallStatus: 'in-progress' }]);
  });

  it('joins an agent in a room: the agent is rung over REST, presses 1, and both meet (pages on Call and Conference)', async () => {
    const { lab, pass, forms } = createRig({
      '/voice': '<Dial><Conference beep="false" endConferenceOnExit="true">r1</Conference></Dial>',
      '/whisper': '<Gather numDigits="1" action="/accept"><Say>A caller is waiting, press 1</Say></Gather><Hangup/>',
      '/accept': '<Dial action="/after"><Conference beep="false" statusCallback="/late">r1</Conference></Dial>',
      '/after': '<Say>The caller has left.</Say>',
    });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    lab.phone(agentPhone).answers({ afterMs: 3_000 });
    const answer = await lab.rest('POST', `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls.json`, new URLSearchParams({ To: agentPhone, From: line, Url: `${base}/whisper` }));
    expect(answer).toMatchObject({ status: 201, body: { status: 'ringing', direction: 'outbound-api' } });
    await pass(4);
    const agent = lab.phone(agentPhone).call;
    expect(agent?.words).toMatch(/press 1/);
    agent?.press('1');
    await pass(1);
    expect([call.in, agent?.in]).toEqual(['r1', 'r1']);
    call.speak(2, 'My router is down');
    expect(agent?.words).toMatch(/My router is down/);
    call.hangUp();
    await pass(1);
    expect(agent?.words).toMatch(/The caller has left/);
    expect(forms('/after')).toMatchObject([{ DialCallStatus: 'answered' }]);
    expect(lab.log).toEqual([]);
  });

  it('may be answered by a listener at once: what it presses while it is being told counts after that', async () => {
    const { lab, pass, forms } = createRig({ '/voice': '<Gather numDigits="1" action="/keys"><Say>Press one now please.</Say></Gather>', '/keys': '' });
    const call = lab.phone(caller).dial(line);
    call.on('heard', ({ kind }) => (kind === 'say' ? call.press('1') : undefined));
    await pass(1);
    expect(forms('/keys')).toMatchObject([{ Digits: '1' }]);
    expect(call.heard.at(-1)).toMatchObject({ kind: 'say', cut: true });
  });

  it('to a number that is nobody\'s is told so; one added later is answered', async () => {
    const { lab, pass } = createRig({ '/voice': '<Say>welcome</Say>' });
    const wrong = lab.phone(caller).dial('+442079460100');
    expect(wrong).toMatchObject({ status: 'failed', over: true });
    lab.addNumber({ number: '+442079460100', voiceUrl: `${base}/voice` });
    const right = lab.phone(caller).dial('+442079460100');
    await pass(1);
    expect(right.words).toMatch(/welcome/);
  });

  it('shows a withheld or another number where asked', async () => {
    const { lab, pass, forms } = createRig({ '/voice': '' });
    lab.phone(caller).dial(line, { withheld: true });
    lab.phone(caller).dial(line, { from: '+12025550177', forwardedFrom: '+12025550178' });
    await pass(1);
    expect(forms('/voice')).toMatchObject([{ From: 'anonymous', FromCountry: '' }, { From: '+12025550177', FromCountry: 'US', ForwardedFrom: '+12025550178' }]);
  });

  it('gives the same sids for the same seed', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => createRig({}, { seed }).lab.phone(caller).dial(line).sid);
    expect(one).toMatch(/^CA[0-9a-f]{32}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});
