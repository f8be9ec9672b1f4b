// The floor in Redis, as far as it is read or filled; it changes by commits.
import { basesFor, FILL_BATCH, type Base } from './floor-registry.ts';
import type { FloorAgent, InLine, Look, Offer, Wait, Who } from './floor.ts';
import { sidesOf } from '../routing/pair.ts';
import { checkClass } from './checked.ts';
import { comparePlace, compareText } from './order.ts';
import type { At } from './redis-at.ts';
import { groups } from './redis-commit.ts';
import type { Answer } from './redis-scripts.ts';
import type { Store } from './store.ts';

/** Rows read by one script when all are listed. */
const ROWS_BATCH = 500;

const row = <T>(answer: Answer): T | undefined => (answer === null ? undefined : (JSON.parse(answer as string) as T));

const placed = (answer: Answer): InLine | undefined => {
  const [ahead, wait] = (answer ?? []) as string[];
  return wait === undefined ? undefined : { wait: JSON.parse(wait) as Wait, ahead: Number(ahead) };
};

function lookForWait(wait: Wait, rest: Answer): Look {
  const agents = groups(rest, 5).map(([agent, name, score, since, interpreter = '']) => ({
    agent: agent as string, class: name as string, score: Number(score), since: Number(since), ...(interpreter !== '' && { interpreter }),
  }));
  agents.sort((a, b) => a.score - b.score || compareText(a.agent, b.agent) || compareText(a.class, b.class));
  return { for: 'wait', wait, agents };
}

function lookForAgent(agent: FloorAgent, rest: Answer): Look {
  const waits = groups(rest, 4).map(([wait, name, first = '', interpreter = '']) => ({
    wait: JSON.parse(wait as string) as Wait, class: name as string, ...(interpreter !== '' && { pair: { agent: first, interpreter } }),
  }));
  waits.sort((a, b) => comparePlace(a.wait, b.wait) || compareText(a.class, b.class) || compareText(a.pair?.agent ?? '', b.pair?.agent ?? ''));
  return { for: 'agent', agent, waits };
}

async function look(at: At, who: Who): Promise<Look | undefined> {
  const answer = await at.run('look-1', [at.now(), 'wait' in who ? 'w' : 'a', 'wait' in who ? who.wait : who.agent]);
  if (answer === null) return undefined;
  const [first, ...rest] = answer as string[];
  const seen: unknown = JSON.parse(first as string);
  return 'wait' in who ? lookForWait(seen as Wait, rest) : lookForAgent(seen as FloorAgent, rest);
}

/** Every row of an index, some hundreds a script. `width`: texts per row, the first of them the row. */
async function* rows<T extends { id: string }>(at: At, kind: 'w' | 'a', width: number, batch: number): AsyncIterable<{ row: T; more: string[] }[]> {
  for (let after = ''; ;) {
    const some = groups(await at.run('floor-rows-1', [at.now(), kind, after, batch]), width)
      .map(([text, ...more]) => ({ row: JSON.parse(text as string) as T, more }));
    if (some.length > 0) yield some;
    if (some.length < batch) return;
    after = some.at(-1)?.row.id as string;
  }
}

async function all<T extends { id: string }>(at: At, kind: 'w' | 'a', width: number): Promise<T[]> {
  const found: T[] = [];
  for await (const some of rows<T>(at, kind, width, ROWS_BATCH)) found.push(...some.map(({ row: each }) => each));
  return found;
}

async function open(at: At, names: readonly string[], base: Base): Promise<void> {
  names.forEach((name) => checkClass(name, 'open'));
  if (names.length === 0) return;
  const classes = groups(await at.run('register-classes-1', sidesOf(names)), 2).map(([name, version]) => ({ name: name as string, version: Number(version), full: false }));
  if (classes.length === 0) return;
  for await (const some of rows<FloorAgent>(at, 'a', 2, FILL_BATCH)) {
    const agents = some.map(({ row: agent, more }) => ({ ...agent, at: Number(more[0]) }));
    const filled = (await basesFor(agents, classes, base)).map(({ id, bases }) => ({
      id, classes: bases.flatMap(([{ name, version }, value]) => (value === undefined ? [] : [{ name, version, base: value }])),
    }));
    await at.run('fill-classes-1', [at.now(), JSON.stringify(filled.filter(({ classes: admitted }) => admitted.length > 0))]);
  }
  await at.run('open-classes-1', classes.flatMap(({ name, version }) => [name, version]));
}

export function redisFloor(at: At): Store['floor'] {
  const one = async <T>(kind: 'w' | 'a' | 'o', id: string) => row<T>(await at.run('floor-row-1', [at.now(), kind, id]));
  return {
    open: (names, base) => open(at, names, base),
    async classes() {
      const [version, names] = (await at.run('classes-1', [])) as [string, string[]];
      return { version: Number(version), names: names.sort(compareText) };
    },
    look: (who) => look(at, who),
    missed: async (limit) => ((await at.run('missed-1', [at.now(), limit])) as string[]).map((wait) => ({ wait })),
    inLine: async (wait) => placed(await at.run('ahead-1', [at.now(), wait])),
    before: async ({ classes, rank, joined }) => Number((await at.run('ahead-1', [at.now(), '', JSON.stringify(classes), rank, joined]) as string[])[0]),
    wait: (id) => one<Wait>('w', id),
    agent: (id) => one<FloorAgent>('a', id),
    offer: (id) => one<Offer>('o', id),
    cooled: async (wait) => row<Record<string, number>>(await at.run('floor-row-1', [at.now(), 'c', wait])) ?? {},
    waits: () => all<Wait>(at, 'w', 1),
    agents: () => all<FloorAgent>(at, 'a', 2),
  };
}
