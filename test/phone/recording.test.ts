// Conversations that are recorded: what the caller hears before, who may stop it, what a hold leaves out, and that nobody waits for any of it.
import { expect } from 'vitest';
import type { Centre } from '../../src/centre/centre.ts';
import { anaWithDan, caseKeys, contact, star, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const recorded = (more: Partial<Centre['recording']> = {}) => (sample: Centre): Centre => ({
  ...sample, lines: sample.lines.map((line) => ({ ...line, record: true as const })), recording: { ...sample.recording, ...more },
});
const on = { centre: recorded() };
const asks = { centre: recorded({ countries: { US: 'ask' } }) };

const soundOf = (world: World) => world.lab.recordings().filter(({ source }) => source === 'StartCallRecordingAPI');
const secondsOf = (world: World) => soundOf(world).map(({ recordedMs }) => Math.round(recordedMs / 1000));

/** What the API has of Ana's call. */
async function apiOf(world: World): Promise<{ call: string; items: { id: string; seconds: number; consent: string }[] }> {
  const call = (await world.app.store.calls({ limit: 10 })).find(({ role }) => role === 'caller')?.id ?? '';
  const { items } = (await (await world.api(`/calls/${call}/recordings`)).json()) as { items: { id: string; seconds: number; consent: string }[] };
  return { call, items };
}

stories('a recorded line', (story) => {
  story('says so before Dan answers, tells Dan, and keeps both voices on a channel each', async (world) => {
    await world.signIn('dan');
    const [ana, dan] = [world.person('Ana', contact), await world.agent('dan')];
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('will be recorded');
    await dan.takes();
    await dan.hears('is recorded');
    await ana.talksWith(dan);
    await world.pass(20);
    expect(soundOf(world)).toMatchObject([{ channels: 2, status: 'in-progress' }]);
    await ana.hangsUp();
    await dan.hangsUp();
    await world.pass(10);
    const { call, items } = await apiOf(world);
    expect(items).toMatchObject([{ consent: 'announced' }]);
    expect(items[0]?.seconds).toBeGreaterThan(19);
    const sound = await world.api(`/calls/${call}/recordings/${items[0]?.id}/audio`);
    expect([sound.status, sound.headers.get('content-type'), (await sound.arrayBuffer()).byteLength > 1_000]).toEqual([200, 'audio/wav', true]);
    expect((await world.api(`/calls/${call}/recordings/other/audio`)).status).toBe(404);
  }, on);

  story('is refused by a key: the service goes on and nothing is recorded', async (world) => {
    await world.signIn('dan');
    const [ana, dan] = [world.person('Ana', contact), await world.agent('dan')];
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('press 1');
    await ana.presses('1');
    await ana.hears('will not record');
    await dan.takes();
    await ana.talksWith(dan);
    await dan.doesNotHear('is recorded', 5);
    await star(dan, ['press 4', '4']);
    await dan.hears('this conversation is not recorded');
    await ana.hangsUp();
    await dan.hangsUp();
    expect(soundOf(world)).toEqual([]);
  }, on);

  for (const [key, many] of [['1', 1], ['', 0]] as const) {
    story(`asks where the country wants a yes: ${key === '' ? 'silence is none' : 'the key is one'}`, async (world) => {
      await world.signIn('dan');
      const [ana, dan] = [world.person('Ana', contact), await world.agent('dan')];
      await ana.dials(tollFree);
      await ana.presses(caseKeys);
      await ana.hears('if you agree, press 1');
      if (key !== '') await ana.presses(key);
      await dan.takes();
      await ana.talksWith(dan);
      await world.pass(3);
      await ana.hangsUp();
      await dan.hangsUp();
      expect(soundOf(world)).toHaveLength(many);
    }, asks);
  }

  story('leaves out what is said on hold and in a room apart', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await world.pass(10);
    await star(dan, ['press 2', '2'], ['by staff id', '2'], ['staff id', '0108#']);
    await hana.takes();
    await hana.talksWith(dan);
    const before = secondsOf(world)[0] ?? 0;
    expect(soundOf(world)).toMatchObject([{ status: 'paused' }]);
    await world.pass(30);
    expect(secondsOf(world)[0]).toBe(before);
    await dan.presses('*');
    await dan.hears('together');
    await dan.presses('1');
    await hana.hears('is recorded');
    await ana.talksWith(hana);
    await world.pass(5);
    expect(soundOf(world)).toMatchObject([{ status: 'in-progress' }]);
    await ana.hangsUp();
    await dan.hangsUp();
    await hana.hangsUp();
  }, on);

  story('stops with Dan\'s key and goes on with it, and both times Ana and he hear so', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await world.pass(5);
    for (const [told, heard, status] of [['not recorded any more', 'recording has stopped', 'paused'], ['recorded again', 'recorded from now on', 'in-progress']] as const) {
      await star(dan, ['press 4', '4']);
      await dan.hears(told);
      await dan.hears('press 1');
      await dan.presses('1');
      await ana.hears(heard, 10);
      await dan.hears(heard, 10);
      expect(soundOf(world)).toMatchObject([{ status }]);
    }
    await ana.hangsUp();
    await dan.hangsUp();
  }, on);

  story('never records the security team, whoever brings them in', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'noor');
    const noor = await world.agent('noor');
    await star(dan, ['press 2', '2'], ['for a team', '3'], ['security incidents', '5']);
    await noor.takes();
    await noor.talksWith(dan);
    await dan.presses('*');
    await dan.hears('together');
    await dan.presses('1');
    await ana.talksWith(noor);
    await noor.doesNotHear('is recorded', 5);
    expect(soundOf(world).map(({ endedAt }) => endedAt !== undefined)).toEqual([true]);
    await dan.presses('*');
    await dan.hears('press 4');
    await dan.presses('4');
    await dan.hears('this conversation is not recorded');
    await ana.hangsUp();
    await noor.hangsUp();
    await dan.hangsUp();
    expect(soundOf(world)).toHaveLength(1);
  }, on);

  story('pauses while Ana waits for somebody else, and it is the same recording with the next', async (world) => {
    const { ana, dan } = await anaWithDan(world, 'hana');
    const hana = await world.agent('hana');
    await star(dan, ['press 3', '3'], ['a colleague by staff id', '1'], ['staff id', '0108#']);
    await hana.rings(5);
    expect(soundOf(world)).toMatchObject([{ status: 'paused' }]);
    hana.call.pickUp();
    await hana.hears('press 1');
    await hana.presses('1');
    await hana.hears('is recorded');
    await ana.talksWith(hana);
    await world.pass(2);
    expect(soundOf(world)).toMatchObject([{ status: 'in-progress' }]);
    await ana.hangsUp();
    await hana.hangsUp();
    await dan.hangsUp();
  }, on);
});

stories('a line that is not recorded', (story) => {
  story('says nothing of it, and key 4 has nothing to stop', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await star(dan, ['press 4', '4']);
    await dan.hears('this conversation is not recorded');
    await ana.hangsUp();
    await dan.hangsUp();
    expect([ana.call.words.includes('recorded'), soundOf(world)]).toEqual([false, []]);
  });
});

stories('the carrier', (story) => {
  for (const [fault, times] of [['500', 2], ['409', 1], ['reset', 1], ['404', 10]] as const) {
    story(`answers ${fault} to a recording: the conversation is as if nothing were`, async (world) => {
      world.lab.faults.rest({ do: fault, method: 'POST', path: '/Recordings', times });
      const { ana, dan } = await anaWithDan(world);
      await dan.speaks(2, 'hello Ana');
      await ana.hears('hello Ana');
      await world.pass(10);
      expect(soundOf(world)).toHaveLength(fault === '409' || fault === '404' ? 0 : 1);
      expect((await world.journaled('recording-failed')).length).toBe(fault === '409' || fault === '404' ? 1 : 0);
      await ana.hangsUp();
      await dan.hangsUp();
    }, on);
  }

  story('takes half a minute over it, and Ana hears Dan at once', async (world) => {
    world.lab.faults.rest({ do: 'slow', method: 'POST', path: '/Recordings', ms: 30_000 });
    const { ana, dan } = await anaWithDan(world);
    await dan.speaks(2, 'hello Ana');
    await ana.hears('hello Ana', 3);
    await world.pass(40);
    await ana.hangsUp();
    await dan.hangsUp();
  }, on);

  story('tells late, and twice, that the sound is there: it is kept, once', async (world) => {
    world.lab.faults.webhook({ do: 'delay', on: 'recording', ms: 60_000 });
    world.lab.faults.webhook({ do: 'double', on: 'recording' });
    const { ana, dan } = await anaWithDan(world);
    await world.pass(5);
    await ana.hangsUp();
    await dan.hangsUp();
    expect((await apiOf(world)).items).toEqual([]);
    await world.pass(90);
    expect((await apiOf(world)).items).toHaveLength(1);
  }, on);
});
