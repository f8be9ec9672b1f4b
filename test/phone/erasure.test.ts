// A caller is to be forgotten: counted first, then everything of theirs goes, and a record is left that does not name them.
import { expect } from 'vitest';
import { anaIsPromised, isCalledBack, waits } from '../support/callbacks.ts';
import { stories } from '../support/stories.ts';
import type { Store } from '../../src/store/store.ts';
import { anaWithAmy, caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import type { World } from '../support/world.ts';

/** Ana leaves Dan a message, and hangs up while she waits in a second call. */
async function anaCallsTwice(world: World): Promise<void> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hears('voicemail');
  await ana.presses('1');
  await ana.leavesMessage(20);
  await ana.hangsUp();
  await ana.dials(tollFree);
  await ana.presses('2');
  await ana.hears('line for Customer Care');
  await ana.hangsUp();
  await world.pass(60);
}

/** A stranger talks with Amy, so that a leg to an agent is among what is kept. */
async function samTalksWithAmy(world: World): Promise<void> {
  const { ana: sam, amy } = await anaWithAmy(world);
  await sam.hangsUp();
  await amy.hangsUp();
  await world.pass(5);
}

async function erase(world: World, body: object): Promise<{ status: number; body: { id?: string; who?: string } }> {
  const answer = await fetch(`${world.base}/api/v1/erasures`, { method: 'POST', headers: { authorization: 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { id?: string } };
}

/** All that the store can tell, as one text. */
async function everything(store: Store): Promise<string> {
  const kinds = ['voicemail', 'escalation', 'redial', 'erasure', 'closed-call', 'callback', 'callback-open', 'note'] as const;
  const records = await Promise.all(kinds.map((kind) => store.records.list(kind, { limit: 100 })));
  return JSON.stringify([records, await store.calls({ limit: 100 }), await store.journal.read({ limit: 1_000 })]);
}

stories('a caller who is to be forgotten', (story) => {
  story('is counted first, and nothing has changed', async (world) => {
    await anaCallsTwice(world);
    const before = await everything(world.app.store);
    expect(await erase(world, { number: contact })).toEqual({ status: 200, body: { dry: true, found: { voicemails: 1, recordings: 0, escalations: 0, 'closed-hours calls': 0, callbacks: 0, 'notes to them': 0, 'places kept in line': 1, 'legs of their calls': 0, calls: 2 } } });
    expect(await everything(world.app.store)).toBe(before);
  });

  story('is gone from calls, messages and journal, and others are not', async (world) => {
    await anaCallsTwice(world);
    await samTalksWithAmy(world);
    const { status, body } = await erase(world, { number: contact, dry: false });
    expect(status).toBe(201);
    await world.pass(10);
    const { store } = world.app;
    const erasure = await (await world.api(`/erasures/${body.id}`)).json() as { state: string; gone: object; who: string };
    expect(erasure).toMatchObject({ state: 'done', gone: { voicemails: 1, 'places kept in line': 1, calls: 2 } });
    const left = await everything(store);
    expect(left).not.toContain(contact.slice(1));
    expect(left).toContain(stranger);
    expect(await store.records.list('voicemail', { limit: 9 })).toEqual([]);
    expect(world.lab.recordings()).toEqual([]);
    const calls = new Set((await store.calls({ limit: 99 })).map(({ id }) => id));
    const entries = (await store.journal.read({ limit: 1_000 })).filter(({ call }) => call !== undefined && !calls.has(call));
    expect(entries.map(({ kind }) => kind)).toEqual([]);
  });

  story('is gone from the calls of closed hours', async (world) => {
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('not at work right now');
    await ana.hangsUp();
    await erase(world, { number: contact, dry: false });
    await world.pass(10);
    expect(await everything(world.app.store)).not.toContain(contact.slice(1));
  }, { now: Date.UTC(2026, 9, 21, 6) });

  story('is known again by the keyed hash, with the number in hand', async (world) => {
    const first = await erase(world, { number: contact, dry: false });
    await world.pass(5);
    const second = await erase(world, { number: '+1 (408) 555-0123', dry: false });
    const other = await erase(world, { number: stranger, dry: false });
    await world.pass(5);
    expect(second.body.who).toBe(first.body.who);
    expect(other.body.who).not.toBe(first.body.who);
  });

  story('takes those who have talked to agents along, with the agents\' legs', async (world) => {
    await samTalksWithAmy(world);
    await erase(world, { number: stranger, dry: false });
    await world.pass(10);
    expect(await world.app.store.calls({ limit: 9 })).toEqual([]);
  });

  story('is waited for while they are on the phone', async (world) => {
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    const { body } = await erase(world, { number: contact, dry: false });
    await ana.presses('2');
    await ana.hears('line for Customer Care');
    await ana.hangsUp();
    expect(await (await world.api(`/erasures/${body.id}`)).json()).toMatchObject({ state: 'running' });
    await world.pass(305);
    expect(await (await world.api(`/erasures/${body.id}`)).json()).toMatchObject({ state: 'done', gone: { calls: 1 } });
    expect(await world.app.store.calls({ limit: 9 })).toEqual([]);
  });

  story('needs a number, and is never named in what is told of a wrong one', async (world) => {
    const { status, body } = await erase(world, { number: '14085550123x' });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).not.toContain('4085550123');
  });
});

stories('a caller who is to be forgotten and was promised a callback', (story) => {
  /** Nothing is left of her, and nobody is called any more. */
  async function isForgotten(world: World): Promise<void> {
    const left = await everything(world.app.store);
    expect(left).not.toContain(stranger.slice(1));
    expect(left).not.toContain('callback-over');
    expect(await world.app.store.records.list('callback', { limit: 9 })).toEqual([]);
    expect(await world.app.store.records.list('callback-open', { limit: 9 })).toEqual([]);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state !== 'gone')).toEqual([]);
  }

  story('is counted with it, and is rung no more', async (world) => {
    const ana = await anaIsPromised(world);
    expect((await erase(world, { number: stranger })).body).toMatchObject({ found: { callbacks: 1 } });
    const { body } = await erase(world, { number: stranger, dry: false });
    await world.signIn('amy');
    await (await world.agent('amy')).isLeftAlone(305);
    await ana.isLeftAlone(0);
    expect(await (await world.api(`/erasures/${body.id}`)).json()).toMatchObject({ state: 'done', gone: { callbacks: 1, calls: 2 } });
    await isForgotten(world);
  });

  story('hears her phone stop in the middle of a ring, and Amy is told that nobody can be reached', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.rings();
    await erase(world, { number: stranger, dry: false });
    await amy.hears('could not be reached');
    await amy.isHungUpOn();
    expect(ana.call.over).toBe(true);
    await world.pass(6 * 60);
    await ana.isLeftAlone(0);
    await isForgotten(world);
  });

  story('is rung by a carrier that answers late: the leg that comes to be is ended', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.answers();
    await amy.hears('press 1');
    world.lab.faults.rest({ do: 'slow', ms: 3_000, method: 'POST', path: '/Calls.json' });
    await amy.presses('1');
    await world.pass(1);
    await erase(world, { number: stranger, dry: false });
    await amy.hears('could not be reached');
    await world.pass(6 * 60);
    expect(ana.phone.calls.filter(({ direction, over }) => direction !== 'inbound' && !over)).toEqual([]);
    await isForgotten(world);
  });

  story('waits herself by now, and is called no more when she has hung up', async (world) => {
    const ana = await anaIsPromised(world);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('you have a callback for this already', 20);
    await ana.presses('1');
    await ana.hears('in line for Customer Care', 20);
    await erase(world, { number: stranger, dry: false });
    await ana.hears('thank you for waiting', 60);
    await ana.hangsUp();
    await world.pass(6 * 60);
    await isForgotten(world);
    await world.signIn('amy');
    await (await world.agent('amy')).isLeftAlone(60);
  });

  story('is forgotten with what was promised on her behalf', async (world) => {
    await fetch(`${world.base}/api/v1/callbacks`, { method: 'POST', headers: { authorization: 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify({ number: stranger, demand: 'care', due: '2026-10-22T17:00:00Z' }) });
    await erase(world, { number: stranger, dry: false });
    await world.pass(305);
    await isForgotten(world);
  });

  story('is not taken for who was promised one at another number', async (world) => {
    const ana = await anaIsPromised(world);
    await erase(world, { number: '+14155550188', dry: false });
    await world.pass(10);
    await world.signIn('amy');
    await isCalledBack(ana, await world.agent('amy'));
    expect(await waits(world, 'Ana', stranger)).toBe(ana);
    await ana.hangsUp();
  });
});

stories('a caller who is to be forgotten, by a process that dies', (story) => {
  for (const turns of [0, 2, 5, 9]) {
    story(`is rung no more after a promise, dying after ${turns} turns`, async (world) => {
      const ana = await anaIsPromised(world);
      world.diesSoon(turns);
      const { body } = await erase(world, { number: stranger, dry: false });
      // What a dead process had in hand is somebody's again after its lease.
      await world.pass(20);
      await world.signIn('amy');
      await (await world.agent('amy')).isLeftAlone(340);
      expect(await (await world.api(`/erasures/${body.id}`)).json()).toMatchObject({ state: 'done' });
      expect(await everything(world.app.store)).not.toContain(stranger.slice(1));
      await ana.isLeftAlone(0);
    }, { errors: ['work behind a turn failed'] });
  }

  for (const turns of [0, 3, 10]) {
    story(`is gone all the same, dying after ${turns} turns`, async (world) => {
      await anaCallsTwice(world);
      world.diesSoon(turns);
      const { body } = await erase(world, { number: contact, dry: false });
      await world.pass(40);
      expect(await (await world.api(`/erasures/${body.id}`)).json()).toMatchObject({ state: 'done' });
      expect(await everything(world.app.store)).not.toContain(contact.slice(1));
    }, { errors: ['work behind a turn failed'] });
  }
}, ({ lasting }) => lasting);
