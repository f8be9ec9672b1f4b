// A caller may hear their message, speak it again, or keep it; whoever it is for hears of it once it is final.
import { expect } from 'vitest';
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** Ana has spoken for eight seconds and pressed pound. */
async function anaHasSpoken(world: World): Promise<Person> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hears('voicemail');
  await ana.presses('1');
  await ana.hears('after the tone', 5);
  await ana.leavesMessage(8);
  await ana.presses('#');
  return ana.hears('to hear it, press 1', 2);
}

const messages = async (world: World): Promise<VoicemailRecord[]> =>
  (await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 10 })).map(({ value }) => value);
const texts = async (world: World): Promise<string[]> => (await world.agent('dan')).phone.messages.map(({ body }) => body);
const seconds = (message: VoicemailRecord | undefined): number => Math.round((message?.parts ?? []).reduce((sum, part) => sum + part.seconds, 0));

stories('a voicemail is heard again', (story) => {
  story('Ana presses 1, hears her own message once the carrier has it, and keeps it with pound', async (world) => {
    const ana = await anaHasSpoken(world);
    expect(await texts(world)).toEqual([]);
    await ana.presses('1');
    await ana.hears('one moment', 2);
    await ana.hears(/play: .*voicemail\.wav/, 12);
    await ana.hears('to hear it, press 1', 15);
    await ana.presses('#');
    await ana.hears('message is saved', 2);
    await ana.isHungUpOn();
    await world.pass(5);
    expect((await messages(world)).map(seconds)).toEqual([9]);
    expect(await texts(world)).toHaveLength(1);
  });

  story('Ana hangs up in the middle of it: it is kept, and Dan is told once', async (world) => {
    const ana = await anaHasSpoken(world);
    await ana.hangsUp();
    await world.pass(5);
    expect(await messages(world)).toHaveLength(1);
    expect(await texts(world)).toHaveLength(1);
  });

  story('Ana says nothing more, or presses 7: her message is saved', async (world) => {
    const ana = await anaHasSpoken(world);
    await ana.presses('7');
    await ana.hears('message is saved', 2);
    await ana.isHungUpOn();
    await world.pass(2);
    expect(await texts(world)).toHaveLength(1);
    const again = await anaHasSpoken(world);
    await again.hears('message is saved', 20);
    await again.isHungUpOn();
    await world.pass(2);
    expect(await texts(world)).toHaveLength(2);
  });

  story('the carrier does not give the sound away: Ana hears that it is safe, and it is', async (world) => {
    world.lab.faults.rest({ do: '500', path: '.wav', times: 30 });
    const ana = await anaHasSpoken(world);
    await ana.presses('1');
    await ana.hears("can't be played just now", 30);
    await ana.hears('to hear it, press 1', 5);
    await ana.hangsUp();
    await world.pass(5);
    expect(await messages(world)).toHaveLength(1);
    expect(await texts(world)).toHaveLength(1);
  });

  story('she presses 2 while she waits for it: it is recorded again', async (world) => {
    const ana = await anaHasSpoken(world);
    await ana.presses('2');
    await ana.leavesMessage(3);
    await ana.hangsUp();
    await world.pass(5);
    expect((await messages(world)).map(seconds)).toEqual([4]);
  });
});

stories('a voicemail is spoken again', (story) => {
  story('Ana presses 2 and speaks for longer: the second one is kept, the first is gone from here and from the carrier', async (world) => {
    const ana = await anaHasSpoken(world);
    await ana.presses('2');
    await ana.leavesMessage(20);
    await ana.presses('#');
    await ana.hears('to hear it, press 1', 3);
    await ana.presses('#');
    await ana.hears('message is saved', 3);
    await ana.isHungUpOn();
    await world.pass(10);
    expect((await messages(world)).map(seconds)).toEqual([21]);
    expect(await texts(world)).toHaveLength(1);
    expect((await texts(world))[0]).toMatch(/2[01] seconds/);
    expect(world.lab.recordings()).toHaveLength(1);
    expect((await world.journaled('voicemail-forgotten')).map(({ by }) => by)).toEqual(['caller']);
  });

  story('Ana presses 2 and says nothing: her first one stays', async (world) => {
    const ana = await anaHasSpoken(world);
    await ana.presses('2');
    await ana.hears('your first one stays', 30);
    await ana.hears('message is saved', 5);
    await ana.isHungUpOn();
    await world.pass(5);
    expect((await messages(world)).map(seconds)).toEqual([9]);
    expect(await texts(world)).toHaveLength(1);
  });

  story('Ana presses 2 and hangs up before the tone: her first one stays, and Dan is told', async (world) => {
    const ana = await anaHasSpoken(world);
    await ana.presses('2');
    await ana.hangsUp();
    await world.pass(25);
    expect((await messages(world)).map(seconds)).toEqual([9]);
    expect(await texts(world)).toHaveLength(1);
  });

  story('late news of the first recording does not bring it back', async (world) => {
    world.lab.faults.webhook({ do: 'double', on: 'recording', times: 5 });
    const ana = await anaHasSpoken(world);
    await ana.presses('2');
    await ana.leavesMessage(20);
    await ana.presses('#');
    await ana.hears('to hear it, press 1', 3);
    await ana.hangsUp();
    await world.pass(10);
    expect((await messages(world)).map(seconds)).toEqual([21]);
    expect(await texts(world)).toHaveLength(1);
  });
});

/** Ana speaks again for twenty seconds and hangs up in it; what the carrier tells of it comes so many seconds later, if at all. */
async function hangsUpInIt(world: World, late: { turn: number | 'never'; notice: number | 'never' }): Promise<void> {
  const ana = await anaHasSpoken(world);
  // The notice of the first one is through.
  await ana.staysSilent(4);
  await ana.presses('2');
  if (late.turn !== 'never') world.lab.faults.webhook({ do: 'delay', ms: late.turn * 1000, on: 'voice', params: { Digits: 'hangup' } });
  if (late.notice !== 'never') world.lab.faults.webhook({ do: 'delay', ms: late.notice * 1000, on: 'recording' });
  const lost = [...(late.turn === 'never' ? ['Digits=hangup'] : []), ...(late.notice === 'never' ? ['RecordingStatus='] : [])];
  world.lost = lost.length > 0 ? new RegExp(lost.join('|')) : undefined;
  await ana.leavesMessage(20);
  await ana.hangsUp();
}

stories('a voicemail that is spoken again and hung up in', (story) => {
  for (const late of [{ turn: 3, notice: 9 }, { turn: 9, notice: 3 }, { turn: 'never', notice: 9 }, { turn: 9, notice: 'never' }] as const) {
    story(`is one message where the carrier tells of it late: its turn ${late.turn}, its notice ${late.notice}`, async (world) => {
      await hangsUpInIt(world, late);
      await world.pass(40);
      expect((await messages(world)).map(seconds)).toEqual([21]);
      expect(await texts(world)).toHaveLength(1);
      await world.pass(20);
      expect(world.lab.recordings()).toHaveLength(1);
    });
  }

  story('takes the place of the first one, which was handed in by then, where the carrier tells of it a minute later', async (world) => {
    await hangsUpInIt(world, { turn: 'never', notice: 60 });
    await world.pass(30);
    expect((await messages(world)).map(seconds)).toEqual([9]);
    expect(await texts(world)).toHaveLength(1);
    await world.pass(60);
    expect((await messages(world)).map(seconds)).toEqual([21]);
    expect((await texts(world)).at(-1)).toMatch(/2[01] seconds/);
  });

  story('is the first one where the carrier never tells of the second', async (world) => {
    await hangsUpInIt(world, { turn: 'never', notice: 'never' });
    await world.pass(120);
    expect((await messages(world)).map(seconds)).toEqual([9]);
    expect(await texts(world)).toHaveLength(1);
  });
});

stories('a voicemail that is spoken again and hung up in, when the process dies', (story) => {
  for (const late of [{ turn: 3, notice: 9 }, { turn: 9, notice: 3 }, { turn: 'never', notice: 'never' }] as const) {
    story(`is one message: its turn ${late.turn}, its notice ${late.notice}`, async (world) => {
      await hangsUpInIt(world, late);
      world.diesSoon(1);
      await world.pass(5);
      await world.restarts();
      await world.pass(90);
      expect((await messages(world)).map(seconds)).toEqual([late.turn === 'never' ? 9 : 21]);
      expect(await texts(world)).toHaveLength(1);
    }, { errors: ['a turn failed', 'failed; it is tried again', 'could not be sent', 'work behind a turn failed'] });
  }
}, ({ lasting }) => lasting);

stories('a voicemail that is listened to, when the process dies', (story) => {
  for (const turns of [0, 2, 6]) {
    story(`is there once, and told of once, dying ${turns} turns after Ana pressed 2`, async (world) => {
      const ana = await anaHasSpoken(world);
      world.diesSoon(turns);
      await ana.presses('2');
      await ana.leavesMessage(20);
      await ana.hangsUp();
      await world.pass(90);
      expect((await messages(world)).map(seconds)).toEqual([21]);
      expect(await texts(world)).toHaveLength(1);
    }, { errors: ['a turn failed', 'failed; it is tried again', 'could not be sent'] });
  }
}, ({ lasting }) => lasting);

stories('a greeting', (story) => {
  async function greeted(world: World, greeting: Record<string, string> | undefined, language?: string): Promise<Person> {
    const dan = await world.app.people.get('dan');
    if (!dan) throw new Error('the sample centre has no Dan');
    const { greeting: _before, ...rest } = dan;
    await world.app.people.save({ ...rest, ...(greeting && { greeting }) });
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    if (language === 'es') {
      await ana.presses('9');
      await ana.hears('español', 20);
      await ana.presses('2');
      await ana.hears('oprima', 30);
    }
    await ana.presses(caseKeys);
    await ana.hears(language === 'es' ? 'mensaje de voz' : 'voicemail', 60);
    await ana.presses('1');
    return ana;
  }

  story('of the engineer’s own is said in the caller’s language', async (world) => {
    const ana = await greeted(world, { en: 'Dan here, far away.', es: 'Habla Dan.' });
    await ana.hears('Dan here, far away. Please leave a message after the tone', 3);
    await ana.hangsUp();
    const again = await greeted(world, { en: 'Dan here, far away.', es: 'Habla Dan.' }, 'es');
    await again.hears('Habla Dan. Deje su mensaje', 3);
    await again.hangsUp();
  });

  story('is the usual one where they have none in that language', async (world) => {
    const ana = await greeted(world, { es: 'Habla Dan.' });
    await ana.hears(/say: Please leave a message after the tone/, 3);
    await ana.hangsUp();
  });
});
