// An engineer phones the staff line and works through the messages: hears them, again, takes one, and marks it done.
import { expect } from 'vitest';
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

async function anaLeavesOne(world: World, keys = caseKeys): Promise<void> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(keys);
  await ana.hears('voicemail');
  await ana.presses('1');
  await ana.leavesMessage(20);
  await ana.hangsUp();
  await world.pass(10);
}

/** Who signs in, by their staff id of the sample centre, and presses 4. */
async function listens(world: World, id: string, staffId: string): Promise<Person> {
  await world.app.pins.set(id, '482915');
  const person = world.person(`${id} outside`, `+1415555018${staffId.at(-1) ?? ''}`);
  await person.dials('+13125550199');
  await person.hears('staff id', 2);
  await person.presses(`${staffId}#`);
  await person.hears('PIN', 3);
  await person.presses('482915#');
  await person.hears('press 4');
  return person.presses('4');
}

const staffIdOf = async (world: World, id: string): Promise<string> => (await world.app.people.get(id))?.staffId ?? '';
const states = async (world: World): Promise<string[]> =>
  (await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 9 })).map(({ value }) => `${value.state} ${value.by ?? ''}`.trim());

stories('messages on the staff line', (story) => {
  story('Dan hears his message, hears it again, and marks it done; there are no more', async (world) => {
    await anaLeavesOne(world);
    const dan = await listens(world, 'dan', await staffIdOf(world, 'dan'));
    await dan.hears(/message.*2 0 0 6.*20 seconds/i, 3);
    await dan.hears(/play: .*\/audio\/voicemail\.wav/, 15);
    await dan.hears('press 1', 40);
    await dan.presses('1');
    await dan.hears(/play: .*\/audio\/voicemail\.wav/, 15);
    await dan.presses('2');
    await dan.hears('done', 3);
    await dan.hears('no more messages', 5);
    await dan.hangsUp();
    expect(await states(world)).toEqual(['done dan']);
    const heard = await world.journaled('voicemail-heard');
    expect(heard).toHaveLength(2);
    expect(await world.journaled('voicemail-done')).toMatchObject([{ agent: 'dan', by: 'staff-line' }]);
  });

  story('one for the team is taken by one of them, and the other does not hear it any more', async (world) => {
    await anaLeavesOne(world, '2');
    const amy = await listens(world, 'amy', await staffIdOf(world, 'amy'));
    await amy.hears(/play: /, 20);
    await amy.presses('4');
    await amy.hears('yours', 3);
    await amy.hangsUp();
    expect(await states(world)).toEqual(['claimed amy']);
    const ben = await listens(world, 'ben', await staffIdOf(world, 'ben'));
    await ben.hears('no more messages', 5);
    await ben.hangsUp();
  });

  story('who goes on to the next and is taken ahead of hears that somebody else has it', async (world) => {
    await anaLeavesOne(world, '2');
    const amy = await listens(world, 'amy', await staffIdOf(world, 'amy'));
    await amy.hears(/play: /, 20);
    const [kept] = await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 1 });
    await world.app.reception.changeVoicemail(kept?.id ?? '', { to: 'claimed', by: 'ben' }, { token: 'admin' });
    await amy.presses('2');
    await amy.hears('no more messages', 5);
    await amy.hangsUp();
    expect(await states(world)).toEqual(['claimed ben']);
  });

  story('nobody hears another\'s message, and a sound is not to be had by a guessed address', async (world) => {
    await anaLeavesOne(world);
    const amy = await listens(world, 'amy', await staffIdOf(world, 'amy'));
    await amy.hears('no more messages', 5);
    await amy.hangsUp();
    const [kept] = await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 1 });
    const guess = await fetch(`${world.base}/audio/voicemail.wav?v=${kept?.id ?? ''}&u=${world.clock.now() + 60_000}&s=abc`);
    expect(guess.status).toBe(404);
  });
});

const kept = async (world: World): Promise<VoicemailRecord | undefined> => (await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 1 }))[0]?.value;

/** Dan hears Ana's message and presses 5, which calls her. */
async function danCalls(world: World): Promise<{ ana: Person; dan: Person }> {
  await anaLeavesOne(world);
  const dan = await listens(world, 'dan', await staffIdOf(world, 'dan'));
  await dan.hears('call the customer now, press 5', 60);
  await dan.presses('5');
  await dan.hears("I'm calling the customer");
  return { ana: world.person('Ana', contact), dan };
}

stories('a customer called back from the message', (story) => {
  story('is rung from the line they called, talks with Dan, and his star leads back to the message', async (world) => {
    const { ana, dan } = await danCalls(world);
    expect(await states(world)).toEqual(['claimed dan']);
    await ana.answers();
    expect(ana.call.from).toBe(tollFree);
    await ana.talksWith(dan);
    await ana.speaks(2, 'here is Ana');
    await dan.hears('here is Ana');
    await dan.presses('*');
    await ana.isHungUpOn(5);
    await dan.hears('if it is done, press 2');
    await dan.presses('2');
    await dan.hears('no more messages');
    await dan.hangsUp();
    expect(await states(world)).toEqual(['done dan']);
    expect((await kept(world))?.called).toMatchObject([{ by: 'dan', outcome: 'reached' }]);
    expect((await world.journaled('voicemail-called')).map(({ outcome, agent }) => [outcome, agent])).toEqual([['reached', 'dan']]);
    const { called } = (await (await world.api(`/voicemails/${(await kept(world))?.id ?? ''}`)).json()) as { called?: unknown[] };
    expect(called).toMatchObject([{ by: 'dan', outcome: 'reached' }]);
  });

  for (const [what, words, outcome] of [['busy', "customer's phone is busy", 'busy'], ['not there', "the customer doesn't answer", 'no-answer']] as const) {
    story(`is ${what}: Dan hears so and is back at the message, which is his`, async (world) => {
      const ana = world.person('Ana', contact);
      await anaLeavesOne(world);
      if (what === 'busy') ana.isBusy();
      else ana.ignores();
      const dan = await listens(world, 'dan', await staffIdOf(world, 'dan'));
      await dan.hears('press 5', 60);
      await dan.presses('5');
      await dan.hears(words);
      await dan.hears('if it is done, press 2');
      await dan.hangsUp();
      expect(await states(world)).toEqual(['claimed dan']);
      expect((await kept(world))?.called).toMatchObject([{ outcome }]);
    });
  }

  story('may be called three times a day, and the fourth time Dan hears so', async (world) => {
    const ana = world.person('Ana', contact);
    await anaLeavesOne(world);
    ana.isBusy();
    const dan = await listens(world, 'dan', await staffIdOf(world, 'dan'));
    for (const words of ['phone is busy', 'phone is busy', 'phone is busy', 'three times today']) {
      await dan.hears('press 5', 60);
      await dan.presses('5');
      await dan.hears(words);
    }
    await dan.hears('press 5', 60);
    await dan.hangsUp();
    expect((await kept(world))?.called?.map(({ outcome }) => outcome)).toEqual(['busy', 'busy', 'busy', 'refused']);
    expect((await world.journaled('outgoing-refused')).map(({ why }) => why)).toEqual(['number-cap']);
  });

  story('withheld their number: Dan hears so, and nobody is rung', async (world) => {
    const eli = world.person('Eli', '+14155550123');
    await eli.dials(tollFree, { withheld: true });
    await eli.presses('2');
    await eli.hears('voicemail');
    await eli.presses('1');
    await eli.leavesMessage(20);
    await eli.hangsUp();
    await world.pass(10);
    const amy = await listens(world, 'amy', await staffIdOf(world, 'amy'));
    await amy.hears('press 5', 60);
    await amy.presses('5');
    await amy.hears('withheld their number');
    await amy.hangsUp();
  });

  for (const asked of [false, true]) {
    story(`Dan hangs up while it rings, and the carrier ${asked ? 'asks' : 'does not ask'} what comes after: Ana's phone stops, the message is his`, async (world) => {
      world.lab.faults.dialActionOnHangUp = asked;
      const { ana, dan } = await danCalls(world);
      await ana.rings();
      await dan.hangsUp();
      await ana.isHungUpOn(2);
      expect(await states(world)).toEqual(['claimed dan']);
      expect((await kept(world))?.called).toMatchObject([{ by: 'dan' }]);
      expect((await kept(world))?.called?.[0]).not.toHaveProperty('outcome');
      const calls = await world.app.store.calls({ limit: 10 });
      expect(JSON.stringify(calls.filter(({ role }) => role === 'staff'))).not.toContain(contact);
    });
  }

  story('is called by one of two who press 5 in the same moment, and the other hears of it', async (world) => {
    await anaLeavesOne(world, '2');
    const [amy, ben] = [await listens(world, 'amy', await staffIdOf(world, 'amy')), await listens(world, 'ben', await staffIdOf(world, 'ben'))];
    await amy.hears('press 5', 60);
    await ben.hears('press 5', 60);
    amy.call.press('5');
    ben.call.press('5');
    const ana = await world.person('Ana', contact).answers(20);
    await world.pass(5);
    const [caller, other] = amy.isConnected() && amy.call.in === 'bridge' ? [amy, ben] : [ben, amy];
    await ana.talksWith(caller);
    await other.hears('no more messages');
    expect(ana.phone.calls.filter(({ direction }) => direction !== 'inbound')).toHaveLength(1);
    await ana.hangsUp();
    await caller.hears('if it is done, press 2');
    await caller.hangsUp();
    await other.hangsUp();
  });

  for (const what of ['double', 'lose-answer', 'delay'] as const) {
    story(`by webhooks that ${what === 'double' ? 'come twice' : what === 'delay' ? 'come late' : 'are answered in vain'}: rung once`, async (world) => {
      world.lab.faults.webhook({ do: what, url: '/voice/turn', ms: 3_000, params: { Digits: '5' } });
      world.lab.faults.webhook({ do: what, url: 'outside=1', ms: 3_000 });
      const { ana, dan } = await danCalls(world);
      await ana.answers();
      await ana.talksWith(dan);
      await ana.hangsUp();
      await dan.hears('if it is done, press 2');
      await dan.hangsUp();
      expect(await world.journaled('voicemail-called')).toHaveLength(1);
      expect(ana.phone.calls.filter(({ direction }) => direction !== 'inbound')).toHaveLength(1);
    });
  }
});

stories('a customer called back from the message, and a process that dies', (story) => {
  for (const turns of [1, 5, 10]) {
    story(`${turns} turns after the key: rung once, and the message is Dan's`, async (world) => {
      await anaLeavesOne(world);
      const dan = await listens(world, 'dan', await staffIdOf(world, 'dan'));
      await dan.hears('press 5', 60);
      world.diesSoon(turns);
      await dan.presses('5');
      const ana = await world.person('Ana', contact).answers(60);
      await ana.talksWith(dan);
      await world.restarts();
      await ana.talksWith(dan);
      await ana.hangsUp();
      await dan.hears('if it is done, press 2');
      await dan.hangsUp();
      expect(await states(world)).toEqual(['claimed dan']);
      expect((await kept(world))?.called).toMatchObject([{ by: 'dan', outcome: 'reached' }]);
      expect(ana.phone.calls.filter(({ direction }) => direction !== 'inbound')).toHaveLength(1);
    }, { errors: ['work behind a turn failed', 'a turn failed'] });
  }
}, ({ lasting }) => lasting);
