// Who answers: near home first, by those who know the product and speak the language; and in which order, as the centre promises.
import { expect } from 'vitest';
import type { Centre, Strategy } from '../../src/centre/centre.ts';
import type { Person } from '../support/person.ts';
import { amyAsksForAManager, caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const emeaLine = '+442079460100';
const apacLine = '+61255500100';
/** Five in London, nine in Los Angeles: engineers work in both. */
const bothOpen = Date.UTC(2026, 9, 20, 16);
const ana = { name: 'Ana', from: contact, line: tollFree, keys: caseKeys };
const bea = { name: 'Bea', from: '+442079460123', line: emeaLine, keys: '202411180007#' };
const cho = { name: 'Cho', from: '+61255500123', line: apacLine, keys: '202411020031#' };
const gil = { name: 'Gil', from: '+33199000123', line: emeaLine, keys: '202411200003#' };
/** Escalated P2s of one product family: of a certified expert, of somebody without a certification, of a partner's expert. */
const max = { name: 'Max', from: '+14085550130', line: tollFree, keys: '202411150021#' };
const nia = { name: 'Nia', from: '+14085550131', line: tollFree, keys: '202411130016#' };
const oli = { name: 'Oli', from: '+14085550132', line: tollFree, keys: '202411140008#' };

interface Calling {
  name: string;
  from: string;
  line: string;
  keys: string;
}

async function calls(world: World, { name, from, line, keys }: Calling): Promise<Person> {
  const caller = world.person(name, from);
  await caller.dials(line);
  await caller.presses(keys);
  return caller;
}

async function asksForCare(world: World, name: string, number: string): Promise<Person> {
  return calls(world, { name, from: number, line: tollFree, keys: '2' });
}

async function talks(caller: Person, agent: Person, withinS = 10): Promise<void> {
  await agent.takes(withinS);
  await caller.talksWith(agent);
  await caller.hangsUp();
}

async function isReadyAgain(agent: Person): Promise<void> {
  await agent.hears('press 1');
  await agent.presses('1');
  await agent.isHungUpOn();
}

/** Whoever is rung passes, and the next is rung within so many seconds. */
async function passes(agent: Person, withinS: number): Promise<void> {
  await agent.answers(withinS);
  await agent.presses('2');
  await agent.isHungUpOn();
}

/** A phone that rings already. */
async function picksUp(agent: Person): Promise<void> {
  agent.call.pickUp();
  await agent.hears('press 1');
  await agent.presses('1');
}

const agents = (world: World, ...ids: string[]): Promise<Person[]> => Promise.all(ids.map((id) => world.agent(id)));

/** Who is offered each caller, one after the other. */
async function offered(world: World): Promise<unknown[]> {
  return (await world.journaled('offered')).map(({ agent }) => agent);
}

stories('an engineer near the customer', (story) => {
  story('who knows the product is rung for Ana before one who does not and is free for longer; then the region, then its neighbours', async (world) => {
    await world.signIn('rosa', 'wen', 'quin', 'pia');
    const caller = await calls(world, ana);
    const [pia, quin, wen, rosa] = await agents(world, 'pia', 'quin', 'wen', 'rosa') as [Person, Person, Person, Person];
    await passes(pia, 3);
    await passes(quin, 10);
    await passes(wen, 16);
    await talks(caller, rosa, 16);
    await rosa.hangsUp();
    expect(await offered(world)).toEqual(['pia', 'quin', 'wen', 'rosa']);
  });

  story('who speaks Spanish is rung for Gil when he has chosen Spanish', async (world) => {
    await world.signIn('sam', 'eva');
    const caller = world.person('Gil', gil.from);
    await caller.dials(gil.line);
    await caller.presses('9');
    await caller.hears('Español', 10);
    await caller.presses('2');
    await caller.hears('caso', 30);
    await caller.presses(gil.keys);
    const [sam, eva] = await agents(world, 'sam', 'eva') as [Person, Person];
    await passes(eva, 3);
    await talks(caller, sam, 15);
    await sam.hangsUp();
    expect(await offered(world)).toEqual(['eva', 'sam']);
  }, { now: bothOpen });

  story('who is not at work is not waited for: the neighbours are rung for Gil at once', async (world) => {
    await world.signIn('gus');
    const caller = await calls(world, gil);
    const gus = await world.agent('gus');
    await talks(caller, gus, 3);
    await gus.hangsUp();
  }, { now: bothOpen });

  story('who talks will be free again, and is waited for a little: Gus is rung for Gil only after that', async (world) => {
    await world.signIn('eva');
    const first = await calls(world, gil);
    const eva = await world.agent('eva');
    await eva.takes(5);
    await first.talksWith(eva);
    await world.signIn('gus');
    const second = await calls(world, { ...gil, name: 'another contact', from: stranger });
    const gus = await world.agent('gus');
    await gus.isLeftAlone(12);
    await talks(second, gus, 20);
    await first.hangsUp();
    await eva.hangsUp();
    await gus.hangsUp();
  }, { now: bothOpen });
});

stories('a P1', (story) => {
  story('is rung for in the region at once, then in the next, then everywhere, and nobody who joins takes anybody out', async (world) => {
    await world.signIn('finn', 'dan', 'rosa');
    const caller = await calls(world, bea);
    const [rosa, dan, finn] = await agents(world, 'rosa', 'dan', 'finn') as [Person, Person, Person];
    await rosa.rings(2);
    await dan.isLeftAlone(1);
    await dan.rings(6);
    await finn.rings(6);
    await picksUp(rosa);
    await caller.talksWith(rosa);
    await caller.hangsUp();
    await dan.isHungUpOn(2);
    await finn.isHungUpOn(2);
    await rosa.hangsUp();
    expect((await offered(world)).slice(0, 3)).toEqual(['rosa', 'dan', 'finn']);
  });
});

stories("the experts' line", (story) => {
  story('Cho reaches a senior engineer who knows the product, before one who does not and is free for longer', async (world) => {
    await world.signIn('yuki', 'june');
    const caller = await calls(world, cho);
    const [yuki, june] = await agents(world, 'yuki', 'june') as [Person, Person];
    await passes(june, 3);
    await talks(caller, yuki, 25);
    await yuki.hangsUp();
  });

  story('once escalated, Max, a certified expert, goes before Nia, who is not one, and Oli, whose employer is a partner', async (world) => {
    const callers = new Map<string, Person>();
    for (const one of [oli, nia, max]) {
      callers.set(one.name, await calls(world, one));
      await world.pass(60);
    }
    await world.signIn('june');
    const june = await world.agent('june');
    for (const name of ['Max', 'Oli', 'Nia']) {
      await talks(callers.get(name) as Person, june);
      await isReadyAgain(june);
    }
  });

  story('before the case is escalated the certification changes nothing: Max waits behind Ana, who came earlier', async (world) => {
    const kept = await world.app.store.records.get<object>('case', '202411150021');
    await world.app.store.records.put('case', '202411150021', { ...kept?.value, escalated: false });
    const first = await calls(world, ana);
    await world.pass(5);
    const second = await calls(world, max);
    await world.signIn('pia');
    const pia = await world.agent('pia');
    for (const caller of [first, second]) {
      await talks(caller, pia);
      await isReadyAgain(pia);
    }
  });

  story('a certification that has run out counts for nothing', async (world) => {
    const kept = await world.app.store.records.get<{ contact: object }>('case', '202411150021');
    await world.app.store.records.put('case', '202411150021', { ...kept?.value, contact: { ...kept?.value.contact, certifications: [{ family: 'routing', validUntil: '2026-10-01' }] } });
    const first = await calls(world, nia);
    await world.pass(5);
    const second = await calls(world, max);
    await world.signIn('june');
    const june = await world.agent('june');
    for (const caller of [first, second]) {
      await talks(caller, june);
      await isReadyAgain(june);
    }
  });

  story('a P1 is ahead of the certified expert, whoever came first', async (world) => {
    const expert = await calls(world, max);
    await world.pass(600);
    const urgent = await calls(world, { ...bea, keys: '202411190002#', from: '+16045550125', line: tollFree });
    await world.signIn('june');
    const june = await world.agent('june');
    for (const caller of [urgent, expert]) {
      await talks(caller, june);
      await isReadyAgain(june);
    }
  });
});

stories('the service manager of a Care Plus customer', (story) => {
  /** Amy has Dee on the line and asks for a manager about Dee's case. */
  async function amyAsksAboutDee(world: World): Promise<{ dee: Person; amy: Person }> {
    await world.signIn('kim', 'zoe');
    const dee = await calls(world, { name: 'Dee', from: '+16045550125', line: tollFree, keys: '202411190002#' });
    await dee.hears('first in line', 15);
    await dee.presses('2');
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes(10);
    await dee.talksWith(amy);
    await amy.presses('*');
    await amy.hears('escalation manager');
    await amy.presses('2');
    await amy.hears('by staff id');
    await amy.presses('1');
    await amy.hears('pound');
    await amy.presses('#');
    await amy.hears('why');
    await amy.presses('1');
    await amy.hears('calling the escalation managers');
    return { dee, amy };
  }

  async function ends(dee: Person, amy: Person, manager: Person): Promise<void> {
    await manager.talksWith(amy);
    await dee.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await manager.hangsUp();
  }

  story('is rung first for an escalation in business hours', async (world) => {
    const { dee, amy } = await amyAsksAboutDee(world);
    const [zoe, kim] = await agents(world, 'zoe', 'kim') as [Person, Person];
    await zoe.rings(3);
    await kim.isLeftAlone(10);
    await picksUp(zoe);
    await ends(dee, amy, zoe);
  });

  story('who does not take it does not hold it up: an escalation manager is rung next', async (world) => {
    const { dee, amy } = await amyAsksAboutDee(world);
    const [zoe, kim] = await agents(world, 'zoe', 'kim') as [Person, Person];
    await passes(zoe, 3);
    await kim.takes(25);
    await ends(dee, amy, kim);
  });

  story('is nobody in particular to other customers: who is free longest of all managers is rung', async (world) => {
    const { ana: caller, amy } = await amyAsksForAManager(world, 'kim', 'zoe');
    const kim = await world.agent('kim');
    await kim.takes(3);
    await ends(caller, amy, kim);
  });
});

stories('an agent of several teams', (story) => {
  story('serves the lines of all of them in one order, whoever came first', async (world) => {
    const amy = await world.app.people.get('amy');
    if (!amy) throw new Error('the sample centre has no Amy');
    await world.app.people.save({ ...amy, teams: ['customer-care', 'engineers'] });
    const first = await calls(world, gil);
    await world.pass(2);
    const second = await asksForCare(world, 'Bob', stranger);
    await world.pass(2);
    const third = await calls(world, { ...gil, name: 'another contact', from: '+14155550199' });
    await world.signIn('amy');
    const agent = await world.agent('amy');
    // A P3 has five minutes ahead of who waits for Customer Care without a case.
    for (const caller of [first, third, second]) {
      await talks(caller, agent);
      await isReadyAgain(agent);
    }
  }, { now: bothOpen });
});

const with_ = (strategy: Strategy) => (sample: Centre): Centre => ({ ...sample, teams: { ...sample.teams, 'customer-care': { name: 'Customer Care', strategy } } });

stories('the strategy of a team', (story) => {
  /** So many callers one after the other, each taken by whoever is rung and ended at once. */
  async function served(world: World, callers: number): Promise<unknown[]> {
    for (let number = 0; number < callers; number++) {
      const before = (await offered(world)).length;
      const caller = await asksForCare(world, `caller ${number}`, `+1415555010${number}`);
      await caller.hears('in line for Customer Care', 10);
      const agent = await world.agent(String((await offered(world))[before]));
      await talks(caller, agent, 5);
      await isReadyAgain(agent);
    }
    return offered(world);
  }

  /** Amy steps out for a moment and is the last to be ready. */
  async function stepsOut(world: World, id: string): Promise<void> {
    await world.app.reception.presence(id, 'away');
    await world.pass(1);
    await world.signIn(id);
  }

  story('longest-idle: who steps out goes to the end', async (world) => {
    await world.signIn('amy', 'ben', 'chi');
    await stepsOut(world, 'amy');
    expect(await served(world, 4)).toEqual(['ben', 'chi', 'amy', 'ben']);
  });

  story('round-robin: stepping out changes nothing, each is asked once a round', async (world) => {
    await world.signIn('amy', 'ben', 'chi');
    expect(await served(world, 3)).toEqual(['amy', 'ben', 'chi']);
    await stepsOut(world, 'amy');
    expect((await served(world, 3)).slice(3)).toEqual(['amy', 'ben', 'chi']);
  }, { centre: with_('round-robin') });

  story('fewest-calls: who signs in late takes the next ones, until all have had as many', async (world) => {
    await world.signIn('amy', 'ben');
    expect(await served(world, 4)).toEqual(['amy', 'ben', 'amy', 'ben']);
    await world.signIn('chi');
    expect((await served(world, 3)).slice(4)).toEqual(['chi', 'chi', 'amy']);
  }, { centre: with_('fewest-calls') });

  story('fewest-calls: a new day begins anew', async (world) => {
    await world.signIn('amy');
    await served(world, 2);
    await world.pass(240);
    await world.signIn('ben', 'amy');
    // Had yesterday's two counted, Ben would be first.
    expect((await served(world, 2)).slice(2)).toEqual(['amy', 'ben']);
    // Four minutes before midnight in Los Angeles.
  }, { centre: with_('fewest-calls'), now: Date.UTC(2026, 9, 21, 6, 56) });

  story('most-skilled: the higher level in the product of the case, however long others are free', async (world) => {
    await world.signIn('rosa', 'tara');
    const caller = await calls(world, { ...gil, keys: '202409140022#', from: '+442079460124' });
    await world.signIn('eva');
    const tara = await world.agent('tara');
    await talks(caller, tara, 5);
    await tara.hangsUp();
  }, { now: bothOpen });
});
