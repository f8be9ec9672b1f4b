// Classes are opened when the first caller asks for them, and everybody signed in whom they admit is filled in.
import type { Agent } from '../centre/centre.ts';
import { everybodyIn } from '../directory/people.ts';
import { base } from '../routing/admits.ts';
import type { Parts } from './parts.ts';
import { orderings } from './taken.ts';

export async function openClasses(parts: Parts, names: readonly string[]): Promise<void> {
  const { store } = parts;
  const ordering = await orderings(parts);
  // Read when the classes are registered already: whoever is edited after that is published with them.
  let everybody: Promise<ReadonlyMap<string, Agent>> | undefined;
  await store.floor.open(names, async (name, id) => {
    everybody ??= everybodyIn(store.records).then((agents) => new Map(agents.map((agent) => [agent.id, agent])));
    const agent = (await everybody).get(id);
    return agent && base(name, agent, ordering(agent));
  });
}
