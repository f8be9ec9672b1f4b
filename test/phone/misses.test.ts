// Agents who do not pick up: two misses in a row set them away, and a text says why and how to come back.
import { expect } from 'vitest';
import type { FloorAgent } from '../../src/store/floor.ts';
import type { Person } from '../support/person.ts';
import { stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { StoryStore } from '../support/stores.ts';
import type { World } from '../support/world.ts';

/** A phone rings for twenty seconds, and the carrier adds five. */
const RING_S = 30;
/** The same caller is not offered to the same agent sooner. */
const COOL_S = 60;

/** Waits for Customer Care. */
async function waitsForCare(world: World, name = 'Ana', from = stranger): Promise<Person> {
  const caller = world.person(name, from);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('line for Customer Care');
}

const onFloor = async (world: World, id: string): Promise<FloorAgent['state'] | undefined> => (await world.app.store.floor.agent(id))?.state;
const texts = (person: Person): string[] => person.phone.messages.map(({ body }) => body);

stories('an agent who misses two calls in a row', (story) => {
  story('is set away, is told by a text how to come back, and is rung no more', async (world) => {
    await world.signIn('amy');
    const amy = (await world.agent('amy')).ignores();
    const ana = await waitsForCare(world);
    await world.pass(RING_S);
    expect(await onFloor(world, 'amy')).toBe('ready');
    expect(texts(amy)).toEqual([]);
    await world.pass(COOL_S + RING_S);
    expect(await onFloor(world, 'amy')).toBe('away');
    expect(texts(amy)).toEqual([expect.stringMatching(/rang for two calls.*set away.*ready.*\+13125550199/)]);
    expect(await world.journaled('set-away')).toMatchObject([{ agent: 'amy', because: 'missed', offers: [expect.any(String), expect.any(String)] }]);
    expect(await (await world.api('/agents/amy')).json()).toMatchObject({ presence: 'away', state: 'away' });
    await world.pass(3 * COOL_S);
    expect(amy.phone.calls).toHaveLength(2);
    expect(texts(amy)).toHaveLength(1);
    await ana.hangsUp();
  });

  story('is not rung a third time, though a whole line of callers waits', async (world) => {
    await world.signIn('amy');
    const amy = (await world.agent('amy')).ignores();
    const callers = [await waitsForCare(world), await waitsForCare(world, 'Bea', '+442079460123'), await waitsForCare(world, 'Cid', '+14155550145')];
    await world.pass(2 * RING_S + 5);
    expect(await onFloor(world, 'amy')).toBe('away');
    await world.pass(COOL_S);
    expect(amy.phone.calls).toHaveLength(2);
    for (const caller of callers) await caller.hangsUp();
  });

  story('whose mailbox answers: no key is pressed, and that is a miss like any other', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const ana = await waitsForCare(world);
    for (const within of [RING_S, COOL_S + RING_S]) {
      await amy.answers(within);
      await amy.hears('passed on');
      await amy.isHungUpOn();
    }
    await world.pass(1);
    expect(await world.journaled('missed')).toHaveLength(2);
    await world.pass(10);
    expect(await onFloor(world, 'amy')).toBe('away');
    expect(texts(amy)).toHaveLength(1);
    await ana.hangsUp();
  });

  story('reads the text in their own first language', async (world) => {
    const known = await world.app.people.get('amy');
    if (known) await world.app.people.save({ ...known, languages: ['es', 'en'] });
    await world.signIn('amy');
    const amy = (await world.agent('amy')).ignores();
    const ana = await waitsForCare(world);
    await world.pass(COOL_S + 2 * RING_S);
    expect(texts(amy)).toEqual([expect.stringContaining('figura como ausente')]);
    await ana.hangsUp();
  });

  story('signs in again, is rung again, and has two misses once more', async (world) => {
    await world.signIn('amy');
    const amy = (await world.agent('amy')).ignores();
    const ana = await waitsForCare(world);
    await world.pass(COOL_S + 2 * RING_S + COOL_S);
    expect(await onFloor(world, 'amy')).toBe('away');
    await world.signIn('amy');
    await world.pass(RING_S);
    expect(amy.phone.calls).toHaveLength(3);
    expect(await onFloor(world, 'amy')).toBe('ready');
    await world.pass(COOL_S + RING_S);
    expect(await onFloor(world, 'amy')).toBe('away');
    expect(texts(amy)).toHaveLength(2);
    await ana.hangsUp();
  });
});

stories('misses that are not two in a row', (story) => {
  story('Amy takes a call between two misses, and stays ready', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const ana = await waitsForCare(world);
    await amy.rings();
    await world.pass(RING_S);
    await amy.takes(COOL_S);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('ended');
    await amy.presses('1');
    await amy.isHungUpOn();
    const bea = await waitsForCare(world, 'Bea', '+442079460123');
    await amy.rings();
    await world.pass(RING_S);
    expect(await onFloor(world, 'amy')).toBe('ready');
    await bea.hangsUp();
    expect(await world.journaled('missed')).toHaveLength(2);
    expect(await world.journaled('set-away')).toEqual([]);
  });

  story('Amy signs in anew between two misses, and stays ready', async (world) => {
    await world.signIn('amy');
    (await world.agent('amy')).ignores();
    const ana = await waitsForCare(world);
    await world.pass(RING_S);
    await world.signIn('amy');
    await world.pass(COOL_S + RING_S);
    expect(await world.journaled('missed')).toHaveLength(2);
    expect(await onFloor(world, 'amy')).toBe('ready');
    await ana.hangsUp();
  });

  story('Amy passes with 2, passes again and declines: none of them is a miss', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    const ana = await waitsForCare(world);
    for (const times of [1, 2]) {
      await amy.answers(COOL_S + times);
      await amy.hears('press 1');
      await amy.presses('2');
      await amy.isHungUpOn();
    }
    await amy.rings(COOL_S + 10);
    await amy.declines();
    await world.pass(1);
    expect(await world.journaled('missed')).toEqual([]);
    expect(await world.journaled('set-away')).toEqual([]);
    await ana.hangsUp();
  });

  story('a phone that stops because Ana hung up has missed nothing, however often', async (world) => {
    await world.signIn('amy');
    const amy = await world.agent('amy');
    for (let time = 0; time < 3; time++) {
      const ana = await waitsForCare(world);
      await amy.rings();
      await world.pass(10);
      await ana.hangsUp();
      await amy.isHungUpOn(2);
    }
    expect(await world.journaled('missed')).toEqual([]);
    expect(await onFloor(world, 'amy')).toBe('ready');
  });

  story('Dan has duty and is rung for a P1 without having signed in: he has missed nothing', async (world) => {
    const ana = world.person('Ana', stranger);
    const dan = (await world.agent('dan')).ignores();
    for (const id of ['gus', 'kim', 'finn', 'mei', 'eva', 'lars']) (await world.agent(id)).ignores();
    await ana.dials(tollFree);
    await ana.presses('*11');
    await world.pass(4 * COOL_S);
    expect(dan.phone.calls.length).toBeGreaterThan(1);
    expect(await world.journaled('set-away')).toEqual([]);
    expect(await onFloor(world, 'dan')).not.toBe('away');
    await ana.hangsUp();
  });

  story('a phone that stops because Ben was quicker for a P1 has missed nothing', async (world) => {
    await world.signIn('amy', 'ben');
    const amy = await world.agent('amy');
    const ben = await world.agent('ben');
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('*11');
    await amy.rings();
    await ben.takes();
    await ana.talksWith(ben);
    await world.pass(RING_S);
    expect(await world.journaled('missed')).toEqual([]);
    await ana.hangsUp();
    await ben.hangsUp();
  });
});

stories('a miss is counted once', (story) => {
  for (const turns of [0, 3, 8, 20, 60]) {
    story(`though the service dies ${turns} turns after Amy's phone stops for the second time`, async (world) => {
      await world.signIn('amy');
      const amy = (await world.agent('amy')).ignores();
      const ana = await waitsForCare(world);
      await world.pass(RING_S + COOL_S);
      for (let waited = 0; amy.phone.calls.length < 2 && waited < RING_S; waited++) await world.pass(1);
      for (let waited = 0; amy.phone.calls[1]?.status === 'ringing' && waited < RING_S; waited += 0.25) {
        if (waited >= 24) world.diesSoon(turns);
        await world.pass(0.25);
      }
      await world.pass(60);
      expect(await onFloor(world, 'amy')).toBe('away');
      expect(texts(amy)).toHaveLength(1);
      expect(await world.journaled('set-away')).toHaveLength(1);
      await ana.hangsUp();
    }, { errors: ['work behind a turn failed', 'a turn failed', 'could not be sent'] });
  }
}, ({ lasting }: StoryStore) => lasting);
