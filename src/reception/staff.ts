// The staff line's questions: who keyed this id, does the PIN fit, and how do they stand. Tries are counted before they are judged.
import type { Call } from '../call/call.ts';
import type { Known, KnownPresence, Need } from '../call/facts.ts';
import type { Agent } from '../centre/centre.ts';
import { hasLapsed } from '../store/agent-state.ts';
import type { Parts } from './parts.ts';
import { classesOf, latestUntil } from './presence.ts';

const MINUTE_MS = 60_000;
/** So many wrong PINs, for one id or from one number, and nobody signs in by it for a while. */
const WRONG_MAX = 5;
const LOCK_MS = 15 * MINUTE_MS;
/** Wrong ones are remembered for so long, so that a patient guesser gains nothing by pausing, and typing errors of a day do not add up. */
const WRONG_MS = 60 * MINUTE_MS;
/** A turn that comes twice, to two processes at once, is one try. */
const SAME_TRY_MS = 60 * MINUTE_MS;

/** The digits of an id as a call may keep them: the same ones give the same claim, and it shows none of them. */
export const claimOf = ({ seal }: Pick<Parts, 'seal'>, digits: string): string => seal(`staff-id:${digits}`);

/** What tries are counted against: the id, whether or not it is anybody's, and the calling number. */
interface Guard {
  key: string;
  /** For the alarm: an agent's id, or which of the two it was. */
  about: string;
}

/**
 * Counts first and takes a right one back, so that many at once are no more tries than one after the other. Nobody learns from
 * the answer, nor from how long it takes, whether the id exists.
 */
export async function judge(parts: Parts, call: Pick<Call, 'id' | 'document'>, { claim, pin }: Need & { need: 'staff' }, number: string): Promise<Known['staff'] & object> {
  const agent = await claimed(parts, claim);
  const guards: Guard[] = [{ key: `staff-id:${claim}`, about: agent?.id ?? 'unknown-staff-id' }, { key: `staff-number:${number}`, about: 'calling-number' }];
  const locked = await firstLocked(parts, guards);
  if (locked) return { is: 'locked', about: locked.about };
  const again = (await parts.store.tally(`staff-try:${call.id}:${call.document}`, SAME_TRY_MS)) > 1;
  const counts = await Promise.all(guards.map(({ key }) => parts.store.tally(wrongs(key), WRONG_MS, again ? 0 : 1)));
  const withMore = (wrong: number) => guards.filter((_, index) => (counts[index] ?? 0) > wrong);
  const beyond = await lock(parts, withMore(WRONG_MAX));
  if (beyond) return beyond;
  if ((await parts.pins.check(agent?.id, pin)) && agent) {
    await forgive(parts, guards, counts, again);
    const [language] = agent.languages;
    return { is: 'known', agent: agent.id, ...(language === undefined ? {} : { language }), ...(agent.supervisor && { supervisor: agent.supervisor }) };
  }
  return (await lock(parts, withMore(WRONG_MAX - 1))) ?? { is: 'wrong' };
}

const wrongs = (key: string): string => `wrong:${key}`;
const locks = (key: string): string => `locked:${key}`;

async function claimed(parts: Parts, claim: string): Promise<Agent | undefined> {
  return (await parts.people.all()).find(({ staffId }) => staffId !== undefined && claimOf(parts, staffId) === claim);
}

async function firstLocked({ store }: Parts, guards: readonly Guard[]): Promise<Guard | undefined> {
  const counts = await Promise.all(guards.map(({ key }) => store.tally(locks(key), LOCK_MS, 0)));
  return guards.find((_, index) => (counts[index] ?? 0) > 0);
}

/** Locks those that have had enough, if any: the id and the number may have so at once. After the lock they begin anew. */
async function lock({ store }: Parts, full: readonly Guard[]): Promise<(Known['staff'] & { is: 'locked' }) | undefined> {
  for (const { key } of full) {
    if ((await store.tally(locks(key), LOCK_MS)) === 1) await store.tally(wrongs(key), WRONG_MS, -WRONG_MAX);
  }
  const [first] = full;
  return first && { is: 'locked', about: first.about };
}

/** Who is in forgets the typing errors of that id. The number keeps those of others: one PIN must not pay for guessing another. */
async function forgive({ store }: Parts, guards: readonly Guard[], counts: readonly number[], again: boolean): Promise<void> {
  const [id, number] = guards;
  if (id) await store.tally(wrongs(id.key), WRONG_MS, -(counts[0] ?? 0));
  if (number && !again) await store.tally(wrongs(number.key), WRONG_MS, -1);
}

/** A PIN that is set anew opens at once, whatever was keyed wrong before. */
export async function unlock(parts: Pick<Parts, 'store' | 'seal'>, { staffId }: Pick<Agent, 'staffId'>): Promise<void> {
  if (staffId === undefined) return;
  const key = `staff-id:${claimOf(parts, staffId)}`;
  for (const [name, ms] of [[locks(key), LOCK_MS], [wrongs(key), WRONG_MS]] as const) await parts.store.tally(name, ms, -(await parts.store.tally(name, ms, 0)));
}

/** How they stand, and what a commit needs that sets them otherwise. */
export async function standing(parts: Parts, id: string): Promise<Known['presence'] & object> {
  const [agent, floor] = await Promise.all([parts.people.get(id), parts.store.floor.agent(id)]);
  if (!agent) return { is: 'gone' };
  const now = parts.clock.now();
  const known: Pick<KnownPresence, 'presence' | 'state' | 'until'> = floor && !isOut(floor, now) ? floor : { presence: 'offline', state: 'offline' };
  return {
    is: 'known', presence: known.presence, state: known.state, ...(known.until === undefined ? {} : { until: known.until }),
    silent: agent.phone === undefined, latest: latestUntil(parts, agent, now), zone: parts.centre.regions[agent.region]?.hours.zone ?? 'UTC',
    ...(await classesOf(parts, agent)),
  };
}

/** A lease that ran out a moment ago: the floor learns of it by a timer. */
const isOut = (floor: Parameters<typeof hasLapsed>[0] & Pick<KnownPresence, 'state'>, now: number): boolean =>
  hasLapsed(floor, now) && (floor.state === 'ready' || floor.state === 'away');
