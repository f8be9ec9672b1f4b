// Notes to customers, by text message: translated first where they speak another language, then sent, each as work of its own. A note goes out once; one that cannot be translated goes as it was written.
import type { Deed } from '../call/effects.ts';
import { NOTE_SENT_MAX, type NoteRecord, wordsOf } from '../call/note.ts';
import type { CaseNumber } from '../case/number.ts';
import type { E164 } from '../phone/number.ts';
import { mayDial, type OutgoingRefusal } from '../phone/outgoing.ts';
import type { Store, TakenWork, Work } from '../store/store.ts';
import { cleanText } from '../translator/clean.ts';
import { isSameLanguage } from '../translator/codes.ts';
import { callerIdFor } from './decide.ts';
import type { Desk, Done } from './desk.ts';
import { passGate } from './gate.ts';
import type { Parts } from './parts.ts';
import { isConfidential, translated, translateOne, untranslated } from './translate.ts';

export interface NoteWish {
  about: { call: string } | { case: CaseNumber };
  text: string;
  /** The customer's, where it is another than their call or case says. */
  language?: string;
  /** What it is written in, where that is not the language of the house. */
  written?: string;
  by: string;
}

export type NoteAdded = { is: 'added'; note: NoteRecord } | { is: 'nobody'; why: 'no-call' | 'no-case' | 'closed' | 'no-number' } | { is: 'not-callable'; why: OutgoingRefusal } | { is: 'upstream'; why: string };

type Customer = Pick<NoteRecord, 'call' | 'case' | 'assignedTo' | 'to' | 'from' | 'language'>;

export async function addNote({ parts, performAll }: Pick<Desk, 'parts' | 'performAll'>, { about, text, language, written, by }: NoteWish): Promise<NoteAdded> {
  const found = 'call' in about ? await customerOfCall(parts, about.call) : await customerOfCase(parts, about.case);
  if ('is' in found) return found;
  const may = mayDial(found.to, parts.centre.outgoing, 'text');
  if (!may.ok) {
    await parts.store.journal.append([{ at: parts.clock.now(), kind: 'outgoing-refused', use: 'text', why: may.why, token: by }]);
    return { is: 'not-callable', why: may.why };
  }
  const note: NoteRecord = { ...found, id: parts.fresh(), to: may.number, language: language ?? found.language, by, at: parts.clock.now(), text: cleanText(text), written: written ?? parts.centre.translation.house, state: 'new' };
  const committed = await parts.store.commit({
    records: [{ kind: 'note', id: note.id, value: note, was: 0 }], work: [firstOf(parts, note)],
    journal: [{ at: note.at, kind: 'note', note: note.id, token: by, ...(note.call !== undefined && { call: note.call }) }],
  });
  if (committed.ok) performAll(committed.due);
  return { is: 'added', note };
}

const toSend = ({ id }: NoteRecord): Work<Deed> => ({ id: `send-note:${id}`, at: 0, deed: { do: 'send-note', note: id } });

const firstOf = ({ translator }: Parts, note: NoteRecord): Work<Deed> =>
  (translator && !isSameLanguage(note.written, note.language) ? { id: `translate-note:${note.id}`, at: 0, deed: { do: 'translate-note', note: note.id } } : toSend(note));

async function customerOfCall({ store, centre }: Parts, id: string): Promise<Customer | NoteAdded> {
  const call = await store.call(id);
  if (call?.role !== 'caller') return { is: 'nobody', why: 'no-call' };
  if (call.from.kind !== 'number') return { is: 'nobody', why: 'no-number' };
  return { call: id, ...(call.case && { case: call.case.number }), ...(call.case?.assignedTo !== undefined && { assignedTo: call.case.assignedTo }), to: call.from.number, from: callerIdFor(centre, call), language: call.language };
}

async function customerOfCase({ directory, centre }: Parts, number: CaseNumber): Promise<Customer | NoteAdded> {
  const found = await directory.findCase(number);
  if (found.is === 'failed') return { is: 'upstream', why: found.why };
  if (found.is === 'unknown') return { is: 'nobody', why: 'no-case' };
  const { status, contact, region, assignedTo } = found.case;
  if (status === 'closed') return { is: 'nobody', why: 'closed' };
  const [to, from] = [contact?.phones[0], centre.regions[region ?? '']?.callerId ?? centre.lines[0]?.number];
  if (to === undefined || from === undefined) return { is: 'nobody', why: 'no-number' };
  return { case: number, ...(assignedTo !== undefined && { assignedTo }), to, from, language: contact?.language ?? centre.translation.house };
}

const CONTEXT = 'A text message from a technical support engineer to a customer.';

export async function translateNote({ parts, performAll }: Desk, { note: id }: Deed & { do: 'translate-note' }, work: TakenWork): Promise<Done> {
  const kept = await parts.store.records.get<NoteRecord>('note', id);
  if (!kept) return 'done';
  const { call, assignedTo, text, written, language } = kept.value;
  const isSecret = await isConfidential(parts, call, assignedTo === undefined ? [] : [`agent:${assignedTo}`]);
  const outcome = isSecret ? { is: 'failed', why: 'confidential' } as const : await translateOne(parts, { text, from: written, to: language, context: CONTEXT }, work.tries);
  if (outcome.is === 'again') return { again: outcome.ms };
  const made = outcome.is === 'translated' && outcome.translation.text.length <= NOTE_SENT_MAX ? outcome.translation : undefined;
  const why = outcome.is === 'translated' ? 'too-long' : outcome.is === 'failed' ? outcome.why : 'off';
  const about = { note: id, ...(call !== undefined && { call }) };
  const committed = await parts.store.commit({
    records: [{ kind: 'note', id, was: kept.version, value: { ...kept.value, ...(made ? { translation: made } : { untranslated: why }) } satisfies NoteRecord }],
    journal: [made ? translated(parts, made, about) : untranslated(parts, why, about)], work: [toSend(kept.value)], done: work,
  });
  if (committed.ok) performAll(committed.due);
  return 'committed';
}

const AGAIN_MS = 5_000;
const TRIES_MAX = 5;

/** Whoever was to send it and died on the way may have sent it: it is not sent twice, and whoever wrote it can see so. */
export async function sendNote(parts: Parts, { note: id }: Deed & { do: 'send-note' }, work: TakenWork): Promise<Done> {
  const kept = await parts.store.records.get<NoteRecord>('note', id);
  if (!kept || kept.value.state === 'sent' || kept.value.state === 'unsent') return 'done';
  if (kept.value.state === 'sending') return end(parts, kept, { state: 'unsent', why: 'unclear' }, work);
  const gate = await passGate(parts, { to: kept.value.to, from: kept.value.from, use: 'text', about: id });
  if (!gate.ok) return end(parts, kept, { state: 'unsent', why: gate.why }, work);
  const sending = { ...kept.value, state: 'sending' } satisfies NoteRecord;
  if (!(await parts.store.records.put('note', id, sending, kept.version))) return { again: 0 };
  const sent = await parts.carrier.text({ to: gate.number, from: kept.value.from, body: wordsOf(kept.value), statusUrl: parts.addresses.message(id) });
  const now = await parts.store.records.get<NoteRecord>('note', id);
  // It was forgotten meanwhile, with whom it was for.
  if (!now) return 'done';
  if (sent.ok) return end(parts, now, { state: 'sent' }, work);
  if (sent.unclear) return end(parts, now, { state: 'unsent', why: 'unclear' }, work);
  if (sent.why === 'refused' || work.tries >= TRIES_MAX) return end(parts, now, { state: 'unsent', why: sent.why }, work);
  await parts.store.records.put('note', id, { ...now.value, state: 'new' } satisfies NoteRecord, now.version);
  return { again: AGAIN_MS };
}

async function end({ store, clock }: Parts, { value, version }: { value: NoteRecord; version: number }, how: Pick<NoteRecord, 'state' | 'why'>, work: TakenWork): Promise<Done> {
  const { id, call } = value;
  await store.commit({
    records: [{ kind: 'note', id, was: version, value: { ...value, ...how } satisfies NoteRecord }], done: work,
    journal: [{ at: clock.now(), kind: how.state === 'sent' ? 'text-sent' : 'text-unsent', about: id, message: id, ...(how.why !== undefined && { why: how.why }), ...(call !== undefined && { call }) }],
  });
  return 'committed';
}

/** Kept as long as the calls themselves. Their ids begin with the time, so the oldest come first. */
export async function forgetOldNotes({ records }: Pick<Store, 'records'>, before: number, limit: number): Promise<void> {
  for (const { id, value } of await records.list<NoteRecord>('note', { limit })) if (value.at < before) await records.remove('note', id);
}

export const isNoteTo = ({ to }: NoteRecord, number: E164): boolean => to === number;
