// Everything kept of one caller goes, kind by kind, in bounded steps that a dead process's successor carries on. What is left is a
// record that it was done, which knows the number by a keyed hash alone.
import { createHmac, randomBytes } from 'node:crypto';
import type { Deed } from '../call/effects.ts';
import type { E164 } from '../phone/number.ts';
import type { Store, TakenWork } from '../store/store.ts';
import type { Desk, Done } from './desk.ts';
import { erasers, type Eraser } from './erasers.ts';

export interface Erasure {
  id: string;
  /** The number, as a hash under a key of this centre's. */
  who: string;
  by: string;
  at: number;
  state: 'running' | 'done';
  endedAt?: number;
  /** How many of each kind went. */
  gone: Readonly<Record<string, number>>;
  /** Where it is: the kind by its place in the list, and the last id it has seen there. */
  stage: number;
  after?: string;
  /** Something of theirs was in use still, so that all is gone through once more. */
  busy?: true;
}

/** Calls under way are waited for; a call lasts a day at most. */
const AGAIN_MS = 5 * 60_000;

/** What an erasure of this number would take away; nothing is changed. */
export async function wouldErase(desk: Parameters<Eraser['step']>[0], number: E164): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { what, step } of erasers) {
    let after: string | undefined;
    do {
      const seen = await step(desk, { number, after, dry: true });
      found[what] = (found[what] ?? 0) + seen.found;
      after = seen.after;
    } while (after !== undefined);
  }
  return found;
}

/** Begins it; the rest is work that is done behind, and is not lost. */
export async function beginErasure({ parts, performAll }: Pick<Desk, 'parts' | 'performAll'>, number: E164, by: string): Promise<Erasure> {
  const { store, clock } = parts;
  const erasure: Erasure = { id: `er-${parts.fresh()}`, who: await keyedHash(store, number), by, at: clock.now(), state: 'running', gone: {}, stage: 0 };
  const committed = await store.commit({
    records: [{ kind: 'erasure', id: erasure.id, value: erasure, was: 0 }],
    journal: [{ at: erasure.at, kind: 'erasure', erasure: erasure.id, token: by }],
    work: [{ id: `erase:${erasure.id}`, at: 0, deed: { do: 'erase', erasure: erasure.id, number } satisfies Deed }],
  });
  if (committed.ok) performAll(committed.due);
  return erasure;
}

/** One step; the next one is work of its own, written in the commit that notes this one. The number stands in that work alone, and goes with it. */
export async function erase(desk: Desk, deed: Deed & { do: 'erase' }, work: TakenWork): Promise<Done> {
  const { parts: { store, clock }, performAll } = desk;
  const kept = await store.records.get<Erasure>('erasure', deed.erasure);
  const eraser = kept && erasers[kept.value.stage];
  if (!kept || !eraser || kept.value.state === 'done') return 'done';
  const now = kept.value;
  const taken = await eraser.step(desk, { number: deed.number, after: now.after, dry: false });
  performAll(taken.due ?? []);
  const gone = { ...now.gone, [eraser.what]: (now.gone[eraser.what] ?? 0) + taken.found };
  const { after: _after, busy: _busy, ...rest } = now;
  const busy = now.busy ?? taken.busy;
  const next: Erasure = { ...rest, gone, stage: taken.after === undefined ? now.stage + 1 : now.stage, ...(taken.after === undefined ? {} : { after: taken.after }), ...(busy ? { busy } : {}) };
  const ended = next.stage < erasers.length ? next : busy ? again(next) : { ...next, state: 'done' as const, endedAt: clock.now() };
  const isRunning = ended.state === 'running';
  const at = ended.stage === 0 && busy ? clock.now() + AGAIN_MS : 0;
  const committed = await store.commit({
    records: [{ kind: 'erasure', id: deed.erasure, value: ended, was: kept.version }], done: work,
    ...(isRunning ? { work: [{ id: work.id, at, deed }] } : { journal: [{ at: clock.now(), kind: 'erased', erasure: deed.erasure, gone }] }),
  });
  if (committed.ok) performAll(committed.due);
  return 'committed';
}

/** From the first kind on. */
function again({ busy: _busy, ...rest }: Erasure): Erasure {
  return { ...rest, stage: 0 };
}

const KEY_RECORD = 'erasure-key';

/** The key never leaves the store: who has the number and the store can tell that it was erased, nobody can list what was. */
export async function keyedHash({ records }: Pick<Store, 'records'>, number: E164): Promise<string> {
  await records.put('import', KEY_RECORD, { key: randomBytes(32).toString('base64url') }, 0);
  const kept = await records.get<{ key: string }>('import', KEY_RECORD);
  return createHmac('sha256', kept?.value.key ?? '').update(number).digest('base64url');
}
