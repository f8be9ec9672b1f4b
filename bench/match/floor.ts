// The centre that is measured: 5,000 agents in 200 classes, ten each; callers wait in one to three, and a tenth name a person.
import { openLmdb } from '../../src/store/lmdb.ts';
import { openRedis } from '../../src/store/redis.ts';
import { NAMED_BASE } from '../../src/routing/admits.ts';
import { personClass, teamClass } from '../../src/routing/who.ts';
import type { FloorVerb } from '../../src/store/floor.ts';
import type { Committed, Store } from '../../src/store/store.ts';
import { atOnce } from '../tools.ts';

export const AGENTS = 5_000;
export const CLASSES = 200;
export const CLASSES_OF_AGENT = 10;
/** One caller in so many names a person. */
const NAMES_ONE_IN = 10;
const SETUP_AT_ONCE = 64;

export type Place = { store: 'redis'; url: string; centre: string } | { store: 'lmdb'; dir: string; centre: string };

/** Nothing but chance that is the same in each run. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const openAt = (place: Place): Promise<Store> =>
  place.store === 'redis' ? openRedis({ url: place.url, centre: place.centre }) : openLmdb({ dir: place.dir, centre: place.centre });

/**
 * Half of the agents are ready, and nobody waits for them: they are there for callers who come. The others are away, and
 * all who wait are in their classes: each of them who becomes free finds a line.
 */
const HALF = CLASSES / 2;
export const isReadyHalf = (agent: number): boolean => agent < AGENTS / 2;

export const agentId = (agent: number): string => `a${String(agent).padStart(4, '0')}`;

/** Which classes an agent serves: ten of their half's hundred. */
export function classesOf(agent: number): string[] {
  const first = isReadyHalf(agent) ? 0 : HALF;
  return Array.from({ length: CLASSES_OF_AGENT }, (_, index) => teamClass(`t${first + ((agent * 7 + index * 11) % HALF)}`));
}

/** What a caller of one half asks for. */
export function demandOf(caller: number, half: 'ready' | 'away'): string[] {
  const chance = chanceFrom(caller * 2_654_435_761 + 17);
  const first = half === 'ready' ? 0 : HALF;
  const many = 1 + Math.floor(chance() * 3);
  const teams = Array.from({ length: many }, () => teamClass(`t${first + Math.floor(chance() * HALF)}`));
  const named = caller % NAMES_ONE_IN === 0 ? [personClass(agentId(Math.floor(chance() * NAMED) + (half === 'ready' ? 0 : AGENTS / 2)))] : [];
  return [...new Set([...named, ...teams])];
}

/** So many of each half are known to customers by name. */
const NAMED = 250;
const isNamed = (agent: number): boolean => agent % (AGENTS / 2) < NAMED;

export async function done(asked: Promise<Committed>, what: string): Promise<Committed & { ok: true }> {
  const committed = await asked;
  if (!committed.ok) throw new Error(`${what}: ${JSON.stringify(committed)}`);
  return committed;
}

export function presence(agent: number, set: 'ready' | 'away', at: number): FloorVerb {
  const classes = Object.fromEntries(classesOf(agent).map((name) => [name, 0]));
  return { verb: 'presence', agent: agentId(agent), presence: set, at, classes: isNamed(agent) ? { ...classes, [personClass(agentId(agent))]: NAMED_BASE } : classes };
}

/** Classes are open and everybody is signed in. Says the registry's version. */
export async function openCentre(store: Store): Promise<number> {
  const teams = Array.from({ length: CLASSES }, (_, number) => teamClass(`t${number}`));
  const people = Array.from({ length: AGENTS }, (_, agent) => agent).filter(isNamed).map((agent) => personClass(agentId(agent)));
  await store.floor.open([...teams, ...people], () => undefined);
  const { version } = await store.floor.classes();
  await atOnce(SETUP_AT_ONCE, AGENTS, async (agent) => void (await done(store.commit({ floor: [presence(agent, isReadyHalf(agent) ? 'ready' : 'away', version)] }), 'an agent signs in')));
  return version;
}

export function joining(id: string, caller: number, half: 'ready' | 'away', joined: number): FloorVerb {
  // Four priorities, a quarter of an hour apart.
  return { verb: 'join', wait: { id, call: `call-${id}`, rank: joined - (caller % 4) * 900_000, joined, limit: 1, steps: [{ from: joined, classes: demandOf(caller, half) }] } };
}

/** The line grows to so many. */
export async function fillLine(store: Store, from: number, to: number): Promise<void> {
  const began = Date.now() - 3_600_000;
  await atOnce(SETUP_AT_ONCE, to - from, async (index) => void (await done(store.commit({ floor: [joining(`w${from + index}`, from + index, 'away', began + from + index)] }), 'a caller joins')));
}
