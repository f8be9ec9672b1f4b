// What agents set themselves to, and edits of who they are: both publish the classes that admit them.
import type { Agent } from '../centre/centre.ts';
import { base } from '../routing/admits.ts';
import type { FloorAgent, Presence } from '../store/floor.ts';
import type { Who } from '../store/floor.ts';
import type { Parts } from './parts.ts';

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
  const look = await publish(parts, agent, presence, Math.min(until ?? Infinity, now + PRESENCE_MS_MAX));
  const set = await parts.store.floor.agent(id);
  if (!set) throw new Error('an agent who was just published is not on the floor');
  return { ok: true, agent: set, look };
}

/** After an edit: the same presence, with the classes as they are now. */
export async function republish(parts: Parts, id: string): Promise<readonly Who[]> {
  const [agent, now] = await Promise.all([parts.people.get(id), parts.store.floor.agent(id)]);
  if (!agent || !now) return [];
  return publish(parts, agent, now.presence, now.until);
}

async function publish(parts: Parts, agent: Agent, presence: Presence, until: number | undefined): Promise<readonly Who[]> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { version, names } = await parts.store.floor.classes();
    const classes = Object.fromEntries(names.flatMap((name) => {
      const score = base(name, agent);
      return score === undefined ? [] : [[name, score] as const];
    }));
    const committed = await parts.store.commit({
      floor: [{ verb: 'presence', agent: agent.id, presence, classes, at: version, ...(until === undefined ? {} : { until }) }],
      journal: [{ at: parts.clock.now(), kind: 'presence', agent: agent.id, presence }],
    });
    if (committed.ok) return committed.look;
  }
  throw new Error(`presence could not be published in ${TRIES_MAX} tries`);
}
