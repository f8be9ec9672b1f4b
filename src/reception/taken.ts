// Counts the calls agents take, where a team's strategy asks for it, and tells what orders an agent among the others.
import type { Agent } from '../centre/centre.ts';
import { dateOf, wallAt } from '../hours/zone.ts';
import type { Ordering } from '../routing/admits.ts';
import { countTaken, countsCalls, takenOn, type TakenRecord } from '../routing/taken.ts';
import type { Deed } from '../call/effects.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';
import { classesOf } from './presence.ts';

type Here = Pick<Parts, 'store' | 'centre' | 'clock'>;

/** Races lost in a row before the count is left to its next try. */
const TRIES_MAX = 10;
const AGAIN_MS = 1_000;
const PAGE = 500;

/** The day of the agent's region. */
function dayOf({ centre, clock }: Here, { region }: Pick<Agent, 'region'>): string {
  return dateOf(wallAt(centre.regions[region]?.hours.zone ?? 'UTC', clock.now()).day);
}

/** What orders this agent in their classes. */
export async function orderingOf(parts: Here, agent: Agent): Promise<Ordering> {
  const { teams } = parts.centre;
  if (!countsCalls(parts.centre, agent.teams)) return { teams };
  const kept = await parts.store.records.get<TakenRecord>('taken', agent.id);
  return kept ? { teams, taken: takenOn(dayOf(parts, agent), kept.value) } : { teams };
}

/** The same for everybody at once. */
export async function orderings(parts: Here): Promise<(agent: Agent) => Ordering> {
  const { teams } = parts.centre;
  const kept = new Map(countsCalls(parts.centre) ? (await allTaken(parts)).map(({ id, value }) => [id, value]) : []);
  return (agent) => {
    const record = kept.get(agent.id);
    return record ? { teams, taken: takenOn(dayOf(parts, agent), record) } : { teams };
  };
}

async function allTaken({ store }: Here): Promise<{ id: string; value: TakenRecord }[]> {
  const all: { id: string; value: TakenRecord }[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.records.list<TakenRecord>('taken', { limit: PAGE, ...(after === undefined ? {} : { after }) });
    all.push(...page);
    after = page.at(-1)?.id;
    if (page.length < PAGE) return all;
  }
}

/** One more call for this agent, who stands elsewhere in their classes from then on. */
export async function countCall(desk: Desk, { agent: id, offer }: Deed & { do: 'count-call' }): Promise<Done> {
  const { store, people, clock } = desk.parts;
  const agent = await people.get(id);
  if (!agent) return 'done';
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kept = await store.records.get<TakenRecord>('taken', id);
    const counted = countTaken(kept?.value, offer, { day: dayOf(desk.parts, agent), now: clock.now() });
    if (counted !== kept?.value && !(await store.records.put('taken', id, counted, kept?.version ?? 0))) continue;
    return (await reorder(desk, agent)) ? 'done' : { again: AGAIN_MS };
  }
  return { again: AGAIN_MS };
}

/** The classes anew, and nothing else: what they set meanwhile is theirs, and a wrap-up under way goes on. */
async function reorder(desk: Desk, agent: Agent): Promise<boolean> {
  const { store } = desk.parts;
  if (!(await store.floor.agent(agent.id))) return true;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const committed = await store.commit({ floor: [{ verb: 'reclass', agent: agent.id, ...(await classesOf(desk.parts, agent)) }] });
    if (!committed.ok) continue;
    for (const who of committed.look) await desk.decide(who);
    return true;
  }
  return false;
}
