// The emergency switch in the store: read by every process once a second, changed at the version that was read.
import { heldAt, SWITCH_ID, untouched, type EmergencySwitch } from '../door/switch.ts';
import type { Deed } from '../call/effects.ts';
import type { Store, TakenWork, Work } from '../store/store.ts';
import type { Parts } from './parts.ts';

/** Races lost in a row; each loss means that somebody else turned it. */
const TRIES_MAX = 5;

export interface SwitchReader {
  /** As it was read last; the same value until it was turned. */
  current: () => EmergencySwitch;
  read: () => Promise<void>;
}

export function switchReader({ store }: { store: Store }): SwitchReader {
  let current = untouched;
  let version = 0;
  return {
    current: () => current,
    async read() {
      const kept = await store.records.get<EmergencySwitch>('switch', SWITCH_ID);
      if (kept === undefined || kept.version <= version) return;
      [current, version] = [kept.value, kept.version];
    },
  };
}

/** As it is set now, and what is due: those who hear of alarms learn of it. */
export type Turned = { set: EmergencySwitch; due: readonly TakenWork[] } | 'busy';

/** What is over goes with the next change. `entry`: what the journal is told of it; `next`: what is to be done about it. */
export async function turnSwitch({ store, clock, emergency, fresh }: Pick<Parts, 'store' | 'clock' | 'emergency' | 'fresh'>, change: (set: EmergencySwitch) => EmergencySwitch, entry: Readonly<Record<string, unknown>>, next: (set: EmergencySwitch) => readonly Work<Deed>[] = () => []): Promise<Turned> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kept = await store.records.get<EmergencySwitch>('switch', SWITCH_ID);
    const set = change(heldAt(kept?.value ?? untouched, clock.now()));
    const committed = await store.commit({
      records: [{ kind: 'switch', id: SWITCH_ID, was: kept?.version ?? 0, value: set }],
      journal: [{ at: clock.now(), kind: 'switch', ...entry }],
      work: [{ id: fresh(), at: 0, deed: { do: 'alarm', what: 'switch', about: String(entry['turn']) } satisfies Deed }, ...next(set)],
    });
    if (!committed.ok) continue;
    await emergency.read();
    return { set, due: committed.due };
  }
  return 'busy';
}
