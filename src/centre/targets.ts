// What a customer was promised for a case, as moments: by the case's own terms where it has some, else by its priority.
import type { Case } from '../case/case.ts';
import { dueAt } from '../hours/due.ts';
import type { Centre } from './centre.ts';

export interface Targets {
  /** When the first answer is due; undefined where nobody knows when the case was opened. */
  responseDue?: number;
  /** When the customer is to hear of it next: so long after the last that happened to it. */
  updateDue?: number;
}

export function targetsOf(of: Case, { priorities, regions }: Pick<Centre, 'priorities' | 'regions'>): Targets {
  const { response, updates } = { ...priorities[of.priority], ...of.targets };
  const hours = regions[of.region ?? '']?.hours;
  const last = lastOf(of);
  return {
    ...(of.openedAt !== undefined && response && { responseDue: dueAt(hours, of.openedAt, response) }),
    ...(last !== undefined && updates && { updateDue: dueAt(hours, last, updates) }),
  };
}

function lastOf({ openedAt, modifiedAt, timeline = [] }: Case): number | undefined {
  const known = [openedAt, modifiedAt, ...timeline.map(({ at }) => at)].filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
