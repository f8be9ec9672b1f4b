// Of which of some classes anybody is there, read from the floor.
import { isAnybodyThere } from '../routing/admits.ts';
import { readClass } from '../routing/who.ts';
import type { ClassName, FloorAgent, FloorVerb } from '../store/floor.ts';
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
/** One of which nobody was, for so long: whoever comes at another process is noticed that late, and whoever comes at this one at once. */
const ABSENT_MS = 1_000;

interface Seen {
  groups: Map<ClassName, { at: number; there: boolean }>;
  cameAt: number;
}
const seenOn = new WeakMap<Parts['store'], Seen>();

function seenBy(store: Parts['store']): Seen {
  const seen = seenOn.get(store) ?? { groups: new Map(), cameAt: -Infinity };
  seenOn.set(store, seen);
  return seen;
}

/** Whoever sets themselves ready here: from then on no group is taken to be empty. */
export function noteComing({ store, clock }: Pick<Parts, 'store' | 'clock'>, written: readonly FloorVerb[]): void {
  if (written.some((verb) => verb.verb === 'presence' && verb.presence === 'ready')) seenBy(store).cameAt = clock.now();
}

/** What was looked up before somebody came, or in that very moment, says nothing of who is missing. */
function isKnown({ groups, cameAt }: Seen, name: ClassName, now: number): boolean {
  const group = groups.get(name);
  if (!group) return false;
  return group.there ? now - group.at <= SEEN_MS : now - group.at <= ABSENT_MS && group.at > cameAt;
}

async function groupsThere({ store, people, clock }: Needed, classes: readonly ClassName[]): Promise<ClassName[]> {
  const seen = seenBy(store);
  const now = clock.now();
  const unknown = classes.filter((name) => !isKnown(seen, name, now));
  if (unknown.length > 0) {
    const [everybody, floor] = await Promise.all([people.all(), store.floor.agents()]);
    const states = new Map(floor.map(({ id, state }) => [id, state]));
    for (const name of unknown) seen.groups.set(name, { at: now, there: isAnybodyThere(name, everybody, (id) => states.get(id) ?? 'offline') });
  }
  return classes.filter((name) => seen.groups.get(name)?.there);
}
