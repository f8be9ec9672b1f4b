// One decision and claim, as the reception makes it: look, match, claim; refused, decided again.
import { match } from '../../src/routing/match.ts';
import type { Who } from '../../src/store/floor.ts';
import type { Store, TakenWork } from '../../src/store/store.ts';
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

/** How often it was refused, and what is left to be marked done: the request for the leg, which nobody makes here. */
async function decide({ store }: Floor, who: Who, offer: string): Promise<{ refused: number; dial: TakenWork | undefined }> {
  for (let refused = 0; refused < TRIES_MAX; refused++) {
    const look = await store.floor.look(who);
    const found = look && match(look);
    if (!found) throw new Error(`nobody was found for ${JSON.stringify(who)}`);
    const now = Date.now();
    const claimed = await store.commit({
      floor: [{ verb: 'claim', offer, wait: found.wait, agents: [found.agent], class: found.class, expires: now + LEASE_MS }],
      work: [{ id: `dial:${offer}`, at: 0, deed: { do: 'dial', call: offer } }],
      journal: [{ at: now, kind: 'offered', call: found.wait, leg: offer, agent: found.agent, class: found.class }],
    });
    if (claimed.ok) return { refused, dial: claimed.due.find(({ id }) => id === `dial:${offer}`) };
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
