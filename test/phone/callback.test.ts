// Callbacks: promised in the hold loop, kept when it is the customer's turn, tried again where nobody is there.
import { expect } from 'vitest';
import type { Centre } from '../../src/centre/centre.ts';
import type { EscalationRecord } from '../../src/call/escalation.ts';
import { anaIsPromised, callbacks, expectEnded, isCalledBack, isPromised, picksUp, waits } from '../support/callbacks.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const elis = '+14155550124';

/** Amy has taken Ana's callback, and is told that Ana is called. */
async function amyCallsAna(world: World, before: () => void = () => undefined): Promise<{ ana: Person; amy: Person }> {
  const ana = await anaIsPromised(world);
  await world.signIn('amy');
  const amy = await world.agent('amy');
  await amy.answers();
  await amy.hears('press 1');
  before();
  await amy.presses('1');
  return { ana, amy };
}

/** Amy comes and keeps the promise. */
async function isKept(world: World, customer: Person): Promise<void> {
  await world.signIn('amy');
  await isCalledBack(customer, await world.agent('amy'));
}

stories('a callback', (story) => {
  story('is promised for a key, and kept: Amy hears it ring, Ana presses a key, and they talk', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.answers();
    await amy.hears(/a callback.*press 1 to call the customer/i);
    await amy.presses('1');
    await amy.hears('calling the customer');
    await amy.hears('ringing.wav');
    await picksUp(ana);
    await ana.doesNotHear(/case|in line/, 1);
    await ana.presses('5');
    await ana.talksWith(amy);
    await amy.hears('in the room');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await expectEnded(world, 'kept');
  });

  story('keeps the place: Ana, who hung up, is called before Eli, who came later and waits', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    await ana.staysSilent(30);
    const eli = await waits(world, 'Eli', elis);
    await isPromised(ana);
    await world.pass(60);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await eli.hangsUp();
    await expectEnded(world, 'kept');
  });

  story('is told by a busy phone: Amy is free in three seconds, and Ana is called again after five minutes', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    await ana.rings();
    await ana.declines();
    await amy.hears('phone is busy', 5);
    await world.pass(5);
    expect((await world.app.store.floor.agent('amy'))?.state).toBe('ready');
    await amy.isHungUpOn();
    await amy.isLeftAlone(4 * 60);
    await amy.takes(120);
    await picksUp(ana);
    await ana.presses('#');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    expect((await callbacks(world))[0]?.tries.map(({ why }) => why)).toEqual(['busy']);
    await expectEnded(world, 'kept');
  });

  /** A minute between tries. */
  const oftener = (sample: Centre): Centre => ({ ...sample, callbacks: { ...sample.callbacks, againS: { ...sample.callbacks.againS, 'no-answer': 60, 'mailbox': 60, 'hung-up': 60 } } });
  const inVain: readonly [string, RegExp, (ana: Person) => Promise<unknown>][] = [
    ['no-answer', /doesn.t answer/, (ana) => ana.rings()],
    ['mailbox', /mailbox answered/, async (ana) => {
      await picksUp(ana);
      await ana.hears('returning your call');
      await ana.hears('we will try again');
    }],
    ['hung-up', /could not be reached/, async (ana) => {
      await picksUp(ana);
      await ana.hangsUp();
    }],
  ];
  for (const [why, words, is] of inVain) {
    story(`is tried again after ${why}, and after three times it is an escalation`, async (world) => {
      const { ana, amy } = await amyCallsAna(world);
      for (let tries = 1; tries <= 3; tries++) {
        await is(ana);
        await amy.hears(words, 40);
        await amy.isHungUpOn();
        if (tries < 3) await amy.takes(3 * 60);
      }
      await amy.isLeftAlone(5 * 60);
      expect((await callbacks(world))[0]?.tries.map((each) => each.why)).toEqual([why, why, why]);
      expect(await world.journaled('callback-unreached')).toHaveLength(3);
      expect((await world.app.store.records.list<EscalationRecord>('escalation', { limit: 10 })).map(({ value }) => value.reason)).toEqual(['callback-unreached']);
      await expectEnded(world, 'escalated');
    }, { centre: oftener });
  }

  story('Amy hangs up while it rings: the phone stops, and Ben calls Ana at once', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    await ana.rings();
    await world.signIn('ben');
    await amy.hangsUp();
    await world.pass(1);
    expect(ana.call.over).toBe(true);
    const ben = await world.agent('ben');
    await ben.takes();
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(ben);
    await ana.hangsUp();
    await ben.hangsUp();
    expect((await callbacks(world))[0]?.tries).toEqual([]);
    await expectEnded(world, 'kept');
  });

  story('star does nothing while it rings, and leads to the menu as soon as Ana is there', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    await ana.rings();
    await amy.presses('*');
    await amy.doesNotHear('the caller hears music', 2);
    ana.call.pickUp();
    await ana.hears('returning your call');
    await amy.presses('*');
    await ana.presses('1');
    await ana.talksWith(amy);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await ana.hears('hold.wav');
    await amy.presses('6');
    await ana.hears('thank you for talking with us');
    await ana.isHungUpOn();
    await amy.hangsUp();
    await expectEnded(world, 'kept');
  });

  story('Amy hangs up while Ana hears who calls: Ana presses a key, and is brought to the next who is free', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    await picksUp(ana);
    await amy.hangsUp();
    await ana.presses('1');
    await ana.hears('has left the call', 3);
    await world.signIn('ben');
    const ben = await world.agent('ben');
    await ben.takes(60);
    await ana.talksWith(ben);
    await expectEnded(world, 'kept');
    await ana.hangsUp();
    await ben.hangsUp();
  });

  story('Ana gives up after that: she is called again', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    await picksUp(ana);
    await amy.hangsUp();
    await ana.presses('1');
    await ana.hears('has left the call', 3);
    await ana.hangsUp();
    await world.app.reception.presence('amy', 'ready');
    await amy.takes(60 * 60);
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    expect(await world.app.store.records.list('redial', { limit: 10 })).toEqual([]);
    await expectEnded(world, 'kept');
  });

  story('Amy passes it: Ben is asked, and nobody has rung Ana meanwhile', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy', 'ben');
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    await amy.answers();
    await amy.hears('press 1');
    await amy.presses('2');
    await ben.answers();
    await ben.hears('press 1');
    await ana.isLeftAlone(0);
    await ben.presses('1');
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(ben);
    await ana.hangsUp();
    await ben.hangsUp();
    await expectEnded(world, 'kept');
  });
});

stories('asking for a callback', (story) => {
  story('star leads back into the line, at the old place', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    await ana.staysSilent(20);
    const eli = await waits(world, 'Eli', elis);
    await ana.presses('3');
    await ana.hears('to go on waiting', 20);
    await ana.presses('*');
    await ana.hears('in line for Customer Care');
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await eli.hangsUp();
    await expectEnded(world);
  });

  story('who hangs up without a key is promised nothing', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    await ana.presses('3');
    await ana.hears('to confirm', 20);
    await ana.hangsUp();
    await expectEnded(world);
  });

  story('reads the number back, digit by digit', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    await ana.presses('3');
    await ana.hears(/call you back at 1 4 1 5/i, 20);
    await ana.hangsUp();
  });

  story('every webhook comes twice: she is promised one, and rung once', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 1_000 });
    const { ana, amy } = await amyCallsAna(world);
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    expect(await world.journaled('calling-back')).toHaveLength(1);
    await expectEnded(world, 'kept');
  });

  story('the same person has one for the same thing, however often they ask', async (world) => {
    const ana = await anaIsPromised(world);
    await waits(world, 'Ana', stranger);
    await ana.presses('3');
    await ana.hears('to confirm', 20);
    await ana.presses('1');
    await ana.hears('you have a callback for this already');
    await ana.isHungUpOn();
    await isKept(world, ana);
    await expectEnded(world, 'kept');
  });

  story('two from one number ask at once: one is promised, the other has it already', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    const bob = world.person('Bob', '+14155550125');
    await bob.dials(tollFree, { from: stranger });
    await bob.presses('2');
    await bob.hears('in line');
    for (const each of [ana, bob]) {
      await each.presses('3');
      await each.hears('to confirm', 20);
    }
    ana.call.press('1');
    bob.call.press('1');
    await ana.isHungUpOn(20);
    await bob.isHungUpOn(20);
    expect(await callbacks(world)).toHaveLength(1);
    await isKept(world, ana);
    await expectEnded(world, 'kept');
  });

  story('another number is keyed, read back and called', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    await ana.presses('3');
    await ana.hears('for another number, press 2', 20);
    await ana.presses('2');
    await ana.hears('enter the number');
    await ana.presses('4155550177#');
    await ana.hears(/call you back at 1 4 1 5/i);
    await ana.presses('1');
    await ana.isHungUpOn(20);
    await isKept(world, world.person("Ana's mobile", '+14155550177'));
    await expectEnded(world, 'kept');
  });

  story('who withholds their number is asked for one', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree, { withheld: true });
    await ana.presses('2');
    await ana.hears('in line for Customer Care');
    await ana.presses('3');
    await ana.hears('enter the number', 20);
    await ana.presses('14155550177#');
    await ana.hears('to confirm');
    await ana.presses('1');
    await ana.isHungUpOn(20);
    await isKept(world, world.person("Ana's mobile", '+14155550177'));
    await expectEnded(world, 'kept');
  });

  for (const [what, keys] of [['a premium number', '19005550123'], ['a country that we do not call', '0118765550123'], ['an emergency number', '911'], ['too few digits', '41555']] as const) {
    story(`${what} is refused, and after three of them she is back in line`, async (world) => {
      const ana = await waits(world, 'Ana', stranger);
      await ana.presses('3');
      await ana.hears('for another number', 20);
      await ana.presses('2');
      for (let tries = 1; tries <= 3; tries++) {
        await ana.hears('enter the number', 20);
        await ana.presses(`${keys}#`);
        await ana.hears("can't call that number");
      }
      await ana.hears('in line for Customer Care', 20);
      await ana.hangsUp();
      expect((await world.journaled('outgoing-refused')).map(({ use }) => use)).toEqual(['callback', 'callback', 'callback']);
      await expectEnded(world);
    });
  }
});

stories('a callback and the clock', (story) => {
  story('nobody is free for as long as she may stand in line: people see to it, and nobody is rung any more', async (world) => {
    await anaIsPromised(world);
    for (const id of ['dan', 'gus', 'kim']) (await world.agent(id)).ignores();
    await world.pass(39 * 60);
    expect(await world.app.store.records.list('escalation', { limit: 10 })).toEqual([]);
    await world.pass(60);
    expect((await world.app.store.records.list<EscalationRecord>('escalation', { limit: 10 })).map(({ value }) => value.reason)).toEqual(['callback-late']);
    await world.pass(20 * 60);
    await expectEnded(world, 'escalated');
  }, { errors: ['alarm'], centre: (sample) => ({ ...sample, callbacks: { ...sample.callbacks, withinS: 40 * 60 } }) });

  story('who asks before the day begins may be called for an hour, and then when it has begun, by the clock of the customer', async (world) => {
    const ana = await anaIsPromised(world);
    await world.pass(61 * 60);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toEqual([]);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.isLeftAlone(2 * 60);
    await amy.takes(5 * 60);
    expect(new Date(world.clock.now()).toISOString()).toMatch(/^2026-10-20T15:00/);
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await expectEnded(world, 'kept');
  }, { now: Date.UTC(2026, 9, 20, 13, 55) });

  story('who asks at night is called at night', async (world) => {
    const ana = await anaIsPromised(world);
    await isKept(world, ana);
    await expectEnded(world, 'kept');
  }, { now: Date.UTC(2026, 9, 20, 8) });
});

stories('a callback and a carrier in trouble', (story) => {
  story('the answer to the dial is lost: Ana is rung once all the same, and talks with Amy', async (world) => {
    const { ana, amy } = await amyCallsAna(world, () => world.lab.faults.rest({ do: 'reset', when: 'after', method: 'POST', path: '/Calls.json' }));
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await expectEnded(world, 'kept');
  });

  story('the carrier does nothing: Amy is told, and Ana is called again', async (world) => {
    const { ana, amy } = await amyCallsAna(world, () => world.lab.faults.rest({ do: 'reset', method: 'POST', path: '/Calls.json' }));
    await amy.hears('could not be reached', 60);
    await amy.isHungUpOn();
    await amy.takes(20 * 60);
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await expectEnded(world, 'kept');
  });
});

stories('calling in while a callback is open', (story) => {
  /** Ana was promised one half a minute before Eli came into the line, and calls in. */
  async function anaCallsIn(world: World): Promise<{ ana: Person; eli: Person }> {
    const ana = await waits(world, 'Ana', stranger);
    await ana.staysSilent(30);
    const eli = await waits(world, 'Eli', elis);
    await isPromised(ana);
    await world.pass(60);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('you have a callback for this already', 20);
    return { ana, eli };
  }

  story('1 means now: she has her place before Eli, and the promise is kept when they talk', async (world) => {
    const { ana, eli } = await anaCallsIn(world);
    await ana.presses('1');
    await ana.hears('you have kept your place');
    await ana.hears('in line for Customer Care');
    expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toHaveLength(2);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.answers();
    await amy.hears(/press 1 to take it/i);
    await amy.presses('1');
    await ana.talksWith(amy);
    await expectEnded(world, 'kept');
    await ana.hangsUp();
    await amy.hangsUp();
    await eli.hangsUp();
  });

  story('2 leaves it as it is', async (world) => {
    const { ana, eli } = await anaCallsIn(world);
    await ana.presses('2');
    await ana.isHungUpOn(20);
    await isKept(world, ana);
    await eli.hangsUp();
    await expectEnded(world, 'kept');
  });

  story('who gives up waiting is called all the same, before Eli, and no try is counted', async (world) => {
    const { ana, eli } = await anaCallsIn(world);
    await ana.presses('1');
    await ana.hears('in line for Customer Care');
    await ana.hangsUp();
    await isKept(world, ana);
    await eli.hangsUp();
    expect((await callbacks(world))[0]?.tries).toEqual([]);
    await expectEnded(world, 'kept');
  });

  story('while she is being called she is told to take that call', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    const bob = world.person('Bob', '+14155550125');
    await ana.rings();
    await bob.dials(tollFree, { from: stranger });
    await bob.presses('2');
    await bob.hears('you have a callback', 20);
    await bob.presses('1');
    await bob.hears('calling you at this moment');
    await bob.isHungUpOn(20);
    ana.call.pickUp();
    await ana.hears('returning your call');
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await expectEnded(world, 'kept');
  });
});

stories('the API and a callback', (story) => {
  const cancel = (world: World, id: string) => fetch(`${world.base}/api/v1/callbacks/${id}/cancel`, { method: 'POST', headers: { authorization: 'Bearer admin-token' } });

  story('lists it, and calls it off: Ana is not rung any more', async (world) => {
    const ana = await anaIsPromised(world);
    const { items } = (await (await world.api('/callbacks?state=open')).json()) as { items: { id: string; number: string; demand: string }[] };
    expect(items).toMatchObject([{ number: stranger, demand: 'care' }]);
    const floor = (await (await world.api('/floor')).json()) as { waiting: { callback?: boolean }[] };
    expect(floor.waiting).toMatchObject([{ callback: true }]);
    const answer = await cancel(world, items[0]?.id ?? '');
    expect([answer.status, ((await answer.json()) as { state: string }).state]).toEqual([200, 'declined']);
    await world.signIn('amy');
    await (await world.agent('amy')).isLeftAlone(60);
    await ana.isLeftAlone(0);
    await expectEnded(world, 'declined');
  });

  story('cannot call off what is under way', async (world) => {
    const { ana, amy } = await amyCallsAna(world);
    await ana.rings();
    const [one] = await callbacks(world);
    expect((await cancel(world, one?.id ?? '')).status).toBe(409);
    ana.call.pickUp();
    await ana.hears('returning your call');
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    expect((await cancel(world, one?.id ?? '')).status).toBe(409);
    expect((await cancel(world, 'no-such')).status).toBe(404);
    await expectEnded(world, 'kept');
  });
});

stories('three callbacks a day', (story) => {
  /** Amy comes, talks with Ana and goes again. */
  async function amyKeepsIt(world: World, ana: Person): Promise<void> {
    const amy = await world.agent('amy');
    await world.app.reception.presence('amy', 'ready');
    await amy.takes();
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await world.app.reception.presence('amy', 'away');
    await world.pass(60);
  }

  story('are all that a number gets: who asks for a fourth is told so, and another number will do', async (world) => {
    for (let nth = 1; nth <= 3; nth++) await amyKeepsIt(world, await anaIsPromised(world));
    const ana = await waits(world, 'Ana', stranger);
    await ana.presses('3');
    await ana.hears(/as often as we can today.*another number, press 2.*press star/i, 20);
    await ana.presses('*');
    await ana.hears('in line for Customer Care');
    await ana.presses('3');
    await ana.hears('another number, press 2', 20);
    await ana.presses('2');
    await ana.hears('enter the number');
    await ana.presses('4155550177#');
    await ana.hears('to confirm', 20);
    await ana.presses('1');
    await ana.isHungUpOn(20);
    await amyKeepsIt(world, world.person("Ana's mobile", '+14155550177'));
    await expectEnded(world, 'kept', 'kept', 'kept', 'kept');
  });

  story('the fourth was promised before the third was made: it is for people to see to', async (world) => {
    for (let nth = 1; nth <= 2; nth++) await amyKeepsIt(world, await anaIsPromised(world));
    const ana = await anaIsPromised(world);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('voicemail');
    await isPromised(ana);
    await amyKeepsIt(world, ana);
    await world.signIn('dan');
    const dan = await world.agent('dan');
    await dan.takes();
    await dan.hears('could not be reached');
    await dan.isHungUpOn();
    expect((await world.journaled('outgoing-refused')).map(({ why }) => why)).toEqual(['number-cap']);
    await expectEnded(world, 'kept', 'kept', 'kept', 'escalated');
  });
});
