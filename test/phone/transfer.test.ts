// An agent gives the caller on and leaves: to a line, or to a colleague. Whoever drops out on the way, the caller hears words or music, and comes to somebody.
import { expect } from 'vitest';
import { anaWithAmy, anaWithDan, star, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const toHana = [['press 3', '3'], ['a colleague by staff id', '1'], ['staff id', '0108#']] as const;
const toCare = [['press 3', '3'], ['Customer Care, 2', '2']] as const;

/** What the process that is killed logs of its own end. */
const errors = ['work behind a turn failed', 'a turn failed'];

const callOf = async (world: World, role: string) => (await world.app.store.calls({ limit: 10, live: true })).find((call) => call.role === role);
const arrivalOf = async (world: World) => {
  const call = await callOf(world, 'caller');
  return call?.role === 'caller' ? call.standing?.joined : undefined;
};

stories('a transfer to a line', (story) => {
  story('Ana hears that she is passed on and to whom, keeps her arrival, and Dan is in wrap-up meanwhile', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'amy');
    const arrived = await arrivalOf(world);
    const amy = await world.agent('amy');
    await world.pass(30);
    await star(dan, ...toCare);
    await dan.hears('the call has ended');
    await ana.hears('passing you on');
    await ana.hears('Customer Care');
    await amy.takes(10);
    await ana.talksWith(amy);
    expect(await arrivalOf(world)).toBe(arrived);
    expect((await world.app.store.floor.agent('dan'))?.state).toBe('wrap');
    await amy.speaks(2, 'hello Ana');
    await ana.hears('hello Ana');
    await dan.hangsUp();
    await ana.doesNotHear('has left', 5);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('she is before somebody who came after her', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'amy');
    const [amy, eli, fay] = [await world.agent('amy'), world.person('Eli', stranger), world.person('Fay', '+14155550177')];
    await eli.dials(tollFree);
    await eli.presses('2');
    await amy.takes();
    await eli.talksWith(amy);
    await fay.dials(tollFree);
    await fay.presses('2');
    await fay.hears('in line');
    await star(dan, ...toCare);
    await dan.hears('the call has ended');
    await dan.hangsUp();
    await ana.hears('in line');
    await eli.hangsUp();
    await amy.hears('are ready');
    await amy.presses('1');
    await amy.takes(30);
    await ana.talksWith(amy);
    await fay.hangsUp();
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('nobody is there: Ana waits with music, and may still leave a voicemail', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ...toCare);
    await dan.hears('the call has ended');
    await dan.hangsUp();
    await ana.hears('voicemail');
    await ana.hears('play: ');
    await ana.presses('1');
    await ana.leavesMessage(4);
    await ana.presses('#');
    await ana.isHungUpOn(20);
  });

  story('Ana hangs up while the next phone rings: it stops', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'amy');
    const amy = await world.agent('amy');
    await star(dan, ...toCare);
    await amy.rings(10);
    await ana.hangsUp();
    await amy.isHungUpOn(2);
    await dan.hangsUp();
  });

  story('Ana hangs up in the very moment: Dan is in wrap-up and nobody is rung', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'amy');
    await world.agent('amy');
    await dan.presses('*');
    await dan.hears('press 3');
    await dan.presses('3');
    await dan.hears('Customer Care, 2');
    ana.call.hangUp();
    dan.call.press('2');
    await dan.hears('the call has ended', 10);
    await dan.hangsUp();
  });

  story('with a colleague in the conversation Dan is told to just hang up, and does', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await hana.takes();
    await dan.talksWith(hana);
    await dan.presses('*');
    await dan.hears('together');
    await dan.presses('1');
    await ana.talksWith(dan);
    await dan.presses('*');
    await dan.hears('press 3');
    await dan.presses('3');
    await dan.hears('Customer Care, 2');
    await dan.presses('2');
    await dan.hears('just hang up, and they go on talking');
    await ana.talksWith(hana);
    await dan.hangsUp();
    await ana.doesNotHear('has left', 5);
    await ana.talksWith(hana);
    await ana.hangsUp();
    await hana.hangsUp();
  });
});

stories('a transfer to a colleague', (story) => {
  story('Hana is rung at once and takes Ana, and Dan may hang up', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ...toHana);
    await dan.hears('the call has ended');
    await dan.hangsUp();
    await ana.hears('passing you on');
    await hana.takes(5);
    await ana.talksWith(hana);
    await hana.hangsUp();
    await ana.hears('has left the call', 3);
    await ana.hangsUp();
  });

  story('Hana passes: Ana comes back to Dan, who is rung again, and is never in silence', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ...toHana);
    await dan.hears('the call has ended');
    await dan.hangsUp();
    await hana.answers(5);
    await hana.hears('press 1');
    await hana.presses('2');
    await hana.isHungUpOn(10);
    await ana.hears('passing you on');
    await ana.doesNotHear('silence: ', 20);
    await dan.takes(15);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Hana does not answer, and Ana comes back to Dan', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    (await world.agent('hana')).ignores();
    await star(dan, ...toHana);
    await dan.hears('the call has ended');
    await dan.hangsUp();
    await dan.takes(40);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Ana hangs up while Hana is rung: the phone stops', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ...toHana);
    await hana.rings(5);
    await ana.hangsUp();
    await hana.isHungUpOn(2);
    await dan.hangsUp();
  });

  story('from Customer Care: a caller without a case comes to an engineer', async (world) => {
    const { ana, amy } = await anaWithAmy(world, 'hana');
    const hana = await world.agent('hana');
    await star(amy, ...toHana);
    await hana.takes(5);
    await ana.talksWith(hana);
    await ana.hangsUp();
    await hana.hangsUp();
    await amy.hangsUp();
  });
});

stories('a caller given on twice', (story) => {
  story('comes back to whoever gave them on last, though they are none of that line', async (world) => {
    const { ana, amy } = await anaWithAmy(world, 'hana', 'gus');
    const hana = await world.agent('hana');
    (await world.agent('gus')).ignores();
    await star(amy, ...toHana);
    await hana.takes(5);
    await ana.talksWith(hana);
    await star(hana, ['press 3', '3'], ['a colleague by staff id', '1'], ['staff id', '0107#']);
    await hana.hears('the call has ended');
    await hana.hangsUp();
    await hana.takes(40);
    await ana.talksWith(hana);
    await ana.hangsUp();
    await hana.hangsUp();
    await amy.hangsUp();
  });
});

stories('a process that dies in a transfer', (story) => {
  for (const turns of [1, 4, 9]) {
    story(`${turns} turns after Dan's last key: Ana is with Hana all the same`, async (world) => {
      const { ana, dan } = await anaWithDan(world, 'hana');
      const hana = await world.agent('hana');
      await star(dan, ...toHana.slice(0, 2));
      await dan.hears('staff id');
      await dan.presses('0108');
      world.diesSoon(turns);
      await dan.presses('#');
      await hana.takes(60);
      await ana.talksWith(hana);
      await ana.hangsUp();
      await hana.hangsUp();
      if (dan.isConnected()) await dan.hangsUp();
      await world.pass(20);
    }, { errors });
  }
}, ({ lasting }) => lasting);
