// Callbacks by the engineer of the case, who is away: kept when they are back, and if that takes too long by whoever is in the line.
import { expect } from 'vitest';
import type { Centre } from '../../src/centre/centre.ts';
import { callbacks, expectEnded, isCalledBack } from '../support/callbacks.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const soon = (sample: Centre): Centre => ({ ...sample, callbacks: { ...sample.callbacks, engineerS: 600 } });

/** Dan is away, and Ana wants him. */
async function anaWantsDan(world: World): Promise<Person> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hears('voicemail');
  await ana.presses('3');
  await ana.hears('to confirm, press 1', 20);
  await ana.presses('1');
  await ana.hears('by your own engineer when they are back, press 2');
  await ana.presses('2');
  await ana.hears('your engineer will call you when they are back');
  return ana.isHungUpOn(20);
}

async function isKept(world: World, ana: Person, agent: string): Promise<void> {
  await isCalledBack(ana, await world.agent(agent), 60);
  await expectEnded(world, 'kept');
}

const add = (world: World, body: object): Promise<Response> =>
  fetch(`${world.base}/api/v1/callbacks`, { method: 'POST', headers: { authorization: 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify(body) });

stories('a callback by the engineer of the case', (story) => {
  story('is for nobody else: Gus is free and not rung, Dan comes back and calls Ana', async (world) => {
    const ana = await anaWantsDan(world);
    expect((await callbacks(world)).map(({ engineer }) => engineer?.agent)).toEqual(['dan']);
    const { items } = (await (await world.api('/callbacks')).json()) as { items: object[] };
    expect(items).toMatchObject([{ kind: 'engineer', engineer: { agent: 'dan' } }]);
    await world.signIn('gus');
    await (await world.agent('gus')).isLeftAlone(90);
    await world.signIn('dan');
    await isKept(world, ana, 'dan');
  });

  story('is everybody’s of the line when Dan has not come back in time', async (world) => {
    const ana = await anaWantsDan(world);
    await world.signIn('gus');
    await (await world.agent('gus')).isLeftAlone(500);
    await world.pass(90);
    await isKept(world, ana, 'gus');
  }, { centre: soon });

  story('waits on for Dan after a try that came to nothing', async (world) => {
    const ana = await anaWantsDan(world);
    await world.signIn('dan', 'gus');
    const dan = await world.agent('dan');
    await dan.takes(60);
    await ana.rings();
    await ana.declines();
    await dan.hears('phone is busy', 5);
    await dan.isHungUpOn();
    await world.app.reception.presence('dan', 'away');
    await (await world.agent('gus')).isLeftAlone(6 * 60);
    await world.signIn('dan');
    await isKept(world, ana, 'dan');
  });

  story('is asked for over the API, and needs a case with an engineer', async (world) => {
    expect((await add(world, { number: contact, kind: 'engineer' })).status).toBe(422);
    expect((await add(world, { number: contact, case: '2006-0811-0120', kind: 'engineer' })).status).toBe(201);
    await world.signIn('gus');
    await (await world.agent('gus')).isLeftAlone(30);
    await world.signIn('dan');
    await isKept(world, world.person('Ana', contact), 'dan');
  });
});
