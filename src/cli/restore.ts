// caseline restore: a backup becomes the store of a service that is not running.
import { join } from 'node:path';
import { copyFolder, isEmpty, VOICEMAILS } from './backup.ts';
import type { Program } from './command.ts';
import { command, runs } from './command.ts';
import { exits, Leave } from './exits.ts';
import { configOf } from './start.ts';

export function restoreCommand(program: Program) {
  const { terminal } = program;
  const made = command('restore', 'Brings a backup back, into an empty data folder or an empty Redis.', ['restore backups/2026-03-10', 'DATA_DIR=./data-new restore backups/2026-03-10'])
    .argument('<dir>', 'the folder that caseline backup wrote')
    .addHelpText('after', '\nStop the service first. What is in DATA_DIR is never overwritten: move it away, or name another folder.');
  return runs(made, program, async (dir: string) => {
    const { dataDir, redisUrl } = configOf(terminal);
    if (await isEmpty(dir)) throw new Leave(exits.notFound, `${dir} has no backup in it`);
    if (redisUrl === undefined && !(await isEmpty(dataDir))) throw new Leave(exits.failed, `${dataDir} is not empty: move it away first (mv ${dataDir} ${dataDir}.old), or set DATA_DIR to a new folder`);
    const { restore } = await import('../store/backup.ts');
    await restore(dir, { dataDir, ...(redisUrl !== undefined && { redisUrl }) });
    await copyFolder(join(dir, VOICEMAILS), join(dataDir, VOICEMAILS));
    terminal.tell(`Restored into ${redisUrl === undefined ? dataDir : 'Redis'}. Start with: caseline start`);
    return exits.ok;
  });
}
