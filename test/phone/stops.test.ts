// Callers who hang up while phones ring for them: those stop within a second, and none rings afterwards.
import { expect } from 'vitest';
import type { Person } from '../support/person.ts';
import { stranger, tollFree } from '../support/scenes.ts';
import type { StoryStore } from '../support/stores.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** Five in London, nine in Los Angeles: engineers work in both. */
const bothOpen = Date.UTC(2026, 9, 20, 16);
const care = ['amy', 'ben', 'chi'];

/** Asks for Customer Care, and joins its line at this moment. */
async function asksForCare(world: World, name = 'Ana', number = stranger): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('connecting you with Customer Care');
}

/** The carrier's first news of a leg does not come through, and the next comes late. */
function newsIsLate(world: World): void {
  world.lab.faults.webhook({ do: 'lose', on: 'status', params: { CallStatus: 'initiated' }, times: 5 });
  world.lab.faults.webhook({ do: 'delay', ms: 3_000, on: 'status', params: { CallStatus: 'ringing' } });
}

/** Every leg the carrier was ever asked for, whatever became of it. */
const dialled = (world: World): number => world.lab.calls().filter(({ direction }) => direction !== 'inbound').length;

stories('a caller hangs up while phones ring', (story) => {
  story('the phone stops within a second, its agent is free again, and gets the next caller', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const ana = await asksForCare(world);
    await amy.rings(2);
    await ana.hangsUp();
    await amy.isHungUpOn(1);
    const eli = await asksForCare(world, 'Eli', '+14155550124');
    await amy.takes(5);
    await eli.talksWith(amy);
    await eli.hangsUp();
    await amy.hangsUp();
  });

  story('an agent who picked up and still listens hears that the call has ended, and no more', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const ana = await asksForCare(world);
    await amy.answers(2);
    await amy.hears('press 1');
    await ana.hangsUp();
    await amy.isHungUpOn(1);
    expect(await world.journaled('taken')).toEqual([]);
  });

  story('a P1: every phone of the hunt stops within a second', async (world) => {
    const engineers = ['dan', 'gus', 'hana'];
    await world.signIn(...engineers);
    const bea = world.person('Bea', '+442079460123');
    await bea.dials(tollFree);
    await bea.presses('202411180007#');
    const ringing: Person[] = [];
    for (let waited = 0; waited < 25 && ringing.length < 2; waited++) {
      await world.pass(1);
      ringing.length = 0;
      for (const id of engineers) {
        const engineer = await world.agent(id);
        if (engineer.phone.call?.status === 'ringing') ringing.push(engineer);
      }
    }
    expect(ringing.length).toBeGreaterThan(1);
    for (const engineer of ringing) await engineer.rings(0);
    await bea.hangsUp();
    await world.pass(1);
    expect(ringing.map(({ phone }) => phone.call)).toEqual(ringing.map(() => undefined));
  }, { now: bothOpen });

  story('whoever waits in the dial line: no phone rings for those who have gone meanwhile', async (world) => {
    await world.signIn(...care);
    const callers = [await asksForCare(world), await asksForCare(world, 'Bob', '+14155550125'), await asksForCare(world, 'Cal', '+14155550126')];
    const [ana, bob, cal] = callers as [Person, Person, Person];
    const [amy, ben, chi] = [await world.agent('amy'), await world.agent('ben'), await world.agent('chi')];
    await amy.rings(1);
    await bob.hangsUp();
    await cal.hangsUp();
    await world.pass(8);
    expect(dialled(world)).toBe(1);
    await ben.isLeftAlone(0);
    await chi.isLeftAlone(0);
    await ana.hangsUp();
    await amy.isHungUpOn(1);
    expect(dialled(world)).toBe(1);
  }, { callsPerSecond: 0.08 });

  story('a slot in the dial line that nobody needs any more is the next caller\'s', async (world) => {
    await world.signIn(...care);
    const ana = await asksForCare(world);
    const amy = await world.agent('amy');
    await amy.rings(1);
    const bob = await asksForCare(world, 'Bob', '+14155550125');
    const cal = await asksForCare(world, 'Cal', '+14155550126');
    await bob.hangsUp();
    const ben = await world.agent('ben');
    await ben.takes(6);
    await cal.talksWith(ben);
    for (const person of [ana, cal, ben]) await person.hangsUp();
    await amy.isHungUpOn(1);
  }, { callsPerSecond: 0.08 });

  story('a slot in the dial line goes to whoever stands first', async (world) => {
    await world.signIn(...care);
    for (const agent of care) (await world.agent(agent)).ignores();
    const callers: Person[] = [];
    for (const [name, number] of [['Ana', '+14155550201'], ['Bob', '+14155550202'], ['Cal', '+14155550203']] as const) callers.push(await asksForCare(world, name, number));
    await world.pass(15);
    const offered = (await world.journaled('offered')).map(({ call }) => call);
    expect(offered).toEqual((await world.journaled('joined')).map(({ call }) => call));
    for (const caller of callers) await caller.hangsUp();
  }, { callsPerSecond: 0.2 });

  story('the carrier is busy when we ask for a leg: it is not asked again once the caller has gone', async (world) => {
    world.lab.faults.rest({ do: '429', method: 'POST', path: '/Calls.json', times: 1 });
    await world.signIn('amy');
    const ana = await asksForCare(world);
    ana.call.hangUp();
    await world.pass(30);
    expect(dialled(world)).toBe(0);
  });

  story('the carrier is busy for a moment: it is asked again, and the phone rings', async (world) => {
    world.lab.faults.rest({ do: '429', method: 'POST', path: '/Calls.json', times: 2 });
    await world.signIn('amy');
    const [ana, amy] = [await asksForCare(world), await world.agent('amy')];
    await amy.takes(2);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  for (const fault of ['429', '500', 'reset'] as const) {
    story(`the carrier answers ${fault} when we stop the phone: it is asked again`, async (world) => {
      await world.signIn('amy');
      const [ana, amy] = [await asksForCare(world), await world.agent('amy')];
      await amy.rings(2);
      world.lab.faults.rest({ do: fault, method: 'POST', path: '/Calls/CA', times: 2 });
      await ana.hangsUp();
      await amy.isHungUpOn(3);
    });
  }

  story('she hangs up while the carrier still makes the leg, and the first try to stop it fails: it stops all the same', async (world) => {
    world.lab.faults.rest({ do: 'slow', method: 'POST', path: '/Calls.json', ms: 1_000, when: 'after' });
    newsIsLate(world);
    await world.signIn('amy');
    const amy = (await world.agent('amy')).ignores();
    const ana = await asksForCare(world);
    ana.call.hangUp();
    world.lab.faults.rest({ do: '500', method: 'POST', path: '/Calls/CA', times: 2 });
    await world.pass(4);
    expect(amy.phone.call).toBeUndefined();
  });

  story('nobody knows whether a leg was made, she hangs up, and the first try to stop it fails: it stops all the same', async (world) => {
    world.lab.faults.rest({ do: 'reset', when: 'after', method: 'POST', path: '/Calls.json' });
    newsIsLate(world);
    await world.signIn('amy');
    const [ana, amy] = [await asksForCare(world), await world.agent('amy')];
    await amy.rings();
    await ana.hangsUp();
    world.lab.faults.rest({ do: '500', method: 'POST', path: '/Calls/CA', times: 2 });
    await amy.isHungUpOn(7);
  });

  story('the news of her end comes twice: the phone stops once, and nothing is wrong', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 1_000 });
    await world.signIn('amy');
    const [ana, amy] = [await asksForCare(world), await world.agent('amy')];
    await amy.rings(2);
    await ana.hangsUp();
    await amy.isHungUpOn(1);
    expect(await world.journaled('ended')).toHaveLength(1);
  });
});

stories('a caller hangs up while phones ring, and the service dies', (story) => {
  for (const turns of [1, 2, 4]) {
    story(`the phone stops within a lease (${turns})`, async (world) => {
      await world.signIn('amy');
      const [ana, amy] = [await asksForCare(world), await world.agent('amy')];
      await amy.rings(2);
      world.diesSoon(turns);
      await ana.hangsUp();
      await amy.isHungUpOn(17);
      await amy.isLeftAlone(30);
    }, { errors: ['work behind a turn failed', 'a turn failed', 'could not be sent'] });
  }
}, ({ lasting }: StoryStore) => lasting);
