// What was said in a voicemail, in writing, by a service of yours: off unless it is named, never on the way of an answer to a caller.
import type { Deed } from '../call/effects.ts';
import type { VoicemailRecord } from '../call/voicemail.ts';
import type { TakenWork, Work } from '../store/store.ts';
import { backOffMs } from './back-off.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';
import { toTranslate } from './translate-voicemail.ts';

/** One part of a message, as the hook is given it. */
export interface ToWrite {
  id: string;
  voicemail: string;
  part: number;
  language: string;
  seconds: number;
  audio: Buffer;
}

/** Has a part written down; never throws. `later`: it is still at work, or not there. */
export type TranscriptHook = (part: ToWrite, now: number) => Promise<{ text: string } | 'later' | 'refused'>;

const TRIES_MAX = 40;

export const toTranscribe = ({ transcriptHook }: Pick<Parts, 'transcriptHook'>, { voicemail, part, recording }: Deed & { do: 'fetch' }): Work<Deed>[] =>
  (transcriptHook ? [{ id: `write:${recording}`, at: 0, deed: { do: 'transcribe', voicemail, part, recording } }] : []);

export async function transcribe(desk: Desk, deed: Deed & { do: 'transcribe' }, work: TakenWork): Promise<Done> {
  const { store, keep, clock, transcriptHook } = desk.parts;
  const kept = await store.records.get<VoicemailRecord>('voicemail', deed.voicemail);
  const spoken = kept?.value.parts.find(({ recording }) => recording === deed.recording);
  const audio = spoken && (await keep.read(deed.voicemail, deed.part));
  if (!transcriptHook || !kept || !spoken || !audio) return 'done';
  const written = await transcriptHook({ id: `${deed.voicemail}-${deed.part}`, voicemail: deed.voicemail, part: deed.part, language: kept.value.language, seconds: spoken.seconds, audio }, clock.now());
  if (written === 'later' && work.tries < TRIES_MAX) return { again: backOffMs(work.tries) };
  const note = { at: clock.now(), call: kept.value.call, voicemail: deed.voicemail, part: deed.part };
  if (typeof written === 'string') {
    await store.journal.append([{ ...note, kind: 'voicemail-unwritten', why: written }]);
    return 'done';
  }
  return write(desk, deed, written.text, { ...note, kind: 'voicemail-written' }, work);
}

/** Others may claim it at the same moment: read again, write again. */
async function write({ parts, performAll }: Desk, deed: Deed & { do: 'transcribe' }, text: string, entry: { at: number; kind: string; call: string }, work: TakenWork): Promise<Done> {
  const now = await parts.store.records.get<VoicemailRecord>('voicemail', deed.voicemail);
  if (!now) return 'done';
  const value = { ...now.value, texts: { ...now.value.texts, [deed.recording]: text } };
  const committed = await parts.store.commit({ records: [{ kind: 'voicemail', id: deed.voicemail, value, was: now.version }], work: toTranslate(parts, value, deed.recording), journal: [entry], done: work });
  if (committed.ok) performAll(committed.due);
  return !committed.ok && committed.why === 'record' ? { again: 0 } : 'committed';
}
