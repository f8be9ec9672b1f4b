// An agent puts the caller through to an outside number and leaves. Whoever is not reached there has the caller back in line, at their old place.
import { expect } from 'vitest';
import { anaWithDan, callsDan, contact, star, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

const theirs = '+12125550188';
const outside = [['press 3', '3'], ['an outside number, 5', '5'], ['enter the number', '2125550188#'], ['1 2 1 2, 5 5 5 0, 1 8 8', '1']] as const;
const HOUR_MS = 3_600_000;

/** What the process that is killed logs of its own end. */
const errors = ['work behind a turn failed', 'a turn failed'];

/** Dan has given Ana to Bruno, whose phone is about to ring. */
async function givenToBruno(world: World): Promise<{ ana: Person; dan: Person; bruno: Person }> {
  const { ana, dan } = await anaWithDan(world);
  const bruno = world.person('Bruno', theirs);
  await star(dan, ...outside);
  await dan.hears('the call has ended');
  await ana.hears('somebody outside our house');
  return { ana, dan, bruno };
}

const isBack = async (world: World, ana: Person, dan: Person, words: string) => {
  await ana.hears(words);
  await ana.hears('play: ');
  if (dan.isConnected()) await dan.hangsUp();
  await world.signIn('dan');
  await dan.takes(15);
  await ana.talksWith(dan);
  await ana.hangsUp();
  await dan.hangsUp();
};

stories('a transfer to an outside number', (story) => {
  story('is read back, and Ana talks with Bruno while Dan wraps up', async (world) => {
    const { ana, dan, bruno } = await givenToBruno(world);
    await bruno.answers();
    expect(bruno.call.from).toBe(tollFree);
    await ana.talksWith(bruno);
    await ana.speaks(2, 'hello Bruno');
    await bruno.hears('hello Bruno');
    expect((await world.app.store.floor.agent('dan'))?.state).toBe('wrap');
    const [call] = ((await (await world.api('/calls')).json()) as { items: { role: string; doing: string; words: string; outside?: string }[] }).items.filter(({ role }) => role === 'caller');
    expect([call?.doing, call?.words, call?.outside]).toEqual(['outside', expect.stringMatching('was given to an outside number by dan'), theirs]);
    await dan.hangsUp();
    await bruno.hangsUp();
    await ana.hears('thank you for talking with us');
    await ana.isHungUpOn(20);
    expect((await world.journaled('outside-over')).map(({ status }) => status)).toEqual(['reached']);
    expect(JSON.stringify(await world.app.store.journal.read({ limit: 1_000 }))).not.toContain('2125550188');
  });

  story('Ana hangs up in the middle of it: nobody is rung any more', async (world) => {
    const { ana, dan, bruno } = await givenToBruno(world);
    await bruno.answers();
    await ana.talksWith(bruno);
    await ana.hangsUp();
    await bruno.isHungUpOn(2);
    await dan.hangsUp();
  });

  for (const asked of [false, true]) {
    story(`Ana hangs up while it rings, and the carrier ${asked ? 'asks' : 'does not ask'} what comes after: it stops`, async (world) => {
      world.lab.faults.dialActionOnHangUp = asked;
      const { ana, dan, bruno } = await givenToBruno(world);
      await bruno.rings();
      await ana.hangsUp();
      await bruno.isHungUpOn(2);
      await dan.presses('1');
      await dan.hears('are ready');
      await dan.isLeftAlone(5);
      expect([...(await world.journaled('outside-over')), ...(await world.journaled('returned'))]).toEqual([]);
    });
  }

  story('Bruno is busy: Ana hears it and is back in line at her old place, and Dan has her again', async (world) => {
    const arrivals = async () => (await world.app.store.calls({ limit: 10, live: true })).flatMap((call) => (call.role === 'caller' ? [call.standing?.joined] : []));
    const { ana, dan } = await anaWithDan(world);
    const [arrived] = await arrivals();
    const bruno = world.person('Bruno', theirs);
    bruno.isBusy();
    await star(dan, ...outside);
    await dan.hears('the call has ended');
    await ana.hears('the number is busy');
    expect(await arrivals()).toEqual([arrived]);
    expect((await world.journaled('returned')).map(({ demand }) => demand)).toEqual(['engineer']);
    await isBack(world, ana, dan, 'in line');
  });

  story('Bruno does not answer', async (world) => {
    const { ana, dan, bruno } = await givenToBruno(world);
    bruno.ignores();
    await isBack(world, ana, dan, 'nobody answers there');
  });

  story('the news of it meets trouble of ours first: Ana is back in line all the same', async (world) => {
    world.lab.faults.webhook({ do: 'answer', status: 500, url: 'outside=1' });
    const { ana, dan, bruno } = await givenToBruno(world);
    await bruno.rings();
    await bruno.declines();
    await isBack(world, ana, dan, 'the number is busy');
  });

  story('with Pia ready, she takes Ana who came back', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'pia');
    const [bruno, pia] = [world.person('Bruno', theirs), await world.agent('pia')];
    bruno.isBusy();
    await star(dan, ...outside);
    await ana.hears('the number is busy');
    await pia.takes();
    await ana.talksWith(pia);
    await ana.hangsUp();
    await pia.hangsUp();
    await dan.hangsUp();
  });
});

stories('the number of a transfer', (story) => {
  const refused = async (world: World, keys: string, words: string) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ...outside.slice(0, 2), ['enter the number', `${keys}#`]);
    await dan.hears(words);
    await dan.hears('enter the number');
    await dan.presses('#');
    await dan.hears('the caller hears music');
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
    expect((await world.journaled('outgoing-refused')).map(({ use }) => use)).toEqual(['transfer']);
  };

  for (const [what, keys, words] of [
    ['is in a country we do not call', '18765550199', 'in that country'], ['costs the caller money', '9005550199', 'of that kind'], ['is an emergency number', '911', 'emergency numbers'],
    ['is none', '12345', 'complete telephone number'], ['is our own', '8885550100', 'number of our own'],
  ] as const) story(`${what}: Dan hears so, is asked again, and goes back`, (world) => refused(world, keys, words));

  story('is wrong three times: Dan is back at the menu, and may try again', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ...outside.slice(0, 2));
    for (let tries = 0; tries < 3; tries++) {
      await dan.hears('enter the number');
      await dan.presses('911#');
      await dan.hears('emergency numbers');
    }
    await dan.hears('the caller hears music');
    for (const key of ['3', '5', '2125550199#']) await dan.presses(key);
    await dan.hears('1 9 9');
    await dan.presses('2');
    await dan.hears('enter the number');
    await dan.presses('442079460958#');
    await dan.hears('4 4 2 0, 7 9 4 6, 0 9 5 8');
    await dan.presses('*');
    await dan.hears('the caller hears music');
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('one too many in this hour: Dan hears so while Ana is still his', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    for (let out = 0; out < 100; out++) await world.app.store.tally(`out:${tollFree}`, HOUR_MS);
    await star(dan, ...outside);
    await dan.hears('too many calls');
    await dan.hears('the caller hears music');
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('abroad is keyed as one dials it from home', async (world) => {
    const { ana, dan } = await callsDan(world, contact);
    await star(dan, ...outside.slice(0, 2), ['enter the number', '011442079460958#'], ['4 4 2 0, 7 9 4 6, 0 9 5 8', '1']);
    const bruno = world.person('Bruno', '+442079460958');
    await bruno.answers();
    await ana.talksWith(bruno);
    await bruno.hangsUp();
    await ana.isHungUpOn(20);
    await dan.hangsUp();
  });
});

stories('webhooks of a transfer to an outside number', (story) => {
  for (const what of ['double', 'lose-answer', 'delay'] as const) {
    story(`${what === 'double' ? 'come twice' : what === 'delay' ? 'come late' : 'are answered in vain'}: Bruno is rung once, and Ana hears goodbye once`, async (world) => {
      world.lab.faults.webhook({ do: what, url: '/voice/document', ms: 3_000 });
      const { ana, dan, bruno } = await givenToBruno(world);
      world.lab.faults.webhook({ do: what, url: 'outside=1', ms: 3_000 });
      await bruno.answers();
      await ana.talksWith(bruno);
      await bruno.hangsUp();
      await ana.hears('thank you for talking with us');
      await ana.isHungUpOn(20);
      expect(bruno.phone.calls.length).toBe(1);
      expect((await world.journaled('outside-over')).length).toBe(1);
      await dan.hangsUp();
    });
  }

  story('are lost, each try of them: the carrier has nothing more for Ana, and her call is over here too', async (world) => {
    const { ana, dan, bruno } = await givenToBruno(world);
    await dan.hangsUp();
    await bruno.answers();
    world.lost = /outside=1/;
    await bruno.hangsUp();
    await ana.isHungUpOn(60);
  });

  story('find the store away for a moment after the talk: Ana is not rung for again', async (world) => {
    const { ana, dan, bruno } = await givenToBruno(world);
    await dan.hangsUp();
    await bruno.answers();
    await ana.talksWith(bruno);
    world.storeIsDown = true;
    bruno.call.hangUp();
    await ana.hears('one moment');
    world.storeIsDown = false;
    await ana.hears('thank you for talking with us');
    await ana.isHungUpOn(20);
  }, { errors: [...errors, 'sweep', 'could not'] });
});

stories('a process that dies in a transfer to an outside number', (story) => {
  for (const turns of [1, 4, 9, 14]) {
    story(`${turns} turns after Dan's last key: Bruno is rung once, and talks with Ana`, async (world) => {
      const { ana, dan } = await anaWithDan(world);
      const bruno = world.person('Bruno', theirs);
      await star(dan, ...outside.slice(0, -1));
      await dan.hears('1 2 1 2, 5 5 5 0, 1 8 8');
      world.diesSoon(turns);
      await dan.presses('1');
      await bruno.answers(60);
      await ana.talksWith(bruno);
      await world.pass(20);
      await ana.talksWith(bruno);
      expect(bruno.phone.calls.length).toBe(1);
      await bruno.hangsUp();
      await ana.isHungUpOn(20);
      if (dan.isConnected()) await dan.hangsUp();
      await world.pass(20);
    }, { errors });
  }

  story('while it rings, and while they talk', async (world) => {
    const { ana, dan, bruno } = await givenToBruno(world);
    await dan.hangsUp();
    await bruno.rings();
    await world.restarts();
    bruno.call.pickUp();
    await ana.talksWith(bruno);
    await world.restarts();
    await world.pass(70);
    await ana.talksWith(bruno);
    await bruno.hangsUp();
    await ana.hears('thank you for talking with us');
    await ana.isHungUpOn(20);
  }, { errors });
}, ({ lasting }) => lasting);
