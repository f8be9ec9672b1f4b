// Keeps recordings as files of one folder. A file is complete as soon as it has its name.
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingKeep } from '../reception/parts.ts';
import { safeId } from './keep.ts';

export function keepInFolder(folder: string): RecordingKeep {
  const file = (voicemail: string, part: number) => join(folder, `${safeId(voicemail)}-${part}.wav`);
  return {
    async save(voicemail, part, audio) {
      await mkdir(folder, { recursive: true });
      const name = file(voicemail, part);
      await writeFile(`${name}.part`, audio);
      await rename(`${name}.part`, name);
    },
    read: async (voicemail, part) => ifThere(readFile(file(voicemail, part))),
    size: async (voicemail, part) => (await ifThere(stat(file(voicemail, part))))?.size,
    async forget(voicemail) {
      const names = await readdir(folder).catch(() => []);
      await Promise.all(names.filter((name) => name.startsWith(`${safeId(voicemail)}-`)).map((name) => rm(join(folder, name), { force: true })));
    },
  };
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
