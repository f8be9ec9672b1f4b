// Of which of some classes anybody is there, read from the floor.
import { isThere } from '../routing/admits.ts';
import { readClass } from '../routing/who.ts';
import type { ClassName, FloorAgent } from '../store/floor.ts';
import type { Parts } from './parts.ts';

type Needed = Pick<Parts, 'store' | 'people' | 'clock'>;

/** One person is looked up; everybody at work is looked through only where teams and the like are asked for. `wait`: whose phones ring for it are there too. */
export async function whoIsThere(parts: Needed, classes: readonly ClassName[], wait?: string): Promise<readonly ClassName[]> {
  const found = await Promise.all([...classes].map(async (name) => ((await isPersonThere(parts, name, wait)) ? [name] : [])));
  const groups = classes.filter((name) => personIn(name) === undefined);
  return [...found.flat(), ...(groups.length === 0 ? [] : await groupsThere(parts, groups))];
}

function personIn(name: ClassName): string | undefined {
  const asked = readClass(name);
  return asked && 'agent' in asked ? asked.agent : undefined;
}

async function isPersonThere({ store }: Pick<Parts, 'store'>, name: ClassName, wait?: string): Promise<boolean> {
  const id = personIn(name);
  const agent = id === undefined ? undefined : await store.floor.agent(id);
  return agent?.state === 'ready' || ringsFor(store, agent, wait);
}

/** Whether their phone rings for this caller. */
export const ringsFor = async ({ floor }: Parts['store'], agent: FloorAgent | undefined, wait: string | undefined): Promise<boolean> =>
  agent?.state === 'offered' && agent.offer !== undefined && wait !== undefined && (await floor.offer(agent.offer))?.wait === wait;

/** A group somebody of which was there is taken to be there for so long: the whole floor is dear to read, and dearest when all are busy. */
const SEEN_MS = 10_000;
const seenAt = new WeakMap<Parts['store'], Map<ClassName, number>>();

async function groupsThere({ store, people, clock }: Needed, classes: readonly ClassName[]): Promise<ClassName[]> {
  const seen = seenAt.get(store) ?? new Map<ClassName, number>();
  seenAt.set(store, seen);
  const now = clock.now();
  const unseen = classes.filter((name) => now - (seen.get(name) ?? -Infinity) > SEEN_MS);
  if (unseen.length > 0) {
    const [everybody, floor] = await Promise.all([people.all(), store.floor.agents()]);
    const states = new Map(floor.map(({ id, state }) => [id, state]));
    for (const name of unseen) {
      if (everybody.some((agent) => isThere(name, agent, states.get(agent.id) ?? 'offline'))) seen.set(name, now);
      else seen.delete(name);
    }
  }
  return classes.filter((name) => seen.has(name));
}
