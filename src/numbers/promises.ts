// Promised callbacks as a fold of the journal: each is open still, or has ended once; and each time a customer was rung for one.
import type { CallbackEnd } from '../call/callback.ts';
import type { Entry } from '../store/store.ts';
import { keyIn, keyOf, type Key } from './visits.ts';

export interface Promised extends Key {
  asked: number;
  /** Undefined while it is open. Kept is when they talk. */
  ended?: { at: number; how: CallbackEnd };
}

export interface Tried extends Key {
  at: number;
  /** Nobody was there. */
  inVain: boolean;
}

export interface Promises {
  all: Map<string, Promised>;
  tries: Tried[];
}

export const noPromises = (): Promises => ({ all: new Map(), tries: [] });

/** Its end tells again what it was, since it may have been asked for before anything that is read. */
export function addToPromises({ all, tries }: Promises, entry: Entry): void {
  const { kind, at } = entry;
  const id = entry['callback'];
  if (typeof id !== 'string') return;
  const known = all.get(id);
  if (kind === 'callback') all.set(id, { ...keyIn(entry), asked: at });
  else if (kind === 'callback-over') {
    const asked = Number(entry['asked'] ?? at);
    if (known?.ended === undefined) all.set(id, { ...(known ?? { ...keyIn(entry), asked }), ended: { at: Math.max(at, known?.asked ?? asked), how: entry['how'] as CallbackEnd } });
  } else if (kind === 'calling-back') tries.push({ ...(known ? keyOf(known) : keyIn(entry)), at, inVain: false });
  else if (kind === 'callback-unreached') tries.push({ ...(known ? keyOf(known) : keyIn(entry)), at, inVain: true });
}
