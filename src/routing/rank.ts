// The rank of a caller: the smaller, the sooner. It does not change while they wait.
import type { Priority } from '../case/priority.ts';
import type { Centre } from '../centre/centre.ts';

/**
 * Arrival less head start. So a caller is overtaken only by those who come at most the difference of head starts later; a
 * P1's is longer than anybody can wait, which the centre file is held to.
 */
export function rankOf(arrived: number, priority: Priority, centre: Pick<Centre, 'priorities'>): number {
  return arrived - 1000 * centre.priorities[priority].headStartS;
}
