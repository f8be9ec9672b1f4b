// The service is killed, without a word, and started again on the same store: nobody on the phone is lost by it.
import { expect } from 'vitest';
import { stories } from '../support/stories.ts';
import type { StoryStore } from '../support/stores.ts';
import { amyAsksForAManager, amyConsultsKim, anaWithAmy, caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';

const lasting = ({ lasting: lasts }: StoryStore): boolean => lasts;
/** What the dying process still says of the work it was at. */
const errors = ['work behind a turn failed', 'a turn failed', 'could not be sent'];

stories('the service is killed and started again', (story) => {
  story('while Ana hears the first menu: her star still means a new case', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.hears('press star');
    await world.restarts();
    await ana.presses('*');
    await ana.hears('if your network is down');
    await amy.takes(40);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors });

  story('while Ana waits: she keeps her place before Eli', async (world) => {
    const [ana, eli] = [world.person('Ana', stranger), world.person('Eli', '+14155550124')];
    await ana.dials(tollFree);
    await ana.presses('2');
    await world.pass(30);
    await eli.dials(tollFree);
    await eli.presses('2');
    await eli.hears('in line');
    await world.restarts();
    await ana.hears('hold.wav', 40);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.talksWith(amy);
    await eli.hangsUp();
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors });

  story("while Amy's phone rings: she takes the call, and no other phone rings meanwhile", async (world) => {
    await world.signIn('amy', 'ben');
    const ana = world.person('Ana', stranger);
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.rings();
    await world.restarts();
    await ben.isLeftAlone(10);
    amy.call.pickUp();
    await amy.hears('press 1');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors });

  story('while Amy hears what it is about: her 1 still takes the call', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('press 1');
    await world.restarts();
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors });

  story('while Ana is on her way into the room', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('press 1');
    world.lab.faults.rest({ do: '500', method: 'POST', path: '/Calls/CA', times: 2 });
    await amy.presses('1');
    expect(ana.isConnected()).toBe(false);
    await world.restarts();
    await ana.talksWith(amy, 40);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  }, { errors });

  story('while Ana and Amy talk: they go on, and star still works', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await world.restarts();
    await world.pass(70);
    await ana.talksWith(amy);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await ana.hears('hold.wav', 5);
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  }, { errors });

  story('while Amy is in her menu: 1 brings her back, and Ana hears her', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await world.restarts();
    await amy.presses('1');
    await ana.talksWith(amy);
    await amy.speaks(1, 'there I am');
    await ana.hears('there I am');
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors });

  story('while Ana has been left alone: Amy is rung for her all the same', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.hangsUp();
    await ana.hears('has left the call', 3);
    await world.restarts();
    await amy.takes(20);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors });

  story("while Kim's phone rings for Amy, and while they talk", async (world) => {
    const { ana, amy } = await amyAsksForAManager(world, 'kim');
    const kim = await world.agent('kim');
    await kim.rings();
    await world.restarts();
    kim.call.pickUp();
    await kim.hears('press 1 to join');
    await kim.presses('1');
    await kim.talksWith(amy);
    await world.restarts();
    await amy.presses('*');
    await amy.hears('together');
    await amy.presses('1');
    await ana.talksWith(kim);
    await ana.hangsUp();
    await amy.hangsUp();
    await kim.hears('the call has ended');
    await kim.hangsUp();
  }, { errors });

  story('while Amy talks with Kim, and Ana hangs up at that moment: both are free', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    world.diesSoon(1);
    await ana.hangsUp();
    await amy.hears('has hung up', 30);
    await amy.hangsUp();
    await kim.isHungUpOn(30);
  }, { errors });

  story('while Ana leaves a message: it is kept', async (world) => {
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('voicemail');
    await ana.presses('1');
    await ana.hears('beep');
    await world.pass(1);
    await ana.speaks(4, 'my router is down');
    await world.restarts();
    await ana.speaks(4, 'it is the one in the cellar');
    await ana.hangsUp();
    await world.pass(20);
    const [kept] = await world.app.store.records.list<{ id: string }>('voicemail', { limit: 10 });
    expect(await world.journaled('voicemail-kept')).toHaveLength(1);
    expect(kept).toBeDefined();
  }, { errors });
}, lasting);

stories('the service is killed in the middle of a turn', (story) => {
  for (const turns of [1, 3, 6, 10, 16]) {
    story(`${turns} turns after Amy presses 1, and she hangs up at once: Ana does not sit in an empty room`, async (world) => {
      await world.signIn('amy');
      const ana = world.person('Ana', stranger);
      const amy = await world.agent('amy');
      await ana.dials(tollFree);
      await ana.presses('2');
      await amy.answers();
      await amy.hears('press 1');
      world.diesSoon(turns);
      await amy.presses('1');
      await world.pass(1);
      await amy.hangsUp();
      await amy.takes(100);
      await ana.talksWith(amy, 40);
      await ana.hangsUp();
      await amy.hangsUp();
    }, { errors });
  }

  // Turns of the event loop: from before the webhook was read to after it was answered and its effects are under way.
  for (const turns of [1, 3, 8, 16]) {
    for (const when of ['Ana dials', 'Ana confirms', 'Amy picks up', 'Amy presses 1', 'Amy presses star', 'Amy goes back', 'Ana hangs up'] as const) {
      story(`${turns} turns after ${when}`, async (world) => {
        const dies = (now: typeof when) => {
          if (now === when) world.diesSoon(turns);
        };
        await world.signIn('amy');
        const ana = world.person('Ana', stranger);
        const amy = await world.agent('amy');
        dies('Ana dials');
        await ana.dials(tollFree);
        await ana.hears('press star');
        await ana.presses('*');
        await ana.hears('press 1');
        await ana.presses('1');
        await ana.hears('to confirm');
        dies('Ana confirms');
        await ana.presses('1');
        await ana.hears('front of the line', 20);
        await amy.rings(80);
        dies('Amy picks up');
        amy.call.pickUp();
        await amy.hears('press 1');
        dies('Amy presses 1');
        await amy.presses('1');
        await ana.talksWith(amy, 60);
        await ana.hears('in the room', 5);
        dies('Amy presses star');
        await amy.presses('*');
        await amy.hears('the caller hears music');
        await ana.hears('hold.wav', 20);
        dies('Amy goes back');
        await amy.presses('1');
        await ana.talksWith(amy);
        await ana.hears('in the room', 20);
        dies('Ana hangs up');
        await ana.hangsUp();
        await amy.hears('the call has ended', 20);
        await amy.hangsUp();
        await world.pass(20);
      }, { errors });
    }
  }
}, lasting);
