// Callbacks outside the core: a customer whom an agent waits for is rung in turn with all other calls that we create, and old records go.
import type { Callback } from '../call/callback.ts';
import type { Deed } from '../call/effects.ts';
import type { TakenWork } from '../store/store.ts';
import { dialWish } from './decide.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';

/** Records looked at in one step. Their ids begin with the time, so the oldest come first. */
const OLD_MAX = 50;
const DAY_MS = 86_400_000;

/** What has ended before the centre keeps calls goes like them. */
export async function forgetOldCallbacks({ store, clock, centre }: Pick<Parts, 'store' | 'clock' | 'centre'>): Promise<void> {
  const before = clock.now() - centre.settings.keepDays * DAY_MS;
  for (const { id, value } of await store.records.list<Callback>('callback', { limit: OLD_MAX })) {
    if (value.endedAt !== undefined && value.endedAt < before) await store.records.remove('callback', id);
  }
}

export async function ringCustomer({ parts, performAll }: Desk, id: string, work: TakenWork): Promise<Done> {
  const { store, centre, clock } = parts;
  const committed = await store.commit({
    floor: [{ verb: 'dial-slot', perSecond: centre.settings.callsPerSecond, first: true }],
    work: [{ id: `dial:${id}`, at: 0, deed: { do: 'dial', call: id } satisfies Deed }],
    done: work,
  });
  if (committed.ok) {
    performAll(committed.due);
    return 'committed';
  }
  if (committed.why !== 'refused' || committed.refusal.why !== 'no-slot') return 'committed';
  // An agent is on the phone for them: they come before whoever only waits.
  await store.commit({ floor: [dialWish(committed.refusal.next)] });
  return { again: Math.max(0, committed.refusal.next - clock.now()) };
}
