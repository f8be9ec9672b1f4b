// A prompt that somebody has recorded is played where it stands, and a voice says all others.
import { expect } from 'vitest';
import { wavFile } from '../../src/lab/sound.ts';
import type { Person } from '../support/person.ts';
import { stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const editable = { editable: true } as const;
const thanks = 'locales/en/audio/new-case.thanks.wav';

async function reload(world: World): Promise<{ status: number; body: { languages?: { changed: string[] }; errors?: { detail: string }[] } }> {
  const answer = await fetch(`${world.base}/api/v1/reload`, { method: 'POST', headers: { authorization: 'Bearer admin-token' } });
  const body = (await answer.json()) as { languages?: { changed: string[] }; errors?: { detail: string }[] };
  await world.pass(0);
  return { status: answer.status, body };
}

async function opensACase(world: World, name: string, number: string): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('*');
  return caller.hears('network is down');
}

stories('a recorded prompt', (story) => {
  story('is played to the next caller, and Ana, who called before, hears the voice', async (world) => {
    const ana = await opensACase(world, 'Ana', stranger);
    await world.files.write(thanks, wavFile(3_000));
    expect(await reload(world)).toMatchObject({ status: 200, body: { languages: { changed: ['en'] } } });
    const eli = await opensACase(world, 'Eli', '+14155550124');
    await ana.hears('say: Thank you. We will open a new case', 20);
    await eli.hears(/^play: .*\/audio\/prompts\/en\/new-case\.thanks\.wav\?v=[0-9a-f]{12}$/, 20);
    await eli.hears('say: You are in line for Customer Care', 10);
    expect(eli.call.heard.filter(({ kind, text }) => kind === 'say' && text.includes('have your serial number ready'))).toEqual([]);
    for (const caller of [ana, eli]) await caller.hangsUp();
  }, editable);

  story('that was recorded anew has another address, and one that was taken away is said by the voice again', async (world) => {
    const heard: string[] = [];
    for (const [index, ms] of [1_000, 2_000].entries()) {
      await world.files.write(thanks, wavFile(ms));
      expect((await reload(world)).status).toBe(200);
      const caller = await opensACase(world, `Caller ${index}`, `+1415555013${index}`);
      await caller.hears('play: ', 20);
      heard.push(caller.call.heard.find(({ kind }) => kind === 'play')?.text ?? '');
      await caller.hangsUp();
    }
    expect(new Set(heard).size).toBe(2);
    await world.files.remove(thanks);
    expect((await reload(world)).status).toBe(200);
    const eli = await opensACase(world, 'Eli', '+14155550124');
    await eli.hears('say: Thank you. We will open a new case', 20);
    await eli.hangsUp();
  }, editable);

  story('for no prompt, for one with values, or that is no sound, is refused, and calls go on as before', async (world) => {
    for (const name of ['new-case.thank', 'hold.position', 'case.ask']) await world.files.write(`locales/en/audio/${name}.wav`, name === 'case.ask' ? 'not a sound' : wavFile(100));
    const { status, body } = await reload(world);
    expect([status, body.errors?.map(({ detail }) => detail).join(' ')]).toEqual([422, expect.stringMatching(/case\.ask[^]*no WAV[^]*\$ahead[^]*new-case\.thank/) as string]);
    const ana = await opensACase(world, 'Ana', stranger);
    await ana.hears('say: Thank you', 20);
    await ana.hangsUp();
  }, editable);
});
