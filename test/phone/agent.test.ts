// An agent's phone: the whisper, the room, the star menu, wrap-up, and what happens when the line drops in any of them.
import { expect } from 'vitest';
import { stories } from '../support/stories.ts';
import { anaWithAmy, caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';

const p1Keys = '202411180007#';

stories('the whisper', (story) => {
  story('Dan hears how urgent it is, which case, who calls, how long they wait and in which language', async (world) => {
    await world.signIn('dan');
    const ana = world.person('Ana', contact);
    const dan = await world.agent('dan');
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await dan.answers();
    await dan.hears(/priority 2.*2 0 0 6.*known contact.*waiting \d.*english.*press 1/is);
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Dan is warned that a caller who is no contact of the case is not verified', async (world) => {
    await world.signIn('dan');
    const sam = world.person('Sam', stranger);
    const dan = await world.agent('dan');
    await sam.dials(tollFree);
    await sam.presses(caseKeys);
    await dan.answers();
    await dan.hears('not verified');
    await dan.presses('1');
    await sam.talksWith(dan);
    await sam.hangsUp();
    await dan.hangsUp();
  });

  story('Amy is told that a caller who chose Spanish speaks Spanish', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('9');
    await ana.hears('español', 10);
    await ana.presses('2');
    await ana.presses('*');
    await amy.answers();
    await amy.hears('spanish');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy says nothing to it: it is asked once more, and then Ben is rung', async (world) => {
    await world.signIn('amy', 'ben');
    const ana = world.person('Ana', stranger);
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('to pass');
    await amy.hears('press 1 to take this call');
    await amy.hears('passed');
    await amy.isHungUpOn(5);
    await ben.takes(2);
    await ana.talksWith(ben);
    await ana.hangsUp();
    await ben.hangsUp();
  });

  story('Amy presses 2: Ben is rung at once, and Amy not again for this caller while he thinks it over', async (world) => {
    await world.signIn('amy', 'ben');
    const ana = world.person('Ana', stranger);
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('press 1');
    await amy.presses('2');
    await amy.hears('passed');
    await ben.answers(2);
    await ben.declines();
    await amy.isLeftAlone(40);
    await ana.hangsUp();
  });

  story('Amy presses 2, and the caller behind is offered to her as soon as she has put the phone down', async (world) => {
    await world.signIn('amy');
    const [ana, eli] = [world.person('Ana', stranger), world.person('Eli', '+14155550124')];
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.rings();
    await eli.dials(tollFree);
    await eli.presses('2');
    await eli.hears('in line');
    amy.call.pickUp();
    await amy.hears('press 1');
    await amy.presses('2');
    await amy.isHungUpOn(5);
    await amy.takes(5);
    await eli.talksWith(amy);
    await ana.hangsUp();
    await eli.hangsUp();
    await amy.hangsUp();
  });

  story("Amy's phone is busy for a moment: she is tried again in some seconds, not in a minute", async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    const free = amy.isBusy();
    await ana.presses('2');
    await world.pass(6);
    free();
    await amy.takes(12);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy presses 2 and is alone on duty: a minute later she is asked again', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('press 1');
    await amy.presses('2');
    await amy.isLeftAlone(50);
    await amy.takes(15);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy presses a key that means nothing, is told so, and takes the call', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('press 1');
    await amy.presses('7');
    await amy.hears("didn't understand");
    await amy.hears('press 1');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy hangs up in the whisper: Ben is rung at once', async (world) => {
    await world.signIn('amy', 'ben');
    const ana = world.person('Ana', stranger);
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hangsUp();
    await ben.takes(2);
    await ana.talksWith(ben);
    await ana.hangsUp();
    await ben.hangsUp();
  });

  story('Eva and Dan press 1 at the same moment for a P1: one wins, the other is thanked', async (world) => {
    await world.signIn('eva', 'dan');
    const bea = world.person('Bea', '+442079460123');
    const [eva, dan] = [await world.agent('eva'), await world.agent('dan')];
    await bea.dials(tollFree);
    await bea.presses(p1Keys);
    await eva.answers();
    await dan.answers();
    await eva.hears('press 1');
    await dan.hears('press 1');
    eva.call.press('1');
    dan.call.press('1');
    await world.pass(8);
    const connected = [eva, dan].filter((each) => each.isConnected() && each.call.in === bea.call.in);
    expect(connected).toHaveLength(1);
    const loser = connected[0] === eva ? dan : eva;
    await loser.hears('already taken');
    await loser.isHungUpOn(5);
    expect((await world.app.store.floor.agent(loser.name))?.state).toBe('ready');
    await bea.hangsUp();
    await connected[0]?.hangsUp();
  });

  story('Dan picks up after Eva took the P1: he hears that it is taken', async (world) => {
    await world.signIn('eva', 'dan');
    const bea = world.person('Bea', '+442079460123');
    const [eva, dan] = [await world.agent('eva'), await world.agent('dan')];
    await bea.dials(tollFree);
    await bea.presses(p1Keys);
    await eva.answers();
    await dan.rings();
    await eva.hears('press 1');
    // The carrier is slow to stop his phone, and he picks up meanwhile.
    world.lab.faults.rest({ do: 'slow', ms: 400, method: 'POST', path: dan.call.sid });
    eva.call.press('1');
    await world.pass(0.1);
    dan.call.pickUp();
    await dan.hears('already taken', 5);
    await dan.isHungUpOn(10);
    await bea.talksWith(eva);
    await bea.hangsUp();
    await eva.hangsUp();
  });
});

stories('the room', (story) => {
  story('keys pressed in the room reach nobody', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await ana.presses('12#');
    await amy.presses('126#');
    await world.pass(3);
    await ana.talksWith(amy);
    expect(ana.call.words).not.toContain('music 2');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  });

  story('star takes Amy alone to her menu while Ana hears music, and 1 brings her back', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await ana.hears('hold.wav', 5);
    await amy.presses('1');
    await amy.hears('going back');
    await ana.talksWith(amy);
    await ana.hears('in the room', 5);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('ten seconds of silence in the menu bring Amy back', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('to end the call');
    await amy.hears('going back', 40);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('a wrong key in the menu only brings Amy back', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('press 1');
    await amy.presses('8');
    await amy.hears('going back', 10);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('6 ends the call for both: Ana is thanked, Amy comes to wrap-up', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('press 1');
    await amy.presses('6');
    await ana.hears('thank you for talking with us', 5);
    await ana.isHungUpOn(10);
    await amy.hears('the call has ended');
    await amy.presses('1');
    await amy.isHungUpOn(10);
  });

  story('Ana hangs up while Amy is in her menu: Amy is told with her next key', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await ana.hangsUp();
    await amy.hears('the call has ended', 15);
    await amy.presses('1');
    await amy.isHungUpOn(10);
  });

  story("Amy's line drops in her menu: Ana is told, and Amy is rung again after ten seconds", async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await ana.hears('hold.wav', 5);
    await amy.hangsUp();
    await ana.hears('has left the call', 3);
    await amy.takes(12);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story("Amy's line drops in the room and she cannot be had again: Ben is rung, and Ana keeps her place", async (world) => {
    const { ana, amy } = await anaWithAmy(world, 'ben');
    const ben = await world.agent('ben');
    await amy.hangsUp();
    await ana.hears('has left the call', 3);
    await amy.rings(12);
    await ben.takes(30);
    await ana.talksWith(ben);
    await ana.hangsUp();
    await ben.hangsUp();
  });
});

stories('wrap-up', (story) => {
  story('Amy just hangs up: two minutes later she is offered the caller who waits', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    const eli = world.person('Eli', '+14155550124');
    await eli.dials(tollFree);
    await eli.presses('2');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await amy.isLeftAlone(110);
    await amy.takes(15);
    await eli.talksWith(amy);
    await eli.hangsUp();
    await amy.hangsUp();
  });

  story('Amy presses 1: she is ready, and the next caller comes at once', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    const eli = world.person('Eli', '+14155550124');
    await eli.dials(tollFree);
    await eli.presses('2');
    await world.pass(10);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.presses('1');
    await amy.isHungUpOn(10);
    await amy.takes(30);
    await eli.talksWith(amy);
    await eli.hangsUp();
    await amy.hangsUp();
  });

  story('Amy presses 2: she has five more minutes, no less and no more', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    const eli = world.person('Eli', '+14155550124');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.presses('2');
    await amy.hears('five more minutes');
    await amy.isHungUpOn(10);
    await eli.dials(tollFree);
    await eli.presses('2');
    await amy.isLeftAlone(280);
    await amy.takes(30);
    await eli.talksWith(amy);
    await eli.hangsUp();
    await amy.hangsUp();
  });

  story('Amy sets herself away while she talks: the call goes on, and no other comes after it', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    const eli = world.person('Eli', '+14155550124');
    await world.app.reception.presence('amy', 'away');
    await ana.talksWith(amy);
    await eli.dials(tollFree);
    await eli.presses('2');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await amy.isLeftAlone(150);
    await world.app.reception.presence('amy', 'ready');
    await amy.takes(2);
    await eli.talksWith(amy);
    await eli.hangsUp();
    await amy.hangsUp();
  });
});
