// caseline backup: a copy of the store and of the voicemails' sound, while calls go on.
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from './command.ts';
import { command, runs } from './command.ts';
import { exits, Leave } from './exits.ts';
import { configOf } from './start.ts';

/** Where the sound of voicemails lies, in the data folder and in a backup. */
export const VOICEMAILS = 'voicemails';

export function backupCommand(program: Program) {
  const { terminal } = program;
  const made = command('backup', 'Copies the store and the voicemails into a folder, while calls go on.', ['backup backups/2026-03-10', 'DATA_DIR=/srv/caseline backup /mnt/backup/today'])
    .argument('<dir>', 'a folder that is empty or not there yet');
  return runs(made, program, async (dir: string) => {
    const config = configOf(terminal);
    if (!(await isEmpty(dir))) throw new Leave(exits.failed, `${dir} is not empty: expected a new folder, so that one backup never mixes with another`);
    await mkdir(dir, { recursive: true });
    const { openStore } = await import('../store/open.ts');
    const store = await openStore({ ...(config.redisUrl !== undefined && { redisUrl: config.redisUrl }), dataDir: config.dataDir, centre: CENTRE, log: () => {} });
    await store.backup(dir).finally(() => store.close());
    // The sound comes second: a message that arrives meanwhile may have sound without a record, but no record lacks its sound.
    await copyFolder(join(config.dataDir, VOICEMAILS), join(dir, VOICEMAILS));
    terminal.tell(`Backed up to ${dir}. Bring it back with: caseline restore ${dir}`);
    return exits.ok;
  });
}

/** One process serves one centre; its name stands in the store's files and keys. */
export const CENTRE = 'centre';

export async function isEmpty(dir: string): Promise<boolean> {
  return (await entriesOf(dir)).length === 0;
}

export async function copyFolder(from: string, to: string): Promise<void> {
  if ((await entriesOf(from)).length > 0) await cp(from, to, { recursive: true });
}

/** A folder that is not there has nothing in it. */
async function entriesOf(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
