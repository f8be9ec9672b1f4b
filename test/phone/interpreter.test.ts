// A caller who speaks none of our languages: an agent and an interpreter are rung together, speak with each other first, and then with the caller.
import { expect } from 'vitest';
import { stories } from '../support/stories.ts';
import { star, stranger, tollFree } from '../support/scenes.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

const stateOf = async (world: World, agent: string) => (await world.app.store.floor.agent(agent))?.state;

/** Vy is at work, and writes something down for so long. */
const vyIsBusy = (world: World, seconds: number) => world.app.reception.changeFloor({ verb: 'extend-wrap', agent: 'vy', wrapUntil: world.clock.now() + 1000 * seconds });

/** Linh asks for Vietnamese. Whoever is named has signed in before; `busyS`: Vy, too, but is not free for so long. */
async function linhCalls(world: World, ...people: readonly (string | { busyS: number })[]): Promise<{ linh: Person; amy: Person; vy: Person }> {
  for (const who of people) {
    if (typeof who === 'string') await world.signIn(who);
    else await vyIsBusy(world, who.busyS);
  }
  const linh = world.person('Linh', stranger);
  await linh.dials(tollFree);
  await linh.presses('9');
  await linh.hears('another language', 12);
  await linh.presses('3');
  await linh.hears('Tiếng Việt: 1', 5);
  await linh.presses('1');
  await linh.hears('Customer Care');
  return { linh, amy: await world.agent('amy'), vy: await world.agent('vy') };
}

/** Amy and Vy have both pressed 1, and Linh hears music a little longer. */
async function together(world: World): Promise<{ linh: Person; amy: Person; vy: Person }> {
  const people = await linhCalls(world, 'amy', 'vy');
  const { amy, vy } = people;
  await amy.answers();
  await amy.hears(/speaks Vietnamese.*interpreter/is);
  await amy.presses('1');
  await amy.hears('being rung');
  await vy.answers();
  await vy.hears('A caller speaks Vietnamese');
  await vy.presses('1');
  await vy.hears('You are together');
  await vy.talksWith(amy);
  return people;
}

/** All three talk. */
async function interpreted(world: World): Promise<{ linh: Person; amy: Person; vy: Person }> {
  const people = await together(world);
  await people.linh.talksWith(people.amy, 20);
  return people;
}

stories('a caller of a language that nobody of ours speaks', (story) => {
  story('Linh reaches Amy with an interpreter, who tell each other first what it is about', async (world) => {
    const { linh, amy, vy } = await together(world);
    await amy.speaks(2, 'between us, she has called twice');
    await vy.hears('between us');
    expect(linh.call.words).not.toContain('between us');
    await linh.talksWith(amy, 20);
    await linh.talksWith(vy);
    await vy.speaks(2, 'xin chào');
    await linh.hears('xin chào');
    await world.pass(60);
    await linh.hangsUp();
    for (const person of [amy, vy]) {
      await person.hears('the call has ended');
      await person.hangsUp();
    }
    expect([await stateOf(world, 'amy'), await stateOf(world, 'vy')]).toEqual(['wrap', 'wrap']);
    const [noted] = await world.journaled('interpreted');
    expect(noted).toMatchObject({ agent: 'vy', language: 'vi' });
    expect(Number(noted?.['seconds'])).toBeGreaterThan(60);
    const [call] = ((await (await world.api('/calls?limit=10')).json()) as { items: { role: string; interpreted?: { agent: string }[] }[] }).items.filter(({ role }) => role === 'caller');
    expect(call?.interpreted).toEqual([{ agent: 'vy', language: 'vi', seconds: noted?.['seconds'] }]);
  });

  story('Amy’s star brings Linh in at once', async (world) => {
    const { linh, amy, vy } = await together(world);
    await amy.presses('*');
    await linh.talksWith(vy, 4);
    await linh.talksWith(amy);
    await linh.hangsUp();
    await amy.hangsUp();
    await vy.hangsUp();
  });

  story('whoever presses 1 first waits, and it may be the interpreter', async (world) => {
    const { linh, amy, vy } = await linhCalls(world, 'vy', 'amy');
    await vy.takes();
    await vy.hears('being rung');
    await amy.takes();
    await amy.hears('You are together');
    await linh.talksWith(vy, 20);
    await linh.talksWith(amy);
    await linh.hangsUp();
    await amy.hangsUp();
    await vy.hangsUp();
  });

  story('Linh waits for an interpreter, and Ana who comes after her is not kept waiting', async (world) => {
    const { linh, amy, vy } = await linhCalls(world, 'amy', 'vy', { busyS: 60 });
    const ana = world.person('Ana', '+14155550124');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.presses('1');
    await amy.hangsUp();
    await amy.takes(60);
    await vy.takes();
    await linh.talksWith(vy, 20);
    await linh.hangsUp();
    await amy.hangsUp();
    await vy.hangsUp();
  });

  story('where no interpreter is at work Amy comes alone, at once', async (world) => {
    const { linh, amy } = await linhCalls(world, 'amy');
    await amy.takes(3);
    await linh.talksWith(amy);
    await linh.hangsUp();
    await amy.hangsUp();
  });

  story('Vy passes: Amy’s phone stops, nobody is kept, and Linh keeps her place', async (world) => {
    const { linh, amy, vy } = await linhCalls(world, 'amy', 'vy');
    await amy.rings();
    await vy.answers();
    await vy.hears('2 to pass');
    await vy.presses('2');
    await vy.hears('passed');
    await amy.isHungUpOn(3);
    expect(await stateOf(world, 'amy')).toBe('ready');
    await amy.isLeftAlone(20);
    // The time of those who come alone: an agent without an interpreter is better than nobody.
    await amy.takes(60);
    await linh.talksWith(amy);
    await linh.hangsUp();
    await amy.hangsUp();
  });

  story('Amy has said yes and Vy does not answer: Amy hears so, and is free again', async (world) => {
    const { linh, amy, vy } = await linhCalls(world, 'amy', 'vy');
    await amy.takes();
    await vy.rings();
    await amy.hears('could not be reached', 45);
    await amy.isHungUpOn(5);
    await vy.isHungUpOn(5);
    await linh.hangsUp();
    expect(await stateOf(world, 'amy')).not.toBe('offered');
  });

  story('Linh hangs up while one of them has said yes: both phones stop', async (world) => {
    const { linh, amy, vy } = await linhCalls(world, 'amy', 'vy');
    await amy.takes();
    await vy.rings();
    await linh.hangsUp();
    await amy.isHungUpOn(5);
    await vy.isHungUpOn(5);
    expect([await stateOf(world, 'amy'), await stateOf(world, 'vy')]).toEqual(['ready', 'ready']);
  });

  story('Linh hangs up while they tell each other what it is about', async (world) => {
    const { linh, amy, vy } = await together(world);
    await linh.hangsUp();
    for (const person of [amy, vy]) {
      await person.hears('has hung up', 10);
      await person.hears('ready', 10);
      await person.hangsUp();
    }
  });

  story('Vy hangs up: Linh and Amy stay together, hear so, and Amy asks for another interpreter', async (world) => {
    const { linh, amy, vy } = await interpreted(world);
    await vy.hangsUp();
    await amy.hears('the interpreter has left', 5);
    await linh.talksWith(amy);
    await world.pass(130);
    await star(amy, ['escalation manager', '2'], ['an interpreter', '4'], ['Vietnamese', '1']);
    await vy.takes();
    await vy.talksWith(amy);
    await amy.presses('*');
    await amy.hears('bring the interpreter');
    await amy.presses('1');
    await linh.talksWith(vy);
    await linh.talksWith(amy);
    await linh.hangsUp();
    await amy.hangsUp();
    await vy.hangsUp();
  });

  story('Vy’s star leads to a menu of her own, and she leaves by it', async (world) => {
    const { linh, amy, vy } = await interpreted(world);
    await vy.presses('*');
    await vy.hears('to leave the conversation');
    await vy.presses('2');
    await vy.isHungUpOn(5);
    await amy.hears('the interpreter has left', 5);
    await linh.hangsUp();
    await amy.hangsUp();
  });

  story('Amy drops out: Linh is told, Vy is let go, and both are rung for her again', async (world) => {
    const { linh, amy, vy } = await interpreted(world);
    await amy.hangsUp();
    await linh.hears('has left the call', 5);
    await vy.hears('goodbye', 5);
    await vy.isHungUpOn(5);
    await world.app.reception.presence('vy', 'ready');
    await amy.takes(20);
    await vy.takes();
    await linh.talksWith(vy, 30);
    await linh.talksWith(amy);
    await linh.hangsUp();
    await amy.hangsUp();
    await vy.hangsUp();
  });

  story('Amy gives Linh to a line: Vy is let go, and whoever comes next brings an interpreter of their own', async (world) => {
    const { linh, amy, vy } = await interpreted(world);
    await star(amy, ['To transfer the caller', '3'], ['Customer Care', '2']);
    await vy.hears('goodbye', 10);
    await vy.isHungUpOn(5);
    await amy.hangsUp();
    await linh.hears('passing you on', 5);
    await linh.hangsUp();
  });

  story('Amy has asked for an interpreter and hangs up: Linh is not left with one alone', async (world) => {
    const { linh, amy, vy } = await linhCalls(world, 'amy');
    await amy.takes(90);
    await linh.talksWith(amy);
    await world.signIn('vy');
    await star(amy, ['escalation manager', '2'], ['an interpreter', '4'], ['Vietnamese', '1']);
    await vy.takes();
    await vy.talksWith(amy);
    await amy.hangsUp();
    await vy.hears('goodbye', 5);
    await linh.hears('has left the call', 5);
    await linh.hangsUp();
    await vy.isHungUpOn(5);
  });

  story('why says that it waits for an interpreter', async (world) => {
    const { linh } = await linhCalls(world, 'amy', 'vy', { busyS: 60 });
    await world.pass(5);
    const [call] = await world.app.store.calls({ limit: 10, live: true });
    const answer = (await (await world.api(`/calls/${call?.id ?? ''}/why?agent=amy`)).json()) as { words: string[] };
    expect(answer.words.join(' ')).toContain('it waits for an interpreter of Vietnamese');
    expect(answer.words).toContain('amy is free, but an interpreter of Vietnamese is not.');
    await linh.hangsUp();
  });
});
