// Alarms: what people must know of now reaches them once, signed, and is not lost.
import { afterAll, beforeEach, expect } from 'vitest';
import { Receiver } from '../support/receiver.ts';
import { stories } from '../support/stories.ts';
import { tuesday, type World } from '../support/world.ts';

const receiver = await Receiver.open();
const alarms = { url: receiver.url, secret: receiver.secret };
const MINUTE_S = 60;

beforeEach(() => receiver.forgets());
afterAll(() => receiver.close());

/** Somebody who does not know the token posts to the service. */
async function unsigned(world: World, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const answer = await fetch(`${world.base}/voice`, { method: 'POST', body: new URLSearchParams({ CallSid: 'CA1', From: '+14155550123', To: '+18885550100' }) });
    expect(answer.status).toBe(403);
  }
  await world.settled();
}

const counted = async (world: World): Promise<string[]> => (await (await fetch(`${world.base}/metrics`)).text()).split('\n').filter((line) => line.startsWith('caseline_alarms_total{'));

async function alarm(world: World, what: string, about?: string): Promise<void> {
  world.app.reception.alarm({ what, ...(about === undefined ? {} : { about }) });
  await world.settled();
}

stories('an alarm', (story) => {
  story('is journaled, counted and sent, signed and without a number', async (world) => {
    await alarm(world, 'p1-unanswered', 'a-call');
    const [entry, ...more] = await world.journaled('alarm');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ what: 'p1-unanswered', about: 'a-call' });
    expect(await counted(world)).toEqual(['caseline_alarms_total{what="p1-unanswered"} 1']);
    expect(receiver.posts).toEqual([{
      signed: true, id: entry?.['alarm'], at: tuesday,
      body: { id: entry?.['alarm'], at: '2026-10-20T17:00:00.000Z', what: 'p1-unanswered', about: 'a-call', centre: expect.stringMatching(/./) as string },
    }]);
  }, { alarms });

  story('stays in journal, figures and log where nobody is to be told', async (world) => {
    await alarm(world, 'p1-unanswered', 'a-call');
    expect(await world.journaled('alarm')).toHaveLength(1);
    expect(await counted(world)).toHaveLength(1);
    expect(world.log.entries.filter(({ level, message }) => level === 'warn' && message === 'alarm')).toHaveLength(1);
    expect(await world.app.store.work.size()).toBe(0);
  });

  story('is raised once in ten minutes, however often it is asked for', async (world) => {
    for (let time = 0; time < 20; time++) await alarm(world, 'staff-locked', 'amy');
    await world.pass(9 * MINUTE_S);
    await alarm(world, 'staff-locked', 'amy');
    expect(receiver.posts).toHaveLength(1);
    await alarm(world, 'staff-locked', 'ben');
    await alarm(world, 'staff-locked');
    expect(receiver.posts).toHaveLength(3);
    await world.pass(2 * MINUTE_S);
    await alarm(world, 'staff-locked', 'amy');
    expect(receiver.posts.map(({ body }) => body['about'])).toEqual(['amy', 'ben', undefined, 'amy']);
    expect(new Set(receiver.posts.map(({ id }) => id)).size).toBe(4);
  }, { alarms });
});

stories('whoever is told of alarms', (story) => {
  story('fails for a while, and is told again with the same id', async (world) => {
    receiver.answers = 500;
    await alarm(world, 'p1-unanswered', 'a-call');
    await world.pass(20);
    expect(receiver.posts.map(({ at }) => (at - tuesday) / 1000)).toEqual([0, 5, 15]);
    receiver.answers = 204;
    await world.pass(3 * MINUTE_S);
    expect(receiver.posts.map(({ at }) => (at - tuesday) / 1000)).toEqual([0, 5, 15, 35]);
    expect(new Set(receiver.posts.map(({ id }) => id)).size).toBe(1);
    expect(receiver.posts.every(({ signed }) => signed)).toBe(true);
    expect(await world.journaled('alarm')).toHaveLength(1);
  }, { alarms });

  story('sends us elsewhere, and is not followed', async (world) => {
    receiver.answers = 307;
    await alarm(world, 'p1-unanswered', 'a-call');
    expect(receiver.posts).toHaveLength(1);
    receiver.answers = 204;
    await world.pass(10);
    expect(receiver.posts).toHaveLength(2);
  }, { alarms });

  story('is down for longer than an hour: then it is given up, and the journal says so', async (world) => {
    receiver.answers = 503;
    await alarm(world, 'p1-unanswered', 'a-call');
    await world.pass(MINUTE_S * 61);
    const tries = receiver.posts.length;
    expect(tries).toBeGreaterThan(12);
    expect(await world.journaled('alarm-unsent')).toMatchObject([{ what: 'p1-unanswered' }]);
    await world.pass(6 * MINUTE_S);
    expect(receiver.posts).toHaveLength(tries);
    expect(await world.app.store.work.size()).toBe(0);
  }, { alarms, errors: ['could not be sent to ALARM_URL'] });
});

stories('an alarm outlives the process that raised it', (story) => {
  story('which dies while it is sent: the next one sends it, with the same id', async (world) => {
    receiver.answers = undefined;
    await alarm(world, 'p1-unanswered', 'a-call');
    expect(receiver.posts).toHaveLength(1);
    await world.restarts();
    receiver.answers = 204;
    await world.pass(20);
    expect(receiver.posts).toHaveLength(2);
    expect(receiver.posts[1]?.body).toEqual(receiver.posts[0]?.body);
    expect(await world.journaled('alarm')).toHaveLength(1);
  }, { alarms });

  story('which dies before its word: the work comes again and is raised all the same', async (world) => {
    await world.app.store.commit({ work: [{ id: 'its-work', at: 0, deed: { do: 'alarm', what: 'p1-unanswered', about: 'a-call' } }] });
    await world.restarts();
    await world.pass(20);
    expect(await world.journaled('alarm')).toHaveLength(1);
    expect(receiver.posts).toHaveLength(1);
  }, { alarms });
}, ({ lasting }) => lasting);

stories('people hear of a P1 that is in trouble', (story) => {
  story('when nobody has taken it for a minute, and when nobody on duty acknowledges', async (world) => {
    const ana = world.person('Ana', '+14155550123');
    for (const { id } of await world.app.people.all()) (await world.agent(id)).ignores();
    await ana.dials('+18885550100');
    await ana.presses('*11');
    await world.pass(MINUTE_S + 15);
    expect(receiver.posts.map(({ body }) => body['what'])).toEqual(['p1-unanswered']);
    await world.pass(MINUTE_S);
    expect(receiver.posts.filter(({ body }) => body['what'] === 'p1-unanswered')).toHaveLength(1);
    expect(JSON.stringify(receiver.posts)).not.toMatch(/555|Ana/);
    await ana.hangsUp();
  }, { alarms });
});

stories('people hear of a staff line that is tried', (story) => {
  story('when somebody keys five wrong PINs', async (world) => {
    const thief = world.person('A thief', '+14155550166');
    await thief.dials('+13125550199');
    for (let time = 0; time < 5; time++) {
      await thief.presses('0101#');
      await world.pass(3);
      await thief.presses('999999#');
      await world.pass(8);
      if (!thief.isConnected()) await thief.dials('+13125550199');
    }
    await world.pass(30);
    expect(receiver.posts.map(({ body }) => body['what'])).toContain('staff-locked');
    expect(JSON.stringify(receiver.posts)).not.toMatch(/5550166|999999|0101/);
    if (thief.isConnected()) await thief.hangsUp();
  }, { alarms });
});

stories('refused webhooks', (story) => {
  story('are no alarm one by one, and one alarm when they are many in a minute', async (world) => {
    await unsigned(world, 5);
    await world.pass(2 * MINUTE_S);
    await unsigned(world, 5);
    expect(await world.journaled('alarm')).toEqual([]);
    await unsigned(world, 30);
    await world.pass(MINUTE_S);
    await unsigned(world, 30);
    expect((await world.journaled('alarm')).map(({ what }) => what)).toEqual(['webhooks-refused']);
    expect(receiver.posts).toHaveLength(1);
    expect(JSON.stringify(receiver.posts)).not.toMatch(/555/);
  }, { alarms });
});
