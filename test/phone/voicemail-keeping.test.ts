// The sound of a message: kept here whole before the carrier's copy goes, written down by others, and forgotten everywhere.
import { afterAll, expect } from 'vitest';
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import type { Centre } from '../../src/centre/centre.ts';
import { BucketServer, keyId, region, secret } from '../support/bucket.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { Receiver } from '../support/receiver.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const server = await BucketServer.open();
const writer = await Receiver.open();
const bucket = { url: `${server.url}/voices`, region, keyId, secret };
const deleting = (sample: Centre): Centre => ({ ...sample, settings: { ...sample.settings, deleteAtCarrier: true, voicemailDays: 1 } });

afterAll(async () => {
  await server.close();
  writer.close();
});

function fresh(): void {
  server.objects.clear();
  server.answers = server.cutsAt = undefined;
  server.slowMs = 0;
  writer.forgets();
}

async function anaLeavesOne(world: World): Promise<void> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hears('voicemail');
  await ana.presses('1');
  await ana.leavesMessage(20);
  await ana.hangsUp();
}

async function theMessage(world: World): Promise<VoicemailRecord> {
  const [message] = await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 2 });
  if (!message) throw new Error('no message was kept');
  return message.value;
}

const atCarrier = (world: World): number => world.lab.recordings().length;
/** Real time goes by as well where something outside answers. */
const settles = async (world: World, seconds: number): Promise<void> => {
  for (let i = 0; i < 4; i++) {
    await world.pass(seconds / 4);
    await new Promise((done) => setTimeout(done, 30));
  }
};

stories('a message kept in a bucket', (story) => {
  const options = { centre: deleting, bucket };

  story('is there whole, and then gone at the carrier', async (world) => {
    fresh();
    await anaLeavesOne(world);
    await settles(world, 20);
    expect([...server.objects.keys()]).toEqual([`/voices/${(await theMessage(world)).id}-1.wav`]);
    expect(atCarrier(world)).toBe(0);
    expect((await world.api(`/voicemails/${(await theMessage(world)).id}/audio`)).status).toBe(200);
  }, options);

  story('stays at the carrier while the storage fails or keeps half of it, and comes when it works again', async (world) => {
    fresh();
    server.answers = 503;
    await anaLeavesOne(world);
    await settles(world, 20);
    server.answers = undefined;
    server.cutsAt = 100;
    await settles(world, 40);
    expect(atCarrier(world)).toBe(1);
    expect(await world.journaled('voicemail-kept')).toEqual([]);
    server.cutsAt = undefined;
    await settles(world, 130);
    expect(atCarrier(world)).toBe(0);
    expect(await world.journaled('voicemail-kept')).toHaveLength(1);
  }, options);

  story('is forgotten here and at the carrier, whatever stumbles', async (world) => {
    fresh();
    await anaLeavesOne(world);
    await settles(world, 20);
    server.answers = 500;
    const { id } = await theMessage(world);
    const answer = await fetch(`${world.base}/api/v1/voicemails/${id}`, { method: 'DELETE', headers: { authorization: 'Bearer admin-token' } });
    expect(answer.status).toBe(204);
    expect((await world.api(`/voicemails/${id}`)).status).toBe(404);
    await settles(world, 10);
    expect(server.objects.size).toBe(1);
    server.answers = undefined;
    await settles(world, 60);
    expect(server.objects.size).toBe(0);
    expect(await world.journaled('voicemail-forgotten')).toMatchObject([{ voicemail: id, token: 'admin' }]);
  }, { bucket });
});

stories('a message kept in a folder', (story) => {
  story('stays at the carrier where nothing says that it should go', async (world) => {
    await anaLeavesOne(world);
    await world.pass(20);
    expect(await world.journaled('voicemail-kept')).toHaveLength(1);
    expect(atCarrier(world)).toBe(1);
  });

  story('goes by itself when it is older than the centre keeps it', async (world) => {
    await anaLeavesOne(world);
    await world.pass(20);
    const { id } = await theMessage(world);
    const kept = await world.app.store.records.get<VoicemailRecord>('voicemail', id);
    await world.app.store.records.put('voicemail', id, { ...kept?.value, at: world.clock.now() - 86_400_000 });
    await world.pass(65);
    expect(await world.app.store.records.get('voicemail', id)).toBeUndefined();
    expect(await world.journaled('voicemail-forgotten')).toMatchObject([{ by: 'retention' }]);
  }, { centre: deleting });
});

stories('a message that is written down', (story) => {
  const options = { transcripts: { url: writer.url, secret: writer.secret } };

  story('is sent signed, with its sound, until the words come, and they stand with it', async (world) => {
    fresh();
    writer.answers = 202;
    await anaLeavesOne(world);
    await settles(world, 12);
    expect(writer.posts.length).toBeGreaterThan(0);
    expect(writer.posts.every(({ signed }) => signed)).toBe(true);
    const { id } = await theMessage(world);
    expect(writer.posts[0]?.body).toMatchObject({ voicemail: id, part: 1, language: 'en', type: 'audio/wav' });
    writer.says = JSON.stringify({ text: 'The line card has failed again.' });
    writer.answers = 200;
    await settles(world, 40);
    expect(await (await world.api(`/voicemails/${id}`)).json()).toMatchObject({ text: 'The line card has failed again.', state: 'new' });
    expect(await world.journaled('voicemail-written')).toHaveLength(1);
    expect(JSON.stringify(await world.journaled('voicemail-written'))).not.toMatch(/line card/);
  }, options);

  story('is not sent again where it is refused, and is kept all the same', async (world) => {
    fresh();
    writer.answers = 400;
    await anaLeavesOne(world);
    await settles(world, 40);
    expect(writer.posts).toHaveLength(1);
    expect(await world.journaled('voicemail-unwritten')).toMatchObject([{ why: 'refused' }]);
    expect((await world.api(`/voicemails/${(await theMessage(world)).id}/audio`)).status).toBe(200);
  }, options);
});
