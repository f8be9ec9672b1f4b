// Do-not-ring hours: nobody is rung in them who has not asked for it; duty rings at any hour.
import { expect } from 'vitest';
import type { DoNotRing } from '../../src/centre/do-not-ring.ts';
import { stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import { tuesday, type World } from '../support/world.ts';

/** It is ten in the morning where Amy and Dan are. */
const inTwoMinutes: DoNotRing = { from: '10:02', to: '10:30' };
const MINUTE_S = 60;

async function writes(world: World, id: string, doNotRing: DoNotRing): Promise<void> {
  const agent = await world.app.people.get(id);
  if (!agent) throw new Error(`there is no agent ${id}`);
  await world.app.people.save({ ...agent, doNotRing });
  await world.app.reception.edited(id);
}

const until = async (world: World, id: string): Promise<number | undefined> => (await world.app.store.floor.agent(id))?.until;

stories('do-not-ring hours', (story) => {
  story('end what Amy set before them, and she is not rung in them', async (world) => {
    await writes(world, 'amy', inTwoMinutes);
    await world.signIn('amy');
    expect(await until(world, 'amy')).toBe(tuesday + 2 * MINUTE_S * 1000);
    await world.pass(2 * MINUTE_S);
    expect(await (await world.api('/agents/amy')).json()).toMatchObject({ state: 'offline', 'do-not-ring': inTwoMinutes });
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    await (await world.agent('amy')).isLeftAlone(2 * MINUTE_S);
    await ana.hangsUp();
  });

  story('are no bar to Amy who signs in in the middle of them: she has asked to be rung', async (world) => {
    await writes(world, 'amy', { from: '09:00', to: '17:00' });
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('that are written while Amy is ready hold for that day already', async (world) => {
    await world.signIn('amy');
    await writes(world, 'amy', inTwoMinutes);
    expect(await until(world, 'amy')).toBe(tuesday + 2 * MINUTE_S * 1000);
    await world.pass(2 * MINUTE_S + 1);
    expect((await world.app.store.floor.agent('amy'))?.state).toBe('offline');
  });

  story('cut nobody off: Amy talks on, and is offline afterwards', async (world) => {
    await writes(world, 'amy', inTwoMinutes);
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.takes();
    await ana.talksWith(amy);
    await world.pass(3 * MINUTE_S);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('ended');
    await amy.hangsUp();
    await world.pass(3 * MINUTE_S);
    expect((await world.app.store.floor.agent('amy'))?.state).toBe('offline');
  });

  story('are not for duty: Dan is rung for a P1 that nobody takes', async (world) => {
    await writes(world, 'dan', { from: '09:00', to: '17:00' });
    const ana = world.person('Ana', stranger);
    const dan = (await world.agent('dan')).ignores();
    // Nobody is at work, so the rest of the ladder may be rung too; this story is not about them.
    for (const id of ['gus', 'kim']) (await world.agent(id)).ignores();
    await ana.dials(tollFree);
    await ana.presses('*11');
    await world.pass(100);
    expect(dan.phone.calls.length).toBeGreaterThan(0);
    await ana.hangsUp();
  });
});
