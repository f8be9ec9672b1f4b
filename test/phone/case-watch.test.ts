// A case that stays open is told of higher up: by text, at the ages the centre file says, once each, whoever dies meanwhile.
import { expect } from 'vitest';
import type { Case } from '../../src/case/case.ts';
import type { Centre } from '../../src/centre/centre.ts';
import { mapValues } from '../../src/centre/made.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories as onEveryStore } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** In these stories an hour of the ladder is ten minutes. */
const HOUR = 600;
const quick = (sample: Centre): Centre => ({
  ...sample, priorities: mapValues(sample.priorities, (rules) => ({ ...rules, ladderS: mapValues({ ...rules.ladderS }, (ageS) => ageS / 6) })),
});
const roles = { manager: '+12025550141', director: '+12025550142', vice: '+12025550143', engineering: '+12025550144' };

async function theCaseIs(world: World, fields: Partial<Case>): Promise<void> {
  const found = await world.app.directory.findCase('200608110120');
  if (found.is !== 'found') throw new Error('the sample case is gone');
  await world.app.directory.saveCase({ ...found.case, ...fields });
}

const stories: typeof onEveryStore = (subject, tell, on) => onEveryStore(subject, (story) => tell((name, what, options) => story(name, what, { centre: quick, ...options })), on);

/** Ana asks for her case and hangs up. */
async function anaCalls(world: World): Promise<void> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hangsUp();
  await world.pass(2);
}

/** How often each of management was told. */
const told = (world: World): number[] => Object.values(roles).map((phone) => world.person(phone, phone).phone.messages.length);
const targets = async (world: World) => (await (await world.api('/cases/2006-0811-0120/targets')).json()) as { updateDue?: string; ladder: { who: string; told: boolean }[] };

stories('a P1 that stays open', (story) => {
  story('is told of to the manager after an hour, then to the director and the vice presidents, once each', async (world) => {
    await theCaseIs(world, { priority: 'P1', openedAt: world.clock.now() });
    await anaCalls(world);
    await world.pass(HOUR - 20);
    expect(told(world)).toEqual([0, 0, 0, 0]);
    await world.pass(20);
    expect(told(world)).toEqual([1, 0, 0, 0]);
    const [text] = world.person('', roles.manager).phone.messages;
    expect(text?.body).toBe('Case 2006-0811-0120, Priority 1, has been open for 10 minutes. Engineer: Sample Agent Dan. You are told as: Manager of technical support.');
    expect((await targets(world)).ladder.map(({ who, told: isTold }) => [who, isTold])).toEqual([['support-manager', true], ['service-director', false], ['service-vice-president', false], ['engineering-vice-president', false]]);
    await anaCalls(world);
    await world.pass(HOUR);
    expect(told(world)).toEqual([1, 1, 0, 0]);
    await world.pass(23 * HOUR);
    expect(told(world)).toEqual([1, 1, 1, 1]);
    await world.pass(6 * HOUR);
    expect(told(world)).toEqual([1, 1, 1, 1]);
    expect((await world.journaled('case-told')).map(({ who, priority }) => [who, priority])).toEqual([['support-manager', 'P1'], ['service-director', 'P1'], ['service-vice-president', 'P1'], ['engineering-vice-president', 'P1']]);
  });

  story('and is closed in time, is told of to nobody more, and forgotten here', async (world) => {
    await theCaseIs(world, { priority: 'P1', openedAt: world.clock.now() });
    await anaCalls(world);
    await world.pass(HOUR);
    await theCaseIs(world, { priority: 'P1', status: 'closed' });
    await world.pass(5 * HOUR);
    expect(told(world)).toEqual([1, 0, 0, 0]);
    expect(await world.app.store.records.list('case-watch', { limit: 5 })).toEqual([]);
    expect(await world.app.store.work.size()).toBe(0);
  });

  story('is known to whoever should have heard of it before we did', async (world) => {
    await theCaseIs(world, { priority: 'P1', openedAt: world.clock.now() - 3 * HOUR * 1000 });
    await anaCalls(world);
    expect(told(world)).toEqual([1, 1, 0, 0]);
  });

  story('was a P2 before: it counts from when it was opened, and nobody is told twice', async (world) => {
    await theCaseIs(world, { openedAt: world.clock.now() });
    await anaCalls(world);
    await world.pass(13 * HOUR);
    expect(told(world)).toEqual([1, 0, 0, 0]);
    await theCaseIs(world, { priority: 'P1' });
    await anaCalls(world);
    expect(told(world)).toEqual([1, 1, 1, 0]);
  });

  story('is watched from when it is written over the API, and the customer is to hear of it every four hours', async (world) => {
    const headers = { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' };
    const body = JSON.stringify({ number: '2026-1020-0077', status: 'open', priority: 'P1', openedAt: world.clock.now() });
    expect((await fetch(`${world.base}/api/v1/cases`, { method: 'POST', headers, body })).status).toBe(201);
    await world.pass(HOUR + 5);
    expect(world.person('', roles.manager).phone.messages[0]?.body).toContain('No engineer has it');
    const { updateDue } = (await (await world.api('/cases/2026-1020-0077/targets')).json()) as { updateDue: string };
    expect(Date.parse(updateDue) - world.clock.now()).toBe((4 * 3_600 - HOUR - 5) * 1000);
  });

  story('is told of late where the directory was away when it was time', async (world) => {
    await theCaseIs(world, { priority: 'P1', openedAt: world.clock.now() });
    await anaCalls(world);
    await world.pass(HOUR - 10);
    const find = world.app.directory.findCase.bind(world.app.directory);
    world.app.directory.findCase = () => Promise.resolve({ is: 'failed', why: 'away' });
    await world.pass(120);
    expect(told(world)).toEqual([0, 0, 0, 0]);
    world.app.directory.findCase = find;
    await world.pass(300);
    expect(told(world)).toEqual([1, 0, 0, 0]);
  });
});

stories('a P1 that stays open, when the process dies', (story) => {
  for (const turns of [0, 2, 5]) {
    story(`is told of once all the same, dying ${turns} turns after it was time`, async (world) => {
      await theCaseIs(world, { priority: 'P1', openedAt: world.clock.now() });
      await anaCalls(world);
      await world.pass(HOUR - 10);
      world.diesSoon(turns);
      await world.pass(15);
      await world.pass(60);
      expect(told(world)).toEqual([1, 0, 0, 0]);
      expect(await world.journaled('case-told')).toHaveLength(1);
    }, { errors: ['work behind a turn failed', 'failed; it is tried again', 'could not be sent'] });
  }
}, ({ lasting }) => lasting);
