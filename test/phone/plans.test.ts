// When a customer is worked for, and by whom, is what the centre file says of their priority and their plan.
import { expect } from 'vitest';
import type { Centre, PlanRules, PriorityRules } from '../../src/centre/centre.ts';
import type { Case } from '../../src/case/case.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** Nine on a Tuesday evening in Los Angeles: the engineers of the Americas have gone home. Ana's case is a P2 under Care. */
const evening = Date.UTC(2026, 9, 21, 4);

const p2 = (rules: Partial<PriorityRules>) => (sample: Centre): Centre => ({ ...sample, priorities: { ...sample.priorities, P2: { ...sample.priorities.P2, ...rules } } });
const care = (rules: Partial<PlanRules>) => (sample: Centre): Centre => ({ ...sample, plans: { ...sample.plans, care: { ...sample.plans.care, ...rules } } });

async function anaCalls(world: World): Promise<Person> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  return ana;
}

async function reaches(world: World, ana: Person, agent: string): Promise<void> {
  const who = await world.agent(agent);
  await who.takes();
  await ana.talksWith(who);
  await ana.hangsUp();
  await who.hangsUp();
}

async function theCaseHas(world: World, fields: Partial<Case>): Promise<void> {
  const found = await world.app.directory.findCase('200608110120');
  if (found.is !== 'found') throw new Error('the sample case is gone');
  await world.app.directory.saveCase({ ...found.case, ...fields });
}

stories('a P2 in the evening', (story) => {
  story('finds the engineers gone home', async (world) => {
    await world.signIn('dan');
    const ana = await anaCalls(world);
    await ana.hears('not at work right now');
    await ana.hangsUp();
  }, { now: evening });

  story('reaches Dan where the centre works on P2 at any hour', async (world) => {
    await world.signIn('dan');
    await reaches(world, await anaCalls(world), 'dan');
  }, { now: evening, centre: p2({ hours: 'always' }) });

  story('reaches Dan where her plan has P2 round the clock', async (world) => {
    await world.signIn('dan');
    await reaches(world, await anaCalls(world), 'dan');
  }, { now: evening, centre: care({ roundTheClock: ['P2'] }) });

  story('stays in line where the emergency switch closes the engineers meanwhile, since her plan never closes', async (world) => {
    const ana = await anaCalls(world);
    await ana.hears('play: ');
    const headers = { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' };
    expect((await fetch(`${world.base}/api/v1/switch/teams/engineers`, { method: 'PUT', headers, body: JSON.stringify({ is: 'closed' }) })).status).toBe(200);
    await ana.staysSilent(60);
    await world.signIn('dan');
    await reaches(world, ana, 'dan');
  }, { centre: care({ roundTheClock: ['P2'] }) });
});

stories('the rights of a plan', (story) => {
  story('take Ana straight to the senior engineers', async (world) => {
    await world.signIn('dan', 'abel');
    await reaches(world, await anaCalls(world), 'abel');
  }, { now: evening, centre: care({ roundTheClock: ['P2'], expertToExpert: ['P2'] }) });

  story('take her to Customer Care where her plan has no support by telephone, though her contract is active', async (world) => {
    await world.signIn('dan', 'amy');
    const ana = await anaCalls(world);
    await ana.hears('Customer Care');
    await reaches(world, ana, 'amy');
  }, { centre: care({ phone: false }) });

  for (const serviceManager of [true, false]) {
    story(`${serviceManager ? 'ring her service manager first' : 'have no service manager: any manager is rung, though her case names one'}`, async (world) => {
      await theCaseHas(world, { serviceManager: 'ravi' });
      await world.signIn('dan', 'zoe', 'ravi');
      const [dan, manager] = [await world.agent('dan'), await world.agent(serviceManager ? 'ravi' : 'zoe')];
      const ana = await anaCalls(world);
      await dan.takes();
      await ana.talksWith(dan);
      await dan.presses('*');
      for (const [words, key] of [['press 2', '2'], ['press 1', '1'], ['case', '#'], ['press 1', '1']] as const) {
        await dan.hears(words);
        await dan.presses(key);
      }
      await manager.takes(10);
      await ana.hangsUp();
      await dan.hangsUp();
      await manager.hangsUp();
      expect((await world.journaled('consulting')).map((entry) => entry['with'])).toEqual([serviceManager ? 'ravi' : 'zoe']);
    }, { centre: care({ serviceManager }) });
  }
});
