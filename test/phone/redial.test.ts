// Callers cut off while they wait, who dial again: the place they had is theirs, once.
import { expect } from 'vitest';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import type { StoryStore } from '../support/stores.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const elis = '+14155550124';
const welcome = 'you have kept your place';
/** Five in London, nine in Los Angeles: engineers work in both. */
const bothOpen = Date.UTC(2026, 9, 20, 16);

interface Dialling { keys?: string; from?: string; withheld?: boolean }

/** Dials, keys where to, and hears that they are in line. */
async function joins(person: Person, { keys = '2', ...options }: Dialling = {}): Promise<Person> {
  await person.dials(tollFree, options);
  await person.presses(keys);
  return person.hears(/are in line|the next free engineer/);
}

/** Ana has waited for Customer Care for a minute, Eli for half of it, and Ana is cut off. */
async function anaBeforeEli(world: World, dialling: Dialling = {}): Promise<{ ana: Person; eli: Person }> {
  const [ana, eli] = [world.person('Ana', stranger), world.person('Eli', elis)];
  await joins(ana, dialling);
  await ana.staysSilent(30);
  await joins(eli);
  await ana.staysSilent(30);
  await ana.hangsUp();
  return { ana, eli };
}

/** Amy comes, and this is whom she gets. */
async function isNext(world: World, person: Person): Promise<void> {
  await world.signIn('amy');
  const amy = await world.agent('amy');
  await amy.takes();
  await person.talksWith(amy);
  await person.hangsUp();
  await amy.hears('press 1');
  await amy.hangsUp();
}

/** Amy has taken everybody's calls who is still there. */
async function giveUp(...people: Person[]): Promise<void> {
  for (const person of people) await person.hangsUp();
}

stories('a caller cut off while waiting', (story) => {
  story('dials again and has her place before Eli', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await ana.staysSilent(60);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears(welcome, 10);
    await ana.hears('you are next', 30);
    await eli.hears('one caller ahead', 60);
    expect(await world.journaled('resumed')).toHaveLength(1);
    await isNext(world, ana);
    await eli.hangsUp();
  });

  story('hears it in her language', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await ana.dials(tollFree);
    await ana.presses('9');
    await ana.hears('oprima 2', 20);
    await ana.presses('2');
    await ana.hears('Gracias por llamar', 20);
    await ana.presses('2');
    await ana.hears('Conserva su lugar', 20);
    await giveUp(ana, eli);
  });

  story('the agent hears how long she has waited in all', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await ana.staysSilent(120);
    await joins(ana);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.answers();
    await amy.hears('3 minutes', 10);
    await amy.presses('1');
    await ana.talksWith(amy);
    await giveUp(ana, eli, amy);
  });

  story('has it once: cut off a second time, she is behind Eli', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await joins(ana);
    await ana.hangsUp();
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.doesNotHear(welcome, 5);
    await ana.hears('one caller ahead', 30);
    await isNext(world, eli);
    await ana.hangsUp();
  });

  story('has it for five minutes, and it is the dialling that counts', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await ana.staysSilent(5 * 60 - 5);
    await ana.dials(tollFree);
    await ana.staysSilent(8);
    await ana.presses('2');
    await ana.hears(welcome, 20);
    await giveUp(ana, eli);
  });

  story('has it no longer than five minutes', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await ana.staysSilent(5 * 60 + 1);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.doesNotHear(welcome, 10);
    await isNext(world, eli);
    await ana.hangsUp();
  });

  story('keeps it through a change of lines after it', async (world) => {
    const ana = world.person('Ana', contact);
    const eli = world.person('Eli', elis);
    await joins(ana, { keys: caseKeys });
    await ana.staysSilent(30);
    await joins(eli);
    await ana.hangsUp();
    await joins(ana, { keys: caseKeys });
    await ana.presses('2');
    await ana.hears('in line for Customer Care');
    expect(await world.journaled('resumed')).toHaveLength(1);
    await isNext(world, ana);
    await eli.hangsUp();
  });

  story('gets it back in the second line she comes to, once her case is known', async (world) => {
    const ana = world.person('Ana', contact);
    await joins(ana, { keys: caseKeys });
    await ana.hangsUp();
    await joins(ana);
    await ana.presses('*');
    await ana.presses(caseKeys);
    await ana.hears(welcome, 10);
    await ana.hangsUp();
  });

  story('about a case of her own: the engineers take her before Gil, whose case is as urgent', async (world) => {
    const [ana, gil] = [world.person('Ana', '+442079460124'), world.person('Gil', elis)];
    await joins(ana, { keys: '202409140022#' });
    await ana.staysSilent(20);
    await joins(gil, { keys: '202409140022#' });
    await ana.hangsUp();
    await ana.dials(tollFree);
    await ana.presses('202409140022#');
    await ana.hears(welcome, 10);
    await world.signIn('gus');
    const gus = await world.agent('gus');
    await gus.takes();
    await ana.talksWith(gus);
    await giveUp(ana, gil, gus);
  }, { now: bothOpen });

  story('a P1 has it too', async (world) => {
    const [bea, gil] = [world.person('Bea', '+442079460123'), world.person('Gil', elis)];
    const p1 = '202411180007#';
    await bea.dials(tollFree);
    await bea.presses(p1);
    await bea.hears('first in line');
    await gil.dials(tollFree);
    await gil.presses(p1);
    await gil.hears('in line');
    await bea.hangsUp();
    await bea.dials(tollFree);
    await bea.presses(p1);
    await bea.hears(welcome, 10);
    await bea.hears('first in line');
    const waits = await world.app.store.floor.waits();
    expect(waits.toSorted((a, b) => a.rank - b.rank).map(({ call }) => call)[0]).toBe(await callOf(world, bea));
    await giveUp(bea, gil);
  }, { now: bothOpen });
});

const callOf = async (world: World, person: Person): Promise<string | undefined> => (await world.app.store.callBySid(person.call.sid))?.id;

stories('nobody resumes a place', (story) => {
  const none: readonly [string, (world: World) => Promise<Person[]>][] = [
    ['about another case', async (world) => {
      const ana = world.person('Ana', contact);
      await joins(ana, { keys: caseKeys });
      await ana.hangsUp();
      await joins(ana, { keys: '202410300014#' });
      return [ana];
    }],
    ['on another way', async (world) => {
      const { ana, eli } = await anaBeforeEli(world);
      await ana.dials(tollFree);
      await ana.presses('*');
      await ana.presses('1');
      await ana.presses('1');
      await ana.hears('first in line', 20);
      return [ana, eli];
    }],
    ['from another number', async (world) => {
      const { ana, eli } = await anaBeforeEli(world);
      await joins(ana, { from: '+14155550199' });
      return [ana, eli];
    }],
    ['whose number is withheld', async (world) => {
      const { ana, eli } = await anaBeforeEli(world, { withheld: true });
      await joins(ana, { withheld: true });
      return [ana, eli];
    }],
    ['who left a voicemail instead', async (world) => {
      const ana = await joins(world.person('Ana', stranger));
      await ana.presses('1');
      await ana.leavesMessage(5);
      await ana.hangsUp();
      await joins(ana);
      return [ana];
    }],
    ['who hung up at the tone', async (world) => {
      const ana = await joins(world.person('Ana', stranger));
      await ana.presses('1');
      await ana.hears('beep: ');
      await ana.hangsUp();
      await joins(ana);
      return [ana];
    }],
    ['who talked', async (world) => {
      await world.signIn('amy');
      const [ana, amy] = [await joins(world.person('Ana', stranger)), await world.agent('amy')];
      await amy.takes();
      await ana.talksWith(amy);
      await ana.hangsUp();
      await amy.hears('press 1');
      await amy.presses('3');
      await amy.hangsUp();
      await world.app.reception.presence('amy', 'away');
      await joins(ana);
      return [ana];
    }],
    ['who never came to the end of the menu', async (world) => {
      const ana = world.person('Ana', stranger);
      await ana.dials(tollFree);
      await ana.hears('press star');
      await ana.hangsUp();
      await joins(ana);
      return [ana];
    }],
  ];
  for (const [who, tell] of none) {
    story(who, async (world) => {
      const people = await tell(world);
      expect(await world.journaled('resumed')).toEqual([]);
      await giveUp(...people);
    });
  }
});

stories('a redial and what goes wrong', (story) => {
  story('two dial at once from the same number: one resumes, and the other waits behind Eli', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    const bob = world.person('Bob', '+14155550125');
    await Promise.all([ana.dials(tollFree), bob.dials(tollFree, { from: stranger })]);
    ana.call.press('2');
    bob.call.press('2');
    await world.pass(20);
    expect(await world.journaled('resumed')).toHaveLength(1);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toHaveLength(3);
    await giveUp(ana, bob, eli);
  });

  story('every webhook comes twice: the place is taken up once', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 1_000 });
    const { ana, eli } = await anaBeforeEli(world);
    await joins(ana);
    expect(await world.journaled('resumed')).toHaveLength(1);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toHaveLength(2);
    await isNext(world, ana);
    await eli.hangsUp();
  });

  story('the news of her end comes late: she stands anew, and when it comes only the old place goes', async (world) => {
    world.lost = /voice\/status.*CallStatus=completed/;
    const { ana, eli } = await anaBeforeEli(world);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.doesNotHear(welcome, 5);
    expect(await world.app.store.floor.waits()).toHaveLength(3);
    world.lost = undefined;
    await ana.staysSilent(130);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toHaveLength(2);
    await isNext(world, eli);
    await ana.hangsUp();
  });

  story('after an hour nothing is remembered', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await giveUp(eli);
    expect(await world.app.store.records.list('redial', { limit: 10 })).toHaveLength(2);
    await world.pass(61 * 60);
    expect(await world.app.store.records.list('redial', { limit: 10 })).toEqual([]);
    expect(ana.call.over).toBe(true);
  });

  story('what is remembered names nobody', async (world) => {
    const { eli } = await anaBeforeEli(world);
    const kept = JSON.stringify(await world.app.store.records.list('redial', { limit: 10 }));
    expect(kept).not.toMatch(/4155550123|\+1/);
    await eli.hangsUp();
  });
});

stories('a redial and a death', (story) => {
  story('the service dies after she was cut off: her place is there all the same', async (world) => {
    const { ana, eli } = await anaBeforeEli(world);
    await world.restarts();
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears(welcome, 20);
    await isNext(world, ana);
    await eli.hangsUp();
  }, { errors: ['work behind a turn failed', 'a turn failed', 'could not be sent'] });

  for (const turns of [1, 3, 6]) {
    story(`the service dies as she joins again (${turns}): she stands once, in her old place`, async (world) => {
      const { ana, eli } = await anaBeforeEli(world);
      await ana.dials(tollFree);
      world.diesSoon(turns);
      await ana.presses('2');
      await ana.hears('in line', 40);
      expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toHaveLength(2);
      await isNext(world, ana);
      await eli.hangsUp();
    }, { errors: ['work behind a turn failed', 'a turn failed', 'could not be sent'] });
  }
}, ({ lasting }: StoryStore) => lasting);
