// Files are edited while calls go on: what passes every check is in force for the next call, and nobody on the phone notices.
import { expect } from 'vitest';
import { importCentre } from '../../src/directory/import.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import type { StoryStore } from '../support/stores.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const editable = { editable: true } as const;
const centre = 'flows/centre.yaml';
const amysTeam = /(id: amy,.*teams: \[)customer-care\]/;

interface Told { status: number; body: { flows: Named; centre: Named; languages: Named; agents: Named; detail: string; errors: { detail: string }[] } }
interface Named { added: string[]; changed: string[]; removed: string[] }

async function reload(world: World): Promise<Told> {
  const answer = await fetch(`${world.base}/api/v1/reload`, { method: 'POST', headers: { authorization: 'Bearer admin-token' } });
  const body = (await answer.json()) as Told['body'];
  await world.pass(0);
  return { status: answer.status, body };
}

/** It is in force now. */
async function reloads(world: World): Promise<Told['body']> {
  const told = await reload(world);
  expect([told.status, told.body.detail]).toEqual([200, undefined]);
  return told.body;
}

async function asksForCare(world: World, name: string, number: string): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('in line for Customer Care');
}

/** How often each agent's presence was published since then. */
async function published(world: World, since: number): Promise<string[]> {
  return (await world.journaled('classes')).slice(since).map(({ agent }) => String(agent));
}

stories('a reload', (story) => {
  story('the next caller hears the new words, and Ana, who waits, goes on with those she began with', async (world) => {
    const ana = await asksForCare(world, 'Ana', stranger);
    await world.files.edit('locales/en.yaml', 'round: Thank you for waiting.', 'round: We are sorry for the delay.');
    expect(await reloads(world)).toMatchObject({ languages: { added: [], changed: ['en'], removed: [] }, flows: { changed: [] }, agents: { changed: [] } });
    const eli = await asksForCare(world, 'Eli', '+14155550124');
    await ana.hears('Thank you for waiting', 60);
    await eli.hears('sorry for the delay', 60);
    await ana.doesNotHear('sorry for the delay', 30);
    for (const caller of [ana, eli]) await caller.hangsUp();
  }, editable);

  story('the next caller follows the new flow, and Ana, who is in the menu, the old one', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.hears('press star');
    await world.files.edit('flows/support.yaml', 'thanks-said: { say: new-case.thanks,', 'thanks-said: { say: person.coming,');
    expect(await reloads(world)).toMatchObject({ flows: { added: [], changed: ['support'], removed: [] }, languages: { changed: [] } });
    const eli = world.person('Eli', '+14155550124');
    await eli.dials(tollFree);
    for (const caller of [ana, eli]) await caller.presses('*');
    for (const caller of [ana, eli]) await caller.hears('network is down');
    await ana.hears('Thank you', 20);
    await eli.hears('connect you with a person', 20);
    for (const caller of [ana, eli]) await caller.hangsUp();
  }, editable);

  story('Amy has changed teams: she is not rung for Customer Care any more, and only she was published again', async (world) => {
    await world.signIn('amy', 'ben', 'dan');
    const before = (await world.journaled('classes')).length;
    await world.files.edit(centre, amysTeam, '$1engineers]');
    expect(await reloads(world)).toMatchObject({ agents: { added: [], changed: ['amy'], removed: [] }, centre: { added: [], changed: [], removed: [] } });
    expect(await published(world, before)).toEqual(['amy']);
    const ana = await asksForCare(world, 'Ana', stranger);
    const ben = await world.agent('ben');
    await ben.takes(5);
    await ana.talksWith(ben);
    await (await world.agent('amy')).isLeftAlone(10);
    await ana.hangsUp();
    await ben.hangsUp();
  }, editable);

  story('Amy comes to Customer Care, and Ana, who waits there, is hers at once', async (world) => {
    await world.files.edit(centre, amysTeam, '$1logistics]');
    await reloads(world);
    await world.signIn('amy');
    const ana = await asksForCare(world, 'Ana', stranger);
    await (await world.agent('amy')).isLeftAlone(10);
    await world.files.edit(centre, /(id: amy,.*teams: \[)logistics\]/, '$1customer-care]');
    await reloads(world);
    const amy = await world.agent('amy');
    await amy.takes(1);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, editable);

  story('a name or a staff number is nobody\'s class: nobody is published again', async (world) => {
    await world.signIn('amy', 'ben');
    const before = (await world.journaled('classes')).length;
    await world.files.edit(centre, 'name: Sample Agent Amy', 'name: Sample Agent Amelia');
    expect(await reloads(world)).toMatchObject({ agents: { changed: ['amy'] } });
    expect(await published(world, before)).toEqual([]);
    expect(await world.app.people.get('amy')).toMatchObject({ name: 'Sample Agent Amelia' });
  }, editable);

  story('a team with another strategy is published again, and nobody else', async (world) => {
    await world.signIn('amy', 'ben', 'kim');
    const before = (await world.journaled('classes')).length;
    await world.files.edit(centre, 'customer-care: Customer Care', 'customer-care: { name: Customer Care, strategy: most-skilled }');
    expect(await reloads(world)).toMatchObject({ centre: { changed: ['teams'] }, agents: { changed: [] } });
    expect((await published(world, before)).sort()).toEqual(['amy', 'ben']);
  }, editable);

  story('Amy is in the file no more: she is offline, and her call goes on', async (world) => {
    await world.signIn('amy');
    const ana = await asksForCare(world, 'Ana', stranger);
    const amy = await world.agent('amy');
    await amy.takes(5);
    await ana.talksWith(amy);
    await world.files.edit(centre, /\n.*id: amy,.*/, '');
    expect(await reloads(world)).toMatchObject({ agents: { removed: ['amy'] } });
    await ana.talksWith(amy);
    await ana.staysSilent(70);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    expect(await world.app.store.floor.agent('amy')).toMatchObject({ presence: 'offline' });
    const eli = await asksForCare(world, 'Eli', '+14155550124');
    await amy.isLeftAlone(60);
    await eli.hangsUp();
  }, editable);

  story('whom the API has written since is not taken away with the file', async (world) => {
    await world.signIn('amy');
    const amy = await world.app.people.get('amy');
    if (amy) await world.app.people.save({ ...amy, name: 'Sample Agent A.' });
    await world.files.edit(centre, /\n.*id: amy,.*/, '');
    await reloads(world);
    expect(await world.app.store.floor.agent('amy')).toMatchObject({ state: 'ready' });
  }, editable);

  story('somebody new signs in and takes calls', async (world) => {
    await world.files.edit(centre, /\n(.*id: amy,.*)/, '\n$1\n  - { id: nova, name: Sample Agent Nova, teams: [customer-care], phone: +1 202 555 0199, region: americas, languages: [en] }');
    expect(await reloads(world)).toMatchObject({ agents: { added: ['nova'] } });
    await world.signIn('nova');
    const ana = await asksForCare(world, 'Ana', stranger);
    const nova = await world.agent('nova');
    await nova.takes(5);
    await ana.talksWith(nova);
    await ana.hangsUp();
    await nova.hangsUp();
  }, editable);
});

stories('a reload that is refused', (story) => {
  story('every problem has its place, nothing has changed, and the next try is a new one', async (world) => {
    await world.signIn('amy');
    const was = (await world.app.store.journal.read({ limit: 1_000 })).length;
    await world.files.edit(centre, amysTeam, '$1customer-car]');
    await world.files.edit('locales/en.yaml', 'round: Thank you for waiting.', 'round: We are sorry for the delay.');
    const told = await reload(world);
    expect(told).toMatchObject({ status: 422, body: { title: 'The files have problems' } });
    expect(told.body.detail).toMatch(/nothing has changed: .*centre\.yaml:\d+:\d+ there is no team 'customer-car'/);
    expect(told.body.errors.length).toBeGreaterThan(0);
    expect((await world.app.store.journal.read({ limit: 1_000 })).length).toBe(was);
    const ana = await asksForCare(world, 'Ana', stranger);
    const amy = await world.agent('amy');
    await amy.takes(5);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    await world.files.edit(centre, 'customer-car]', 'customer-care]');
    expect(await reloads(world)).toMatchObject({ languages: { changed: ['en'] } });
  }, editable);

  story('a flow that nobody can get out of is refused as caseline check refuses it', async (world) => {
    await world.files.edit('flows/support.yaml', 'person: { say: person.coming, then: reach-care }', 'person: { say: person.comming, then: reach-care }');
    const told = await reload(world);
    expect(told.status).toBe(422);
    expect(told.body.errors.map(({ detail }) => detail).join()).toContain('person.comming');
  }, editable);

  story('a file of an older edition than the store has seen', async (world) => {
    await world.files.edit(centre, 'edition: 1', 'edition: 3');
    await reloads(world);
    await world.files.edit(centre, 'edition: 3', 'edition: 2');
    const told = await reload(world);
    expect([told.status, told.body.detail]).toEqual([422, expect.stringContaining('edition 3 is in force already, and this is 2')]);
  }, editable);

  story('a folder that is gone', async (world) => {
    await world.files.remove('flows/hold.yaml');
    expect((await reload(world)).status).toBe(422);
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('next free engineer');
    await ana.hangsUp();
  }, editable);
});

stories('reloads that meet', (story) => {
  story('nothing was edited: nothing has changed, however often', async (world) => {
    await world.signIn('amy');
    const before = (await world.journaled('classes')).length;
    for (const body of [await reloads(world), await reloads(world)]) {
      expect(['flows', 'languages', 'centre', 'agents'].map((key) => body[key as 'flows'])).toEqual(Array.from({ length: 4 }, () => ({ added: [], changed: [], removed: [] })));
    }
    expect([await published(world, before), await world.journaled('reloaded')]).toEqual([[], []]);
  }, editable);

  story('two at once: one changes what there is to change, and the other finds it done', async (world) => {
    await world.files.edit(centre, amysTeam, '$1engineers]');
    const both = await Promise.all([reload(world), reload(world)]);
    expect(both.map(({ status, body }) => [status, body.agents.changed.length])).toEqual([[200, 1], [200, 0]]);
    expect(await world.journaled('reloaded')).toHaveLength(1);
  }, editable);

  story('a demand is gone from the file while Ana waits by it: she is served all the same', async (world) => {
    const ana = await asksForCare(world, 'Ana', stranger);
    await world.files.edit(centre, /\n {2}care:\n {4}- who: team:customer-care/, '\n  care:\n    - who: team:logistics');
    expect(await reloads(world)).toMatchObject({ centre: { changed: ['demands'] } });
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes(5);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, editable);
});

const errors = ['work behind a turn failed', 'a turn failed', 'could not be sent'];

stories('a reload and a death', (story) => {
  story('the service is killed after it: Ana goes on with the words she began with, and Amy with her new team', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('next free engineer');
    await world.files.edit('locales/en.yaml', 'round: Thank you for waiting.', 'round: We are sorry for the delay.');
    await world.files.edit(centre, amysTeam, '$1engineers]');
    const amy = (await world.agent('amy')).ignores();
    await reloads(world);
    await world.restarts();
    await ana.hears('Thank you for waiting', 60);
    expect(Object.keys((await world.app.store.floor.agent('amy'))?.classes ?? {}).join()).toContain('team:engineers');
    expect(amy.phone.calls.length).toBeGreaterThan(0);
    await ana.hangsUp();
  }, { ...editable, errors });

  story('it dies after Amy was written and before she was published: the next start puts her right', async (world) => {
    await world.signIn('amy', 'ben');
    const ana = await asksForCare(world, 'Ana', stranger);
    const amy = await world.agent('amy');
    await amy.takes(5);
    await ana.talksWith(amy);
    await world.files.edit(centre, amysTeam, '$1engineers]');
    const { files } = await world.files.read();
    if (files) await importCentre(world.app.store, files.centre, files.cases);
    await world.restarts();
    expect((await world.app.store.floor.agent('amy'))?.classes).toHaveProperty('team:customer-care');
    const before = (await world.journaled('classes')).length;
    await world.app.reception.review();
    expect((await world.app.store.floor.agent('amy'))?.classes).not.toHaveProperty('team:customer-care');
    expect(await published(world, before)).toEqual(['amy']);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { ...editable, errors });
}, ({ lasting }: StoryStore) => lasting);
