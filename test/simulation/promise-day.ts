// A day that chance decides by its seed: a store, a clock, telephones, and a house that dies a few times.
import { HandClock } from '../../src/clock.ts';
import type { RecordingKeep } from '../../src/reception/parts.ts';
import type { Presence } from '../../src/store/floor.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { agentNamed } from '../support/core.ts';
import { tuesday } from '../support/world.ts';
import { House } from './promise-house.ts';
import { Phones } from './promise-phones.ts';

/** Numbers from a seed, the same ones for the same seed (mulberry32). */
export function chanceOf(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

export const STAFF = ['amy', 'ben'] as const;
const DEATHS_MOST = 4;

/** How often what was seen. */
export type Tally = Map<string, number>;

export interface Day {
  chance: (most: number) => number;
  clock: HandClock;
  store: Store;
  phones: Phones;
  house: House;
  kept: Map<string, number>;
  settled: () => Promise<void>;
  passes: (seconds: number) => Promise<void>;
  sets: (agent: string, presence: Presence) => Promise<void>;
}

/** `within`: that many commits after its start a service dies at most, where it does. */
export async function openDay(seed: number, within: number): Promise<Day> {
  const chance = chanceOf(seed);
  const clock = new HandClock(tuesday);
  const store = createMemoryStore({ clock });
  const phones = new Phones(clock, chance);
  const kept = new Map<string, number>();
  const keep: RecordingKeep = {
    save: (voicemail, part, audio) => Promise.resolve(void kept.set(`${voicemail}/${part}`, audio.length)),
    read: () => Promise.resolve(undefined),
    size: (voicemail, part) => Promise.resolve(kept.get(`${voicemail}/${part}`)),
    forget: (voicemail) => Promise.resolve(void [...kept.keys()].filter((key) => key.startsWith(`${voicemail}/`)).forEach((key) => kept.delete(key))),
  };
  const lives = Array.from({ length: chance(DEATHS_MOST + 1) }, () => ({ commits: chance(within), after: chance(2) === 0 }));
  const house = new House({ first: seed % 2 === 0 ? 'agent' : 'customer', clock, store, carrier: phones.carrier, keep }, lives);
  phones.house = house;
  for (const id of [...STAFF, 'dan', 'gus', 'kim']) await store.records.put('agent', id, agentNamed(id));
  // All that is under way here waits for promises alone.
  const settled = async (): Promise<void> => {
    for (let turns = 0; turns < 2; turns++) await new Promise((done) => setImmediate(done));
  };
  clock.settle = settled;
  return {
    chance, clock, store, phones, house, kept, settled,
    passes: (seconds) => clock.push(seconds * 1_000),
    sets: async (agent, presence) => void (await house.ask((reception) => reception.presence(agent, presence))),
  };
}

/** Nothing that was done may be left undone, and nothing in the log is an error but what was meant to be one. */
export async function dayIsOver({ store, phones, house }: Day): Promise<void> {
  const faults = [
    ...phones.problems,
    ...house.log.entries.filter(({ level, message }) => level === 'error' && !/alarm/.test(message)).map((entry) => JSON.stringify(entry)),
    ...(await store.calls({ limit: 100, live: true })).map(({ id, role, doing }) => `${role} ${id} is ${doing.is} still`),
    ...(await store.floor.waits()).filter(({ state }) => state !== 'gone').map((wait) => `left on the floor: ${JSON.stringify(wait)}`),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
