// What was said in a message, in the language of the house: both are kept, by recording. Nobody is told that it is there; whoever reads the message finds it.
import type { Deed } from '../call/effects.ts';
import type { VoicemailRecord } from '../call/voicemail.ts';
import type { TakenWork, Work } from '../store/store.ts';
import { isSameLanguage } from '../translator/codes.ts';
import type { Done } from './desk.ts';
import type { Parts } from './parts.ts';
import { isConfidential, type Outcome, translated, translateOne, untranslated } from './translate.ts';

type Deeds = Deed & { do: 'translate-voicemail' };

const CONTEXT = 'A message that a customer has left on the telephone for technical support.';

/** Only where it was left in another language than that of the house. */
export const toTranslate = ({ translator, centre }: Pick<Parts, 'translator' | 'centre'>, { id, language }: VoicemailRecord, recording: string): Work<Deed>[] =>
  (translator && !isSameLanguage(language, centre.translation.house) ? [{ id: `translate:${recording}`, at: 0, deed: { do: 'translate-voicemail', voicemail: id, recording } }] : []);

export async function translateVoicemail(parts: Parts, deed: Deeds, work: TakenWork): Promise<Done> {
  const kept = await parts.store.records.get<VoicemailRecord>('voicemail', deed.voicemail);
  const text = kept?.value.texts?.[deed.recording];
  if (!kept || text === undefined || text.trim() === '') return 'done';
  const outcome = await outcomeOf(parts, kept.value, text, work.tries);
  const about = { call: kept.value.call, voicemail: deed.voicemail, part: kept.value.parts.findIndex(({ recording }) => recording === deed.recording) + 1 };
  switch (outcome.is) {
    case 'off': return 'done';
    case 'again': return { again: outcome.ms };
    case 'failed':
      await parts.store.journal.append([untranslated(parts, outcome.why, about)]);
      return 'done';
    case 'translated': return write(parts, deed, outcome, about, work);
  }
}

/** Which language somebody speaks on a line is only where they dialled from, or what they chose once: the service finds out. */
async function outcomeOf(parts: Parts, { call, for: whom, next }: VoicemailRecord, text: string, tries: number): Promise<Outcome> {
  if (await isConfidential(parts, call, [whom, ...next])) return { is: 'failed', why: 'confidential' };
  return translateOne(parts, { text, to: parts.centre.translation.house, context: CONTEXT }, tries);
}

/** Others may claim it at the same moment: read again, write again. The service remembers what it was asked. */
async function write(parts: Parts, deed: Deeds, { translation }: Outcome & { is: 'translated' }, about: Readonly<Record<string, unknown>>, work: TakenWork): Promise<Done> {
  const now = await parts.store.records.get<VoicemailRecord>('voicemail', deed.voicemail);
  if (!now) return 'done';
  const value: VoicemailRecord = { ...now.value, translations: { ...now.value.translations, [deed.recording]: translation } };
  const committed = await parts.store.commit({ records: [{ kind: 'voicemail', id: deed.voicemail, value, was: now.version }], journal: [translated(parts, translation, about)], done: work });
  return !committed.ok && committed.why === 'record' ? { again: 0 } : 'committed';
}
