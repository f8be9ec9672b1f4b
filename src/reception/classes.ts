// Classes are opened when the first caller asks for them, and everybody signed in whom they admit is filled in.
import { base } from '../routing/admits.ts';
import type { Parts } from './parts.ts';
import { orderings } from './taken.ts';

export async function openClasses(parts: Parts, names: readonly string[]): Promise<void> {
  const { store, people } = parts;
  const ordering = await orderings(parts);
  const everybody = new Map((await people.all()).map((agent) => [agent.id, agent]));
  await store.floor.open(names, (name, id) => {
    const agent = everybody.get(id);
    return agent && base(name, agent, ordering(agent));
  });
}
