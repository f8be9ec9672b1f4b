// An announcement in one language is in force at once, and goes on into the others when the translator has them.
import { afterAll, beforeEach, expect } from 'vitest';
import { play } from '../../src/translator/server.contract.ts';
import { services } from '../../src/translator/services.contract.ts';
import { tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import { asks, settles } from '../support/translating.ts';
import type { World } from '../support/world.ts';

const server = await play(services.libretranslate);
const options = { translator: { provider: 'libretranslate', url: server.url, key: 'a-key' } } as const;
const english = '+14155550123';
const mexican = '+525512345678';

beforeEach(() => {
  server.mood = undefined;
  server.asked.length = 0;
});
afterAll(() => server.close());

async function announces(world: World, texts: Record<string, string> = { en: 'The sky is falling.' }): Promise<void> {
  expect((await asks(world, 'PUT', '/switch/announcement', { texts, translate: true })).status).toBe(200);
  await settles(world, 2, 2);
}
const shown = async (world: World) => (await (await world.api('/switch')).json()) as { announcement?: { texts: Record<string, string>; machine?: Record<string, unknown> }; silentIn: string[] };

async function hears(world: World, number: string, words: string): Promise<void> {
  const person = world.person(`who calls from ${number}`, number);
  await person.dials(tollFree);
  await person.hears(words);
  await person.hangsUp();
}

stories('an announcement in one language', (story) => {
  story('goes on into the others, and is marked there', async (world) => {
    await announces(world);
    await settles(world, 4);
    await hears(world, mexican, 'es: The sky is falling');
    await hears(world, english, 'The sky is falling');
    const { announcement, silentIn } = await shown(world);
    expect(announcement?.texts).toMatchObject({ en: 'The sky is falling.', es: 'es: The sky is falling.' });
    expect(announcement?.machine).toMatchObject({ es: { provider: 'libretranslate' } });
    expect(announcement?.machine).not.toHaveProperty('en');
    expect(silentIn).toEqual([]);
    expect((await world.journaled('translated')).map(({ to }) => to)).toContain('es');
    expect(JSON.stringify(await world.journaled('translated'))).not.toContain('sky');
  }, options);

  story('is heard in that language at once, with a translator that is away', async (world) => {
    server.mood = 'drop';
    await announces(world);
    await hears(world, english, 'The sky is falling');
    await hears(world, mexican, 'soporte');
    expect((await shown(world)).silentIn).toContain('es');
  }, options);

  story('leaves what somebody has said in a language alone', async (world) => {
    await announces(world, { en: 'The sky is falling.', es: 'El cielo se cae.' });
    await settles(world, 4);
    await hears(world, mexican, 'El cielo se cae');
    expect(server.asked.map(({ to }) => to)).not.toContain('es');
  }, options);

  story('is not said once it is silenced or another one, however late the words come', async (world) => {
    server.mood = { status: 429, body: '', headers: { 'retry-after': '20' } };
    await announces(world);
    await asks(world, 'PUT', '/switch/announcement', { texts: { en: 'All is well.' } });
    server.mood = undefined;
    await settles(world, 60, 10);
    expect((await shown(world)).announcement?.texts).toEqual({ en: 'All is well.' });
  }, options);

  story('is left out where the words are longer than anybody may announce, or wrong', async (world) => {
    server.mood = (texts) => texts.map((text) => (text.startsWith('es') ? text.repeat(6) : text));
    await announces(world, { en: 'The sky is falling, and it goes on falling.' });
    await settles(world, 4);
    expect((await shown(world)).silentIn).toEqual(['es']);
    expect(await world.journaled('translation-failed')).toMatchObject([{ language: 'es', why: 'too-long' }]);
    await hears(world, mexican, 'soporte');
  }, options);
});
