// A centre whose house reads German, a service that writes messages down, and one that translates: for stories in which words go on.
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import type { Centre } from '../../src/centre/centre.ts';
import type { Playing } from '../../src/translator/server.contract.ts';
import type { Receiver } from './receiver.ts';
import { caseKeys, contact, tollFree } from './scenes.ts';
import type { World, WorldOptions } from './world.ts';

export const germanHouse = (sample: Centre): Centre => ({ ...sample, translation: { house: 'de', keep: ['Meridian 9000'] } });

export const translating = (server: Playing, writer?: Receiver): Pick<WorldOptions, 'centre' | 'translator' | 'transcripts'> => ({
  centre: germanHouse, translator: { provider: 'libretranslate', url: server.url, key: 'a-key' }, ...(writer && { transcripts: { url: writer.url, secret: writer.secret } }),
});

export async function leavesMessage(world: World, name = 'Ana', number = contact): Promise<void> {
  const person = world.person(name, number);
  await person.dials(tollFree);
  await person.presses(caseKeys);
  await person.hears('voicemail');
  await person.presses('1');
  await person.leavesMessage(20);
  await person.hangsUp();
}

export async function theMessage(world: World): Promise<VoicemailRecord> {
  const [message] = await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 2 });
  if (!message) throw new Error('no message was kept');
  return message.value;
}

/** Real time goes by as well where something outside answers. */
export async function settles(world: World, seconds: number, steps = 4): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await world.pass(seconds / steps);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Asks the API to do something, as an administrator. */
export const asks = (world: World, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${world.base}/api/v1${path}`, { method, headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
