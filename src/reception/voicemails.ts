// The sound of a voicemail as one file, whatever the carrier made of it.
import type { VoicemailRecord } from '../call/voicemail.ts';
import { joinWavs } from '../sound/join.ts';
import type { Store } from '../store/store.ts';
import type { RecordingKeep } from './parts.ts';

export function voicemailSounds({ store, keep }: { store: Store; keep: RecordingKeep }) {
  const recordOf = (id: string) => store.records.get<VoicemailRecord>('voicemail', id);
  return {
    async voicemailAudio(id: string): Promise<Buffer | undefined> {
      const kept = await recordOf(id);
      if (!kept) return undefined;
      const parts = await Promise.all(kept.value.parts.map((_part, index) => keep.read(id, index + 1)));
      return parts.every((part) => part !== undefined) && parts.length > 0 ? joinWavs(parts) : undefined;
    },
  };
}
