// One atomic step in tables: what it may touch, and how it is refused.
import type { FloorVerb, Refusal, Who } from './floor.ts';
import type { Entry, TakenWork } from './store.ts';
import type { Tables } from './tables.ts';

export interface Step {
  tables: Tables;
  now: number;
  /** Who was touched so that a decision may be possible; sifted at the end. */
  look: Who[];
  /** Work written by this step that is due now. */
  due: TakenWork[];
  /** The verb under way: the cause of what changes meanwhile. */
  cause?: FloorVerb['verb'];
  /** Every change of an agent's state, for the journal. */
  changes: Entry[];
}

/** Thrown by a verb whose condition does not hold: the step is undone and the refusal is its answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.why);
    this.refusal = refusal;
  }
}

export function refuse(why: Exclude<Refusal['why'], 'no-slot' | 'class-not-open'>): never {
  throw new Refused({ why });
}

/** The next number of a count kept in the store, or the last of so many. */
export function nextOf(tables: Tables, count: string, many = 1): number {
  const next = (tables.get<number>('count', [count]) ?? 0) + many;
  tables.put('count', [count], next);
  return next;
}
