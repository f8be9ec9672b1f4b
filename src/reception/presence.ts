// What agents set themselves to, and edits of who they are: both publish the classes that admit them.
import { isDeepStrictEqual } from 'node:util';
import type { Agent } from '../centre/centre.ts';
import { nextQuiet } from '../centre/do-not-ring.ts';
import { noMisses } from '../call/misses.ts';
import { base } from '../routing/admits.ts';
import type { FloorAgent, FloorVerb, Presence } from '../store/floor.ts';
import type { Who } from '../store/floor.ts';
import type { Commit, Committed } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { orderingOf } from './taken.ts';
import { noteComing } from './who-is-there.ts';

/** The longest a presence set by keypad or API lasts without being renewed. */
export const PRESENCE_MS_MAX = 12 * 3_600_000;
/** The registry moves when a class is opened; that many at once would be a storm. */
const TRIES_MAX = 20;

export type PresenceSet =
  | { ok: true; agent: FloorAgent; look: readonly Who[] }
  | { ok: false; why: 'unknown-agent' | 'no-phone' | 'until-past' };

export async function setPresence(parts: Parts, id: string, presence: Presence, until?: number): Promise<PresenceSet> {
  const agent = await parts.people.get(id);
  if (!agent) return { ok: false, why: 'unknown-agent' };
  if (presence === 'ready' && agent.phone === undefined) return { ok: false, why: 'no-phone' };
  const now = parts.clock.now();
  if (until !== undefined && until <= now) return { ok: false, why: 'until-past' };
  // Whoever signs in begins anew: what they missed before is forgotten.
  const records = presence === 'ready' ? [{ kind: 'misses' as const, id, value: noMisses(now) }] : [];
  const published = await publish(parts, agent, presence, Math.min(until ?? Infinity, latestUntil(parts, agent, now)), { records });
  const set = await parts.store.floor.agent(id);
  if (!set) throw new Error('an agent who was just published is not on the floor');
  return { ok: true, agent: set, look: published?.look ?? [] };
}

/** How long what somebody sets now lasts at most: half a day, or until they are not to be rung. */
export function latestUntil({ centre }: Pick<Parts, 'centre'>, { doNotRing, region }: Agent, now: number): number {
  const quiet = doNotRing && nextQuiet(doNotRing, centre.regions[region]?.hours.zone ?? 'UTC', now);
  return Math.min(quiet ?? Infinity, now + PRESENCE_MS_MAX);
}

/** After an edit: the classes as they are now, and a lease no longer than the hours as they are now. What they set is theirs, also in that very moment. */
export async function republish(parts: Parts, id: string): Promise<readonly Who[]> {
  const agent = await parts.people.get(id);
  return (agent && (await reclass(parts, agent)))?.look ?? [];
}

/** Nothing for whoever never signed in. */
export async function reclass(parts: Parts, agent: Agent): Promise<Published | undefined> {
  if (!(await parts.store.floor.agent(agent.id))) return undefined;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const until = latestUntil(parts, agent, parts.clock.now());
    const committed = await parts.store.commit({
      floor: [{ verb: 'reclass', agent: agent.id, ...(await classesOf(parts, agent)), until }],
      journal: [{ at: parts.clock.now(), kind: 'classes', agent: agent.id }],
    });
    if (committed.ok) return asEdited(parts, agent, committed);
  }
  throw new Error(`classes could not be published in ${TRIES_MAX} tries`);
}

/** Nobody rings somebody of whom there is no record; a conversation under way comes to its end. */
export async function takeOff(parts: Parts, id: string): Promise<readonly Who[]> {
  const there = await parts.store.floor.agent(id);
  if (!there || there.presence === 'offline') return [];
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const committed = await parts.store.commit({
      floor: [{ verb: 'presence', agent: id, presence: 'offline', classes: {}, at: (await parts.store.floor.classes()).version }],
      journal: [{ at: parts.clock.now(), kind: 'presence', agent: id, presence: 'offline' }],
    });
    if (committed.ok) return committed.look;
  }
  throw new Error(`somebody who is gone could not be taken off the floor in ${TRIES_MAX} tries`);
}

/** Puts right what the floor holds of somebody, if it is not what their record says. */
export async function review(parts: Parts, there: FloorAgent): Promise<readonly Who[]> {
  const agent = await parts.people.get(there.id);
  if (!agent) return takeOff(parts, there.id);
  const { classes } = await classesOf(parts, agent);
  const same = Object.keys({ ...classes, ...there.classes }).every((name) => classes[name] === there.classes[name]);
  return same ? [] : republish(parts, there.id);
}

type Published = Committed & { ok: true };

/** Sets somebody away who did not ask for it, in one commit with what belongs to that; undefined if they are gone, or somebody else has done that work. */
export async function setAway(parts: Parts, id: string, more: Omit<Commit, 'floor'>): Promise<Published | undefined> {
  const [agent, now] = await Promise.all([parts.people.get(id), parts.store.floor.agent(id)]);
  return agent && now && publish(parts, agent, 'away', now.until, more);
}

/** Every open class that admits them, and the registry's version that says so. */
export async function classesOf(parts: Pick<Parts, 'store' | 'centre' | 'clock'>, agent: Agent): Promise<{ classes: FloorAgent['classes']; at: number }> {
  const [{ version, names }, ordering] = await Promise.all([parts.store.floor.classes(), orderingOf(parts, agent)]);
  const classes = Object.fromEntries(names.flatMap((name) => {
    const score = base(name, agent, ordering);
    return score === undefined ? [] : [[name, score] as const];
  }));
  return { classes, at: version };
}

async function publish(parts: Parts, agent: Agent, presence: Presence, until: number | undefined, more: Omit<Commit, 'floor'> = {}): Promise<Published | undefined> {
  const published = await publishAs(parts, agent, presence, until, more);
  return published && asEdited(parts, agent, published);
}

/** Who they are is read again once it is written: an edit at another process in that moment would else be undone for good. */
async function asEdited(parts: Parts, agent: Agent, published: Published): Promise<Published> {
  const kept = await parts.store.records.get<Agent>('agent', agent.id);
  if (!kept || isDeepStrictEqual(kept.value, agent)) return published;
  const edited = await reclass(parts, kept.value);
  return edited ? { ...published, look: [...published.look, ...edited.look] } : published;
}

async function publishAs(parts: Parts, agent: Agent, presence: Presence, until: number | undefined, more: Omit<Commit, 'floor'>): Promise<Published | undefined> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const floor: FloorVerb[] = [{ verb: 'presence', agent: agent.id, presence, ...(await classesOf(parts, agent)), ...(until === undefined ? {} : { until }) }];
    const committed = await parts.store.commit({
      ...more,
      floor,
      journal: [{ at: parts.clock.now(), kind: 'presence', agent: agent.id, presence }, ...(more.journal ?? [])],
    });
    if (committed.ok) {
      noteComing(parts, floor);
      return committed;
    }
    if (committed.why === 'work-gone') return undefined;
  }
  throw new Error(`presence could not be published in ${TRIES_MAX} tries`);
}
