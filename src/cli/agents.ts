// caseline agents: who there is, and their presence.
import { z } from 'zod';
import { ask, askAll } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { pinCommand } from './pin.ts';
import { exits } from './exits.ts';
import { table } from './table.ts';

const agent = z.looseObject({ id: z.string(), name: z.string(), teams: z.array(z.string()), region: z.string(), presence: z.string(), state: z.string(), until: z.string().optional() });
type Agent = z.output<typeof agent>;

export function agentsCommand(program: Program) {
  return command('agents', 'The agents of a running centre.', ['agents list', 'agents list --team engineers --json', 'agents presence amy ready', 'agents presence amy away --until 2026-03-10T17:00:00Z', 'agents pin amy'])
    .addCommand(listCommand(program), { isDefault: true })
    .addCommand(presenceCommand(program))
    .addCommand(pinCommand(program));
}

interface ListFlags extends ApiFlags {
  team?: string;
  presence?: string;
  json?: true;
}

function listCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('list', 'Lists them.', ['agents list', 'agents list --presence ready']))
    .option('--team <team>', 'only of this team')
    .option('--presence <presence>', 'only those who set ready, away or offline')
    .option('--json', 'as JSON, one agent a line');
  return runs(made, program, async (flags: ListFlags) => {
    const agents = await askAll(apiOptions(flags, terminal), '/agents', { team: flags.team, presence: flags.presence }, agent);
    if (flags.json) for (const one of agents) terminal.out(JSON.stringify(one));
    else terminal.out(agentsTable(agents));
    return exits.ok;
  });
}

export const agentsTable = (agents: readonly Agent[]): string =>
  table(['ID', 'NAME', 'TEAMS', 'REGION', 'STATE', 'UNTIL'], agents.map(({ id, name, teams, region, state, until }) => [id, name, teams.join(','), region, state, until?.slice(0, 16) ?? '']));

function presenceCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('presence', 'Sets somebody ready, away or offline.', ['agents presence amy ready', 'agents presence amy offline']))
    .argument('<agent>', 'the agent’s id')
    .argument('<presence>', 'ready, away or offline')
    .option('--until <time>', 'when it runs out, such as 2026-03-10T17:00:00Z; 12 hours from now at most')
    .option('--json', 'the agent as JSON');
  return runs(made, program, async (id: string, presence: string, flags: ApiFlags & { until?: string; json?: true }) => {
    const body = { presence, ...(flags.until !== undefined && { until: flags.until }) };
    const set = await ask(apiOptions(flags, terminal), 'PUT', `/agents/${encodeURIComponent(id)}/presence`, agent, body);
    terminal.out(flags.json ? JSON.stringify(set, null, 2) : `${set.id} is ${set.state}${set.until === undefined ? '' : ` until ${set.until}`}`);
    return exits.ok;
  });
}
