// The scene of the store's contract: a store under a hand-pushed clock, a second handle beside it, and short words for what happens.
import { expect } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import type { Clock } from '../../src/clock.ts';
import { HandClock } from '../../src/clock.ts';
import type { FloorVerb, Refusal, Wait, Who } from '../../src/store/floor.ts';
import type { Commit, Committed, Store, TakenWork } from '../../src/store/store.ts';

/** Opens a fresh, empty store twice, as two processes would: `other` sees what `store` wrote. */
export type OpenStore = (clock: Clock) => Promise<{ store: Store; other: Store; close: () => Promise<void> }>;

export const START = Date.UTC(2026, 2, 2, 9, 0, 0);

export interface Scene {
  clock: HandClock;
  store: Store;
  other: Store;
  close: () => Promise<void>;
}

export async function setScene(open: OpenStore): Promise<Scene> {
  const clock = new HandClock(START);
  return { clock, ...(await open(clock)) };
}

/** A call as the store sees it: id, turn, carrier's id, over or not. The rest is opaque to it. */
export function callAt(id: string, turn: number, more: { sid?: string; overAt?: number; said?: string } = {}): Call {
  const { sid, overAt, said } = more;
  const doing = overAt === undefined ? { is: 'new' } : { is: 'over', at: overAt, how: 'completed' };
  return {
    id, turn, doing, role: 'caller', line: 'emea', language: 'en', flows: 'f1', began: START, back: [], members: [],
    at: { flow: 'support', step: 'welcome' }, vars: { said: said ?? '' }, answer: [{ do: 'say', key: 'welcome', values: {}, language: 'en' }],
    ...(sid === undefined ? {} : { sid }),
  } as unknown as Call;
}

type Ok = Extract<Committed, { ok: true }>;

export async function done(store: Store, commit: Commit): Promise<Ok> {
  const committed = await store.commit(commit);
  expect(committed).toMatchObject({ ok: true });
  return committed as Ok;
}

export const happens = (store: Store, ...floor: FloorVerb[]): Promise<Ok> => done(store, { floor });

export async function refusal(store: Store, ...floor: FloorVerb[]): Promise<Refusal> {
  const committed = await store.commit({ floor });
  if (committed.ok || committed.why !== 'refused') return expect.fail(`expected a refusal, got ${JSON.stringify(committed)}`);
  return committed.refusal;
}

/** Classes admit whom a test says; opened with nobody signed in, so that nothing is filled. */
export const openClasses = (store: Store, ...names: string[]): Promise<void> => store.floor.open(names, () => undefined);

interface SignIn {
  until?: number;
  presence?: 'ready' | 'away' | 'offline';
  bases?: Record<string, number>;
}

/** An agent sets ready (or what `more` says) with classes as they are at the registry's version. */
export async function signsIn(store: Store, agent: string, classes: readonly string[], more: SignIn = {}): Promise<Ok> {
  const { version } = await store.floor.classes();
  const bases = more.bases ?? Object.fromEntries(classes.map((name) => [name, 0]));
  const until = more.until === undefined ? {} : { until: more.until };
  return happens(store, { verb: 'presence', agent, presence: more.presence ?? 'ready', classes: bases, at: version, ...until });
}

export const joining = (id: string, classes: readonly string[], more: Partial<Wait> = {}): FloorVerb => {
  const { rank = START, joined = START, limit = 1, steps = [{ from: 0, classes }] } = more;
  return { verb: 'join', wait: { id, call: `call-${id}`, rank, joined, steps, limit } };
};

export const claiming = (offer: string, wait: string, agent: string | readonly string[], name: string, expires = START + 40_000): FloorVerb => ({
  verb: 'claim', offer, wait, agents: typeof agent === 'string' ? [agent] : agent, class: name, expires,
});

export const returning = (offer: string, why: 'declined' | 'expired' | 'failed' | 'withdrawn' = 'declined', coolMs = 60_000): FloorVerb => ({
  verb: 'return', offer, why, coolMs,
});

export const names = (look: readonly Who[]): string[] => look.map((who) => ('wait' in who ? who.wait : who.agent)).sort();

export const headsFor = async (store: Store, wait: string): Promise<string[]> => {
  const look = await store.floor.look({ wait });
  return look?.for === 'wait' ? look.agents.map(({ agent }) => agent) : [];
};

export const lineFor = async (store: Store, agent: string): Promise<string[]> => {
  const look = await store.floor.look({ agent });
  return look?.for === 'agent' ? look.waits.map(({ wait }) => wait.id) : [];
};

export const stateOf = async (store: Store, agent: string): Promise<string | undefined> => (await store.floor.agent(agent))?.state;

/** Takes everything that is due and leaves it in our hands. */
export const dueNow = (store: Store): Promise<readonly TakenWork[]> => store.work.take(100, 10_000);

/** Does what the reception's ticker does with the floor's own timers: each verb in one commit with its `done`. */
export async function runTimers(store: Store): Promise<string[]> {
  const looks: string[] = [];
  for (const piece of await dueNow(store)) {
    const deed = piece.deed as { do: string; verb?: FloorVerb };
    const verbs = deed.verb ? [deed.verb] : [];
    const committed = await done(store, { floor: verbs, done: { id: piece.id, token: piece.token } });
    looks.push(...names(committed.look));
  }
  return [...new Set(looks)].sort();
}
