// The sound of a conversation: kept once whoever dies meanwhile, forgotten in time, and gone with the caller who is to be forgotten.
import { expect } from 'vitest';
import type { RecordingRecord } from '../../src/call/recording.ts';
import type { Centre } from '../../src/centre/centre.ts';
import { anaWithDan, contact, star } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const DAY_MS = 86_400_000;
const recorded = (sample: Centre): Centre => ({ ...sample, lines: sample.lines.map((line) => ({ ...line, record: true as const })), recording: { ...sample.recording, keepDays: 2 } });
const on = { centre: recorded };
/** What the dying process still says of the work it was at. */
const dying = { ...on, errors: ['work behind a turn failed', 'a turn failed', 'could not be sent'] };

const recordsOf = async (world: World): Promise<RecordingRecord[]> => (await world.app.store.records.list<RecordingRecord>('recording', { limit: 9 })).map(({ value }) => value);
const atCarrier = (world: World) => world.lab.recordings().filter(({ source }) => source === 'StartCallRecordingAPI');
const soundOf = async (world: World, { call, id }: { call: string; id: string }): Promise<number> => (await world.api(`/calls/${call}/recordings/${id}/audio`)).status;

/** Ana and Dan have talked, and what they said is kept. */
async function talked(world: World): Promise<RecordingRecord> {
  const { ana, dan } = await anaWithDan(world);
  await world.pass(20);
  await ana.hangsUp();
  await dan.hangsUp();
  await world.pass(15);
  const [kept] = await recordsOf(world);
  if (!kept) throw new Error('no recording was kept');
  return kept;
}

stories('a recorded conversation', (story) => {
  story('goes by itself, here and at the carrier, when it is older than the centre keeps it', async (world) => {
    const kept = await talked(world);
    await world.app.store.records.put('recording', kept.id, { ...kept, at: world.clock.now() - DAY_MS });
    await world.pass(65);
    expect([await soundOf(world, kept), (await recordsOf(world)).length]).toEqual([200, 1]);
    await world.app.store.records.put('recording', kept.id, { ...kept, at: world.clock.now() - 2 * DAY_MS - 1 });
    await world.pass(65);
    expect([await soundOf(world, kept), await recordsOf(world), atCarrier(world)]).toEqual([404, [], []]);
    expect(await world.journaled('recording-forgotten')).toMatchObject([{ recording: kept.id }]);
  }, on);

  story('goes with the caller who is to be forgotten, counted first', async (world) => {
    const kept = await talked(world);
    const erase = (dry: boolean) => fetch(`${world.base}/api/v1/erasures`, { method: 'POST', headers: { authorization: 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify({ number: contact, dry }) });
    expect(await (await erase(true)).json()).toMatchObject({ found: { recordings: 1, calls: 1 } });
    expect((await recordsOf(world)).length).toBe(1);
    expect((await erase(false)).status).toBe(201);
    await world.pass(15);
    expect([await soundOf(world, kept), await recordsOf(world), atCarrier(world)]).toEqual([404, [], []]);
  }, on);
});

stories('a recorded conversation, and the service is killed and started again', (story) => {
  story('while Dan\'s phone rings: it is recorded from their first word on', async (world) => {
    await world.signIn('dan');
    const [ana, dan] = [world.person('Ana', contact), await world.agent('dan')];
    await ana.dials('+18885550100');
    await ana.presses('200608110120#');
    await ana.hears('will be recorded');
    await dan.rings(20);
    await world.restarts();
    dan.call.pickUp();
    await dan.hears('press 1');
    await dan.presses('1');
    await ana.talksWith(dan);
    await world.pass(10);
    expect(atCarrier(world)).toMatchObject([{ status: 'in-progress' }]);
    await ana.hangsUp();
    await dan.hangsUp();
    await world.pass(15);
    expect((await recordsOf(world)).map(({ consent }) => consent)).toEqual(['announced']);
  }, dying);

  story('while it is paused: it stays so, and goes on with Dan\'s key', async (world) => {
    const { ana, dan } = await anaWithDan(world);
    await world.pass(5);
    await star(dan, ['press 4', '4']);
    await dan.hears('not recorded any more');
    await dan.hears('press 1');
    await dan.presses('1');
    await dan.hears('recording has stopped', 10);
    await world.restarts();
    await world.pass(10);
    expect(atCarrier(world)).toMatchObject([{ status: 'paused' }]);
    await star(dan, ['press 4', '4']);
    await dan.hears('recorded again');
    await dan.hears('press 1');
    await dan.presses('1');
    await ana.hears('recorded from now on', 10);
    expect(atCarrier(world)).toMatchObject([{ status: 'in-progress' }]);
    await ana.hangsUp();
    await dan.hangsUp();
    await world.pass(15);
    expect(await recordsOf(world)).toHaveLength(1);
  }, dying);

  for (const turns of [0, 1, 2, 4]) {
    story(`${turns} turns after Ana hangs up: the sound is kept, once`, async (world) => {
      const { ana, dan } = await anaWithDan(world);
      await world.pass(10);
      world.diesSoon(turns);
      await ana.hangsUp();
      await dan.hangsUp();
      await world.pass(60);
      const kept = await recordsOf(world);
      expect(kept).toHaveLength(1);
      expect(await soundOf(world, kept[0] as RecordingRecord)).toBe(200);
    }, dying);
  }
}, ({ lasting }) => lasting);
