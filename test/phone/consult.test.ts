// An agent speaks with an escalation manager in a room apart: how it ends well, and every way in which somebody drops out of it.
import { expect } from 'vitest';
import type { World } from '../support/world.ts';
import { stories } from '../support/stories.ts';
import { amyAsksForAManager, amyConsultsKim, anaWithAmy } from '../support/scenes.ts';

const stateOf = async (world: World, agent: string) => (await world.app.store.floor.agent(agent))?.state;

stories('a consultation', (story) => {
  story('Ana hears music, and not what Amy and Kim say about her', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await kim.speaks(2, 'between us, the part is late');
    await amy.hears('between us');
    expect(ana.call.words).not.toContain('between us');
    await amy.presses('*');
    await amy.hears('together');
    await amy.presses('1');
    await ana.talksWith(kim);
    await kim.speaks(2, 'hello Ana');
    await ana.hears('hello Ana');
    await ana.hangsUp();
    await kim.hears('the call has ended');
    await amy.hears('the call has ended');
    await kim.hangsUp();
    await amy.hangsUp();
  });

  story('Amy leaves Ana with Kim and comes to wrap-up', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('leave the caller');
    await amy.presses('2');
    await amy.hears('the call has ended');
    await ana.talksWith(kim);
    await amy.hangsUp();
    expect(await stateOf(world, 'amy')).toBe('wrap');
    await world.pass(5);
    await ana.talksWith(kim);
    await kim.speaks(2, 'hello Ana');
    await ana.hears('hello Ana');
    await ana.hangsUp();
    await kim.hears('the call has ended');
    await kim.hangsUp();
  });

  story('Amy drops Kim, who hears goodbye, and goes back to Ana', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('drop');
    await amy.presses('3');
    await kim.hears('goodbye');
    await kim.isHungUpOn(5);
    await ana.talksWith(amy);
    await amy.speaks(2, 'there I am again');
    await ana.hears('there I am again');
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy says nothing in the menu of the consultation and is with Kim again', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('drop');
    await world.pass(20);
    await kim.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await kim.isHungUpOn(10);
  });

  story('Kim passes, and Lars is asked at once', async (world) => {
    const { ana, amy } = await amyAsksForAManager(world, 'kim', 'lars');
    const [kim, lars] = [await world.agent('kim'), await world.agent('lars')];
    await kim.answers();
    await lars.rings();
    await kim.hears('press 1 to join');
    await kim.presses('2');
    await kim.hears('passed');
    lars.call.pickUp();
    await lars.hears('press 1');
    await lars.presses('1');
    await lars.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await lars.isHungUpOn(10);
  });

  story('both managers are rung, Lars is quicker, and Kim hears that it is taken', async (world) => {
    const { ana, amy } = await amyAsksForAManager(world, 'kim', 'lars');
    const [kim, lars] = [await world.agent('kim'), await world.agent('lars')];
    await kim.answers();
    await lars.takes();
    await kim.hears('already taken', 10);
    await kim.isHungUpOn(5);
    await lars.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await lars.isHungUpOn(10);
  });

  story('Kim hangs up on Amy: she hears it, comes to her menu, and goes back to Ana', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await kim.hangsUp();
    await amy.hears('has left', 5);
    await amy.hears('to go back');
    await amy.presses('1');
    await ana.talksWith(amy);
    expect(await stateOf(world, 'kim')).toBe('wrap');
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy hangs up while Kim is there: she has handed Ana over', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.hangsUp();
    await ana.talksWith(kim, 5);
    expect(ana.call.words).not.toContain('has left the call');
    await kim.speaks(2, 'hello Ana');
    await ana.hears('hello Ana');
    await ana.hangsUp();
    await kim.hears('the call has ended');
    await kim.hangsUp();
  });

  story("Amy hangs up while Kim's phone rings: it stops, Ana is told, and Amy is rung for her", async (world) => {
    const { ana, amy } = await amyAsksForAManager(world, 'kim');
    const kim = await world.agent('kim');
    await kim.rings();
    await amy.hangsUp();
    await kim.isHungUpOn(1);
    await ana.hears('has left the call', 3);
    await amy.takes(12);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Ana hangs up while Amy and Kim talk: Amy is told, and Kim is let go', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await ana.hangsUp();
    await amy.hears('the caller has hung up', 3);
    await amy.hears('the call has ended');
    await kim.hears('goodbye', 3);
    await kim.isHungUpOn(5);
    await amy.presses('1');
    await amy.isHungUpOn(10);
    await world.pass(6);
    expect(await stateOf(world, 'amy')).toBe('ready');
  });

  story("Ana hangs up while Kim's phone rings: it stops within a second", async (world) => {
    const { ana, amy } = await amyAsksForAManager(world, 'kim');
    const kim = await world.agent('kim');
    await kim.rings();
    await ana.hangsUp();
    await kim.isHungUpOn(1);
    await amy.hears('the caller has hung up', 5);
    await amy.hangsUp();
    expect(await stateOf(world, 'kim')).toBe('ready');
  });

  story('Amy presses star before anybody answered: the phones stop, and she can go back', async (world) => {
    const { ana, amy } = await amyAsksForAManager(world, 'kim');
    const kim = await world.agent('kim');
    await kim.rings();
    await amy.staysSilent(5);
    await amy.presses('*');
    await kim.isHungUpOn(2);
    await amy.hears('to go back');
    await amy.presses('1');
    await ana.talksWith(amy);
    // The minute that was set for the managers is of no account any more.
    await world.pass(70);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('nobody is on duty as a manager for half a minute, then Kim signs in and is rung', async (world) => {
    const { ana, amy } = await amyAsksForAManager(world);
    await world.pass(30);
    await world.signIn('kim');
    const kim = await world.agent('kim');
    await kim.takes(3);
    await kim.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await kim.isHungUpOn(10);
  });

  story('Amy keys the number of another case: it is on record with her reason', async (world) => {
    const { ana, amy } = await anaWithAmy(world, 'kim');
    const kim = await world.agent('kim');
    await amy.presses('*');
    await amy.hears('press 2');
    await amy.presses('2');
    await amy.hears('by staff id');
    await amy.presses('1');
    await amy.hears('pound');
    await amy.presses('202410210009#');
    await amy.hears('why');
    await amy.presses('4');
    await kim.answers();
    await kim.hears(/2 0 2 4.*reassignment/is);
    await kim.presses('1');
    await kim.talksWith(amy);
    const [kept] = await world.app.store.records.list<{ case: string; reason: string; by: string }>('escalation', { limit: 10 });
    expect(kept?.value).toMatchObject({ case: '202410210009', reason: 'reassignment', by: 'amy' });
    await ana.hangsUp();
    await amy.hangsUp();
    await kim.isHungUpOn(10);
  });

  story('all together, Amy goes to her menu once more: Ana stays with Kim and hears no music', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('together');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.talksWith(kim);
    await amy.presses('*');
    await amy.hears('to go back');
    await kim.speaks(2, 'while Amy is away');
    await ana.hears('while Amy is away');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await kim.hears('the call has ended');
    await amy.hangsUp();
    await kim.hangsUp();
  });

  story('all together, Kim leaves: Ana and Amy go on', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('together');
    await amy.presses('1');
    await ana.talksWith(kim);
    await kim.hangsUp();
    await world.pass(15);
    await ana.talksWith(amy);
    expect(ana.call.words).not.toContain('has left the call');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  });

  story('all together, Amy ends it for everybody', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('together');
    await amy.presses('1');
    await ana.talksWith(kim);
    await amy.presses('*');
    await amy.hears('to end the call');
    await amy.presses('6');
    await ana.hears('thank you for talking with us', 5);
    await ana.isHungUpOn(10);
    await kim.hears('the call has ended', 10);
    await kim.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  });
});
