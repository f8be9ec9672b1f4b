// Random operations on a store: few people, few classes and few ids, so that they meet often.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { FloorVerb, Look, Who } from '../../src/store/floor.ts';
import type { Commit, Store, TakenWork } from '../../src/store/store.ts';
import { match, peopleOf } from '../../src/routing/match.ts';
import { halfOf } from '../../src/routing/pair.ts';
import { callAt, START } from '../contracts/store-scene.ts';

export type Operation =
  | { do: 'push'; ms: number }
  | { do: 'open'; names: readonly string[] }
  | { do: 'commit'; commit: Commit }
  /** Presence at the registry's present version, with the classes that admit this agent; `stale` names an older version. */
  | { do: 'presence'; agent: string; presence: 'ready' | 'away' | 'offline'; forMs: number | undefined; taste: number; stale: boolean }
  /** What the ticker does: takes what is due and commits it with `done`. */
  | { do: 'tick'; limit: number }
  /** What the reception does: looks, and claims the best. */
  | { do: 'decide'; who: Who; offer: string }
  /** The classes alone, perhaps with a lease that ends sooner. */
  | { do: 'reclass'; agent: string; taste: number; forMs: number | undefined }
  | { do: 'tally'; key: string }
  | { do: 'retain'; limit: number };

const CLASSES = ['x', 'y', 'z', 'with(x,y)'];
const agent = fc.constantFrom('amy', 'bob', 'cid', 'dan');
const wait = fc.constantFrom('w1', 'w2', 'w3', 'w4', 'w5');
const offer = fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8');
const name = fc.constantFrom(...CLASSES);
const names = fc.uniqueArray(name, { minLength: 1 });
const soon = fc.constantFrom(-1_000, 0, 500, 1_000, 5_000, 20_000).map((ms) => START + ms);

const join: fc.Arbitrary<FloorVerb> = fc.record({
  id: wait, rank: fc.integer({ min: -3, max: 3 }), joined: fc.integer({ min: START, max: START + 2 }), limit: fc.constantFrom(1, 1, 1, 2, 5),
  steps: fc.array(fc.record({ from: soon, classes: names }), { minLength: 1, maxLength: 3 }),
}).chain((it) => fc.option(wait, { freq: 4, nil: undefined }).map((instead): FloorVerb => ({
  verb: 'join', wait: { ...it, call: `call-${it.id}` }, ...(instead === undefined || instead === it.id ? {} : { instead }),
})));

const verb: fc.Arbitrary<FloorVerb> = fc.oneof(
  { weight: 5, arbitrary: join },
  wait.map((it): FloorVerb => ({ verb: 'widen', wait: it })),
  fc.record({ verb: fc.constant('rerank' as const), wait, rank: fc.integer({ min: -3, max: 3 }), limit: fc.constant(5) }),
  fc.record({ verb: fc.constant('rerank' as const), wait, rank: fc.integer({ min: -3, max: 3 }) }),
  { weight: 2, arbitrary: wait.map((it): FloorVerb => ({ verb: 'leave', wait: it })) },
  fc.constant<FloorVerb>({ verb: 'dial-slot', perSecond: 3 }),
  fc.constant<FloorVerb>({ verb: 'dial-slot', perSecond: 3, first: true }),
  fc.constant<FloorVerb>({ verb: 'dial-slot', perSecond: 3, legs: 2 }),
  soon.map((until): FloorVerb => ({ verb: 'dial-wish', until })),
  fc.record({ offer, wait, agent, class: name, expires: soon, limit: fc.constantFrom(1, 2) }, { requiredKeys: ['offer', 'wait', 'agent', 'class', 'expires'] }).map((summons): FloorVerb => ({ verb: 'summon', ...summons })),
  {
    weight: 4,
    arbitrary: fc.record({
      verb: fc.constant('claim' as const), offer, wait, agents: fc.uniqueArray(agent, { minLength: 1, maxLength: 2 }), class: name, expires: soon,
    }),
  },
  { weight: 3, arbitrary: offer.map((it): FloorVerb => ({ verb: 'accept', offer: it })) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('agree' as const), offer, agent }) },
  fc.record({ verb: fc.constant('accept' as const), offer, agent }),
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constant('return' as const), offer, why: fc.constantFrom('declined' as const, 'expired' as const, 'failed' as const, 'withdrawn' as const),
      coolMs: fc.constantFrom(0, 700, 3_000), agent,
    }, { requiredKeys: ['verb', 'offer', 'why', 'coolMs'] }),
  },
  fc.record({ verb: fc.constant('renew' as const), agent, until: soon }),
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('finish' as const), agent, wrapUntil: soon }) },
  fc.record({ verb: fc.constant('extend-wrap' as const), agent, wrapUntil: soon }),
  fc.record({ verb: fc.constant('rerank' as const), wait, rank: fc.integer({ min: -3, max: 3 }), steps: fc.array(fc.record({ from: soon, classes: names }), { minLength: 1, maxLength: 2 }) }),
  agent.map((it): FloorVerb => ({ verb: 'refresh', agent: it })),
  fc.record({ verb: fc.constant('once' as const), key: fc.constantFrom('k1', 'k2'), ms: fc.constantFrom(500, 2_000) }),
);

const call = fc.record({ id: fc.constantFrom('c1', 'c2'), was: fc.integer({ min: 0, max: 4 }), over: fc.boolean(), sid: fc.constantFrom('CA1', 'CA2', undefined) })
  .map(({ id, was, over, sid }) => ({
    call: callAt(id, was + 1, { ...(over ? { overAt: START + was } : {}), ...(sid ? { sid: `${sid}-${id}` } : {}) }), was: was === 0 ? undefined : was,
  }));

const commit: fc.Arbitrary<Commit> = fc.record({
  calls: fc.uniqueArray(call, { maxLength: 1, selector: (it) => it.call.id }),
  floor: fc.array(verb, { minLength: 0, maxLength: 3 }),
  work: fc.array(fc.record({ id: fc.constantFrom('work-1', 'work-2'), at: soon, deed: fc.constant({ do: 'nothing' }) }), { maxLength: 1 }),
  cancel: fc.array(fc.constantFrom('work-1', 'wrap:amy', 'expire:o1'), { maxLength: 1 }),
  journal: fc.array(fc.record({ at: fc.constant(START), kind: fc.constantFrom('a', 'b'), call: fc.constantFrom('c1', 'c2') }), { maxLength: 2 }),
});

const anOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('push' as const), ms: fc.constantFrom(1, 300, 1_000, 3_000, 15_000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const), names }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('commit' as const), commit }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('presence' as const), agent, presence: fc.constantFrom('ready' as const, 'ready' as const, 'away' as const, 'offline' as const),
      forMs: fc.constantFrom(undefined, undefined, 800, 4_000), taste: fc.integer({ min: 1, max: 7 }), stale: fc.integer({ min: 0, max: 9 }).map((it) => it === 0),
    }),
  },
  fc.record({ do: fc.constant('reclass' as const), agent, taste: fc.integer({ min: 1, max: 7 }), forMs: fc.constantFrom(undefined, 800, 4_000) }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tick' as const), limit: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('decide' as const), who: fc.oneof(wait.map((it) => ({ wait: it })), agent.map((it) => ({ agent: it }))), offer }) },
  fc.record({ do: fc.constant('tally' as const), key: fc.constantFrom('k1', 'k2') }),
  fc.record({ do: fc.constant('retain' as const), limit: fc.integer({ min: 1, max: 3 }) }),
);

/** Everybody is there and the classes are open, so that most of what follows means something; now and then they are not. */
const opening: readonly Operation[] = [
  { do: 'open', names: CLASSES },
  ...['amy', 'bob', 'cid', 'dan'].map((who, i): Operation => ({ do: 'presence', agent: who, presence: 'ready', forMs: undefined, taste: 7 - i, stale: false })),
];

export const someOperations: fc.Arbitrary<readonly Operation[]> = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.array(anOperation, { minLength: 20, maxLength: 90, size: 'max' }))
  .map(([begin, rest]) => [...opening.slice(begin === 5 ? opening.length : 0), ...rest]);

/** Which classes admit an agent, by three bits; the same for filling a new class as for signing in. */
const admits = (who: string, taste: number, className: string): number | undefined =>
  ((taste >> CLASSES.indexOf(halfOf(className) ?? className)) & 1 ? (who.charCodeAt(0) % 3) * 100 : undefined);

const sorted = (who: readonly Who[]) => who.map((each) => JSON.stringify(each)).sort();
/** Looks are compared without their order: who is in them is the promise. */
const plain = (answer: Awaited<ReturnType<Store['commit']>>) =>
  (answer.ok ? { ...answer, look: sorted(answer.look), due: [...answer.due].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ token: _token, ...rest }) => rest) } : answer);

async function tick(store: Store, limit: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const piece of await store.work.take(limit, 2_000)) {
    seen.push(withoutToken(piece), plain(await store.commit({ floor: verbsOf(piece), done: { id: piece.id, token: piece.token } })));
  }
  return seen;
}

const withoutToken = ({ token: _token, ...rest }: TakenWork) => rest;
function verbsOf({ deed }: TakenWork): FloorVerb[] {
  const { verb: found } = deed as { verb?: FloorVerb };
  return found ? [found] : [];
}

/** Looks and claims the first pair. */
async function decide(store: Store, who: Who, id: string): Promise<unknown> {
  const look = await store.floor.look(who);
  if (!look) return 'unknown';
  const best = firstPair(look);
  if (!best) return look;
  return [look, plain(await store.commit({ floor: [{ verb: 'claim', offer: id, ...best, expires: START + 10_000 }] }))];
}

function firstPair(look: Look): { wait: string; agents: string[]; class: string } | undefined {
  const found = match(look);
  return found && { wait: found.wait, agents: peopleOf(found), class: found.class };
}

async function classesFor(store: Store, who: string, taste: number) {
  const { version, names: open } = await store.floor.classes();
  return { version, classes: Object.fromEntries(open.flatMap((className) => {
    const base = admits(who, taste, className);
    return base === undefined ? [] : [[className, base]];
  })) };
}

/** Does it, and answers what is to be the same on every store. */
export async function act(store: Store, operation: Operation): Promise<unknown> {
  switch (operation.do) {
    case 'push': return operation.ms;
    case 'open': return store.floor.open(operation.names, (className, who) => admits(who, 5, className));
    case 'commit': return plain(await store.commit(operation.commit));
    case 'presence': {
      const { agent: who, presence, forMs, taste } = operation;
      const { version, classes } = await classesFor(store, who, taste);
      const at = operation.stale ? version - 1 : version;
      const until = forMs === undefined ? {} : { until: START + forMs };
      return plain(await store.commit({ floor: [{ verb: 'presence', agent: who, presence, classes, at: Math.max(0, at), ...until }] }));
    }
    case 'reclass': {
      const { version, classes } = await classesFor(store, operation.agent, operation.taste);
      const until = operation.forMs === undefined ? {} : { until: START + operation.forMs };
      return plain(await store.commit({ floor: [{ verb: 'reclass', agent: operation.agent, classes, at: version, ...until }] }));
    }
    case 'tick': return tick(store, operation.limit);
    case 'decide': return decide(store, operation.who, operation.offer);
    case 'tally': return store.tally(operation.key, 2_000);
    // How many went is not compared: Redis lets old counts expire by themselves.
    case 'retain': return void (await store.retain(0, operation.limit));
  }
}

/** Everything that can be read, in one value. */
export async function floorOf(store: Store): Promise<unknown> {
  const [waits, agents] = [await store.floor.waits(), await store.floor.agents()];
  const aheads = await Promise.all(waits.map(({ id }) => store.floor.inLine(id)));
  const looks = await Promise.all([...waits.map(({ id }) => store.floor.look({ wait: id })), ...agents.map(({ id }) => store.floor.look({ agent: id }))]);
  const offers = await Promise.all(['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8'].map((id) => store.floor.offer(id)));
  return {
    waits, agents, aheads, looks, offers,
    missed: sorted(await store.floor.missed(99)), classes: await store.floor.classes(), work: await store.work.size(), next: await store.work.next(),
    calls: await store.calls({ limit: 99 }), live: await store.calls({ limit: 99, live: true }), journal: await store.journal.read({ limit: 999 }),
    ofCall: await store.journal.read({ limit: 999, call: 'c1' }), bySid: await store.callBySid('CA1-c1'),
  };
}

/**
 * The reception in small: whoever a commit names in `look` is decided at once, and the floor's timers are run. `watched`
 * is the store to act on.
 */
export function reception(store: Store) {
  const queue: Who[] = [];
  let offers = 0;
  const watched: Store = {
    ...store,
    async commit(change) {
      const committed = await store.commit(change);
      if (committed.ok) queue.push(...committed.look);
      return committed;
    },
  };
  async function settle(): Promise<void> {
    while ((await tick(watched, 100)).length > 0);
    for (let who = queue.shift(); who; who = queue.shift()) {
      const look = await store.floor.look(who);
      const best = look && firstPair(look);
      if (!best) continue;
      const claimed = await watched.commit({ floor: [{ verb: 'claim', offer: `d${++offers}`, ...best, expires: START + 10_000 }] });
      // Somebody better placed waits for this agent: they are served first, and then it is decided again.
      if (!claimed.ok) queue.push(...best.agents.map((id) => ({ agent: id })));
      queue.push(who);
    }
  }
  return { watched, settle };
}

/** What must hold at every moment. */
export async function promisesHold(store: Store): Promise<void> {
  const [waits, agents] = [await store.floor.waits(), await store.floor.agents()];
  const live = await Promise.all(waits.filter(({ state }) => state === 'waiting').flatMap(({ offers }) => offers).map((id) => store.floor.offer(id)));
  const rung = live.flatMap((it) => it?.agents ?? []);
  expect(new Set(rung).size, 'at most one live offer per agent').toBe(rung.length);
  expect(agents.filter(({ state }) => state === 'offered').map(({ id }) => id).sort(), 'who is offered has a live offer').toEqual([...rung].sort());
  for (const caller of waits) {
    if (caller.state === 'waiting') expect(live.filter((it) => it?.wait === caller.id && it.summons !== true).length, 'within its limit').toBeLessThanOrEqual(caller.limit);
    if (caller.state === 'talking') expect(caller.offers, 'talking by one offer').toHaveLength(1);
  }
  const talking = waits.filter(({ state }) => state === 'talking').map(({ offers }) => offers[0]);
  expect(new Set(talking).size, 'no offer is accepted for two callers').toBe(talking.length);
}
