// caseline reload: a running service puts edited files in force, if they pass every check.
import { z } from 'zod';
import { ask, exitOf } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';

const named = z.object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) });
const answer = z.looseObject({ flows: named, languages: named, centre: named, agents: named, version: z.string(), warnings: z.array(z.string()) });
type Reloaded = z.output<typeof answer>;

export function reloadCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('reload', 'Has a running service put edited files in force, if they pass every check.', ['reload', 'reload --json | jq .flows.changed']))
    .option('--json', 'what has changed, as JSON')
    .addHelpText('after', '\nCalls under way stay on the flows and words they began with. Of several services, each is told by its own --api.\nExit 3, with every problem, where the files are refused: nothing has changed then.');
  return runs(made, program, async (flags: ApiFlags & { json?: true }) => {
    const told = await ask(apiOptions(flags, terminal), 'POST', '/reload', answer, undefined, (status) => (status === REFUSED ? exits.invalid : exitOf(status)));
    for (const warning of told.warnings) terminal.tell(warning);
    terminal.out(flags.json ? JSON.stringify(told, null, 2) : reloadText(told));
    return exits.ok;
  });
}

/** The only one of these answers that /reload gives. */
const REFUSED = 422;

const kinds = [['flow', 'flows'], ['language', 'languages'], ['centre.yaml', 'centre'], ['agent', 'agents']] as const;

export function reloadText(told: Reloaded): string {
  const lines = kinds.flatMap(([what, key]) => {
    const { added, changed, removed } = told[key];
    return [...added.map((name) => `+ ${what} ${name}`), ...changed.map((name) => `~ ${what} ${name}`), ...removed.map((name) => `- ${what} ${name}`)];
  });
  return lines.length === 0 ? 'Nothing had changed.' : [...lines, `In force. Version ${told.version.slice(0, 12)}.`].join('\n');
}
