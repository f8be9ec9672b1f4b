// A note to a customer: written in the words of the house, read in the customer's, sent once.
import { afterAll, beforeEach, expect } from 'vitest';
import type { NoteRecord } from '../../src/call/note.ts';
import type { Centre } from '../../src/centre/centre.ts';
import { play } from '../../src/translator/server.contract.ts';
import { services } from '../../src/translator/services.contract.ts';
import { anaWithAmy, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import { asks, germanHouse, settles, translating } from '../support/translating.ts';
import type { World } from '../support/world.ts';

const server = await play(services.libretranslate);
const options = translating(server);

beforeEach(() => {
  server.mood = undefined;
  server.asked.length = 0;
});
afterAll(() => server.close());

const texts = (world: World, to = stranger): string[] => world.lab.messages().filter((message) => message.to === to).map(({ body }) => body);

async function anaCalled(world: World): Promise<string> {
  const { ana, amy } = await anaWithAmy(world);
  await ana.hangsUp();
  await amy.hangsUp();
  const call = (await world.app.store.calls({ limit: 10 })).find(({ role }) => role === 'caller');
  return call?.id ?? '';
}

async function writes(world: World, body: object): Promise<NoteRecord & { status: number }> {
  const answer = await asks(world, 'POST', '/notes', { text: 'Bitte senden Sie das Log zu 2006-0811-0120.', ...body });
  return { ...((await answer.json()) as NoteRecord), status: answer.status };
}
const shown = async (world: World, id: string): Promise<unknown> => (await world.api(`/notes/${id}`)).json();

stories('a note to a customer', (story) => {
  story('is written in the words of the house, and read in the customer’s', async (world) => {
    const call = await anaCalled(world);
    const { id, status } = await writes(world, { call });
    expect(status).toBe(201);
    await settles(world, 4);
    expect(texts(world)).toEqual(['en: Bitte senden Sie das Log zu 2006-0811-0120.']);
    expect(await shown(world, id)).toMatchObject({ state: 'sent', text: 'Bitte senden Sie das Log zu 2006-0811-0120.', translation: { text: texts(world)[0], language: 'en', from: 'de', provider: 'libretranslate' } });
    expect(await world.journaled('translated')).toMatchObject([{ note: id, call, to: 'en' }]);
    expect(await world.journaled('text-sent')).toMatchObject([{ about: id, call }]);
    expect(JSON.stringify([server.asked, world.log.entries, await world.journaled('translated'), await world.journaled('note')])).not.toMatch(/0811|das Log"/);
  }, options);

  story('goes to the contact of a case, without a call', async (world) => {
    await writes(world, { case: '2006-0811-0120' });
    await settles(world, 4);
    expect(texts(world, contact)).toEqual(['en: Bitte senden Sie das Log zu 2006-0811-0120.']);
  }, options);

  story('goes as it was written where both speak the same, or where nobody translates', async (world) => {
    await writes(world, { call: await anaCalled(world), language: 'de' });
    await settles(world, 4);
    expect(texts(world)).toEqual(['Bitte senden Sie das Log zu 2006-0811-0120.']);
    expect(server.asked).toEqual([]);
  }, options);

  story('goes as it was written where the translator is wrong, and says so', async (world) => {
    server.mood = (all) => all.map(() => 'Please send it.');
    const { id } = await writes(world, { call: await anaCalled(world) });
    await settles(world, 4);
    expect(texts(world)).toEqual(['Bitte senden Sie das Log zu 2006-0811-0120.']);
    expect(await shown(world, id)).toMatchObject({ state: 'sent', untranslated: 'marks' });
    expect(await world.journaled('translation-failed')).toMatchObject([{ note: id, why: 'marks' }]);
  }, options);

  story('is sent to no translator where somebody who is never recorded had the caller', async (world) => {
    const { id } = await writes(world, { call: await anaCalled(world) });
    await settles(world, 4);
    expect(server.asked).toEqual([]);
    expect(texts(world)).toEqual(['Bitte senden Sie das Log zu 2006-0811-0120.']);
    expect(await shown(world, id)).toMatchObject({ untranslated: 'confidential' });
    // The line she stood in says nothing of it: who had her does.
  }, { ...options, centre: (sample: Centre) => ({ ...germanHouse(sample), teams: { ...sample.teams, 'customer-care': { name: 'Customer Care', record: 'never' } }, demands: { ...sample.demands, care: { ...sample.demands['care']!, steps: [{ who: ['agent:amy'], afterS: 0 }] } } }) });

  story('is refused by the gate, and the journal has it without the number', async (world) => {
    const lia = world.person('Lia', '+5511912345678');
    await lia.dials(tollFree);
    await lia.hangsUp();
    const call = (await world.app.store.calls({ limit: 10 }))[0]?.id;
    expect((await writes(world, { call })).status).toBe(409);
    await settles(world, 4);
    expect([texts(world, '+5511912345678'), server.asked]).toEqual([[], []]);
    expect(await world.journaled('outgoing-refused')).toMatchObject([{ use: 'text', why: 'country', token: 'admin' }]);
  }, options);

  story('does not go out where the account has sent all the texts of its hour, and whoever wrote it sees so', async (world) => {
    const call = await anaCalled(world);
    await world.app.store.tally('out', 3_600_000, 500);
    const { id, status } = await writes(world, { call, language: 'de' });
    await settles(world, 4);
    expect([status, texts(world)]).toEqual([201, []]);
    expect(await shown(world, id)).toMatchObject({ state: 'unsent', why: 'account-cap' });
    expect(await world.journaled('text-unsent')).toMatchObject([{ about: id, call, why: 'account-cap' }]);
  }, options);

  story('that was left in the middle of being sent is not sent again', async (world) => {
    const { id } = await writes(world, { call: await anaCalled(world) });
    await settles(world, 4);
    const { store } = world.app;
    const kept = await store.records.get<NoteRecord>('note', id);
    // As whoever died with the carrier's answer on the way would have left it.
    await store.records.put('note', id, { ...kept?.value, state: 'sending' });
    await store.commit({ work: [{ id: `send-note:${id}`, at: world.clock.now() + 1_000, deed: { do: 'send-note', note: id } }] });
    await settles(world, 40);
    expect(texts(world)).toHaveLength(1);
    expect(await shown(world, id)).toMatchObject({ state: 'unsent', why: 'unclear' });
  }, options);

  story('is tried again while the carrier has too much to do', async (world) => {
    const call = await anaCalled(world);
    world.lab.faults.rest({ do: '429', method: 'POST', path: '/Messages.json', times: 4 });
    const { id } = await writes(world, { call });
    await settles(world, 4);
    expect(texts(world)).toEqual([]);
    await settles(world, 40);
    expect(texts(world)).toHaveLength(1);
    expect(await shown(world, id)).toMatchObject({ state: 'sent' });
  }, options);

  story('is not sent again where the carrier took it and its answer was lost', async (world) => {
    const call = await anaCalled(world);
    world.lab.faults.rest({ do: 'reset', when: 'after', method: 'POST', path: '/Messages.json' });
    const { id } = await writes(world, { call });
    await settles(world, 40);
    expect(texts(world)).toHaveLength(1);
    expect(await shown(world, id)).toMatchObject({ state: 'unsent', why: 'unclear' });
  }, options);

  story('to nobody is no note', async (world) => {
    expect((await writes(world, { call: 'no-such-call' })).status).toBe(404);
    expect((await writes(world, { case: '2006-0811-9999' })).status).toBe(404);
  }, options);
});

stories('a note to a customer, of a service that dies', (story) => {
  story('goes out once', async (world) => {
    const call = await anaCalled(world);
    for (const turns of [1, 3, 6, 12, 25]) {
      const before = texts(world).length;
      const { id } = await writes(world, { call, text: `Nach ${turns} Schritten.` });
      world.diesSoon(turns);
      await settles(world, 60, 6);
      const note = (await world.app.store.records.get<NoteRecord>('note', id))?.value;
      expect(['sent', 'unsent']).toContain(note?.state);
      expect(note?.state === 'unsent' ? note.why : undefined).toBe(note?.state === 'unsent' ? 'unclear' : undefined);
      expect(texts(world).length - before).toBeLessThanOrEqual(1);
      if (note?.state === 'sent') expect(texts(world).length - before).toBe(1);
    }
  }, { ...options, errors: ['work behind a turn failed'] });
}, (store) => store.name === 'LMDB');
