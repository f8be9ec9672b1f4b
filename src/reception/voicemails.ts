// The sound of a voicemail as one file, whatever the carrier made of it, and its forgetting.
import type { VoicemailRecord } from '../call/voicemail.ts';
import { joinWavs } from '../sound/join.ts';
import type { Store } from '../store/store.ts';
import type { Carrier } from './carrier.ts';
import type { RecordingKeep } from './parts.ts';

export function voicemailSounds({ store, keep, carrier }: { store: Store; keep: RecordingKeep; carrier: Carrier }) {
  const recordOf = (id: string) => store.records.get<VoicemailRecord>('voicemail', id);
  return {
    async voicemailAudio(id: string): Promise<Buffer | undefined> {
      const kept = await recordOf(id);
      if (!kept) return undefined;
      const parts = await Promise.all(kept.value.parts.map((_part, index) => keep.read(id, index + 1)));
      return parts.every((part) => part !== undefined) && parts.length > 0 ? joinWavs(parts) : undefined;
    },
    /** The carrier's copy first: once our record is gone, nobody would know of it. */
    async forgetVoicemail(id: string): Promise<void> {
      const kept = await recordOf(id);
      for (const { recording } of kept?.value.parts ?? []) await carrier.forgetRecording(recording);
      await keep.forget(id);
      await store.records.remove('voicemail', id);
    },
  };
}
