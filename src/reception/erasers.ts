// The kinds of things that are kept of a caller, each with its way of going: a new kind joins by one row of this list.
import type { Callback } from '../call/callback.ts';
import type { Call } from '../call/call.ts';
import type { ClosedCallRecord } from '../call/closed-call.ts';
import type { EscalationRecord } from '../call/escalation.ts';
import type { NoteRecord } from '../call/note.ts';
import type { RecordingRecord } from '../call/recording.ts';
import type { CutOff } from '../call/redial.ts';
import type { VoicemailRecord } from '../call/voicemail.ts';
import type { Caller } from '../phone/caller.ts';
import type { E164 } from '../phone/number.ts';
import type { Kept, RecordKind, TakenWork } from '../store/store.ts';
import type { Desk } from './desk.ts';
import type { Parts } from './parts.ts';
import { forgetConversation } from './conversations.ts';
import { isNoteTo } from './notes.ts';
import { forgetVoicemail } from './voicemail-work.ts';

export interface Asked {
  number: E164;
  after: string | undefined;
  /** Only counts. */
  dry: boolean;
}

export interface Eraser {
  what: string;
  /** One bounded step: how many were found (and went), and where the next one begins; `busy`: something could not go yet. */
  step: (desk: Pick<Desk, 'parts' | 'hear'>, asked: Asked) => Promise<Erased>;
}

export interface Erased {
  found: number;
  after?: string;
  busy?: true;
  /** What is left to do of it, and due now. */
  due?: readonly TakenWork[];
}

/** Rows looked at in one step, and entries of one call forgotten at once. */
const STEP = 200;
const ENTRIES = 500;

const isTheirs = (caller: Caller | undefined, number: E164): boolean => caller?.kind === 'number' && caller.number === number;

/** Those that name a call come before the calls, while it can still be asked whose it was. */
export const erasers: readonly Eraser[] = [
  records<VoicemailRecord>('voicemails', 'voicemail', (value, number) => isTheirs(value.caller, number), (parts, id) => forgetVoicemail(parts, id, { by: 'erasure' })),
  records<RecordingRecord>('recordings', 'recording', (value, number, parts) => isOfTheirCall(parts, value.call, number), forgetConversation),
  records<EscalationRecord>('escalations', 'escalation', async (value, number, parts) => isTheirs(value.caller, number) || (await isOfTheirCall(parts, value.call, number))),
  records<ClosedCallRecord>('closed-hours calls', 'closed-call', (value, number) => isTheirs(value.caller, number)),
  { what: 'callbacks', step: callbacks },
  records<NoteRecord>('notes to them', 'note', isNoteTo),
  records<CutOff>('places kept in line', 'redial', (value, number, parts) => isOfTheirCall(parts, value.call, number)),
  { what: 'legs of their calls', step: ({ parts }, asked) => calls(parts, asked, async (call) => call.role !== 'caller' && call.role !== 'staff' && isOfTheirCall(parts, call.caller, asked.number)) },
  { what: 'calls', step: ({ parts }, asked) => calls(parts, asked, (call) => (call.role === 'caller' || call.role === 'staff') && isTheirs(call.from, asked.number)) },
];

function records<T>(what: string, kind: RecordKind, fits: (value: T, number: E164, parts: Parts) => boolean | Promise<boolean>, remove?: (parts: Parts, id: string) => Promise<readonly TakenWork[] | undefined>): Eraser {
  const plainly = async (parts: Parts, id: string): Promise<undefined> => void (await parts.store.records.remove(kind, id));
  const go = remove ?? plainly;
  return {
    what,
    async step({ parts }, { number, after, dry }) {
      const page: readonly Kept<T>[] = await parts.store.records.list<T>(kind, { limit: STEP, ...(after !== undefined && { after }) });
      const due: TakenWork[] = [];
      let found = 0;
      for (const { id, value } of page) {
        if (!(await fits(value, number, parts))) continue;
        found++;
        if (!dry) due.push(...((await go(parts, id)) ?? []));
      }
      return { found, due, ...next(page.map(({ id }) => id)) };
    },
  };
}

/** Nobody rings a person who is to be forgotten: one that is open ends before it goes. */
async function callbacks({ parts, hear }: Parameters<Eraser['step']>[0], { number, after, dry }: Asked): Promise<Erased> {
  const page = await parts.store.records.list<Callback>('callback', { limit: STEP, ...(after !== undefined && { after }) });
  let found = 0;
  let busy = false;
  for (const { id, value } of page) {
    if (!isTheirs(value.to, number) && !(value.askedIn !== undefined && (await isOfTheirCall(parts, value.askedIn, number)))) continue;
    found++;
    if (dry) continue;
    if (value.state === 'open') await hear(value.call, { tell: 'cancel-callback', by: 'erasure', forget: true });
    const now = await parts.store.records.get<Callback>('callback', id);
    // It has gone over to another call at this very moment.
    if (now?.value.state === 'open') {
      busy = true;
      found--;
    } else await parts.store.records.remove('callback', id);
  }
  return { found, ...next(page.map(({ id }) => id)), ...(busy ? { busy } : {}) };
}

/** Last words are still being spoken, and phones that we have asked the carrier to stop may still ring. */
const LAST_WORDS_MS = 60_000;

/** Nobody asks for this call any more. */
const isThrough = ({ doing }: Call, now: number): boolean => doing.is === 'over' && (doing.how !== 'ended-by-us' || doing.at + LAST_WORDS_MS <= now);

/** A call goes with its entries in the journal. One that is not over yet, or only just, is left for the next round. */
async function calls(parts: Parts, { after, dry }: Asked, fits: (call: Call) => boolean | Promise<boolean>): Promise<Erased> {
  const page = await parts.store.calls({ limit: STEP, ...(after !== undefined && { after }) });
  let found = 0;
  let busy = false;
  for (const call of page) {
    if (!(await fits(call))) continue;
    const through = isThrough(call, parts.clock.now());
    if (!through) busy = true;
    else found++;
    if (!dry && through) while ((await parts.store.forgetCall(call.id, ENTRIES)) > 0);
  }
  return { found, ...next(page.map(({ id }) => id)), ...(busy ? { busy } : {}) };
}

const next = (ids: readonly string[]): { after?: string } => (ids.length === 0 ? {} : { after: ids.at(-1) ?? '' });

async function isOfTheirCall({ store }: Parts, id: string, number: E164): Promise<boolean> {
  const call = await store.call(id);
  return call?.role === 'caller' && isTheirs(call.from, number);
}
