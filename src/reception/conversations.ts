// The sound of conversations: started, paused and stopped at the carrier, announced in the room, read back, forgotten in time.
import type { Deed } from '../call/effects.ts';
import { isRecorded, mayRecord, type RecordingRecord } from '../call/recording.ts';
import { isOver } from '../call/call.ts';
import type { Store, TakenWork, Work } from '../store/store.ts';
import type { Done } from './desk.ts';
import type { Parts, RecordingKeep } from './parts.ts';

const AGAIN_MS = 1_000;
const DAY_MS = 86_400_000;
/** A recording that does not begin in so many tries is done without: the conversation goes on meanwhile. */
const TRIES_MAX = 5;

/** What the caller's call says now counts: whoever was never to be recorded, or was paused since, is not. */
export async function record({ store, carrier, addresses, clock, log }: Parts, deed: Deed & { do: 'record' }, tries: number): Promise<Done> {
  const call = await store.call(deed.call);
  if (call?.role !== 'caller' || call.sid === undefined || isOver(call)) return 'done';
  const want = deed.want === 'on' && !isRecorded(call) ? (mayRecord(call) ? 'paused' : 'off') : deed.want;
  const answer = await carrier.record({ sid: call.sid, want, statusUrl: addresses.conversation(call.id) });
  // A pause may come before the carrier knows of the recording that it is to pause.
  const early = answer === 'gone' && want === 'paused' && deed.want === 'paused';
  if ((answer === 'later' || early) && tries < TRIES_MAX) return { again: AGAIN_MS };
  if (answer === 'done' || (answer === 'gone' && want !== 'on')) return 'done';
  await store.journal.append([{ at: clock.now(), kind: 'recording-failed', call: call.id, want, why: answer }]);
  log.warn({ call: call.id, want, why: answer }, 'a conversation is not recorded as it should be');
  return 'done';
}

export async function announce({ store, carrier, addresses }: Parts, deed: Deed & { do: 'announce' }, tries: number): Promise<Done> {
  const call = await store.call(deed.call);
  if (call?.role !== 'caller' || call.doing.is !== 'talking') return 'done';
  const { room, conference } = call.doing;
  const answer = await carrier.announce({ room, url: addresses.announce(call.id, deed.what), ...(conference === undefined ? {} : { conference }) });
  return answer === 'later' && tries < TRIES_MAX ? { again: AGAIN_MS } : 'done';
}

/** More than a call has: one for each time it was begun anew. */
const OF_CALL_MAX = 50;

export function conversationSounds({ store, keep }: { store: Store; keep: RecordingKeep }) {
  return {
    /** Their ids begin with that of the call. */
    async conversationsOf(call: string): Promise<RecordingRecord[]> {
      const page = await store.records.list<RecordingRecord>('recording', { after: `${call}-`, limit: OF_CALL_MAX });
      return page.map(({ value }) => value).filter((value) => value.call === call);
    },
    conversationAudio: (id: string): Promise<Buffer | undefined> => keep.read(id, 1),
  };
}

/** What is older than it may be goes. Ids are in the order of the calls. */
export async function forgetOldConversations(parts: Pick<Parts, 'store' | 'clock' | 'centre'>, most: number): Promise<readonly TakenWork[]> {
  const before = parts.clock.now() - parts.centre.recording.keepDays * DAY_MS;
  const due: TakenWork[] = [];
  for (const { id, value } of await parts.store.records.list<RecordingRecord>('recording', { limit: most })) {
    if (value.at < before) due.push(...((await forgetConversation(parts, id)) ?? []));
  }
  return due;
}

/** The record goes with one commit, and the sound, here and at the carrier, is work that is done after it however long that takes. */
export async function forgetConversation({ store, clock }: Pick<Parts, 'store' | 'clock'>, id: string): Promise<readonly TakenWork[] | undefined> {
  const kept = await store.records.get<RecordingRecord>('recording', id);
  if (!kept) return undefined;
  const committed = await store.commit({
    records: [{ kind: 'recording', id, gone: true, was: kept.version }],
    work: [
      { id: `forget:${kept.value.recording}`, at: 0, deed: { do: 'forget-recording', recording: kept.value.recording } },
      { id: `forget-sound:${id}`, at: 0, deed: { do: 'forget-sound', voicemail: id } },
    ] satisfies Work<Deed>[],
    journal: [{ at: clock.now(), kind: 'recording-forgotten', call: kept.value.call, recording: id }],
  });
  return committed.ok ? committed.due : undefined;
}
