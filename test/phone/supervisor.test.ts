// A supervisor's hand on the line: who is next, in which line, and how urgent. The caller only hears that the music goes on.
import { expect } from 'vitest';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

type Answer = { status: number; body: { before?: object; now?: object; ahead?: number; detail?: string } };

async function asks(world: World, call: string, act: string, body: object): Promise<Answer> {
  const response = await fetch(`${world.base}/api/v1/calls/${call}/${act}`, {
    method: 'POST', headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  const answer = { status: response.status, body: (await response.json()) as Answer['body'] };
  await world.pass(0);
  return answer;
}

/** Somebody asks for Customer Care, and stands in its line a moment later. */
async function waitsForCare(world: World, name: string, number: string): Promise<{ caller: Person; call: string }> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  await caller.hears('in line for Customer Care');
  const [call] = (await world.app.store.calls({ live: true, limit: 100 })).filter((each) => each.role === 'caller' && each.from.kind === 'number' && each.from.number === number);
  if (!call) throw new Error(`${name} is in no call`);
  return { caller, call: call.id };
}

/** The contact of Dan's case stands in the engineers' line, with Dan alone at first. */
async function waitsForDan(world: World): Promise<{ caller: Person; call: string }> {
  const caller = world.person('Ana', contact);
  await caller.dials(tollFree);
  await caller.presses(caseKeys);
  await caller.hears('in line for');
  const [call] = await world.app.store.calls({ live: true, limit: 1 });
  return { caller, call: call?.id ?? '' };
}

/** Whoever is being rung picks up. */
async function takesAtLast(agent: Person, caller: Person): Promise<void> {
  agent.call.pickUp();
  await agent.hears('press 1');
  await agent.presses('1');
  await caller.talksWith(agent);
  await caller.hangsUp();
  await isReadyAgain(agent);
}

async function isReadyAgain(agent: Person): Promise<void> {
  await agent.hears('press 1');
  await agent.presses('1');
  await agent.isHungUpOn();
}

async function takesAndEnds(agent: Person, caller: Person): Promise<void> {
  await agent.takes(10);
  await caller.talksWith(agent);
  await caller.hangsUp();
  await isReadyAgain(agent);
}

stories('a supervisor who gives a caller another priority', (story) => {
  story('brings Bea before Ana, who came earlier, and both hear their music go on', async (world) => {
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    const { status, body } = await asks(world, bea.call, 'priority', { priority: 'P2' });
    expect([status, body]).toEqual([200, { call: bea.call, before: { priority: 'P4', demand: 'care' }, now: { priority: 'P2', demand: 'care' }, ahead: 0 }]);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await takesAndEnds(amy, bea.caller);
    await takesAndEnds(amy, ana.caller);
    expect(await world.journaled('priority-set')).toMatchObject([{ call: bea.call, from: 'P4', to: 'P2', by: 'admin' }]);
  });

  story('once more changes nothing, and setting it back restores the old order', async (world) => {
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    await asks(world, bea.call, 'priority', { priority: 'P2' });
    const again = await asks(world, bea.call, 'priority', { priority: 'P2' });
    expect(again).toMatchObject({ status: 200, body: { before: { priority: 'P2' }, now: { priority: 'P2' } } });
    expect(await world.journaled('priority-set')).toHaveLength(1);
    await asks(world, bea.call, 'priority', { priority: 'P4' });
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await takesAndEnds(amy, ana.caller);
    await takesAndEnds(amy, bea.caller);
  });

  story('makes Ana a P1: more phones ring for her at once, and the priority goes along to another line', async (world) => {
    await world.signIn('amy', 'ben');
    const amy = await world.agent('amy');
    const ben = await world.agent('ben');
    const ana = await waitsForCare(world, 'Ana', stranger);
    await amy.rings(2);
    await ben.isLeftAlone(2);
    await asks(world, ana.call, 'priority', { priority: 'P1' });
    await ben.takes(3);
    await ana.caller.talksWith(ben);
    await amy.isHungUpOn(3);
    await ana.caller.hangsUp();
    await isReadyAgain(ben);
  });

  story('makes Ana a P1: nobody is waited for alone any more, and dialling again she is one still', async (world) => {
    await world.signIn('dan', 'pia');
    const [dan, pia] = [await world.agent('dan'), await world.agent('pia')];
    const ana = await waitsForDan(world);
    await dan.rings(2);
    await pia.isLeftAlone(3);
    await asks(world, ana.call, 'priority', { priority: 'P1' });
    await pia.rings(2);
    await ana.caller.hangsUp();
    await Promise.all([dan.isHungUpOn(3), pia.isHungUpOn(3)]);
    await ana.caller.dials(tollFree);
    await ana.caller.presses(caseKeys);
    await ana.caller.hears('you have kept your place');
    await Promise.all([dan.rings(3), pia.rings(3)]);
    await takesAtLast(pia, ana.caller);
    await dan.isHungUpOn(3);
  });

  story('makes Ana a P1 and then a P3: only the phones that ring for a P3 go on', async (world) => {
    await world.signIn('dan', 'pia');
    const [dan, pia] = [await world.agent('dan'), await world.agent('pia')];
    const ana = await waitsForDan(world);
    await dan.rings(2);
    await asks(world, ana.call, 'priority', { priority: 'P1' });
    await pia.rings(2);
    await asks(world, ana.call, 'priority', { priority: 'P3' });
    await pia.isHungUpOn(1);
    await takesAtLast(dan, ana.caller);
    expect(await world.journaled('summoned')).toEqual([]);
  });

  story('makes Ana a P1: she is not sent away, however long she waits', async (world) => {
    const ana = await waitsForDan(world);
    await asks(world, ana.call, 'priority', { priority: 'P1' });
    await ana.caller.doesNotHear('waited so long', 150);
    await ana.caller.hangsUp();
  }, { centre: (sample) => ({ ...sample, demands: { ...sample.demands, engineer: { ...sample.demands['engineer']!, limit: { waitS: 60 } } } }) });
});

stories('a supervisor who sends a caller to another line', (story) => {
  story('has Ana answered by the engineers she is sent to, with the time she has waited', async (world) => {
    const ana = await waitsForCare(world, 'Ana', contact);
    await ana.caller.staysSilent(30);
    const before = await world.app.store.floor.waits();
    const moved = await asks(world, ana.call, 'move', { demand: 'logistics' });
    expect(moved).toMatchObject({ status: 200, body: { before: { demand: 'care' }, now: { demand: 'logistics' } } });
    const after = await world.app.store.floor.waits();
    expect(after.map(({ joined }) => joined)).toEqual(before.map(({ joined }) => joined));
    expect(await world.journaled('moved')).toMatchObject([{ call: ana.call, from: 'care', to: 'logistics', by: 'admin' }]);
    await world.signIn('otto');
    const otto = await world.agent('otto');
    await takesAndEnds(otto, ana.caller);
  });

  story('stops the phone that rings for the old line, and the new line is rung instead', async (world) => {
    await world.signIn('amy', 'otto');
    const amy = await world.agent('amy');
    const otto = await world.agent('otto');
    const ana = await waitsForCare(world, 'Ana', stranger);
    await amy.rings(2);
    await asks(world, ana.call, 'move', { demand: 'logistics' });
    await amy.isHungUpOn(2);
    await takesAndEnds(otto, ana.caller);
  });

  story('does not ring a phone again that rings already, and may go on', async (world) => {
    await world.signIn('dan', 'june');
    const [dan, june] = [await world.agent('dan'), await world.agent('june')];
    const ana = await waitsForDan(world);
    await dan.rings(2);
    await asks(world, ana.call, 'move', { demand: 'p1' });
    await june.isLeftAlone(5);
    await takesAtLast(dan, ana.caller);
    expect(await world.journaled('offered')).toHaveLength(1);
  });

  story('sends her back with the same words, and twice the same changes nothing', async (world) => {
    const ana = await waitsForCare(world, 'Ana', stranger);
    await asks(world, ana.call, 'move', { demand: 'logistics' });
    await asks(world, ana.call, 'move', { demand: 'logistics' });
    expect(await world.journaled('moved')).toHaveLength(1);
    expect(await asks(world, ana.call, 'move', { demand: 'care' })).toMatchObject({ body: { now: { demand: 'care' } } });
    await world.signIn('amy');
    await takesAndEnds(await world.agent('amy'), ana.caller);
  });
});

stories('a supervisor who says who takes a caller next', (story) => {
  story('has Bea put through to Otto before Ana, who came earlier', async (world) => {
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    await asks(world, ana.call, 'move', { demand: 'logistics' });
    await world.signIn('otto');
    const otto = await world.agent('otto');
    await otto.takes(5);
    await ana.caller.talksWith(otto);
    const cal = await waitsForCare(world, 'Cal', '+14155550103');
    await asks(world, cal.call, 'move', { demand: 'logistics' });
    const picked = await asks(world, bea.call, 'pick', { agent: 'otto' });
    expect(picked).toMatchObject({ status: 200, body: { before: { demand: 'care' }, now: { demand: 'care', picked: 'otto' }, ahead: 0 } });
    await ana.caller.hangsUp();
    await isReadyAgain(otto);
    await takesAndEnds(otto, bea.caller);
    await takesAndEnds(otto, cal.caller);
    expect(await world.journaled('picked')).toMatchObject([{ call: bea.call, for: 'otto', by: 'admin' }]);
    const offered = (await world.journaled('offered')).find(({ call }) => call === bea.call);
    expect(offered).toMatchObject({ agent: 'otto', because: 'the agent became free', others: [{ call: cal.call, why: 'further-back' }] });
  });

  story('finds Bea back at her old place when Otto passes, and he is not rung for her again at once', async (world) => {
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    const before = (await world.app.store.floor.waits()).find(({ call }) => call === bea.call);
    await world.signIn('otto');
    const otto = await world.agent('otto');
    await asks(world, bea.call, 'pick', { agent: 'otto' });
    await otto.answers(3);
    await otto.hears('press 1');
    await otto.presses('2');
    await otto.isHungUpOn();
    await otto.isLeftAlone(10);
    const after = (await world.app.store.floor.waits()).find(({ call }) => call === bea.call);
    expect(after).toMatchObject({ rank: before?.rank, joined: before?.joined, steps: before?.steps, classes: before?.classes });
    expect(await world.journaled('pick-over')).toMatchObject([{ call: bea.call, for: 'otto', why: 'not-taken' }]);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await takesAndEnds(amy, ana.caller);
    await takesAndEnds(amy, bea.caller);
  });

  story('finds Bea back when the phone only rings, or when the one picked goes away', async (world) => {
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    await world.signIn('otto');
    const otto = (await world.agent('otto')).ignores();
    await asks(world, bea.call, 'pick', { agent: 'otto' });
    await world.pass(40);
    expect(await world.journaled('pick-over')).toMatchObject([{ why: 'not-taken' }]);
    expect(otto.isConnected()).toBe(false);
    await world.signIn('ben');
    const ben = await world.agent('ben');
    await ben.takes(3);
    await bea.caller.talksWith(ben);
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    await asks(world, ana.call, 'pick', { agent: 'ben' });
    await world.app.reception.presence('ben', 'away');
    await bea.caller.hangsUp();
    await ben.hangsUp();
    await world.pass(150);
    expect((await world.journaled('pick-over')).at(-1)).toMatchObject({ call: ana.call, for: 'ben', why: 'away' });
    await world.signIn('amy');
    await takesAndEnds(await world.agent('amy'), ana.caller);
  });

  story('calls it off again, and Bea is served in her turn', async (world) => {
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    await world.signIn('otto', 'kim');
    const otto = await world.agent('otto');
    await asks(world, bea.call, 'pick', { agent: 'otto' });
    await otto.rings(2);
    expect(await asks(world, bea.call, 'pick', { agent: null })).toMatchObject({ status: 200, body: { before: { picked: 'otto' }, now: { demand: 'care' } } });
    await otto.isHungUpOn(2);
    await world.signIn('amy');
    await takesAndEnds(await world.agent('amy'), bea.caller);
  });

  story('of a P1 leaves it to everybody else too', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const first = await waitsForCare(world, 'Ana', '+14155550101');
    await amy.takes(3);
    await first.caller.talksWith(amy);
    const bea = await waitsForCare(world, 'Bea', '+14155550102');
    await asks(world, bea.call, 'priority', { priority: 'P1' });
    await asks(world, bea.call, 'pick', { agent: 'amy' });
    await world.signIn('ben');
    const ben = await world.agent('ben');
    await takesAndEnds(ben, bea.caller);
    await first.caller.hangsUp();
    await isReadyAgain(amy);
  });
});

stories('what a supervisor cannot do', (story) => {
  story('is told with its reason, and nothing changes', async (world) => {
    const ana = await waitsForCare(world, 'Ana', stranger);
    const wrong: [string, string, object, number, RegExp][] = [
      ['no-such-call', 'priority', { priority: 'P1' }, 404, /there is no call no-such-call/],
      [ana.call, 'priority', { priority: 'P9' }, 422, /#\/priority/],
      [ana.call, 'move', { demand: 'logistic' }, 422, /did you mean 'logistics'/],
      [ana.call, 'pick', { agent: 'oto' }, 422, /did you mean 'otto'/],
      [ana.call, 'pick', { agent: 'otto' }, 409, /otto is offline; set them ready first/],
    ];
    for (const [call, act, body, status, detail] of wrong) {
      const answer = await asks(world, call, act, body);
      expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
    }
    await ana.caller.hangsUp();
    expect(await asks(world, ana.call, 'priority', { priority: 'P1' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('stands in no line') as string } });
    for (const kind of ['priority-set', 'moved', 'picked']) expect(await world.journaled(kind)).toEqual([]);
  });

  story('is to take Ana away from Amy, who presses 1 at that moment', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const ana = await waitsForCare(world, 'Ana', stranger);
    await amy.answers(3);
    await amy.hears('press 1');
    amy.call.press('1');
    const [moved] = await Promise.all([asks(world, ana.call, 'move', { demand: 'escalation-managers' }), world.pass(0.3)]);
    expect([200, 409]).toContain(moved.status);
    if (moved.status === 409) await ana.caller.talksWith(amy);
    await ana.caller.hangsUp();
    if (moved.status === 409) await isReadyAgain(amy);
    else await amy.isHungUpOn(5);
  });
});
