// A running call stays on the flows and the words it began with: every version is kept by its hash for as long as calls may need it.
import type { Flows } from '../flow/verbs.ts';
import { Fault } from '../faults.ts';
import type { PackedLocale } from '../prompts/pack.ts';
import type { Parts } from './parts.ts';

export interface Version {
  flows: Flows;
  locales: readonly PackedLocale[];
}

/** More versions than calls of one moment have; whoever edits all day long must not fill the memory. */
const OLDER_MAX = 16;

export function flowLibrary(parts: Pick<Parts, 'flows' | 'store' | 'olderWords'>): (hash: string) => Promise<Flows> {
  const older = new Map<string, Promise<Flows>>();
  const fromStore = async (hash: string): Promise<Flows> => {
    const kept = await parts.store.records.get<Version>('flows', hash);
    if (!kept) throw new Fault('flows-gone');
    parts.olderWords?.(hash, kept.value.locales);
    return kept.value.flows;
  };
  function forget(hash: string): void {
    older.delete(hash);
    parts.olderWords?.(hash, undefined);
  }
  return (hash) => {
    if (hash === parts.flows.hash) return Promise.resolve(parts.flows);
    const found = older.get(hash) ?? fromStore(hash);
    // Taken out first, so that the order of the map is that of their last use.
    older.delete(hash);
    older.set(hash, found);
    found.catch(() => older.delete(hash));
    const [oldest] = older.keys();
    if (older.size > OLDER_MAX && oldest !== undefined) forget(oldest);
    return found;
  };
}

/** Kept before the first call begins with them. */
export async function keepVersion({ flows, locales, store }: Version & Pick<Parts, 'store'>): Promise<void> {
  const kept = await store.records.get('flows', flows.hash);
  if (!kept) await store.records.put('flows', flows.hash, { flows, locales } satisfies Version);
}
