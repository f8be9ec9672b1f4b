// Where many stories begin: a caller and an agent already in one room.
import type { Person } from './person.ts';
import type { World } from './world.ts';

export const tollFree = '+18885550100';
/** A number of nobody in the sample cases. */
export const stranger = '+14155550123';
/** The contact of case 2006-0811-0120: P2, Dan's, in the Americas. */
export const contact = '+14085550123';
export const caseKeys = '200608110120#';

/** Ana has asked for Customer Care, and Amy has taken her call. Others may have signed in before; Amy is free longest. */
export async function anaWithAmy(world: World, ...others: readonly string[]): Promise<{ ana: Person; amy: Person }> {
  await world.signIn('amy', ...others);
  const ana = world.person('Ana', stranger);
  const amy = await world.agent('amy');
  await ana.dials(tollFree);
  await ana.presses('2');
  await amy.takes();
  await ana.talksWith(amy);
  await ana.hears('in the room');
  return { ana, amy };
}

/** Amy has left Ana with music and asked for an escalation manager, because Ana wants faster progress. */
export async function amyAsksForAManager(world: World, ...managers: readonly string[]): Promise<{ ana: Person; amy: Person }> {
  const { ana, amy } = await anaWithAmy(world, ...managers);
  await amy.presses('*');
  await amy.hears('escalation manager');
  await amy.presses('2');
  await amy.hears('by staff id');
  await amy.presses('1');
  await amy.hears('pound');
  await amy.presses('#');
  await amy.hears('why');
  await amy.presses('1');
  await amy.hears('calling the escalation managers');
  return { ana, amy };
}

/** Amy and Kim talk about Ana, who hears music. */
export async function amyConsultsKim(world: World): Promise<{ ana: Person; amy: Person; kim: Person }> {
  const { ana, amy } = await amyAsksForAManager(world, 'kim');
  const kim = await world.agent('kim');
  await kim.takes();
  await kim.talksWith(amy);
  return { ana, amy, kim };
}

/** Ana, the contact of her case, talks with Dan, its engineer. */
export const anaWithDan = (world: World, ...others: readonly string[]) => callsDan(world, contact, ...others);

/** Whoever calls from this number about the case talks with Dan. */
export async function callsDan(world: World, from: string, ...others: readonly string[]): Promise<{ ana: Person; dan: Person }> {
  await world.signIn('dan', ...others);
  const [ana, dan] = [world.person('Ana', from), await world.agent('dan')];
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await dan.takes();
  await ana.talksWith(dan);
  return { ana, dan };
}

/** Out of the room, and on by these keys once their words are heard. */
export async function star(agent: Person, ...keys: readonly (readonly [hears: string, presses: string])[]): Promise<void> {
  await agent.presses('*');
  if (keys.length === 0) await agent.hears('the caller hears music');
  for (const [words, key] of keys) {
    await agent.hears(words);
    await agent.presses(key);
  }
}
