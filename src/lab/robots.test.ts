import { describe, expect, it } from 'vitest';
import { accountSid, agentPhone, base, caller, createRig, line } from './rig.ts';
import type { RobotPolicy } from './robots.ts';

/** A caller waits in a room; the robot's phone is rung with a whisper that asks for 1. */
async function ring(policy: Partial<RobotPolicy> = {}, held = false) {
  const rig = createRig({
    '/voice': '<Dial><Conference endConferenceOnExit="true">r1</Conference></Dial>',
    '/whisper': '<Gather numDigits="1" action="/accept" timeout="5"><Say>A caller is waiting. Press 1 to take the call.</Say></Gather><Hangup/>',
    '/accept': '<Dial action="/wrap-up"><Conference>r1</Conference></Dial>',
    '/wrap-up': '<Gather numDigits="1" action="/ready"><Say>Press 1 when you are ready.</Say></Gather>',
    '/ready': '<Say>You are ready.</Say><Pause length="60"/>',
  });
  rig.lab.robots.put(agentPhone, policy);
  if (held) rig.lab.phone(agentPhone).hold();
  const call = rig.lab.phone(caller).dial(line);
  await rig.pass(1);
  await rig.lab.rest('POST', `/2010-04-01/Accounts/${accountSid}/Calls.json`, new URLSearchParams({ To: agentPhone, From: line, Url: `${base}/whisper` }));
  await rig.pass(0.1);
  return { ...rig, call, robot: rig.lab.phone(agentPhone).call ?? expect.fail('the robot\'s phone does not ring') };
}

describe('a robot that holds an agent\'s phone', () => {
  it('answers after a moment, listens, presses 1, talks, and presses 1 for ready once the caller has left', async () => {
    const { call, robot, pass, forms } = await ring();
    expect(robot.status).toBe('ringing');
    await pass(3);
    expect(robot.words).toMatch(/Press 1/);
    await pass(5);
    expect(robot.in).toBe('r1');
    expect(call.words).toMatch(/this is your engineer/);
    await pass(300);
    expect(robot.in).toBe('r1');
    call.hangUp();
    await pass(4);
    expect(forms('/ready')).toMatchObject([{ Digits: '1' }]);
    await pass(3);
    expect(robot.over).toBe(true);
  });

  it('hangs up by itself after as long as it is told', async () => {
    const { call, robot, pass } = await ring({ hangsUp: { afterMs: 20_000 } });
    await pass(15);
    expect(robot.in).toBe('r1');
    await pass(15);
    expect(robot.over).toBe(true);
    expect(call.over).toBe(false);
  });

  it('that presses nothing is like a mailbox: it never takes the call', async () => {
    const { robot, pass, forms } = await ring({ acceptKeys: '' });
    await pass(30);
    expect(robot.over).toBe(true);
    expect(forms('/accept')).toEqual([]);
  });

  it('stands back while a person holds the phone', async () => {
    const { robot, pass } = await ring({}, true);
    await pass(20);
    expect(robot.status).toBe('ringing');
  });
});
