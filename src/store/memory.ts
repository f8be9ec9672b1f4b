// A store in this process's memory: the model the others are held against, and the store of calls tried offline.
import type { Clock } from '../clock.ts';
import { memoryTables } from './memory-tables.ts';
import type { Store } from './store.ts';
import { storeOver } from './tabled.ts';

/** Nothing outlives the process, and nothing but the clock given decides what time it is. */
export function createMemoryStore({ clock }: { clock: Clock }): Store {
  return storeOver({
    name: 'memory',
    ground: memoryTables(),
    now: () => clock.now(),
    backup: () => Promise.reject(new Error('store: a store in memory has nothing to back up')),
    close: () => Promise.resolve(),
  });
}
