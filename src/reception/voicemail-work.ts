// Voicemails change hands: each change is one commit at the version that was read, with its journal entry and its timer.
import type { Deed } from '../call/effects.ts';
import { type Change, changeOf, handedOn, type VoicemailRecord } from '../call/voicemail.ts';
import type { TakenWork } from '../store/store.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';

/** Races lost in a row; each loss means that somebody else changed it. */
const TRIES_MAX = 5;

export type ChangedTo = { is: 'changed'; value: VoicemailRecord; due: readonly TakenWork[] } | { is: 'unknown' } | { is: 'refused'; why: string } | { is: 'busy' };

export async function changeVoicemail({ store, clock, centre }: Pick<Parts, 'store' | 'clock' | 'centre'>, id: string, change: Change, who: Readonly<Record<string, string>>): Promise<ChangedTo> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kept = await store.records.get<VoicemailRecord>('voicemail', id);
    if (!kept) return { is: 'unknown' };
    const written = changeOf(kept, change, { now: clock.now(), centre, who });
    if ('refused' in written) return { is: 'refused', why: written.refused };
    const { value, ...commit } = written;
    const committed = await store.commit(commit);
    if (committed.ok) return { is: 'changed', value, due: committed.due };
  }
  return { is: 'busy' };
}

/** Somebody who claimed it meanwhile has called the timer off, but it may be in our hands already. */
export async function handOn({ parts: { store, clock, centre }, performAll }: Desk, deed: Deed & { do: 'hand-on' }, work: TakenWork): Promise<Done> {
  const kept = await store.records.get<VoicemailRecord>('voicemail', deed.voicemail);
  if (!kept || kept.value.state !== 'new' || kept.value.handed !== deed.handed) return 'done';
  const { value: _value, ...written } = handedOn(kept, clock.now(), centre);
  const committed = await store.commit({ ...written, done: work });
  if (committed.ok) {
    performAll(committed.due);
    return 'committed';
  }
  return committed.why === 'record' ? { again: 0 } : 'committed';
}
