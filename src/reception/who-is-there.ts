// Of which of some classes anybody is there, read from the floor.
import { isThere } from '../routing/admits.ts';
import { readClass } from '../routing/who.ts';
import type { ClassName } from '../store/floor.ts';
import type { Parts } from './parts.ts';

/** One person is looked up; everybody at work is looked through only where teams and the like are asked for. */
export async function whoIsThere(parts: Pick<Parts, 'store' | 'people'>, classes: readonly ClassName[]): Promise<readonly ClassName[]> {
  const found = await Promise.all([...classes].map(async (name) => ((await isPersonThere(parts, name)) ? [name] : [])));
  const groups = classes.filter((name) => personIn(name) === undefined);
  return [...found.flat(), ...(groups.length === 0 ? [] : await groupsThere(parts, groups))];
}

function personIn(name: ClassName): string | undefined {
  const asked = readClass(name);
  return asked && 'agent' in asked ? asked.agent : undefined;
}

async function isPersonThere({ store }: Pick<Parts, 'store'>, name: ClassName): Promise<boolean> {
  const id = personIn(name);
  return id !== undefined && (await store.floor.agent(id))?.state === 'ready';
}

async function groupsThere({ store, people }: Pick<Parts, 'store' | 'people'>, classes: readonly ClassName[]): Promise<ClassName[]> {
  const [everybody, floor] = await Promise.all([people.all(), store.floor.agents()]);
  const states = new Map(floor.map(({ id, state }) => [id, state]));
  return classes.filter((name) => everybody.some((agent) => isThere(name, agent, states.get(agent.id) ?? 'offline')));
}
