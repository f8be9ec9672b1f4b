// The variables that a command goes by: its environment, and before that a `.env` file in the folder where it is called.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Terminal } from './terminal.ts';

export const ENV_FILE = '.env';

/** What the environment says goes before the file, so that one setting can be changed for one call. */
export function withEnvFile(env: Terminal['env'], folder: string): Terminal['env'] {
  try {
    return { ...parseEnv(readFileSync(join(folder, ENV_FILE), 'utf8')), ...env };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return env;
    throw error;
  }
}
