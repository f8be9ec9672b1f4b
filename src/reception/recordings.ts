// Recordings come from the carrier into our own keeping, however long that takes, and go from both when they are to be forgotten.
import type { Deed } from '../call/effects.ts';
import type { TakenWork, Work } from '../store/store.ts';
import { backOffMs } from './back-off.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';
import { toTranscribe } from './transcribe.ts';

/** From two seconds up to ten minutes between tries; after some days the carrier will not have it any more. */
const AGAIN_MS_MIN = 2_000;
const AGAIN_MS_MAX = 600_000;
const TRIES_MAX = 500;

const later = (tries: number): Done => ({ again: backOffMs(tries, AGAIN_MS_MIN, AGAIN_MS_MAX) });

/** Only what stands in our keeping at its full length is ours; before that the carrier's copy is not touched. */
export async function fetchRecording(desk: Desk, deed: Deed & { do: 'fetch' }, work: TakenWork): Promise<Done> {
  const { carrier, keep, store, clock, centre } = desk.parts;
  const kind = deed.of ?? 'voicemail';
  if (!(await store.records.get(kind, deed.voicemail))) return 'done';
  const fetched = await carrier.recording(deed.recording);
  if (!fetched.ok) return fetched.why !== 'gone' && work.tries < TRIES_MAX ? later(work.tries) : lost(desk.parts, deed, work.tries);
  if (!(await isKept(desk.parts, deed, fetched.audio))) return work.tries < TRIES_MAX ? later(work.tries) : lost(desk.parts, deed, work.tries);
  const kept = await store.records.get<{ call: string }>(kind, deed.voicemail);
  // It was forgotten while we fetched it.
  if (!kept) await keep.forget(deed.voicemail);
  const next: Work<Deed>[] = kept ? [
    ...(centre.settings.deleteAtCarrier ? [{ id: `forget:${deed.recording}`, at: 0, deed: { do: 'forget-recording' as const, recording: deed.recording } }] : []),
    ...(kind === 'voicemail' ? toTranscribe(desk.parts, deed) : []),
  ] : [];
  const committed = await store.commit({ done: work, work: next, journal: kept ? [{ at: clock.now(), kind: `${kind}-kept`, call: kept.value.call, [kind]: deed.voicemail, part: deed.part }] : [] });
  if (committed.ok) desk.performAll(committed.due);
  return 'committed';
}

async function isKept({ keep, log }: Parts, { voicemail, part }: Deed & { do: 'fetch' }, audio: Buffer): Promise<boolean> {
  try {
    await keep.save(voicemail, part, audio);
    const size = await keep.size(voicemail, part);
    if (size === audio.length) return true;
    log.warn({ voicemail, part, size: size ?? 0, expected: audio.length }, 'a recording was not kept whole; it is kept again');
  } catch (error) {
    log.warn({ err: error, voicemail, part }, 'a recording could not be kept; it is tried again');
  }
  return false;
}

async function lost({ store, clock, log }: Parts, { voicemail, part, of }: Deed & { do: 'fetch' }, tries: number): Promise<Done> {
  const kind = of ?? 'voicemail';
  log.error({ voicemail, part, tries }, 'a recording is not to be had from the carrier, or could not be kept');
  await store.journal.append([{ at: clock.now(), kind: `${kind}-lost`, [kind]: voicemail, part }]);
  return 'done';
}

export async function forgetRecording({ carrier, log }: Parts, { recording }: Deed & { do: 'forget-recording' }, tries: number): Promise<Done> {
  const asked = await carrier.forgetRecording(recording);
  if (asked === 'later' && tries < TRIES_MAX) return later(tries);
  if (asked === 'later' || asked === 'refused') log.error({ recording, asked }, 'a recording could not be deleted at the carrier');
  return 'done';
}

export async function forgetSound({ keep, log }: Parts, { voicemail }: Deed & { do: 'forget-sound' }, tries: number): Promise<Done> {
  try {
    await keep.forget(voicemail);
    return 'done';
  } catch (error) {
    log[tries < TRIES_MAX ? 'warn' : 'error']({ err: error, voicemail }, 'the sound of a voicemail could not be deleted');
    return tries < TRIES_MAX ? later(tries) : 'done';
  }
}
