// A case that stays open is told of higher up the older it is, nights and Sundays included: each of management once, whatever becomes of its priority.
import type { Case } from './case.ts';
import { HOUR } from './time-span.ts';

/** Who has been told of a case, under its number. */
export interface Watch {
  id: string;
  /** When we first heard of it: its age counts from then, where the directory does not say when it was opened. */
  since: number;
  told: readonly string[];
}

/** At which age, in seconds, whom of management is told. */
export type Ladder = Readonly<Record<string, number>>;

export interface Milestone {
  who: string;
  at: number;
}

/** So often a case is looked at again: nobody tells us when a directory closes it, or makes it more urgent. */
const LOOK_MS = HOUR;

/** All of them, in the order they fall due. */
export const milestonesOf = (of: Pick<Case, 'openedAt'>, since: number, ladder: Ladder): Milestone[] =>
  Object.entries(ladder).map(([who, ageS]) => ({ who, at: (of.openedAt ?? since) + 1000 * ageS })).sort((a, b) => a.at - b.at);

/** Who is to be told now, the case as it is known after that, and when to look again. */
export function watched(of: Pick<Case, 'number' | 'openedAt'>, kept: Watch | undefined, ladder: Ladder, now: number): { watch: Watch; tell: readonly string[]; ageMs: number; next: number } {
  const { since, told }: Omit<Watch, 'id'> = kept ?? { since: now, told: [] };
  const left = milestonesOf(of, since, ladder).filter(({ who }) => !told.includes(who));
  const tell = left.filter(({ at }) => at <= now).map(({ who }) => who);
  const next = left.find(({ at }) => at > now)?.at ?? Infinity;
  return { watch: { id: of.number, since, told: [...told, ...tell] }, tell, ageMs: now - (of.openedAt ?? since), next: Math.min(next, now + LOOK_MS) };
}
