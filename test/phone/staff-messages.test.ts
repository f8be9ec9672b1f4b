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
