// A message as a piece of work: claimed by one, handed on when nobody does, and a page where a P1 leaves one.
import { expect } from 'vitest';
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import type { Case } from '../../src/case/case.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** What the contract of the story's case promises for a first answer. */
const PROMISED = 300;

async function anaLeavesOne(world: World, fields: Partial<Case> = {}): Promise<VoicemailRecord> {
  await theCaseIs(world, fields);
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hears('voicemail');
  await ana.presses('1');
  await ana.leavesMessage(20);
  await ana.hangsUp();
  await world.pass(5);
  return theMessage(world);
}

async function theMessage(world: World): Promise<VoicemailRecord> {
  const [message] = await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 2 });
  if (!message) throw new Error('no message was kept');
  return message.value;
}

async function post(world: World, path: string, body: object): Promise<number> {
  const headers = { authorization: 'Bearer admin-token', 'content-type': 'application/json' };
  return (await fetch(`${world.base}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

const texts = async (world: World, agent: string): Promise<number> => (await world.agent(agent)).phone.messages.length;

stories('a message that nobody claims', (story) => {
  story('goes to the deputy when the promised time is over, who is told, then to the team, to a manager, and then it is an alarm', async (world) => {
    const { id, next } = await anaLeavesOne(world);
    expect(next).toEqual(['agent:gus', 'team:engineers', 'team:escalation-managers']);
    await world.pass(PROMISED - 30);
    expect((await theMessage(world)).for).toBe('agent:dan');
    await world.pass(30);
    expect(await theMessage(world)).toMatchObject({ for: 'agent:gus', state: 'new', handed: 1 });
    expect(await texts(world, 'gus')).toBe(1);
    await world.pass(PROMISED);
    expect((await theMessage(world)).for).toBe('team:engineers');
    await world.pass(PROMISED);
    expect((await theMessage(world)).for).toBe('team:escalation-managers');
    await world.pass(PROMISED + 5);
    expect((await world.journaled('voicemail-handed-on')).map(({ for: whom }) => whom)).toEqual(['agent:gus', 'team:engineers', 'team:escalation-managers']);
    expect(await world.journaled('alarm')).toMatchObject([{ what: 'voicemail-unclaimed', about: id }]);
    await world.pass(2 * PROMISED);
    expect(await world.journaled('voicemail-unclaimed')).toHaveLength(1);
  });

  story('goes on by what the centre promises for a P2, where the case says nothing', async (world) => {
    await anaLeavesOne(world, { targets: undefined });
    await world.pass(540);
    expect((await theMessage(world)).for).toBe('agent:dan');
    await world.pass(60);
    expect((await theMessage(world)).for).toBe('agent:gus');
  }, { centre: (sample) => ({ ...sample, priorities: { ...sample.priorities, P2: { ...sample.priorities.P2, response: { unit: 'clock', ms: 600_000 } } } }) });

  story('stays with whoever claimed it, and goes on from them when it is given back', async (world) => {
    const { id } = await anaLeavesOne(world);
    const both = await Promise.all(['dan', 'gus'].map((by) => post(world, `/voicemails/${id}/claim`, { by })));
    expect(both.sort()).toEqual([200, 409]);
    await world.pass(2 * PROMISED);
    expect(await theMessage(world)).toMatchObject({ state: 'claimed', for: 'agent:dan' });
    expect(await post(world, `/voicemails/${id}/assign`, { for: 'agent:gus' })).toBe(200);
    await world.pass(2);
    expect(await texts(world, 'gus')).toBe(1);
    expect(await post(world, `/voicemails/${id}/done`, { by: 'gus' })).toBe(200);
    await world.pass(2 * PROMISED);
    expect(await theMessage(world)).toMatchObject({ state: 'done', by: 'gus' });
    expect(await world.journaled('voicemail-handed-on')).toEqual([]);
  });

  story('goes straight to the team where the case has no deputy', async (world) => {
    const { deputy: _deputy, ...rest } = await theCase(world);
    await world.app.directory.saveCase(rest);
    expect((await anaLeavesOne(world)).next).toEqual(['team:engineers', 'team:escalation-managers']);
  });
});

async function theCase(world: World) {
  const found = await world.app.directory.findCase('200608110120');
  if (found.is !== 'found') throw new Error('the sample case is gone');
  return found.case;
}

async function theCaseIs(world: World, fields: Partial<Case>): Promise<void> {
  await world.app.directory.saveCase({ ...(await theCase(world)), targets: { response: { unit: 'clock', ms: PROMISED * 1_000 } }, ...fields });
}

stories('a message that nobody claims, and a process that dies', (story) => {
  story('is handed on once all the same', async (world) => {
    await anaLeavesOne(world);
    await world.pass(PROMISED - 6);
    world.diesSoon(0);
    await world.pass(1);
    await world.pass(60);
    expect(await theMessage(world)).toMatchObject({ for: 'agent:gus', handed: 1 });
    expect(await world.journaled('voicemail-handed-on')).toHaveLength(1);
  });
}, ({ lasting }) => lasting);

stories('a P1 caller who chooses voicemail', (story) => {
  story('has whoever is on duty paged, though the line is left', async (world) => {
    await theCaseIs(world, { priority: 'P1' });
    const dan = (await world.agent('dan')).ignores();
    for (const id of ['gus', 'kim']) (await world.agent(id)).ignores();
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('first in line');
    await ana.presses('1');
    await ana.leavesMessage(20);
    await ana.hangsUp();
    await world.pass(20);
    expect(await world.journaled('paged')).not.toEqual([]);
    expect((await world.journaled('escalation'))[0]).toMatchObject({ reason: 'voicemail', paged: true });
    expect(dan.phone.messages.length).toBeGreaterThan(0);
    await world.pass(300);
  });
});

const toldOf = async (world: World, ...agents: string[]) => Promise.all(agents.map((agent) => texts(world, agent)));

/** Eli, who has no case, leaves a message for Customer Care. */
async function eliLeavesOne(world: World): Promise<void> {
  const eli = world.person('Eli', '+14155550123');
  await eli.dials(tollFree);
  await eli.presses('2');
  await eli.hears('voicemail');
  await eli.presses('1');
  await eli.leavesMessage(20);
  await eli.hangsUp();
  await world.pass(5);
}

stories('a message for a team', (story) => {
  story('is told to those of them who are at work, once, and without the number of the caller', async (world) => {
    for (const id of ['amy', 'ben']) (await world.agent(id)).ignores();
    await world.signIn('amy', 'ben', 'dan');
    await world.app.reception.presence('ben', 'away');
    await eliLeavesOne(world);
    expect(await toldOf(world, 'amy', 'ben', 'dan')).toEqual([1, 1, 0]);
    const [text] = (await world.agent('amy')).phone.messages;
    expect(text?.body).toMatch(/^New voicemail for Customer Care, 2\d seconds/);
    expect(text?.body).not.toContain('0123');
    expect((await world.journaled('voicemail-told')).map(({ team, agents }) => [team, agents])).toEqual([['customer-care', ['amy', 'ben']]]);
    await world.pass(400);
    expect(await toldOf(world, 'amy', 'ben')).toEqual([1, 1]);
  });

  story('is told to the first who come, where nobody is at work', async (world) => {
    await eliLeavesOne(world);
    await world.pass(60);
    expect(await toldOf(world, 'amy')).toEqual([0]);
    await world.signIn('amy');
    await world.pass(300);
    expect(await toldOf(world, 'amy')).toEqual([1]);
  });

  story('is told to nobody any more once somebody has it in hand', async (world) => {
    await eliLeavesOne(world);
    expect(await post(world, `/voicemails/${(await theMessage(world)).id}/claim`, { by: 'ben' })).toBe(200);
    await world.signIn('amy');
    await world.pass(400);
    expect(await toldOf(world, 'amy')).toEqual([0]);
  });

  story('is told to five of many', async (world) => {
    await world.signIn('dan', 'eva', 'finn', 'gus', 'pia', 'amy');
    await anaLeavesOne(world, { assignedTo: 'hana' });
    const { id } = await theMessage(world);
    expect(await post(world, `/voicemails/${id}/assign`, { for: 'team:engineers' })).toBe(200);
    await world.pass(5);
    const [entry] = await world.journaled('voicemail-told');
    expect([entry?.['team'], (entry?.['agents'] as string[]).length]).toEqual(['engineers', 5]);
  }, { centre: (sample) => ({ ...sample, agents: sample.agents.map((agent) => (agent.id === 'amy' ? { ...agent, teams: ['engineers'] } : agent)) }) });
});

stories('a message for a team, and a process that dies', (story) => {
  story('is told once to each all the same', async (world) => {
    await eliLeavesOne(world);
    await world.signIn('amy', 'ben');
    await world.pass(290);
    world.diesSoon(2);
    await world.pass(10);
    await world.pass(60);
    expect(await toldOf(world, 'amy', 'ben')).toEqual([1, 1]);
    expect(await world.journaled('voicemail-told')).toHaveLength(1);
  }, { errors: ['work behind a turn failed'] });
}, ({ lasting }) => lasting);
