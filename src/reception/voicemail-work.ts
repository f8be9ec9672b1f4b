// Voicemails change hands: each change is one commit at the version that was read, with its journal entry and its timer.
import type { Deed } from '../call/effects.ts';
import { type Change, changeOf, forgotten, handedOn, type VoicemailRecord } from '../call/voicemail.ts';
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

/** The record goes now, the sound as soon as its keepers can: what is due is for the caller to perform. */
export async function forgetVoicemail({ store, clock }: Pick<Parts, 'store' | 'clock'>, id: string, who: Readonly<Record<string, string>>): Promise<readonly TakenWork[] | undefined> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kept = await store.records.get<VoicemailRecord>('voicemail', id);
    if (!kept) return undefined;
    const committed = await store.commit(forgotten(kept, { now: clock.now(), who }));
    if (committed.ok) return committed.due;
  }
  return undefined;
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

/** Voicemails looked at in one step. Their ids begin with the time, so the oldest come first. */
const OLD_MAX = 50;
const DAY_MS = 86_400_000;

/** What is older than the centre keeps goes, record and sound. */
export async function forgetOldVoicemails(parts: Pick<Parts, 'store' | 'clock' | 'centre'>): Promise<readonly TakenWork[]> {
  const before = parts.clock.now() - parts.centre.settings.voicemailDays * DAY_MS;
  const due: TakenWork[] = [];
  for (const { id, value } of await parts.store.records.list<VoicemailRecord>('voicemail', { limit: OLD_MAX })) {
    if (value.at < before) due.push(...((await forgetVoicemail(parts, id, { by: 'retention' })) ?? []));
  }
  return due;
}
