// Counts the misses of an agent; the second in a row sets them away, and a text tells them why.
import type { Deed } from '../call/effects.ts';
import { areTooMany, type Misses, noMisses, withMiss } from '../call/misses.ts';
import type { FloorAgent } from '../store/floor.ts';
import type { TakenWork } from '../store/store.ts';
import type { Desk, Done } from './desk.ts';
import { setAway } from './presence.ts';

/** Two legs of one agent end one after the other; more at once than that would be a storm. */
const TRIES_MAX = 20;

export async function miss(desk: Desk, { agent, ...missed }: Deed & { do: 'miss' }, work: TakenWork): Promise<Done> {
  const { records, floor } = desk.parts.store;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const [kept, there] = await Promise.all([records.get<Misses>('misses', agent), floor.agent(agent)]);
    // Whoever is rung because they have duty, though they never said that they are there, has missed nothing.
    if (!there || !isReady(there, desk.parts.clock.now())) return 'done';
    const before = kept?.value ?? noMisses(0);
    const after = withMiss(before, missed);
    if (areTooMany(after)) return awayWithText(desk, agent, after, work);
    if (after === before || (await records.put('misses', agent, after, kept?.version ?? 0))) return 'done';
  }
  throw new Error(`a miss could not be counted in ${TRIES_MAX} tries`);
}

const isReady = ({ presence, until }: FloorAgent, now: number): boolean => presence === 'ready' && (until === undefined || until > now);

/** All of it in the commit that marks the work done: it happens once, whoever dies on the way. */
async function awayWithText(desk: Desk, agent: string, { offers }: Misses, work: TakenWork): Promise<Done> {
  const { clock, centre, log } = desk.parts;
  const now = clock.now();
  const last = offers.at(-1) ?? agent;
  const text: Deed = { do: 'text', to: { agent }, about: last, key: 'sms.set-away', values: centre.staffLine === undefined ? {} : { line: centre.staffLine } };
  const set = await setAway(desk.parts, agent, {
    work: [{ id: `away:${last}`, at: 0, deed: text }],
    records: [{ kind: 'misses', id: agent, value: noMisses(now) }],
    journal: [{ at: now, kind: 'set-away', agent, because: 'missed', offers }],
    done: work,
  });
  if (!set) return 'done';
  log.info({ agent }, 'an agent who missed two calls in a row is set away');
  desk.performAll(set.due);
  return 'committed';
}
