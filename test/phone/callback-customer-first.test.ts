// A callback in which the customer is called first: an agent is kept free meanwhile, and rung once the customer has pressed a key.
import { expect } from 'vitest';
import type { Centre } from '../../src/centre/centre.ts';
import { anaIsPromised, callbacks, expectEnded, picksUp, waits } from '../support/callbacks.ts';
import type { Person } from '../support/person.ts';
import { stories as onEveryStore } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const customerFirst = (sample: Centre): Centre => ({ ...sample, callbacks: { ...sample.callbacks, first: 'customer', againS: { ...sample.callbacks.againS, 'no-answer': 120, 'busy': 120, 'mailbox': 120, 'hung-up': 120 } } });
const stories: typeof onEveryStore = (subject, tell, on) => onEveryStore(subject, (story) => tell((name, what, options) => story(name, what, { centre: customerFirst, ...options })), on);

/** Whose phone rings already. */
async function takesUp(customer: Person): Promise<void> {
  customer.call.pickUp();
  await customer.hears('returning your call');
}

/** The agent takes the customer who has pressed a key, they talk, and both hang up. */
async function areDone(customer: Person, agent: Person, withinS: number): Promise<void> {
  await agent.takes(withinS);
  await customer.talksWith(agent);
  await customer.hangsUp();
  await agent.hangsUp();
}

const stateOf = async (world: World, agent: string) => (await world.app.store.floor.agent(agent))?.state;
const errors = ['a turn failed', 'failed; it is tried again', 'work behind a turn failed'];

stories('a callback in which the customer is called first', (story) => {
  story('rings Ana while Amy is kept free, then Amy, and they talk', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await ana.rings();
    expect([await stateOf(world, 'amy'), amy.phone.calls.length]).toEqual(['offered', 0]);
    await takesUp(ana);
    await ana.presses('5');
    await ana.hears('somebody will be with you');
    await ana.hears('play: ');
    await amy.answers(5);
    await amy.hears('press 1 to take');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await expectEnded(world, 'kept');
    expect(ana.phone.calls).toHaveLength(2);
  });

  for (const [why, is] of [['busy', 'declines'], ['no-answer', 'ignores'], ['mailbox', 'presses nothing']] as const) {
    story(`and ${is === 'presses nothing' ? 'a mailbox answers' : `is told of ${why}`}: Amy was never rung, is free again, and Ana is called again later`, async (world) => {
      const ana = await anaIsPromised(world);
      await world.signIn('amy');
      const amy = await world.agent('amy');
      if (is === 'presses nothing') await (await picksUp(ana)).isHungUpOn(40);
      else if (is === 'declines') {
        await ana.rings();
        await ana.declines();
      } else {
        await ana.rings();
        await world.pass(40);
      }
      await world.pass(3);
      expect([await stateOf(world, 'amy'), amy.phone.calls.length, (await callbacks(world))[0]?.tries.map((one) => one.why)]).toEqual(['ready', 0, [why]]);
      await picksUp(ana, 150);
      await ana.presses('1');
      await areDone(ana, amy, 10);
      await expectEnded(world, 'kept');
    });
  }

  story('and Amy does not answer: Ana keeps her place at the head with the phone in her hand, and Ben takes her', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy', 'ben');
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    const first = async () => ((await world.app.store.floor.offer((await world.app.store.floor.waits()).flatMap(({ offers }) => offers)[0] ?? ''))?.agents[0]);
    await ana.rings();
    const [one, other] = (await first()) === 'amy' ? [amy, ben] : [ben, amy];
    one.ignores();
    await takesUp(ana);
    await ana.presses('1');
    await areDone(ana, other, 60);
    await expectEnded(world, 'kept');
  });

  story('and nobody is left when she has pressed her key: she waits, and is called again if she hangs up', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy');
    await ana.rings();
    await world.app.reception.presence('amy', 'offline');
    await takesUp(ana);
    await ana.presses('1');
    await ana.staysSilent(20);
    await ana.hangsUp();
    await world.pass(2);
    expect((await callbacks(world)).map(({ state, tries }) => [state, tries.map(({ why }) => why)])).toEqual([['open', ['hung-up']]]);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await picksUp(ana, 150);
    await ana.presses('1');
    await areDone(ana, amy, 10);
    await expectEnded(world, 'kept');
  });

  story('keeps her before Eli, who came later and waits', async (world) => {
    const ana = await anaIsPromised(world);
    const eli = await waits(world, 'Eli', '+14155550124');
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await picksUp(ana);
    await ana.presses('1');
    await areDone(ana, amy, 5);
    await eli.hangsUp();
  });
});

stories('a callback in which the customer is called first, when the process dies', (story) => {
  for (const turns of [0, 2, 5, 9]) {
    story(`rings Ana once and is kept, dying ${turns} turns after Amy came`, async (world) => {
      const ana = await anaIsPromised(world);
      world.diesSoon(turns);
      await world.signIn('amy');
      const amy = await world.agent('amy');
      // Whoever died in the middle of the dial has left it to the next try.
      await picksUp(ana, 400);
      await ana.presses('1');
      await areDone(ana, amy, 30);
      expect(ana.phone.calls).toHaveLength(2);
      await expectEnded(world, 'kept');
    }, { errors });

    story(`rings Amy and is kept, dying ${turns} turns after Ana's key`, async (world) => {
      const ana = await anaIsPromised(world);
      await world.signIn('amy');
      const amy = await world.agent('amy');
      await picksUp(ana);
      world.diesSoon(turns);
      await ana.presses('1');
      await areDone(ana, amy, 90);
      expect(ana.phone.calls).toHaveLength(2);
      await expectEnded(world, 'kept');
    }, { errors });
  }
}, ({ lasting }) => lasting);
