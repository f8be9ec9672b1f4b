// Opening a class: registered first, then the agents it admits are filled in, and only then may a caller stand in it.
import type { AgentRow } from './agent-state.ts';
import { classRow } from './floor-look.ts';
import { agentRow, publishAgent } from './floor-rows.ts';
import type { ClassRow } from './floor-verbs.ts';
import type { ClassName } from './floor.ts';
import { classKey } from './keys.ts';
import { nextOf, type Step } from './step.ts';
import { first, type Tables } from './tables.ts';

/** Agents filled in one step: few enough that nobody waits for the step. */
export const FILL_BATCH = 200;

/** Asked only once the classes are registered: what it reads then is as new as it must be. */
export type Base = (name: ClassName, agent: string) => number | undefined | Promise<number | undefined>;

/**
 * Puts new classes into the registry, which thereby has a new version: from now on who publishes an agent has to know
 * them. Returns the classes not usable yet, also those another process left half filled.
 */
export function registerClasses({ tables }: Pick<Step, 'tables'>, names: readonly ClassName[]): ClassRow[] {
  const unknown = names.filter((name) => classRow(tables, name) === undefined);
  if (unknown.length > 0) {
    const version = nextOf(tables, 'classes');
    for (const name of unknown) tables.put('class', [classKey(name)], { name, version, full: false } satisfies ClassRow);
  }
  return names.flatMap((name) => classRow(tables, name) ?? []).filter(({ full }) => !full);
}

/** One batch of agents in id order, whatever their state: an agent's classes are complete in every state. */
export const agentBatch = (tables: Tables, after: string | undefined): AgentRow[] =>
  [...first(tables.walk<AgentRow>('agent', after === undefined ? undefined : [after]), FILL_BATCH)].map(({ value }) => value);

/** Whose classes were computed before this class was known. Later ones took it into account by themselves. */
const isBefore = (agent: AgentRow, row: ClassRow): boolean => agent.at < row.version;

/** What the classes mean for a batch of agents; computed outside the step that writes it. */
export const basesFor = (agents: readonly AgentRow[], rows: readonly ClassRow[], base: Base) =>
  Promise.all(agents.map(async ({ id }) => ({ id, bases: await Promise.all(rows.map(async (row) => [row, await base(row.name, id)] as const)) })));

/** Writes the classes into a batch of agents; who was published anew since then is let be. */
export function fillClasses(step: Step, filled: Awaited<ReturnType<typeof basesFor>>): void {
  for (const { id, bases } of filled) {
    const agent = agentRow(step.tables, id);
    if (!agent) continue;
    const admitted = bases.filter(([row, base]) => base !== undefined && isBefore(agent, row));
    if (admitted.length === 0) continue;
    const classes = { ...agent.classes, ...Object.fromEntries(admitted.map(([row, base]) => [row.name, base as number])) };
    publishAgent(step, { ...agent, classes });
  }
}

export function openClasses({ tables }: Pick<Step, 'tables'>, rows: readonly ClassRow[]): void {
  for (const row of rows) tables.put('class', [classKey(row.name)], { ...row, full: true } satisfies ClassRow);
}
