// What stories of callbacks have in common: being promised one, picking up, and how promises have ended.
import { expect } from 'vitest';
import type { Callback } from '../../src/call/callback.ts';
import type { Person } from './person.ts';
import { stranger, tollFree } from './scenes.ts';
import type { World } from './world.ts';

/** In Customer Care's line. */
export async function waits(world: World, name: string, number: string): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('in line for Customer Care');
}

export async function isPromised(caller: Person): Promise<Person> {
  await caller.presses('3');
  await caller.hears('to confirm, press 1', 20);
  await caller.presses('1');
  await caller.hears('we will call you when it is your turn');
  return caller.isHungUpOn(20);
}

export const anaIsPromised = async (world: World): Promise<Person> => isPromised(await waits(world, 'Ana', stranger));

export async function callbacks(world: World): Promise<Callback[]> {
  return (await world.app.store.records.list<Callback>('callback', { limit: 100 })).map(({ value }) => value);
}

/** Every promise has ended once, so, and nobody is known to have one open. */
export async function expectEnded(world: World, ...ends: Callback['state'][]): Promise<void> {
  expect((await callbacks(world)).map(({ state }) => state).sort()).toEqual([...ends].sort());
  expect((await world.journaled('callback-over')).map(({ how }) => how as string).sort()).toEqual([...ends].sort());
  expect(await world.app.store.records.list('callback-open', { limit: 10 })).toEqual([]);
}

/** Answers and hears who calls. */
export async function picksUp(customer: Person, withinS = 30): Promise<Person> {
  await customer.answers(withinS);
  return customer.hears('returning your call');
}

/** The agent's phone rings for them, they are called, and the two talk. */
export async function isCalledBack(customer: Person, agent: Person, withinS?: number): Promise<void> {
  await agent.takes(withinS);
  await picksUp(customer);
  await customer.presses('1');
  await customer.talksWith(agent);
  await customer.hangsUp();
  await agent.hears('the call has ended');
  await agent.hangsUp();
}
