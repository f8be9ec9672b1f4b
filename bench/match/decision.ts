// One decision and claim, as the reception makes it: look, match, claim; refused, decided again.
import { match } from '../../src/routing/match.ts';
import type { Who } from '../../src/store/floor.ts';
import type { Committed, Store, TakenWork } from '../../src/store/store.ts';
import { AGENTS, agentId, done, joining, presence } from './floor.ts';

/** More than the reception's own, which leaves it to the next event then. */
const TRIES_MAX = 100;
const LEASE_MS = 30_000;

export interface Decided {
  /** From the look to the claim acknowledged. */
  ms: number;
  /** From the commit that frees or brings somebody to the claim acknowledged. */
  wholeMs: number;
  refused: number;
}

export interface Floor {
  store: Store;
  /** The registry's version. */
  version: number;
  /** Ids that no other process uses. */
  name: string;
}

interface Claimed {
  refused: number;
  /** The request for the leg, which nobody makes here: to be marked done. */
  dial: TakenWork | undefined;
}

/** Undefined where there is nobody to be found any more. */
async function tryOnce({ store }: Floor, who: Who, offer: string): Promise<{ agent: string; committed: Committed } | undefined> {
  const look = await store.floor.look(who);
  const found = look && match(look);
  if (!found) return undefined;
  const now = Date.now();
  const committed = await store.commit({
    floor: [{ verb: 'claim', offer, wait: found.wait, agents: [found.agent], class: found.class, expires: now + LEASE_MS }],
    work: [{ id: `dial:${offer}`, at: 0, deed: { do: 'dial', call: offer } }],
    journal: [{ at: now, kind: 'offered', call: found.wait, leg: offer, agent: found.agent, class: found.class }],
  });
  return { agent: found.agent, committed };
}

const dialOf = (committed: Committed): TakenWork | undefined => (committed.ok ? committed.due.find(({ id }) => id.startsWith('dial:')) : undefined);

async function decide(floor: Floor, who: Who, offer: string): Promise<Claimed> {
  for (let refused = 0; refused < TRIES_MAX; refused++) {
    const tried = await tryOnce(floor, who, offer);
    // Somebody who could not take this caller's agent has looked for us: the offer is made.
    if (!tried && 'wait' in who && ((await floor.store.floor.wait(who.wait))?.offers.length ?? 0) > 0) return { refused, dial: undefined };
    if (!tried) throw new Error(`nobody was found for ${JSON.stringify(who)}`);
    const { agent, committed } = tried;
    if (committed.ok) return { refused, dial: dialOf(committed) };
    // Somebody better placed waits for that agent: they come first, as in the reception.
    if (committed.why === 'refused' && committed.refusal.why === 'better-placed' && 'wait' in who) {
      const first = await tryOnce(floor, { agent }, `${offer}-${refused}`);
      const dial = first && dialOf(first.committed);
      if (dial) await floor.store.work.done(dial.id, dial.token);
    }
  }
  throw new Error(`refused ${TRIES_MAX} times`);
}

let made = 0;

async function timed(floor: Floor, comes: () => Promise<unknown>, who: Who, offer: string): Promise<Decided> {
  const began = performance.now();
  await comes();
  const looked = performance.now();
  const { refused, dial } = await decide(floor, who, offer);
  const ended = performance.now();
  if (dial) await floor.store.work.done(dial.id, dial.token);
  return { ms: ended - looked, wholeMs: ended - began, refused };
}

/** An agent becomes free and is offered the best placed caller; afterwards all is as it was. */
export async function agentFree(floor: Floor, number: number): Promise<Decided> {
  const { store, version, name } = floor;
  const agent = AGENTS / 2 + (number % (AGENTS / 2));
  const offer = `o-${name}-${made++}`;
  const decided = await timed(floor, () => done(store.commit({ floor: [presence(agent, 'ready', version)] }), 'an agent is ready'), { agent: agentId(agent) }, offer);
  await done(store.commit({ floor: [presence(agent, 'away', version), { verb: 'return', offer, why: 'failed', coolMs: 0 }] }), 'an offer is returned');
  return decided;
}

/** A caller comes and is offered to the agent longest free; afterwards all is as it was. */
export async function callerComes(floor: Floor, number: number): Promise<Decided> {
  const { store, name } = floor;
  const [id, offer] = [`c-${name}-${made}`, `o-${name}-${made++}`];
  const decided = await timed(floor, () => done(store.commit({ floor: [joining(id, number, 'ready', Date.now())] }), 'a caller comes'), { wait: id }, offer);
  await done(store.commit({ floor: [{ verb: 'leave', wait: id }] }), 'a caller leaves');
  return decided;
}
