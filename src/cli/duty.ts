// caseline duty: who is on duty in each region, and who comes after them.
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { dutyView, localText } from '../duty/view.ts';
import type { RegionDuty } from '../duty/view.ts';
import { ask } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits, Leave } from './exits.ts';
import { table } from './table.ts';

const turn = { ladder: z.array(z.object({ id: z.string(), name: z.string().optional() })), standsIn: z.string().optional(), why: z.string() };
const answer = z.object({
  at: z.string(),
  items: z.array(z.object({ region: z.string(), name: z.string(), zone: z.string(), now: z.object({ ...turn, until: z.string().optional() }), next: z.object({ ...turn, from: z.string() }).optional() })),
});
type Answer = z.output<typeof answer>;
type Shown = Answer['items'][number];

interface Flags extends ApiFlags {
  at?: string;
  flows?: string;
  json?: true;
}

export function dutyCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('duty', 'Who is on duty in each region, now and next.', ['duty', 'duty --at 2026-12-24T20:00:00Z', 'duty --flows flows', `duty --json | jq '.items[].now.ladder[0].id'`]))
    .option('--at <time>', 'who it is at that time, such as 2026-12-24T20:00:00Z')
    .option('--flows <dir>', 'by the centre file of this folder, without a running centre')
    .option('--json', 'the answer as JSON');
  return runs(made, program, async (flags: Flags) => {
    const at = flags.at === undefined ? undefined : timeOf(flags.at);
    const told = flags.flows === undefined ? await ask(apiOptions(flags, terminal), 'GET', `/duty${at === undefined ? '' : `?at=${new Date(at).toISOString()}`}`, answer) : await ofFile(flags.flows, at ?? systemClock.now());
    terminal.out(flags.json ? JSON.stringify(told, null, 2) : dutyTable(told.items));
    return exits.ok;
  });
}

function timeOf(text: string): number {
  const read = z.iso.datetime({ offset: true }).safeParse(text);
  if (!read.success) throw new Leave(exits.usage, `--at ${text}: expected a time with its offset, such as 2026-12-24T20:00:00Z`);
  return Date.parse(text);
}

async function ofFile(dir: string, at: number): Promise<{ at: string; items: RegionDuty[] }> {
  const { loadCentre } = await import('../centre/load.ts');
  const read = await loadCentre(dir);
  if (!read.ok) throw new Leave(exits.invalid, `the centre in ${dir} has mistakes; run: caseline check --flows ${dir}`);
  const { agents } = read.centre;
  return { at: new Date(at).toISOString(), items: dutyView(read.centre, (id) => agents.find((agent) => agent.id === id)?.name, at) };
}

/** Times are those of each region's own clocks. */
export const dutyTable = (items: readonly Shown[]): string =>
  table(['REGION', 'ON DUTY', 'UNTIL', 'THEN', 'ZONE'], items.map(({ region, zone, now, next }) => [region, who(now), now.until === undefined ? 'for good' : localText(zone, now.until), next ? who(next) : '', zone]));

const who = ({ ladder, standsIn, why }: Shown['now']): string =>
  (ladder.length === 0 ? 'nobody' : `${ladder.map(({ id }) => id).join(', ')} (${standsIn === undefined ? why : `of ${standsIn}, ${why}`})`);
