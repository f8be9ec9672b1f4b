// Recordings come from the carrier into our own keeping, however long that takes.
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deed } from '../call/effects.ts';
import type { Done } from './desk.ts';
import type { Parts, RecordingKeep } from './parts.ts';

/** From two seconds up to ten minutes between tries; after some days the carrier will not have it any more. */
const AGAIN_MS_MIN = 2_000;
const AGAIN_MS_MAX = 600_000;
const TRIES_MAX = 500;

export async function fetchRecording({ carrier, keep, store, clock, log }: Parts, deed: Deed & { do: 'fetch' }, tries: number): Promise<Done> {
  const fetched = await carrier.recording(deed.recording);
  const note = (kind: string) => store.journal.append([{ at: clock.now(), kind, voicemail: deed.voicemail, part: deed.part }]);
  if (fetched.ok) {
    await keep.save(deed.voicemail, deed.part, fetched.audio);
    await note('voicemail-kept');
    return 'done';
  }
  if (fetched.why !== 'gone' && tries < TRIES_MAX) return { again: Math.min(AGAIN_MS_MAX, AGAIN_MS_MIN * 2 ** Math.min(tries - 1, 20)) };
  log.error({ voicemail: deed.voicemail, part: deed.part, tries }, 'a recording is not to be had from the carrier');
  await note('voicemail-lost');
  return 'done';
}

/** Keeps recordings as files. A file is complete as soon as it has its name. */
export function keepInFolder(folder: string): RecordingKeep {
  const file = (voicemail: string, part: number) => join(folder, `${safe(voicemail)}-${part}.wav`);
  return {
    async save(voicemail, part, audio) {
      await mkdir(folder, { recursive: true });
      const name = file(voicemail, part);
      await writeFile(`${name}.part`, audio);
      await rename(`${name}.part`, name);
    },
    async read(voicemail, part) {
      try {
        return await readFile(file(voicemail, part));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async forget(voicemail) {
      const names = await readdir(folder).catch(() => []);
      await Promise.all(names.filter((name) => name.startsWith(`${safe(voicemail)}-`)).map((name) => rm(join(folder, name), { force: true })));
    },
  };
}

/** Ids are our own, but a name in a path is checked all the same. */
function safe(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error('a recording was named by something that is no id');
  return id;
}
