// Why: whoever asks is told in words why this person was rung, why not the others, why a caller still waits, and what would move them.
import { expect } from 'vitest';
import { contact, caseKeys, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

interface Why {
  words: string[];
  history: { words: string }[];
  agent?: { reason: string };
  waiting?: { widens?: { seconds: number }; cooled: { agent: string }[] };
}

async function why(world: World, agent?: string): Promise<Why> {
  const [joined] = await world.journaled('joined');
  return (await (await world.api(`/calls/${joined?.call ?? ''}/why${agent === undefined ? '' : `?agent=${agent}`}`)).json()) as Why;
}

stories('why', (story) => {
  story('Ana waits: whom for, what each of them is doing, and what would move her', async (world) => {
    await world.signIn('amy');
    await world.app.reception.presence('amy', 'away');
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.staysSilent(30);
    const { words } = await why(world);
    expect(words).toContain('It is a P4 in the line care.');
    expect(words).toContain('It waits for Customer Care, with nobody ahead.');
    expect(words.join(' ')).toMatch(/Customer Care: amy is away/);
    expect(words.at(-1)).toBe('Somebody of them who signs in as ready moves it.');
    expect((await why(world, 'ben')).words.at(-1)).toBe('ben is not signed in.');
    expect((await why(world, 'otto')).agent).toMatchObject({ reason: 'not-asked' });
    await ana.hangsUp();
  });

  story('Dan was rung and not Gus, Dan passed and is left alone for a while, and Gus took it', async (world) => {
    await world.signIn('dan', 'gus');
    const ana = world.person('Ana', contact);
    const dan = await world.agent('dan');
    const gus = await world.agent('gus');
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await dan.answers(3);
    const ringing = await why(world, 'gus');
    expect(ringing.words.join(' ')).toMatch(/dan’s phone rings for this caller/);
    expect(['at-limit', 'asked-later']).toContain(ringing.agent?.reason);
    await dan.hears('press 1');
    await dan.presses('2');
    await gus.answers(30);
    expect(await why(world, 'dan')).toMatchObject({ waiting: { cooled: [{ agent: 'dan' }] } });
    await gus.hears('press 1');
    await gus.presses('1');
    await ana.talksWith(gus);
    const { words, history } = await why(world);
    expect(words).toContain('It stands in no line now.');
    expect(history.map((entry) => entry.words).filter((each) => /^(dan|gus)/.test(each))).toEqual([
      expect.stringMatching(/^dan was rung for dan, because the caller waits/), expect.stringMatching(/^dan did not take it: they passed/),
      expect.stringMatching(/^gus was rung for .*, because /), 'gus took it',
    ]);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story('a finished call still tells why, and no number is in any of it', async (world) => {
    await world.signIn('amy', 'ben');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    const { words, history } = await why(world);
    expect(words.join(' ')).toMatch(/This call ended/);
    expect(history.at(-2)?.words).toBe('amy took it');
    const entries = JSON.stringify(await world.journaled('offered'));
    for (const number of [stranger, amy.number]) expect(entries).not.toContain(number.slice(1));
  });
});
