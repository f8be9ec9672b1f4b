// The emergency switch: what a supervisor sets holds for the next turn of every caller, and takes nobody out of a conversation.
import { expect } from 'vitest';
import { expectEnded, isCalledBack, isPromised, picksUp } from '../support/callbacks.ts';
import type { Person } from '../support/person.ts';
import { anaWithDan, caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const staffLine = '+13125550199';
const pin = '482915';

async function turns(world: World, method: 'PUT' | 'DELETE', path: string, body?: object): Promise<void> {
  const answer = await fetch(`${world.base}/api/v1/switch${path}`, { method, headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
  expect(answer.status).toBe(200);
  await world.pass(0);
}

const closes = (world: World, more: object = {}) => turns(world, 'PUT', '/teams/engineers', { is: 'closed', ...more });
const announces = (world: World, more: object = {}) => turns(world, 'PUT', '/announcement', { texts: { en: 'The sky is falling.', es: 'El cielo se cae.' }, ...more });

async function asksForDan(world: World, from = contact): Promise<Person> {
  const ana = world.person('Ana', from);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  return ana;
}

/** Somebody of the staff has signed in by telephone and hears the menu. */
async function signsIn(world: World, id: string, staffId: string): Promise<Person> {
  await world.app.pins.set(id, pin);
  const person = world.person(`${id} outside`, '+14155550177');
  await person.dials(staffLine);
  await person.hears('staff id', 2);
  await person.presses(`${staffId}#`);
  await person.hears('PIN', 3);
  await person.presses(`${pin}#`);
  return person.hears('emergency switch, press 5', 10);
}

stories('the emergency switch', (story) => {
  story('engineers are closed: Ana hears that they are not available, and Customer Care is there', async (world) => {
    await world.signIn('dan', 'amy');
    await closes(world);
    const [ana, amy] = [await asksForDan(world), await world.agent('amy')];
    await ana.hears('not available right now');
    await ana.hears('cannot say yet when');
    await ana.hears('customer care is here now');
    await ana.presses('2');
    await amy.takes();
    await ana.talksWith(amy);
    expect((await world.journaled('closed')).map(({ cause, choice }) => [cause, choice])).toEqual([['switch', 'none'], ['switch', 'care']]);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('closed until then: callers hear when, and then are served again by themselves', async (world) => {
    await world.signIn('dan');
    await closes(world, { until: new Date(world.clock.now() + 300_000).toISOString() });
    const ana = await asksForDan(world);
    await ana.hears('back today at 10:05 AM, Pacific Time');
    await ana.hangsUp();
    await world.pass(300);
    const [again, dan] = [await asksForDan(world), await world.agent('dan')];
    await dan.takes();
    await again.talksWith(dan);
    await again.hangsUp();
    await dan.hangsUp();
  });

  story('opened at night: Ana reaches Dan, who works late', async (world) => {
    await world.signIn('dan');
    await turns(world, 'PUT', '/teams/engineers', { is: 'open', region: 'americas' });
    const [ana, dan] = [await asksForDan(world), await world.agent('dan')];
    await dan.takes();
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  }, { now: Date.UTC(2026, 9, 21, 6) });

  story('Ana waits for an engineer when they are closed: at her next turn she hears it', async (world) => {
    const ana = await asksForDan(world);
    await ana.hears('in line');
    await closes(world);
    await ana.hears('not available right now', 60);
    await ana.hangsUp();
    expect((await world.journaled('left-line')).map(({ reason }) => reason)).toEqual(['closed']);
  });

  story('Dan’s phone rings for Ana when they are closed: he takes her all the same', async (world) => {
    await world.signIn('dan');
    const [ana, dan] = [await asksForDan(world), await world.agent('dan')];
    await dan.rings();
    await closes(world);
    // A key that means nothing only brings the next round.
    await ana.presses('7');
    await world.pass(3);
    dan.call.pickUp();
    await dan.hears('press 1');
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Ana talks with Dan when they are closed, and nothing happens to them', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await closes(world);
    await world.pass(120);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('a P1 and an Expert-to-Expert case are never closed', async (world) => {
    await world.signIn('eva', 'hana');
    await closes(world);
    const bea = world.person('Bea', '+442079460123');
    const eva = await world.agent('eva');
    await bea.dials('+442079460100');
    await bea.presses('202411180007#');
    await eva.takes();
    await bea.talksWith(eva);
    await bea.hangsUp();
    await eva.hangsUp();
    const cho = world.person('Cho', '+61255500123');
    const hana = await world.agent('hana');
    await cho.dials('+61255500100');
    await cho.presses('202411020031#');
    await hana.takes(60);
    await cho.talksWith(hana);
    await cho.hangsUp();
    await hana.hangsUp();
  });

  story('an announcement is said in the first menu, once in each language, and a key goes on at once', async (world) => {
    await announces(world);
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.hears('the sky is falling', 3);
    await ana.hears('for a new case, press star');
    await ana.presses('9');
    await ana.hears('español', 20);
    await ana.presses('2');
    await ana.hears('el cielo se cae', 5);
    await ana.hears('oprima', 10);
    expect(ana.call.heard.filter(({ text }) => /sky is falling/i.test(text))).toHaveLength(1);
    await ana.hangsUp();
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('line for Customer Care', 10);
    await ana.presses('*');
    await ana.hears('for a new case, press star', 20);
    expect(ana.call.heard.filter(({ text }) => /sky is falling/i.test(text))).toHaveLength(1);
    await ana.hangsUp();
  });

  story('an announcement ends by itself, or when it is stopped', async (world) => {
    await announces(world, { until: new Date(world.clock.now() + 60_000).toISOString() });
    await world.pass(60);
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.hears('for a new case');
    await ana.hangsUp();
    await announces(world);
    await turns(world, 'DELETE', '/announcement');
    await ana.dials(tollFree);
    await ana.hears('for a new case');
    await ana.doesNotHear('sky is falling');
    await ana.hangsUp();
  });

  story('Kim, a supervisor, closes the engineers of one region from the staff line: read back, confirmed, journaled, and an alarm is raised', async (world) => {
    const kim = await signsIn(world, 'kim', '0111');
    await kim.presses('5');
    await kim.hears('emergency switch. To close a team', 10);
    await kim.presses('1');
    await kim.hears('for americas, press 1', 10);
    await kim.presses('1');
    await kim.hears('about to close support engineers for americas', 10);
    await kim.presses('1');
    await kim.hears('it is done', 5);
    await kim.hangsUp();
    await world.pass(1.5);
    const ana = await asksForDan(world);
    await ana.hears('not available right now');
    await ana.hangsUp();
    expect((await world.journaled('switch')).map(({ turn, team, region, by }) => [turn, team, region, by])).toEqual([['close', 'engineers', 'americas', 'kim']]);
    expect((await world.journaled('alarm')).map(({ what }) => what)).toContain('switch');
  });

  story('Kim does not confirm, and nothing changes', async (world) => {
    const kim = await signsIn(world, 'kim', '0111');
    await kim.presses('5');
    await kim.hears('to close a team', 10);
    await kim.presses('1');
    await kim.hears('for all of them, press 0', 10);
    await kim.presses('0');
    await kim.hears('in all regions', 10);
    await kim.presses('*');
    await kim.hears('as it was', 5);
    await kim.hangsUp();
    expect(await world.app.store.records.get('switch', 'now')).toBeUndefined();
  });

  story('Kim has an outage announced, and stops it again', async (world) => {
    const kim = await signsIn(world, 'kim', '0111');
    await kim.presses('5');
    await kim.hears('to have something announced, press 4', 20);
    await kim.presses('4');
    await kim.hears('for known outage, press 1', 10);
    await kim.presses('1');
    await kim.hears('every caller is going to hear: known outage', 10);
    await kim.presses('1');
    await kim.hears('it is done', 5);
    await world.pass(1.5);
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.hears('we know of an outage', 5);
    await ana.hangsUp();
    await kim.hears('to stop the announcement, press 5', 30);
    await kim.presses('5');
    await kim.hears('no announcement any more', 10);
    await kim.presses('1');
    await kim.hears('it is done', 5);
    await kim.hangsUp();
    await world.pass(1.5);
    await ana.dials(tollFree);
    await ana.hears('for a new case', 10);
    expect(ana.call.heard.filter(({ text }) => /outage/i.test(text))).toHaveLength(0);
    await ana.hangsUp();
  });

  story('Amy is no supervisor, and hears so', async (world) => {
    const amy = await signsIn(world, 'amy', '0101');
    await amy.presses('5');
    await amy.hears('for supervisors only', 5);
    await amy.hangsUp();
    expect(await world.app.store.records.get('switch', 'now')).toBeUndefined();
  });
});

stories('the emergency switch, when a process dies', (story) => {
  story('it is still set after the service has died, and another process learns of it within a second', async (world) => {
    await closes(world);
    await world.restarts();
    const ana = await asksForDan(world);
    await ana.hears('not available right now');
    await ana.hangsUp();
    // As another process does it: the store is written, and nobody tells this one.
    const kept = await world.app.store.records.get('switch', 'now');
    await world.app.store.records.put('switch', 'now', { doors: [] }, kept?.version);
    await world.pass(1.5);
    await world.signIn('dan');
    const [again, dan] = [await asksForDan(world), await world.agent('dan')];
    await dan.takes();
    await again.talksWith(dan);
    await again.hangsUp();
    await dan.hangsUp();
  });
}, ({ lasting }) => lasting);

stories('the emergency switch and a promised callback', (story) => {
  const isKept = async (world: World, ana: Person, agent = 'dan'): Promise<void> => isCalledBack(ana, await world.agent(agent), 90);

  /** Ana waits for Dan, who is not there, and asks to be called back. */
  async function anaIsPromised(world: World): Promise<Person> {
    const ana = await asksForDan(world);
    await ana.hears('voicemail');
    return isPromised(ana);
  }

  story('nobody is rung for it while the engineers are closed, and it goes on at its place when they are open', async (world) => {
    const ana = await anaIsPromised(world);
    await closes(world);
    await world.pass(2);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state === 'waiting')).toEqual([]);
    await world.signIn('dan');
    await (await world.agent('dan')).isLeftAlone(5 * 60);
    await turns(world, 'DELETE', '/teams/engineers');
    await isKept(world, ana);
    await expectEnded(world, 'kept');
  }, { errors: ['alarm'] });

  story('a phone that rings for it stops', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('dan');
    const dan = await world.agent('dan');
    await dan.rings();
    await closes(world);
    await world.pass(2);
    expect(dan.call.over).toBe(true);
    await dan.isLeftAlone(90);
    await turns(world, 'DELETE', '/teams/engineers');
    await isKept(world, ana);
    await expectEnded(world, 'kept');
  }, { errors: ['alarm'] });

  story('Dan has it already: Ana is called, and they talk', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('dan');
    const dan = await world.agent('dan');
    await dan.takes();
    await closes(world);
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
    await expectEnded(world, 'kept');
  }, { errors: ['alarm'] });

  story('one of Customer Care is kept, whoever is closed', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('in line for Customer Care');
    await isPromised(ana);
    await closes(world);
    await world.signIn('amy');
    await isKept(world, ana, 'amy');
    await expectEnded(world, 'kept');
  }, { errors: ['alarm'] });
});

stories('the emergency switch and a promised callback, by a process that dies', (story) => {
  for (const turns of [0, 4, 12]) {
    story(`it rests all the same, dying after ${turns} turns`, async (world) => {
      const ana = await asksForDan(world);
      await ana.hears('voicemail');
      await isPromised(ana);
      await fetch(`${world.base}/api/v1/switch/teams/engineers`, { method: 'PUT', headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify({ is: 'closed' }) });
      world.diesSoon(turns);
      await world.pass(20);
      await world.signIn('dan');
      await (await world.agent('dan')).isLeftAlone(90);
      const [one] = await world.app.store.records.list<{ call: string }>('callback', { limit: 1 });
      await world.app.reception.tell(one?.value.call ?? '', { tell: 'cancel-callback', by: 'supervisor' });
      await expectEnded(world, 'declined');
    }, { errors: ['alarm', 'work behind a turn failed'] });
  }
}, ({ lasting }) => lasting);
