// Watches a case that we heard of while it is open, and tells management of it as it grows old.
import { dashed } from '../case/number.ts';
import { type Watch, watched } from '../case/watch.ts';
import type { Case } from '../case/case.ts';
import type { Deed } from '../call/effects.ts';
import type { PromptValues } from '../call/instruction.ts';
import type { Centre } from '../centre/centre.ts';
import type { Clock } from '../clock.ts';
import type { Store, TakenWork, Work } from '../store/store.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';

/** A directory that does not answer is asked again so much later: the promise is ours, whoever is down. */
const AGAIN_MS = 5 * 60_000;

export const watchId = (number: string): string => `watch:${number}`;

/** Somebody has written a case: it is looked at as if a caller had asked for it. */
export async function watchSoon({ store, clock, centre }: { store: Pick<Store, 'commit'>; clock: Clock; centre: Pick<Centre, 'management'> }, number: string): Promise<void> {
  if (Object.keys(centre.management).length === 0) return;
  // Not due yet, so that it is nobody's: whoever sweeps next does it.
  await store.commit({ work: [{ id: watchId(number), at: clock.now() + 1, deed: { do: 'watch', case: number } satisfies Deed }] });
}

export async function watchCase({ parts, performAll }: Desk, { case: number }: Deed & { do: 'watch' }, work: TakenWork): Promise<Done> {
  const { store, directory } = parts;
  const found = await directory.findCase(number);
  if (found.is === 'failed') return { again: AGAIN_MS };
  const kept = await store.records.get<Watch>('case-watch', number);
  const written = found.is === 'found' && found.case.status === 'open' ? await look(parts, found.case, kept) : forget(number, kept);
  const committed = await store.commit({ ...written, done: work });
  if (committed.ok) performAll(committed.due);
  return committed.ok || committed.why !== 'record' ? 'committed' : { again: 0 };
}

const forget = (number: string, kept: object | undefined) => (kept ? { records: [{ kind: 'case-watch' as const, id: number, gone: true as const }] } : {});

async function look({ centre, clock, people }: Parts, of: Case, kept: { version: number; value: Watch } | undefined) {
  const now = clock.now();
  const { number, priority } = of;
  const { watch, tell, ageMs, next } = watched(of, kept?.value, centre.priorities[priority].ladderS, now);
  const values = tell.length === 0 ? {} : { dashed: dashed(number), priority, age: Math.round(ageMs / 1000), engineer: await nameOf(people, of.assignedTo) };
  return {
    records: [{ kind: 'case-watch' as const, id: number, value: watch, was: kept?.version ?? 0 }],
    work: [{ id: watchId(number), at: next, deed: { do: 'watch', case: number } satisfies Deed }, ...tell.map((who) => told(of, who, { ...values, role: centre.management[who]?.name ?? who }))],
    journal: tell.map((who) => ({ at: now, kind: 'case-told', case: number, who, priority })),
  };
}

/** Once for each of them in the life of a case. */
const told = ({ number, region }: Case, manager: string, values: PromptValues): Work<Deed> =>
  ({ id: `told:${number}:${manager}`, at: 0, deed: { do: 'text', to: { manager, ...(region !== undefined && { region }) }, about: number, key: 'sms.case-open', values } });

const nameOf = async (people: Parts['people'], id: string | undefined): Promise<string> => (id === undefined ? '' : (await people.get(id))?.name ?? id);
