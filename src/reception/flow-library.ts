// A running call stays on the flows and the words it began with: every version is kept by its hash for as long as calls may need it.
import type { Flows } from '../flow/verbs.ts';
import { Fault } from '../faults.ts';
import type { PackedLocale } from '../prompts/pack.ts';
import type { Parts } from './parts.ts';

export interface Version {
  flows: Flows;
  locales: readonly PackedLocale[];
}

export function flowLibrary({ flows, store, olderWords }: Pick<Parts, 'flows' | 'store' | 'olderWords'>): (hash: string) => Promise<Flows> {
  const known = new Map<string, Promise<Flows>>([[flows.hash, Promise.resolve(flows)]]);
  const fromStore = async (hash: string): Promise<Flows> => {
    const kept = await store.records.get<Version>('flows', hash);
    if (!kept) throw new Fault('flows-gone');
    olderWords?.(hash, kept.value.locales);
    return kept.value.flows;
  };
  return (hash) => {
    const found = known.get(hash) ?? fromStore(hash);
    known.set(hash, found);
    found.catch(() => known.delete(hash));
    return found;
  };
}

/** Kept before the first call begins with them. */
export async function keepVersion({ flows, locales, store }: Version & Pick<Parts, 'store'>): Promise<void> {
  const kept = await store.records.get('flows', flows.hash);
  if (!kept) await store.records.put('flows', flows.hash, { flows, locales } satisfies Version);
}
