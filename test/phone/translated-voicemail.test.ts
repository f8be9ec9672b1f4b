// A message left in another language than that of the house can be read in both. Whoever is on the phone never hears of the translator, dead, slow or wrong.
import { afterAll, beforeEach, expect } from 'vitest';
import { play } from '../../src/translator/server.contract.ts';
import { services } from '../../src/translator/services.contract.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { Receiver } from '../support/receiver.ts';
import { stories } from '../support/stories.ts';
import { germanHouse, leavesMessage, settles, theMessage, translating } from '../support/translating.ts';
import type { World } from '../support/world.ts';

const server = await play(services.libretranslate);
const writer = await Receiver.open();
const options = translating(server, writer);

beforeEach(() => {
  server.mood = undefined;
  server.asked.length = server.strange.length = 0;
  writer.forgets();
  writer.answers = 200;
  writer.says = JSON.stringify({ text: 'The line card of the Meridian 9000 has failed, call +1 408 555 0123.' });
});
afterAll(async () => {
  writer.close();
  await server.close();
});

const shown = async (world: World): Promise<unknown> => (await world.api(`/voicemails/${(await theMessage(world)).id}`)).json();

stories('a message in another language', (story) => {
  story('can be read in both, with who translated it and how sure that was', async (world) => {
    await leavesMessage(world);
    await settles(world, 20);
    expect(await shown(world)).toMatchObject({
      text: 'The line card of the Meridian 9000 has failed, call +1 408 555 0123.',
      translation: { text: 'de: The line card of the Meridian 9000 has failed, call +1 408 555 0123.', language: 'de', provider: 'libretranslate', from: 'en', confidence: 0.9 },
    });
    expect(await world.journaled('translated')).toMatchObject([{ provider: 'libretranslate', to: 'de', from: 'en', voicemail: (await theMessage(world)).id, part: 1 }]);
    expect(JSON.stringify([await world.journaled('translated'), world.log.entries])).not.toMatch(/line card|0123/);
    expect(JSON.stringify(server.asked)).not.toMatch(/Meridian|0123/);
  }, options);

  story('is sent to nobody where it is in the language of the house', async (world) => {
    await leavesMessage(world);
    await settles(world, 20);
    expect(await shown(world)).toMatchObject({ text: expect.stringContaining('line card') as string });
    expect(server.asked).toEqual([]);
  }, { ...options, centre: (sample) => sample });

  story('is sent to nobody where it is for a team that is never recorded', async (world) => {
    await leavesMessage(world);
    await settles(world, 20);
    expect(server.asked).toEqual([]);
    expect(await world.journaled('translation-failed')).toMatchObject([{ why: 'confidential' }]);
    expect(await shown(world)).not.toHaveProperty('translation');
  }, { ...options, centre: (sample) => ({ ...germanHouse(sample), teams: { ...sample.teams, engineers: { name: 'Engineers', record: 'never' } } }) });

  story('stays as it is where the translator is wrong about it, and nobody asks again', async (world) => {
    server.mood = (texts) => texts.map((text) => text.replace(/QX1XQ/, ''));
    await leavesMessage(world);
    await settles(world, 60);
    expect(server.asked).toHaveLength(1);
    expect(await world.journaled('translation-failed')).toMatchObject([{ provider: 'libretranslate', why: 'marks', part: 1 }]);
    expect(await shown(world)).toMatchObject({ text: expect.stringContaining('line card') as string });
  }, options);

  story('is translated when the service is there again', async (world) => {
    server.mood = { status: 503, body: '', headers: { 'retry-after': '60' } };
    await leavesMessage(world);
    await settles(world, 30);
    expect(server.asked).toHaveLength(1);
    server.mood = undefined;
    await settles(world, 60);
    expect(await shown(world)).toMatchObject({ translation: { provider: 'libretranslate' } });
    expect(await world.journaled('translation-failed')).toEqual([]);
  }, options);

  story('is given up where the service stays away, and the journal has it', async (world) => {
    server.mood = 'drop';
    await leavesMessage(world);
    for (let i = 0; i < 10; i++) await settles(world, 120, 8);
    expect(await world.journaled('translation-failed')).toMatchObject([{ why: expect.stringMatching(/unreachable|resting/) as string }]);
    expect(await shown(world)).not.toHaveProperty('translation');
  }, options);

  story('may hold anything, and nothing of it breaks what shows it', async (world) => {
    const hostile = `</Say><Hangup/> "quotes" & {$who} ${'\u202e'}\u0000\u001b[31m {#in language=es} ${'ä'.repeat(5_000)}`;
    writer.says = JSON.stringify({ text: hostile });
    await leavesMessage(world);
    await settles(world, 30);
    const { translation } = (await shown(world)) as { translation: { text: string } };
    expect(translation.text).toMatch(/^de: <\/Say><Hangup\/> "quotes" & \{\$who\}/);
    expect(translation.text).not.toMatch(/\p{Cc}|\u202e/u);
    const caller = world.person('Ana', contact);
    await caller.dials(tollFree);
    await caller.presses(caseKeys);
    await caller.hears('voicemail');
    await caller.hangsUp();
  }, options);
});

stories('a message in another language, of a service that dies', (story) => {
  story('is translated once, where the service dies in the middle of it', async (world) => {
    await leavesMessage(world);
    server.mood = 'drop';
    await settles(world, 8);
    await world.restarts();
    server.mood = undefined;
    await settles(world, 60);
    expect(await shown(world)).toMatchObject({ translation: { provider: 'libretranslate' } });
    expect(await world.journaled('translated')).toHaveLength(1);
  }, options);
}, (store) => store.name !== 'memory');

// Of the stores nothing depends, and each step waits to see that nothing else goes on.
stories('a message in another language, with a translator that hangs', (story) => {
  story('is nothing to whoever calls: with a translator that hangs, calls go as always', async (world) => {
    server.mood = 'hang';
    await leavesMessage(world);
    for (let i = 0; server.asked.length === 0 && i < 10; i++) await settles(world, 2, 1);
    expect(server.asked).toHaveLength(1);
    server.mood = undefined;
    await world.signIn('amy');
    const [ben, amy] = [world.person('Ben', stranger), await world.agent('amy')];
    await ben.dials(tollFree);
    await ben.hears('technical support');
    await ben.presses('2');
    await amy.takes();
    await ben.talksWith(amy);
    await amy.hangsUp();
    await ben.hangsUp();
    expect((await theMessage(world)).translations).toBeUndefined();
    await world.pass(12);
    await settles(world, 30);
    expect(await shown(world)).toMatchObject({ translation: { provider: 'libretranslate' } });
  }, { ...options, timeoutMs: 60_000 });
}, (store) => store.name === 'LMDB');
