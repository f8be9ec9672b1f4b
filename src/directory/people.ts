// The agents there are, from the store: those of the centre file and those the API has put beside them.
import type { Agent } from '../centre/centre.ts';
import type { Clock } from '../clock.ts';
import type { Kept, Store } from '../store/store.ts';

export interface People {
  get(id: string): Promise<Agent | undefined>;
  /** Everybody, in order of their ids. */
  all(): Promise<readonly Agent[]>;
  save(agent: Agent): Promise<void>;
  remove(id: string): Promise<boolean>;
  /** Nothing that is remembered counts any more: somebody else wrote agents, and told us. */
  refresh(): void;
}

/** How long another process's edit may go unseen; our own is seen at once. */
export const PEOPLE_CACHE_MS = 1_000;
const PAGE = 500;
/** Agents kept one by one; more than a centre has. */
const KEPT_MAX = 5_000;

/** Nobody found is never kept: an agent who has just been written should be there at the first question. */
export function createPeople({ store, clock }: { store: Pick<Store, 'records'>; clock: Pick<Clock, 'now'> }): People {
  const { records } = store;
  const single = new Map<string, { at: number; agent: Agent }>();
  let everybody: { at: number; agents: Promise<readonly Agent[]> } | undefined;
  /** Counts our own edits: what was read before one and comes after it is not kept. */
  let edits = 0;
  const isFresh = (at: number) => clock.now() - at < PEOPLE_CACHE_MS;

  function forget(id: string): void {
    single.delete(id);
    everybody = undefined;
    edits++;
  }

  async function get(id: string): Promise<Agent | undefined> {
    const known = single.get(id);
    if (known && isFresh(known.at)) return known.agent;
    const [at, before] = [clock.now(), edits];
    const kept = await records.get<Agent>('agent', id);
    if (kept && edits === before) keep(id, { at, agent: kept.value });
    return kept?.value;
  }

  function keep(id: string, entry: { at: number; agent: Agent }): void {
    if (single.size >= KEPT_MAX) single.clear();
    single.set(id, entry);
  }

  async function all(): Promise<readonly Agent[]> {
    if (everybody && isFresh(everybody.at)) return everybody.agents;
    const loading = { at: clock.now(), agents: everybodyIn(records) };
    everybody = loading;
    const drop = () => { if (everybody === loading) everybody = undefined; };
    // Whoever asks gets the error; the next one to ask tries again.
    loading.agents.then((agents) => { if (agents.length === 0) drop(); }, drop);
    return loading.agents;
  }

  return {
    get, all,
    async save(agent) {
      await records.put('agent', agent.id, agent);
      forget(agent.id);
      keep(agent.id, { at: clock.now(), agent });
    },
    refresh() {
      single.clear();
      everybody = undefined;
      edits++;
    },
    async remove(id) {
      const removed = await records.remove('agent', id);
      forget(id);
      return removed;
    },
  };
}

/** Everybody as the store has them at this moment, past what is remembered. */
export async function everybodyIn(records: Pick<Store['records'], 'list'>): Promise<readonly Agent[]> {
  const agents: Agent[] = [];
  for (let after: string | undefined; ;) {
    const page: readonly Kept<Agent>[] = await records.list<Agent>('agent', { limit: PAGE, ...(after !== undefined && { after }) });
    agents.push(...page.map(({ value }) => value));
    after = page.at(-1)?.id;
    if (page.length < PAGE) return agents;
  }
}
