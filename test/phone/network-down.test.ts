// A caller whose network is down: before everybody else in Customer Care's line, and engineers are rung as well if that takes too long.
import { expect } from 'vitest';
import { stories } from '../support/stories.ts';
import type { Person } from '../support/person.ts';
import { stranger, tollFree } from '../support/scenes.ts';

/** Star, "my network is down", and "yes, I am sure". */
async function saysTheNetworkIsDown(caller: Person): Promise<void> {
  await caller.dials(tollFree);
  await caller.presses('*');
  await caller.hears('if your network is down');
  await caller.presses('1');
  await caller.hears('to confirm');
  await caller.presses('1');
}

stories('a network is down', (story) => {
  story('Ana confirms it and is before Eli, who has waited longer', async (world) => {
    const [ana, eli] = [world.person('Ana', stranger), world.person('Eli', '+14155550124')];
    await eli.dials(tollFree);
    await eli.presses('2');
    await world.pass(60);
    await saysTheNetworkIsDown(ana);
    await ana.hears('front of the line');
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.answers();
    await amy.hears(/priority 1.*the network is down/is);
    await amy.presses('1');
    await ana.talksWith(amy);
    await eli.hangsUp();
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Ana does not confirm it: she is an ordinary caller, behind Eli', async (world) => {
    const [ana, eli] = [world.person('Ana', stranger), world.person('Eli', '+14155550124')];
    await eli.dials(tollFree);
    await eli.presses('2');
    await world.pass(60);
    await ana.dials(tollFree);
    await ana.presses('*');
    await ana.hears('if your network is down');
    await ana.presses('1');
    await ana.hears('to confirm');
    await ana.hears('serial number', 20);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await eli.talksWith(amy);
    await ana.hangsUp();
    await eli.hangsUp();
    await amy.hangsUp();
  });

  story('nobody of Customer Care takes Ana in half a minute: engineers are rung, and the first 1 wins', async (world) => {
    await world.signIn('amy', 'dan', 'eva');
    const ana = world.person('Ana', stranger);
    const amy = (await world.agent('amy')).ignores();
    const [dan, eva] = [await world.agent('dan'), await world.agent('eva')];
    await saysTheNetworkIsDown(ana);
    await dan.isLeftAlone(25);
    await dan.answers(10);
    await eva.rings();
    await dan.hears('the network is down');
    await dan.presses('1');
    await ana.talksWith(dan);
    await eva.isHungUpOn(1);
    await world.pass(2);
    expect(amy.phone.call).toBeUndefined();
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('nobody is there for Ana at all: she is told again and again, and the first engineer to come takes her', async (world) => {
    const ana = world.person('Ana', stranger);
    await saysTheNetworkIsDown(ana);
    await ana.hears('first in line');
    await ana.hears('looking for an engineer', 60);
    await world.signIn('finn');
    const finn = await world.agent('finn');
    await finn.takes(20);
    await ana.talksWith(finn);
    await ana.hangsUp();
    await finn.hangsUp();
  });

  story('five agents of Customer Care are rung at once for Ana, and each who did not win is free again', async (world) => {
    await world.signIn('amy', 'ben', 'chi');
    const ana = world.person('Ana', stranger);
    const [amy, ben, chi] = [await world.agent('amy'), await world.agent('ben'), await world.agent('chi')];
    await saysTheNetworkIsDown(ana);
    await amy.rings();
    await ben.rings();
    await chi.takes();
    await ana.talksWith(chi);
    await amy.isHungUpOn(1);
    await ben.isHungUpOn(1);
    for (const id of ['amy', 'ben']) expect((await world.app.store.floor.agent(id))?.state).toBe('ready');
    await ana.hangsUp();
    await chi.hangsUp();
  });

  story('the fourth time in a day from one number it is an ordinary call, and nobody hangs up on Ana', async (world) => {
    const ana = world.person('Ana', stranger);
    for (let times = 0; times < 3; times++) {
      await saysTheNetworkIsDown(ana);
      await ana.hears('front of the line');
      await ana.hangsUp();
    }
    await saysTheNetworkIsDown(ana);
    await ana.hears('serial number');
    await ana.hears('in line');
    expect(ana.call.words).not.toContain('front of the line');
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });
});
