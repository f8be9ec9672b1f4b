// Waiting in line: what callers hear, what their keys do, and who is served when.
import { expect } from 'vitest';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const emeaLine = '+442079460100';
/** Five in London, nine in Los Angeles: engineers work in both. */
const bothOpen = Date.UTC(2026, 9, 20, 16);
/** Cases in EMEA: a P1, a P3 that nobody owns, and a P4, each with its contact. */
const p1 = { keys: '202411180007#', from: '+442079460123' };
const p3 = { keys: '202411200003#', from: '+33199000123' };
const p4 = { keys: '202409140022#', from: '+442079460124' };
const p2 = { keys: caseKeys, from: contact };

async function keysCase(world: World, name: string, { keys, from }: { keys: string; from: string }): Promise<Person> {
  const caller = world.person(name, from);
  await caller.dials(tollFree);
  await caller.presses(keys);
  return caller;
}

/** Somebody asks for Customer Care, and stands in its line a moment later. */
async function waitsForCare(world: World, name: string, number: string): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('in line for Customer Care');
}

/** From which second on each piece of music was played. */
const musicFrom = (caller: Person): number[] =>
  caller.call.heard.flatMap(({ text }) => /hold\.wav\?from=(\d+)/.exec(text)?.[1] ?? []).map(Number);

async function talksAndHangsUp(caller: Person, agent: Person): Promise<void> {
  await caller.talksWith(agent);
  await caller.hangsUp();
}

/** The agent's caller has gone; with 1 they are ready for the next. */
async function isReadyAgain(agent: Person): Promise<void> {
  await agent.hears('press 1');
  await agent.presses('1');
  await agent.isHungUpOn();
}

stories('what a waiting caller hears', (story) => {
  story('Ana hears words, then music, and the music goes on where it was', async (world) => {
    const ana = await keysCase(world, 'Ana', p2);
    await ana.staysSilent(125);
    expect(musicFrom(ana).slice(0, 4)).toEqual([0, 20, 45, 70]);
    await ana.hears("haven't forgotten you");
    await ana.hangsUp();
  });

  story('Ana is never left without a sound for more than two seconds', async (world) => {
    const ana = await keysCase(world, 'Ana', p2);
    await ana.staysSilent(60);
    const began = ana.call.heard.map(({ at }) => at);
    const gaps = began.slice(1).map((at, index) => (at - (began[index] ?? at)) / 1000);
    // The longest sound is a piece of music of 25 seconds.
    expect(Math.max(...gaps)).toBeLessThan(27);
    await ana.hangsUp();
  });

  story('Cal hears how many are ahead of him, and again only when there are fewer', async (world) => {
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    const bob = await waitsForCare(world, 'Bob', '+14155550102');
    const cal = await waitsForCare(world, 'Cal', '+14155550103');
    await cal.hears('2 callers ahead', 15);
    await cal.doesNotHear('ahead', 70);
    await bob.hangsUp();
    await cal.hears('one caller ahead', 45);
    await ana.hangsUp();
    await cal.hears('you are next', 45);
    await cal.doesNotHear(/ahead|next/, 70);
    await cal.hangsUp();
  });

  story('Cal does not hear that somebody more urgent has come before him', async (world) => {
    const ana = await keysCase(world, 'Ana', p2);
    await ana.hears('you are next', 25);
    const bea = await keysCase(world, 'Bea', p1);
    await ana.doesNotHear(/ahead/, 70);
    await bea.hears('first in line');
    await bea.doesNotHear(/ahead|you are next/, 60);
    await ana.hangsUp();
    await bea.hangsUp();
  }, { now: bothOpen });
});

stories('the keys of a waiting caller', (story) => {
  story('pound lets Ana hear her choices again, and the music goes on', async (world) => {
    const ana = await keysCase(world, 'Ana', p2);
    await ana.hears('leave a voicemail');
    await ana.hears("haven't forgotten you", 60);
    await ana.presses('#');
    await ana.hears('leave a voicemail', 1);
    await ana.staysSilent(30);
    expect(new Set(musicFrom(ana)).size).toBe(musicFrom(ana).length);
    await ana.hangsUp();
  });

  story('a key that means nothing changes nothing', async (world) => {
    const ana = await keysCase(world, 'Ana', p2);
    await ana.hears('leave a voicemail');
    await ana.presses('7');
    await ana.hears("haven't forgotten you", 1);
    await world.signIn('gus');
    const gus = await world.agent('gus');
    await gus.takes(2);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story('2 leads from the engineers to Customer Care, and the time waited so far counts', async (world) => {
    const ines = await keysCase(world, 'Ines', p4);
    await ines.staysSilent(60);
    const bob = await waitsForCare(world, 'Bob', stranger);
    await bob.staysSilent(10);
    await ines.presses('2');
    await ines.hears('connecting you with Customer Care', 1);
    await ines.hears('line for Customer Care');
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes(2);
    await talksAndHangsUp(ines, amy);
    await isReadyAgain(amy);
    await amy.takes(10);
    await talksAndHangsUp(bob, amy);
    await amy.hangsUp();
  }, { now: bothOpen });

  story('star leads from the line of Customer Care back to the first menu', async (world) => {
    const ana = await waitsForCare(world, 'Ana', contact);
    await ana.presses('*');
    await ana.hears('for a new case', 1);
    await ana.presses(caseKeys);
    await ana.hears('trying your engineer', 1);
    await ana.hangsUp();
  });

  story("2 while Gus's phone rings for her stops it, and Customer Care is rung instead", async (world) => {
    await world.signIn('gus', 'amy');
    const ana = await keysCase(world, 'Ana', p2);
    const [gus, amy] = [await world.agent('gus'), await world.agent('amy')];
    await gus.rings(5);
    await ana.hears('For Customer Care');
    await ana.presses('2');
    await gus.isHungUpOn(1);
    await amy.takes(5);
    await talksAndHangsUp(ana, amy);
    await amy.hangsUp();
    await gus.isLeftAlone(30);
  });

  story('1 is not voicemail any more once an agent has taken the call', async (world) => {
    await world.signIn('gus');
    const ana = await keysCase(world, 'Ana', p2);
    const gus = await world.agent('gus');
    await gus.answers(5);
    await gus.hears('press 1');
    gus.call.press('1');
    ana.call.press('1');
    await ana.talksWith(gus);
    await ana.doesNotHear('after the tone');
    await ana.hangsUp();
    await gus.hangsUp();
  });
});

stories('a caller who gives up', (story) => {
  story('leaves nothing behind: the next in line is next, and no phone rings', async (world) => {
    const ana = await waitsForCare(world, 'Ana', '+14155550101');
    const bob = await waitsForCare(world, 'Bob', '+14155550102');
    await ana.staysSilent(20);
    await ana.hangsUp();
    expect(await world.app.store.floor.waits()).toMatchObject([{ state: 'waiting' }]);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes(1);
    await talksAndHangsUp(bob, amy);
    await amy.hangsUp();
  });
});

stories('who is served when', (story) => {
  story('Amy signs in and gets the waiting caller at once', async (world) => {
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.staysSilent(30);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes(0.5);
    await talksAndHangsUp(ana, amy);
    await amy.hangsUp();
  });

  story('a P1 comes before a P2, that before a P3, and that before a P4, whoever came first', async (world) => {
    const [ines, gil, ana, bea] = [await keysCase(world, 'Ines', p4), await keysCase(world, 'Gil', p3), await keysCase(world, 'Ana', p2), await keysCase(world, 'Bea', p1)];
    await world.signIn('gus');
    const gus = await world.agent('gus');
    for (const caller of [bea, ana, gil, ines]) {
      await gus.takes(10);
      await talksAndHangsUp(caller, gus);
      await isReadyAgain(gus);
    }
  }, { now: bothOpen });

  story('nobody is overtaken for longer than the difference of head starts: Ines has waited eleven minutes when a P2 comes', async (world) => {
    const ines = await keysCase(world, 'Ines', p4);
    await ines.staysSilent(11 * 60);
    const ana = await keysCase(world, 'Ana', p2);
    await ana.hears('one caller ahead', 25);
    await world.signIn('gus');
    const gus = await world.agent('gus');
    for (const caller of [ines, ana]) {
      await gus.takes(10);
      await talksAndHangsUp(caller, gus);
      await isReadyAgain(gus);
    }
  }, { now: bothOpen });

  story('the agent who is free longest is rung first, and is last after a call', async (world) => {
    await world.signIn('ben', 'amy', 'chi');
    const [amy, ben, chi] = [await world.agent('amy'), await world.agent('ben'), await world.agent('chi')];
    for (const agent of [ben, amy, chi, ben]) {
      const ana = await waitsForCare(world, 'Ana', stranger);
      await agent.takes(5);
      await talksAndHangsUp(ana, agent);
      await isReadyAgain(agent);
    }
  });

  story('five callers and two agents: each is served in the order they came, and nobody has to be found by the sweep', async (world) => {
    const callers: Person[] = [];
    for (let number = 0; number < 5; number++) callers.push(await waitsForCare(world, `caller ${number + 1}`, `+1415555010${number}`));
    await world.signIn('amy', 'ben');
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    const [first, second, third, fourth, fifth] = callers as [Person, Person, Person, Person, Person];
    await amy.takes(2);
    await first.talksWith(amy);
    await ben.takes(2);
    await second.talksWith(ben);
    await second.hangsUp();
    await isReadyAgain(ben);
    await ben.takes(10);
    await third.talksWith(ben);
    await first.hangsUp();
    await isReadyAgain(amy);
    await amy.takes(10);
    await fourth.talksWith(amy);
    await third.hangsUp();
    await isReadyAgain(ben);
    await ben.takes(10);
    await fifth.talksWith(ben);
    await fourth.hangsUp();
    await fifth.hangsUp();
    await amy.hangsUp();
    await ben.hangsUp();
    expect(world.log.entries.filter(({ message }) => message.includes('the sweep found'))).toEqual([]);
  });

  story('an agent who is asked for by name takes their own caller before others who came earlier, as both wait for the same people', async (world) => {
    const gil = await keysCase(world, 'Gil', p3);
    const ana = await keysCase(world, 'Ana', p2);
    await world.signIn('dan');
    const dan = await world.agent('dan');
    for (const caller of [ana, gil]) {
      await dan.takes(10);
      await talksAndHangsUp(caller, dan);
      await isReadyAgain(dan);
    }
  }, { now: bothOpen });

  story('Ana dials the EMEA line, and waits with everybody else who needs Customer Care', async (world) => {
    const bob = await waitsForCare(world, 'Bob', stranger);
    const ana = world.person('Ana', '+442079460150');
    await ana.dials(emeaLine);
    await ana.presses('2');
    await ana.hears('one caller ahead');
    await bob.hangsUp();
    await ana.hangsUp();
  });
});
