// A P1 whom nobody takes: whoever has duty is rung beside the hunt, whether or not anybody has signed in.
import { expect } from 'vitest';
import type { EscalationRecord } from '../../src/call/escalation.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const line = '+18885550100';

const escalations = async (world: World) =>
  (await world.app.store.records.list<EscalationRecord>('escalation', { limit: 10 })).map(({ value }) => [value.reason, value.state, value.owner]);

const networkDown = async (world: World) => {
  const ana = world.person('Ana', '+14155550123');
  await ana.dials(line);
  await ana.presses('*11');
  return ana;
};

stories('a P1 that nobody answers', (story) => {
  story('Ana says that her network is down, nobody has signed in, and dan, who has duty, takes her call', async (world) => {
    const ana = await networkDown(world);
    const dan = await world.agent('dan');
    await ana.hears('hold.wav');
    await dan.answers(60);
    await dan.hears('on duty');
    await dan.hears('press 1');
    await dan.presses('1');
    await dan.hears('No case number yet');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hears('ended');
    await dan.hangsUp();
    expect(await escalations(world)).toEqual([]);
    expect(await world.app.store.floor.agent('dan')).toMatchObject({ presence: 'offline' });
    expect(dan.phone.messages.map(({ body }) => body).join()).toMatch(/priority 1/i);
  });

  story('dan presses 2 instead: he has it, nobody else is woken, and Ana hears so', async (world) => {
    const ana = await networkDown(world);
    const [dan, gus] = [await world.agent('dan'), await world.agent('gus')];
    await dan.answers(60);
    await dan.hears('press 2');
    await dan.presses('2');
    await dan.hears('waits');
    await dan.isHungUpOn();
    await ana.hears('on duty knows', 60);
    await gus.isLeftAlone(70);
    expect(await escalations(world)).toEqual([['unanswered', 'acknowledged', 'dan']]);
    await ana.hangsUp();
  });

  story('dan does not pick up, so the next on the ladder is rung', async (world) => {
    const ana = await networkDown(world);
    const dan = (await world.agent('dan')).ignores();
    const gus = await world.agent('gus');
    await gus.answers(100);
    await gus.hears('press 1');
    await gus.presses('1');
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hears('ended');
    await gus.hangsUp();
    expect(dan.phone.calls).toHaveLength(1);
  });

  story('a mailbox answers eva’s phone, which hears nothing of a case, and lars is rung after it', async (world) => {
    const bea = world.person('Bea', '+442079460123');
    const [eva, lars] = [await world.agent('eva'), await world.agent('lars')];
    eva.phone.mailbox({ afterMs: 5_000 });
    await bea.dials('+442079460100');
    await bea.presses('202411180007#');
    await eva.rings(30);
    await lars.rings(90);
    expect(eva.phone.calls[0]?.heard.map(({ text }) => text).join(' ')).not.toMatch(/2 0 2 4|case/i);
    expect(eva.isConnected()).toBe(false);
    await bea.hangsUp();
    await lars.isHungUpOn(2);
  });

  story('nobody on the ladder answers within a minute: an escalation, an alarm, and the ladder goes on', async (world) => {
    const ana = await networkDown(world);
    const ladder = await Promise.all(['dan', 'gus', 'kim'].map(async (id) => (await world.agent(id)).ignores()));
    await ana.hears('ringing for you now', 60);
    await world.pass(240);
    expect(await escalations(world)).toEqual([['unanswered', 'paged', undefined]]);
    const journal = await world.app.store.journal.read({ limit: 500 });
    expect(journal.filter(({ kind }) => kind === 'alarm').map(({ what }) => what)).toEqual(['p1-unanswered', 'duty-silent']);
    expect(ladder.map(({ phone }) => phone.calls.length >= 2)).toEqual([true, true, true]);
    await ana.hangsUp();
  });

  story('Ana hangs up while dan is being rung for her, and his phone stops', async (world) => {
    const ana = await networkDown(world);
    const dan = await world.agent('dan');
    await dan.rings(60);
    await ana.hangsUp();
    await dan.isHungUpOn(2);
  });

  story('ten engineers are at work and let it ring: lars, who has duty, is rung all the same, before the minute is over', async (world) => {
    for (const id of ['eva', 'rosa', 'sam', 'tara', 'dan', 'gus', 'pia', 'finn', 'uma', 'wen']) {
      await world.signIn(id);
      (await world.agent(id)).ignores();
    }
    const bea = world.person('Bea', '+442079460123');
    const lars = await world.agent('lars');
    await bea.dials('+442079460100');
    await bea.presses('202411180007#');
    await world.pass(20);
    const phonesRing = () => world.lab.calls().filter(({ direction, over }) => direction !== 'inbound' && !over).length;
    expect(phonesRing()).toBe(5);
    await lars.rings(20);
    expect(phonesRing()).toBe(5);
    await bea.hangsUp();
    await lars.isHungUpOn(2);
  });

  story('eva is at work and is rung once, by the hunt; the ladder goes on to lars', async (world) => {
    await world.signIn('eva');
    const bea = world.person('Bea', '+442079460123');
    const eva = (await world.agent('eva')).ignores();
    const lars = await world.agent('lars');
    await bea.dials('+442079460100');
    await bea.presses('202411180007#');
    await lars.answers(90);
    await lars.hears('press 1');
    expect(eva.phone.calls).toHaveLength(1);
    await lars.presses('1');
    await bea.talksWith(lars);
    await bea.hangsUp();
    await lars.hears('ended');
    await lars.hangsUp();
  });

  story('eva, who has duty, is at work and rung by the hunt: she hears and reads so, has it with 2, and lars is not woken', async (world) => {
    await world.signIn('eva');
    const bea = world.person('Bea', '+442079460123');
    const [eva, lars] = [await world.agent('eva'), await world.agent('lars')];
    await bea.dials('+442079460100');
    await bea.presses('202411180007#');
    await eva.answers(3);
    await eva.hears('on duty', 5);
    await eva.presses('2');
    await bea.hears('on duty knows', 60);
    await lars.isLeftAlone(70);
    expect(eva.phone.messages.map(({ body }) => body).join()).toMatch(/priority 1/i);
    expect(await escalations(world)).toEqual([['unanswered', 'acknowledged', 'eva']]);
    await bea.hangsUp();
  });

  story('dan is rung by the hunt and lets it ring while gus is being summoned: that wakes nobody besides', async (world) => {
    const ana = await networkDown(world);
    await world.pass(30);
    const [dan, gus, kim] = [(await world.agent('dan')).ignores(), (await world.agent('gus')).ignores(), await world.agent('kim')];
    await world.signIn('dan');
    await world.pass(20);
    expect([dan.phone.calls.length, gus.phone.calls.length]).toEqual([1, 1]);
    await kim.isLeftAlone(12);
    expect(dan.phone.calls[0]?.over).toBe(true);
    await kim.rings(10);
    await ana.hangsUp();
    await kim.isHungUpOn(2);
  });

  story('eva alone has duty: as long as the hunt rings her, nobody says that duty is silent', async (world) => {
    const silent = async () => (await world.journaled('alarm')).filter(({ what }) => what === 'duty-silent').length;
    await world.signIn('eva');
    (await world.agent('eva')).ignores();
    const bea = world.person('Bea', '+442079460123');
    await bea.dials('+442079460100');
    await bea.presses('202411180007#');
    await world.pass(20);
    expect(await silent()).toBe(0);
    await world.pass(15);
    expect(await silent()).toBe(1);
    await bea.hangsUp();
  }, { centre: (sample) => ({ ...sample, regions: { ...sample.regions, emea: { ...sample.regions['emea']!, duty: { zone: 'UTC', ladders: [['eva']], overrides: [] } } } }) });

  story('duty changes hands while dan is rung: gus, who comes first now, is next, and dan is not rung twice', async (world) => {
    const ana = await networkDown(world);
    const [dan, gus, kim] = [(await world.agent('dan')).ignores(), await world.agent('gus'), await world.agent('kim')];
    await gus.answers(100);
    await gus.hears('press 1');
    await gus.presses('1');
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hears('ended');
    await gus.hangsUp();
    await kim.isLeftAlone(1);
    expect(dan.phone.calls).toHaveLength(1);
    // Half a minute before nine on the Monday of the handover, in Los Angeles.
  }, { now: Date.UTC(2026, 9, 26, 15, 59, 10) });

  story('amy and dan press 1 together: one has the caller, the other hears that a colleague was quicker', async (world) => {
    const ana = await networkDown(world);
    const [amy, dan] = [await world.agent('amy'), await world.agent('dan')];
    await dan.answers(60);
    await dan.hears('press 1');
    await world.signIn('amy');
    await amy.answers(2);
    await amy.hears('press 1', 8);
    await amy.presses('1');
    await dan.presses('1');
    await ana.talksWith(amy);
    await dan.hears('already taken');
    await dan.isHungUpOn();
    await ana.hangsUp();
    await amy.hears('ended');
    await amy.hangsUp();
  });

  story('a P1 that amy takes at once wakes nobody', async (world) => {
    await world.signIn('amy');
    const ana = await networkDown(world);
    const [amy, dan] = [await world.agent('amy'), await world.agent('dan')];
    await amy.answers();
    await amy.hears('press 1');
    await amy.presses('1');
    await ana.talksWith(amy);
    await dan.isLeftAlone(70);
    await ana.hangsUp();
    await amy.hears('ended');
    await amy.hangsUp();
  });
});
