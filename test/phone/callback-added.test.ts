// Callbacks that a supervisor asks for over the API: kept like any other, in the customer's own hours, and one at a time.
import { expect } from 'vitest';
import { callbacks, expectEnded, isCalledBack, picksUp, waits } from '../support/callbacks.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

interface Told {
  id?: string;
  due?: string;
  by?: string;
  priority?: string;
  detail?: string;
  region?: string;
}

async function add(world: World, body: object): Promise<{ status: number; body: Told }> {
  const answer = await fetch(`${world.base}/api/v1/callbacks`, { method: 'POST', headers: { authorization: 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Told };
}

/** Whoever is rung for it talks with the customer. */
const isKept = async (world: World, agent: string, number: string): Promise<void> => isCalledBack(world.person('Ana', number), await world.agent(agent), 60);

stories('a callback that is added', (story) => {
  story('about a case rings its engineer, who is told so, and then the customer', async (world) => {
    const { status, body } = await add(world, { number: '+1 (408) 555-0123', case: '2006-0811-0120' });
    expect([status, body.by, body.priority, body.region]).toEqual([201, 'admin', 'P2', 'americas']);
    await world.signIn('dan');
    const [dan, ana] = [await world.agent('dan'), world.person('Ana', contact)];
    await dan.answers(60);
    await dan.hears(/a callback.*press 1 to call the customer/i);
    await dan.presses('1');
    await picksUp(ana);
    await ana.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
    expect((await world.journaled('callback')).map(({ token }) => token)).toEqual(['admin']);
    await expectEnded(world, 'kept');
  });

  story('is asked for twice, and there is one: the second answer names it', async (world) => {
    const [first, second] = await Promise.all([add(world, { number: stranger, demand: 'care' }), add(world, { number: stranger, demand: 'care' })]);
    const again = await add(world, { number: stranger, demand: 'care' });
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    expect(again.status).toBe(409);
    const [one] = await callbacks(world);
    expect(again.body.detail).toContain(one?.id);
    await world.signIn('amy');
    await isKept(world, 'amy', stranger);
    await expectEnded(world, 'kept');
  });

  story('is the same as the one that Ana asked for by phone', async (world) => {
    const ana = await waits(world, 'Ana', stranger);
    await ana.presses('3');
    await ana.hears('to confirm, press 1', 20);
    await ana.presses('1');
    await ana.isHungUpOn(30);
    const { status, body } = await add(world, { number: stranger, demand: 'care' });
    expect([status, body.detail]).toEqual([409, expect.stringContaining((await callbacks(world))[0]?.id ?? 'none')]);
    await world.signIn('amy');
    await isKept(world, 'amy', stranger);
    await expectEnded(world, 'kept');
  });

  story('waits for its time, and nobody is rung before', async (world) => {
    const { body } = await add(world, { number: stranger, demand: 'care', due: '2026-10-20T17:20:00Z' });
    expect(body.due).toBe('2026-10-20T17:20:00.000Z');
    await world.signIn('amy');
    await (await world.agent('amy')).isLeftAlone(19 * 60);
    await world.pass(40);
    await isKept(world, 'amy', stranger);
    await expectEnded(world, 'kept');
  });

  story('is for the customer’s own hours, since somebody else asked: at six in the morning nobody rings Ana', async (world) => {
    const { status, body } = await add(world, { number: stranger, demand: 'care' });
    expect([status, body.due]).toEqual([201, '2026-10-20T15:00:00.000Z']);
    await world.signIn('amy');
    await (await world.agent('amy')).isLeftAlone(5 * 60);
    const { id } = body;
    await fetch(`${world.base}/api/v1/callbacks/${id}/cancel`, { method: 'POST', headers: { authorization: 'Bearer admin-token' } });
    await expectEnded(world, 'declined');
  }, { now: Date.UTC(2026, 9, 20, 13) });

  story('Ana calls in before, and has her place', async (world) => {
    await add(world, { number: contact, case: '2006-0811-0120', due: '2026-10-20T20:00:00Z' });
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('you have a callback for this already', 20);
    await ana.presses('1');
    await ana.hears('you have kept your place');
    await world.signIn('dan');
    const dan = await world.agent('dan');
    await dan.takes(60);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
    await expectEnded(world, 'kept');
  });

  const wrong: readonly [string, object, number, RegExp][] = [
    ['a premium number', { number: '+19005550123' }, 422, /#\/number is one that we do not call: a premium number/],
    ['a country that we do not call', { number: '+18765550123' }, 422, /outgoing.countries/],
    ['no number', { number: 'ana' }, 422, /#\/number expected a phone number/],
    ['a case that is none', { number: stranger, case: '2006-0811-9999' }, 422, /#\/case there is no such case/],
    ['a time that is over', { number: stranger, due: '2026-10-20T16:00:00Z' }, 422, /#\/due expected a moment that is not over/],
    ['a line that no flow reaches', { number: stranger, demand: 'cares' }, 422, /did you mean 'care'/],
    ['a language that nobody speaks', { number: stranger, demand: 'care', language: 'xx' }, 422, /no language of that line 'xx'/],
  ];
  for (const [what, body, status, detail] of wrong) {
    story(`${what} is refused, and nothing is promised`, async (world) => {
      const answer = await add(world, body);
      expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
      expect(JSON.stringify(answer.body)).not.toMatch(/5550123/);
      expect(await callbacks(world)).toEqual([]);
    });
  }
});

stories('a callback that is added, by a process that dies', (story) => {
  for (const turns of [0, 2, 6]) {
    story(`is there once or not at all, and kept, dying after ${turns} turns`, async (world) => {
      world.diesSoon(turns);
      await add(world, { number: stranger, demand: 'care' }).catch(() => undefined);
      await world.pass(5);
      await add(world, { number: stranger, demand: 'care' });
      expect(await callbacks(world)).toHaveLength(1);
      await world.signIn('amy');
      await isKept(world, 'amy', stranger);
      await expectEnded(world, 'kept');
    }, { errors: ['work behind a turn failed'] });
  }
}, ({ lasting }) => lasting);
