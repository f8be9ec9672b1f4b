// What all commands share: how they are made, where they find the API, and how examples stand in their help.
import type { Folders } from '../files.ts';
import { Command } from 'commander';
import type { ApiOptions } from './api-client.ts';
import { API_DEFAULT, tokenOf } from './api-client.ts';
import type { Exit } from './exits.ts';
import type { Terminal } from './terminal.ts';

/** A command answers with its exit. */
export type Run<Args extends unknown[]> = (...args: Args) => Promise<Exit>;

/** Where the exit of the command that ran is kept until the program ends. */
export interface Program {
  terminal: Terminal;
  ended: (exit: Exit) => void;
}

export const command = (name: string, description: string, examples: readonly string[]): Command =>
  new Command(name).description(description).addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${typed(example)}`).join('\n')}`);

/** Variables that are set for one call stand before the command. */
const typed = (example: string): string => example.replace(/^((?:[A-Z_]+=\S+ )*)/, '$1caseline ');

/** Wires an action to the program's exit. Commander's own types know nothing of the arguments. */
export function runs<Args extends unknown[]>(made: Command, program: Program, run: Run<Args>): Command {
  return made.action(async (...args: unknown[]) => program.ended(await run(...(args as Args))));
}

export interface ApiFlags {
  api: string;
  token?: string;
}

export const withApi = (made: Command): Command =>
  made.option('--api <url>', 'where the API is', API_DEFAULT).option('--token <token>', 'the token to show it (default: API_TOKEN, or the lab’s)');

export const apiOptions = ({ api, token }: ApiFlags, { env }: Terminal): ApiOptions => ({ api, token: tokenOf(token, env) });

export interface FileFlags {
  flows?: string;
  locales?: string;
}

export const withFiles = (made: Command): Command =>
  made.option('--flows <dir>', 'the folder of the flows and the centre (default: FLOWS_DIR, or flows)').option('--locales <dir>', 'the folder of the prompts (default: LOCALES_DIR, or locales)');

/** Flags before the environment before the default; an empty variable counts as unset. */
export const folders = ({ flows, locales }: FileFlags, { env }: Terminal): Folders => ({
  flowsDir: flows ?? (env['FLOWS_DIR'] || 'flows'),
  localesDir: locales ?? (env['LOCALES_DIR'] || 'locales'),
});
