// A copy of the shipped files for a story that edits them, read as a reload reads them.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Settings } from '../../src/centre/centre.ts';
import { loadCentre } from '../../src/centre/load.ts';
import { type Checked, readFiles } from '../../src/files.ts';
import { loadFlows } from '../../src/flow/load.ts';
import { loadPrompts, readRecording } from '../../src/prompts/load.ts';
import type { ReadRecorded } from '../../src/http/audio.ts';

export interface OwnFiles {
  load: () => Promise<[Awaited<ReturnType<typeof loadCentre>>, Awaited<ReturnType<typeof loadFlows>>, Awaited<ReturnType<typeof loadPrompts>>]>;
  read: () => Promise<Checked>;
  /** Replaces a text that stands in a file, such as `flows/centre.yaml`; fails where it does not. */
  edit: (file: string, text: string | RegExp, by: string) => Promise<void>;
  write: (file: string, content: string | Buffer) => Promise<void>;
  recorded: ReadRecorded;
  remove: (file: string) => Promise<void>;
}

/** `settings`: what the story's world changes of the centre's, so that a reload changes nothing of that. */
export async function ownFiles(dir: string, settings: (settings: Settings) => Settings): Promise<OwnFiles> {
  const folders = { flowsDir: join(dir, 'flows'), localesDir: join(dir, 'locales') };
  await Promise.all([cp('flows', folders.flowsDir, { recursive: true }), cp('locales', folders.localesDir, { recursive: true })]);
  return {
    async load() {
      const [centre, flows, prompts, checked] = await Promise.all([loadCentre(folders.flowsDir), loadFlows(folders.flowsDir), loadPrompts(folders.localesDir), readFiles(folders)]);
      // A version is flows and words, as a start has it.
      return [centre, flows.ok && checked.files ? { ...flows, flows: checked.files.flows } : flows, prompts];
    },
    async read() {
      const checked = await readFiles(folders);
      const { files } = checked;
      return files ? { ...checked, files: { ...files, centre: { ...files.centre, settings: settings(files.centre.settings) } } } : checked;
    },
    async edit(file, text, by) {
      const before = await readFile(join(dir, file), 'utf8');
      const after = before.replace(text, by);
      if (after === before) throw new Error(`${file} has no ${String(text)}`);
      await writeFile(join(dir, file), after);
    },
    async write(file, content) {
      await mkdir(dirname(join(dir, file)), { recursive: true });
      await writeFile(join(dir, file), content);
    },
    recorded: (asked) => readRecording(folders.localesDir, asked),
    remove: (file) => rm(join(dir, file)),
  };
}
