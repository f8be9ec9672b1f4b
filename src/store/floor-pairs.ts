// Of a pair class the other half: who of that side is free for a caller, in the store's order.
import { isFree } from './agent-state.ts';
import { agentRow, isCooled, type WaitRow } from './floor-rows.ts';
import type { ClassName } from './floor.ts';
import { tableOfClass } from './keys.ts';
import type { Step } from './step.ts';

/** The first of that side who is free and somebody else; with a caller, one who is not cooled for them. */
export function partnerFor({ tables, now }: Pick<Step, 'tables' | 'now'>, side: ClassName, agent: string, wait?: WaitRow): string | undefined {
  for (const { place } of tables.walk(tableOfClass('ready', side))) {
    const id = place[1] as string;
    const row = id === agent ? undefined : agentRow(tables, id);
    if (row && isFree(row, now) && !(wait && isCooled(wait, id, now))) return id;
  }
  return undefined;
}
