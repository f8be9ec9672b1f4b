// A line that is full, a wait that is too long, and the last engineer going home.
import { expect } from 'vitest';
import type { Centre, Demand } from '../../src/centre/centre.ts';
import type { Person } from '../support/person.ts';
import { anaWithDan, caseKeys, contact, star, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** Gus's case, and one that is a P1, each with its contact. */
const another = { keys: '202410300014#', from: '+13035550126' };
const p1 = { keys: '202411180007#', from: '+442079460123' };

async function keysCase(world: World, name: string, { keys, from }: { keys: string; from: string }): Promise<Person> {
  const caller = world.person(name, from);
  await caller.dials(tollFree);
  await caller.presses(keys);
  return caller;
}

const ana = (world: World) => keysCase(world, 'Ana', { keys: caseKeys, from: contact });

/** Ana waits where one may, and Bob calls. */
async function bobFindsItFull(world: World): Promise<{ first: Person; bob: Person }> {
  const first = await ana(world);
  await first.hears('in line for');
  await first.staysSilent(30);
  const bob = await keysCase(world, 'Bob', another);
  await bob.hears("can't serve you soon");
  return { first, bob };
}

const limited = (limit: Demand['limit']) => ({
  centre: (sample: Centre): Centre => ({ ...sample, demands: Object.fromEntries(Object.entries(sample.demands).map(([name, demand]) => [name, { ...demand, limit }])) }),
});

stories('a line that is full', (story) => {
  story('Bob finds one ahead where one may wait, and leaves a message instead', async (world) => {
    const { first, bob } = await bobFindsItFull(world);
    await bob.presses('1');
    await bob.hears('after the tone', 15);
    await bob.hangsUp();
    await first.hangsUp();
    expect(await world.journaled('line-full')).toHaveLength(1);
    expect(await world.journaled('joined')).toHaveLength(1);
  }, limited({ waiting: 1 }));

  story('Bob who says nothing comes to Customer Care', async (world) => {
    const { first, bob } = await bobFindsItFull(world);
    await bob.hears('in line for Customer Care', 40);
    await bob.hangsUp();
    await first.hangsUp();
  }, limited({ waiting: 1 }));

  story('a P1 is never turned away', async (world) => {
    const first = await ana(world);
    await first.staysSilent(30);
    const bea = await keysCase(world, 'Bea', p1);
    await bea.hears('first in line');
    await bea.hangsUp();
    await first.hangsUp();
  }, limited({ waiting: 1 }));

  story('Ana who is cut off in a full line comes back to her own place', async (world) => {
    const { first, bob } = await bobFindsItFull(world);
    await first.hangsUp();
    const again = await ana(world);
    await again.hears('kept your place');
    await again.hangsUp();
    await bob.hangsUp();
  }, limited({ waiting: 1 }));
});

stories('a wait that is too long', (story) => {
  story('after the longest wait Ana is asked what she would rather do, and stays with a person', async (world) => {
    const first = await ana(world);
    await first.staysSilent(50);
    await first.doesNotHear('waited so long', 1);
    await first.hears('waited so long', 60);
    await first.presses('2');
    await first.hears('in line for Customer Care', 20);
    await first.hangsUp();
    expect((await world.journaled('left-line')).map(({ reason }) => reason)).toEqual(['overflow', 'abandoned']);
  }, limited({ waitS: 60 }));

  story('a conversation is no wait: Ana, whom Dan gives to a colleague after it, waits anew', async (world) => {
    const { ana: caller, dan } = await anaWithDan(world, 'hana');
    (await world.agent('hana')).ignores();
    await world.pass(620);
    await star(dan, ['press 3', '3'], ['a colleague by staff id', '1'], ['staff id', '0108#']);
    await dan.hears('the call has ended');
    await dan.hangsUp();
    dan.ignores();
    await caller.hears('passing you on');
    await caller.doesNotHear('waited so long', 150);
    await caller.hangsUp();
  }, limited({ waitS: 600 }));

  story('a P1 waits as long as it takes', async (world) => {
    const bea = await keysCase(world, 'Bea', p1);
    await bea.hears('first in line');
    await bea.doesNotHear('waited so long', 150);
    await bea.hangsUp();
  }, limited({ waitS: 60 }));
});

stories('the last engineer goes home', (story) => {
  story('Ana hears of it once, keeps her place, and is taken by whoever comes back', async (world) => {
    await world.signIn('dan');
    const dan = await world.agent('dan');
    const first = await ana(world);
    await dan.rings();
    await world.app.reception.presence('dan', 'offline');
    await first.hears('has just left', 90);
    await first.doesNotHear('has just left', 80);
    await world.signIn('gus');
    const gus = await world.agent('gus');
    await gus.takes();
    await first.talksWith(gus);
    await first.hangsUp();
    await gus.hangsUp();
  });
});
