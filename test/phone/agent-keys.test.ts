// The keys of an agent who has come out of the room with star: text, consult a colleague or a team; and those of wrap-up. Nobody is left with silence.
import { expect } from 'vitest';
import { anaWithAmy, anaWithDan, callsDan, contact, star } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const texts = (world: World, to: string) => world.lab.messages().filter((message) => message.to === to);

stories('back from hold', (story) => {
  story('how long Ana heard music stands in her timeline', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan);
    await world.pass(4);
    await dan.presses('1');
    await ana.talksWith(dan);
    const [held] = await world.journaled('held');
    const [resumed] = await world.journaled('hold-over');
    expect([held?.call, typeof held?.['since']]).toEqual([resumed?.call, 'number']);
    expect(Number(resumed?.['heldMs'])).toBeGreaterThan(4_000);
    expect(Number(resumed?.['heldMs'])).toBeLessThan(12_000);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('and her hanging up is no hold, though it looks like star to the carrier', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await ana.hangsUp();
    await dan.hears('the call has ended');
    await dan.hangsUp();
    expect(await world.journaled('held')).toEqual([]);
  });
});

stories('a process that dies', (story) => {
  story('while Ana is on hold leaves her to nobody: Dan says nothing and is with her again', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan);
    await world.restarts();
    await world.pass(40);
    await ana.talksWith(dan);
    await dan.speaks(2, 'there I am again');
    await ana.hears('there I am again');
    await ana.hangsUp();
    await dan.hangsUp();
  });
}, ({ lasting }) => lasting);

stories('the upload instructions', (story) => {
  story('Dan asks whether the number is right, and Ana gets the folder of her case by text', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ['upload instructions', '5'], ['ending in 0 1 2 3', '1']);
    await dan.hears('on their way');
    await dan.hears('to go back');
    await dan.presses('1');
    await ana.talksWith(dan);
    expect(texts(world, contact).map(({ body }) => body)).toEqual([expect.stringMatching(/SFTP.*2006-0811-0120.*2006-0811-0120-core-1/)]);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Dan does not confirm the number, and no text is sent', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ['upload instructions', '5'], ['ending in', '9']);
    await dan.hears('to go back');
    await dan.presses('1');
    await ana.talksWith(dan);
    expect(texts(world, contact)).toEqual([]);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Ana has no case, and Amy hears that there is no folder', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await star(amy, ['upload instructions', '5']);
    await amy.hears('no case yet');
    await world.pass(20);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('the gate lets no text to her country through, and Dan hears that before he promises anything', async (world) => {
    const abroad = '+442079460123';
    const { ana, dan } = await callsDan(world, abroad);
    await star(dan, ['upload instructions', '5'], ['ending in', '1']);
    await dan.hears('give the instructions by word of mouth');
    expect(texts(world, abroad)).toEqual([]);
    expect(await world.journaled('text-refused')).toHaveLength(1);
    await ana.hangsUp();
    await dan.hangsUp();
  }, { centre: (sample) => ({ ...sample, outgoing: { countries: ['US'], samples: true } }) });
});

stories('a colleague', (story) => {
  story('is consulted by staff id in a room apart, hears who asks, and comes to Ana with all together', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await dan.hears("I'm calling");
    await hana.answers();
    await hana.hears(/dan asks for you.*2 0 0 6/is);
    await hana.presses('1');
    await hana.talksWith(dan);
    await dan.presses('*');
    await dan.hears('together');
    await dan.presses('1');
    await ana.talksWith(hana);
    await ana.talksWith(dan);
    await hana.speaks(2, 'hello Ana');
    await ana.hears('hello Ana');
    await dan.hangsUp();
    await world.pass(3);
    await hana.speaks(2, 'still with you');
    await ana.hears('still with you');
    await ana.hangsUp();
    await hana.hangsUp();
  });

  story('is left with Ana, who is never alone', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await hana.takes();
    await hana.talksWith(dan);
    await dan.presses('*');
    await dan.hears('leave the caller with your colleague');
    await dan.presses('2');
    await dan.hears('the call has ended');
    await ana.talksWith(hana);
    await dan.hangsUp();
    await ana.doesNotHear('has left the call', 5);
    await hana.hangsUp();
    await ana.hears('has left the call', 3);
    await ana.hangsUp();
  });

  story('who hangs up in the room apart has left, and Dan is at his menu', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await hana.takes();
    await hana.talksWith(dan);
    await hana.hangsUp();
    await dan.hears('your colleague has left', 5);
    await dan.hears('to go back');
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('who does not answer: Dan hears so after half a minute', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    hana.ignores();
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await dan.hears('nobody could answer', 35);
    await world.pass(20);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('who is not at work, is nobody, or is Dan himself, is not rung, and Dan is told at once', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await dan.hears('cannot take a call now');
    for (const id of ['9999', '0104']) {
      await dan.hears('press 2');
      await dan.presses('2');
      await dan.hears('by staff id');
      await dan.presses('2');
      await dan.hears('staff id');
      await dan.presses(`${id}#`);
      await dan.hears('no colleague with this staff id');
    }
    await ana.hangsUp();
    await dan.hears('the call has ended');
    await dan.hangsUp();
  });
});

stories('a team', (story) => {
  story('is asked by a key: whoever of the senior engineers is free is brought in', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ['press 2', '2'], ['for a team', '3'], ['senior engineers', '3']);
    await hana.takes();
    await hana.talksWith(dan);
    await dan.presses('*');
    await dan.hears('together');
    await dan.presses('1');
    await ana.talksWith(hana);
    await ana.hangsUp();
    await dan.hangsUp();
    await hana.hangsUp();
  });

  story('of which nobody is there: Dan hears it, and Ana is not left', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ['press 2', '2'], ['for a team', '3'], ['Logistics', '4']);
    await dan.hears('nobody could answer', 70);
    await world.pass(20);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });
});

stories('what the call came to', (story) => {
  story('is keyed in wrap-up, spoken back, and stands on the call', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await ana.hangsUp();
    await dan.hears('to key what the call came to');
    await dan.presses('3');
    await dan.hears('two digits');
    await dan.presses('01#');
    await dan.hears(/code 0 1: solved/i);
    await dan.hears('are ready');
    await dan.presses('1');
    await dan.hears('you are ready');
    await dan.isHungUpOn(5);
    const [coded] = await world.journaled('coded');
    expect(coded).toMatchObject({ agent: 'dan', code: '01' });
    expect(await world.app.store.call(String(coded?.call))).toMatchObject({ role: 'caller', code: '01' });
  });

  story('is refused where the centre has no such code, and wrap-up goes on', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await ana.hangsUp();
    await dan.hears('to key what the call came to');
    await dan.presses('3');
    await dan.hears('two digits');
    await dan.presses('99#');
    await dan.hears('there is no such code');
    await dan.hears('five more minutes');
    await dan.hangsUp();
    expect(await world.journaled('coded')).toEqual([]);
  });
});
