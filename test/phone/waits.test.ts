// How long it will be: bands from simulated futures of the very floor, on conversations that were measured.
import { expect } from 'vitest';
import type { Entry } from '../../src/store/store.ts';
import { TALKS_MIN } from '../../src/waits/rates.ts';
import { stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

async function waitsForCare(world: World, name: string, number: string): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('in line for Customer Care');
}

/** Customer Care had so many conversations of that length an hour ago. */
async function measured(world: World, minutes: number, count = TALKS_MIN): Promise<void> {
  const began = world.clock.now() - 3_600_000 * 2;
  const end = began + minutes * 60_000;
  const entries = Array.from({ length: count }, (_, i): Entry[] => [
    { at: began, kind: 'joined', call: `past-${i}`, demand: 'care', priority: 'P4', region: 'americas', language: 'en', arrived: began }, { at: began, kind: 'taken', call: `past-${i}`, leg: `past-${i}`, agent: 'zoe' },
    { at: began, kind: 'answered', call: `past-${i}` }, { at: end, kind: 'talked', call: `past-${i}`, leg: `past-${i}`, agent: 'zoe' }, { at: end, kind: 'agent-state', agent: 'zoe', from: 'busy', to: 'ready' },
  ]);
  await world.app.store.journal.append(entries.flat());
}

/** Amy is in a call with Zed. */
async function amyTalks(world: World): Promise<{ amy: Person; zed: Person }> {
  await world.signIn('amy');
  const amy = await world.agent('amy');
  const zed = await waitsForCare(world, 'Zed', '+14155550199');
  await amy.takes();
  await zed.talksWith(amy);
  return { amy, zed };
}

async function allHangUp(...people: Person[]): Promise<void> {
  for (const person of people) await person.hangsUp();
}

interface Expected { fromSeconds?: number; toSeconds?: number }
const queues = async (world: World) => (await (await world.api('/queues')).json()) as { expected?: { at: string; items: (Expected & { queue: string; priority: string })[] } };
const onFloor = async (world: World) => ((await (await world.api('/floor')).json()) as { waiting: { expected?: Expected }[] }).waiting.map(({ expected }) => expected);

stories('how long it will be, for those who watch', (story) => {
  story('on a floor where conversations last five minutes, Ana waits for the rest of one, and who comes now for a whole one more', async (world) => {
    await measured(world, 5);
    const { amy, zed } = await amyTalks(world);
    await world.pass(60);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await world.pass(20);
    const [own] = await onFloor(world);
    const [kind] = (await queues(world)).expected?.items ?? [];
    const rest = 5 * 60 - 60 - 30;
    expect(own?.fromSeconds).toBeGreaterThan(rest - 15);
    expect(own?.toSeconds).toBeLessThan(rest + 15);
    expect(kind).toMatchObject({ queue: 'care', priority: 'P4' });
    expect((kind?.fromSeconds ?? 0) - (own?.fromSeconds ?? 0)).toBeGreaterThan(290);
    expect(await (await fetch(`${world.base}/metrics`)).text()).toMatch(/caseline_expected_wait_seconds\{queue="care",priority="P4",region="americas",language="en",bound="to"\} [45]\d\d/);
    await allHangUp(ana, zed, amy);
  });

  story('where nobody has measured anything, nobody is told anything', async (world) => {
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await world.pass(30);
    expect([await onFloor(world), (await queues(world)).expected]).toEqual([[undefined], undefined]);
    await allHangUp(ana, zed, amy);
  });
});

const BAND = /we expect to be with you/i;

stories('how long it will be, for who waits', (story) => {
  story('cold, Ana hears that nobody can say yet, once', async (world) => {
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.hears("can't say yet how long");
    await ana.doesNotHear(/how long|expect/, 80);
    await ana.hangsUp();
    expect(await world.journaled('wait-said')).toEqual([]);
  });

  story('nor can anybody say while nobody is at work', async (world) => {
    await measured(world, 5);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.hears("can't say yet how long");
    await ana.hangsUp();
  });

  story('Ana hears a band, is not told it again, and hears less when a third of it is gone', async (world) => {
    await measured(world, 8);
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.hears('with you in 7 to 8 minutes', 30);
    await ana.doesNotHear(BAND, 100);
    await ana.hears('with you in 4 to 5 minutes', 120);
    const [said, ...more] = await world.journaled('wait-said');
    expect([said?.['fromMs'], said?.['toMs'], more]).toEqual([7 * 60_000, 8 * 60_000, []]);
    await allHangUp(ana, zed, amy);
  });

  story('Bob, who is second, hears of his own wait, and of a better one when Ana gives up', async (world) => {
    await measured(world, 8);
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    const bob = await waitsForCare(world, 'Bob', '+14155550147');
    await bob.hears('with you in 15 to 20 minutes', 30);
    await ana.hangsUp();
    await bob.hears(/with you in [56] to [67] minutes/, 120);
    await allHangUp(bob, zed, amy);
  });

  story('where the conversation before hers goes on and on, Ana hears that it is now longer than we said, and not why', async (world) => {
    await measured(world, 3);
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.hears(BAND, 30);
    await ana.hears('now longer than we said', 240);
    await ana.hears(BAND, 5);
    await ana.doesNotHear('longer than we said', 200);
    expect(await world.journaled('wait-longer')).toHaveLength(1);
    await allHangUp(ana, zed, amy);
  });

  story('in Spanish', async (world) => {
    await measured(world, 8);
    const { amy, zed } = await amyTalks(world);
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('9');
    await ana.hears('Para español');
    await ana.presses('2');
    await ana.hears('Para un caso nuevo');
    await ana.presses('2');
    await ana.hears('dentro de 7 a 8 minutos', 60);
    await allHangUp(ana, zed, amy);
  });

  story('a thread that breaks changes nothing that Ana hears but the time', async (world) => {
    await measured(world, 5);
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.hears("can't say yet how long");
    await ana.hears("haven't forgotten you", 40);
    await zed.hangsUp();
    await amy.hears('press 1');
    await amy.presses('1');
    await amy.isHungUpOn();
    await amy.takes(10);
    await ana.talksWith(amy);
    await allHangUp(ana, amy);
    expect(await (await fetch(`${world.base}/metrics`)).text()).toMatch(/caseline_forecasts_total\{outcome="failed"\} [1-9]/);
  }, { futures: () => Promise.reject(new Error('the thread broke')) });

  story('nor does one that never answers', async (world) => {
    await measured(world, 5);
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    await ana.hears("can't say yet how long");
    await ana.hears("haven't forgotten you", 40);
    await allHangUp(ana, zed, amy);
  }, { futures: () => Promise.resolve(undefined) });
});

stories('the honesty of waits told', (story) => {
  const report = async (world: World) => (await (await world.api('/reports/wait-honesty')).json()) as { items: Record<string, unknown>[]; byAge: Record<string, unknown>[]; total: Record<string, unknown>; exact: unknown };

  story('has Ana who was told four to five minutes and answered sooner, Bob for whom it was too long, and Cid who left', async (world) => {
    await measured(world, 5);
    const { amy, zed } = await amyTalks(world);
    const ana = await waitsForCare(world, 'Ana', stranger);
    const bob = await waitsForCare(world, 'Bob', '+14155550147');
    const cid = await waitsForCare(world, 'Cid', '+14155550148');
    for (const caller of [ana, bob, cid]) await caller.hears(BAND, 30);
    expect((await report(world)).items).toMatchObject([{ priority: 'P4', told: 3, waiting: 3 }]);
    await cid.hangsUp();
    await zed.hangsUp();
    await amy.hears('press 1');
    await amy.presses('1');
    await amy.isHungUpOn();
    await amy.takes(10);
    await ana.talksWith(amy);
    await world.pass(700);
    const { items, total, byAge, exact } = await report(world);
    expect(items).toMatchObject([{ priority: 'P4', told: 3, sooner: 1, within: 0, later: 1, left: 1, waiting: 0, coverage: 0, notLater: 0.5 }]);
    expect(total['medianErrorSeconds']).toBeLessThan(-180);
    expect(byAge.reduce((sum, { told }) => sum + Number(told), 0)).toBe(3);
    expect(exact).toEqual({ coverage: 0.3, notLater: 0.8 });
    const csv = await (await world.api('/reports/wait-honesty.csv')).text();
    expect(csv.split('\r\n').map((line) => line.split(',').slice(0, 7).join())).toEqual(['priority,told,sooner,within,later,left,waiting', 'P4,3,1,0,1,1,0', 'all,3,1,0,1,1,0', '']);
    await allHangUp(ana, bob, amy);
  });
});
