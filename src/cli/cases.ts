// caseline cases: the cases of a running centre, read and written through its API.
import { readFile } from 'node:fs/promises';
import { text as streamText } from 'node:stream/consumers';
import { z } from 'zod';
import type { ApiOptions } from './api-client.ts';
import { ask, askAll, find } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits, Leave } from './exits.ts';
import { table } from './table.ts';

const oneCase = z.looseObject({ number: z.string(), status: z.string(), priority: z.string(), assignedTo: z.string().optional(), title: z.string().optional() });
type Case = z.output<typeof oneCase>;

export function casesCommand(program: Program) {
  return command('cases', 'The cases of a running centre.', ['cases list --status open', 'cases get 2006-0811-0120', 'cases put 2006-0811-0120 --priority P1 --assigned-to dan'])
    .addCommand(listCommand(program), { isDefault: true })
    .addCommand(getCommand(program))
    .addCommand(putCommand(program));
}

interface ListFlags extends ApiFlags {
  status?: string;
  priority?: string;
  assignedTo?: string;
  limit: string;
  json?: true;
}

function listCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('list', 'Lists them, in order of their numbers.', ['cases list --status open --priority P1', 'cases list --json']))
    .option('--status <status>', 'open or closed').option('--priority <priority>', 'P1 to P4').option('--assigned-to <agent>', 'only of this engineer')
    .option('--limit <number>', 'how many at most', '100').option('--json', 'as JSON, one case a line');
  return runs(made, program, async (flags: ListFlags) => {
    const cases = await several(apiOptions(flags, terminal), flags);
    if (flags.json) for (const one of cases) terminal.out(JSON.stringify(one));
    else terminal.out(casesTable(cases));
    return exits.ok;
  });
}

/** The API gives pages, and may give short ones while it looks for what fits. */
function several(options: ApiOptions, { status, priority, assignedTo, limit }: ListFlags): Promise<Case[]> {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1) throw new Leave(exits.usage, `--limit ${limit}: expected a whole number from 1`);
  return askAll(options, '/cases', { status, priority, assignedTo }, oneCase, most);
}

export const casesTable = (cases: readonly Case[]): string =>
  table(['NUMBER', 'STATUS', 'PRIORITY', 'ENGINEER', 'TITLE'], cases.map(({ number, status, priority, assignedTo = '', title = '' }) => [dashes(number), status, priority, assignedTo, title]));

const dashes = (number: string): string => number.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');

function getCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('get', 'Shows one case as JSON.', ['cases get 2006-0811-0120', 'cases get 200608110120 | jq .priority'])).argument('<number>', 'the case number, dashed or not');
  return runs(made, program, async (number: string, flags: ApiFlags) => {
    terminal.out(JSON.stringify(await ask(apiOptions(flags, terminal), 'GET', `/cases/${encodeURIComponent(number)}`, oneCase), null, 2));
    return exits.ok;
  });
}

interface PutFlags extends ApiFlags {
  file?: string;
  status?: string;
  priority?: string;
  assignedTo?: string;
  title?: string;
  json?: true;
}

function putCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('put', 'Changes a case, or opens one.', [
    'cases put 2006-0811-0120 --priority P1 --assigned-to dan', 'cases put 2026-0310-0001 --status open --priority P3 --title "Line card resets"', 'cases put 2026-0310-0001 --file case.json', 'cat case.json | caseline cases put 2026-0310-0001 --file -',
  ]))
    .argument('<number>', 'the case number, dashed or not')
    .option('--file <json>', 'the whole case from a file, or from stdin with -; flags go before it')
    .option('--status <status>', 'open or closed').option('--priority <priority>', 'P1 to P4').option('--assigned-to <agent>', 'the engineer who owns it').option('--title <text>', 'what it is about')
    .option('--json', 'the case as JSON');
  return runs(made, program, async (number: string, flags: PutFlags) => {
    const options = apiOptions(flags, terminal);
    const address = `/cases/${encodeURIComponent(number)}`;
    const before = flags.file === undefined ? await find(options, address, oneCase) : await fromFile(flags.file);
    const { status, priority, assignedTo, title } = flags;
    const changes = Object.fromEntries(Object.entries({ status, priority, assignedTo, title }).filter(([, value]) => value !== undefined));
    // Setting a case anew when nobody says so would hide when it really changed.
    const { modifiedAt: _before, ...rest } = before ?? {};
    const put = await ask(options, 'PUT', address, oneCase, { ...rest, ...changes });
    terminal.out(flags.json ? JSON.stringify(put, null, 2) : casesTable([put]));
    return exits.ok;
  });
}

async function fromFile(file: string): Promise<Record<string, unknown>> {
  const read = z.record(z.string(), z.unknown()).safeParse(await jsonIn(file));
  if (!read.success) throw new Leave(exits.failed, `${file}: expected a JSON object, the case`);
  return read.data;
}

async function jsonIn(file: string): Promise<unknown> {
  const name = file === '-' ? 'stdin' : file;
  const text = await (file === '-' ? streamText(process.stdin) : readFile(file, 'utf8')).catch((error: unknown) => {
    throw new Leave(exits.failed, `${name}: cannot be read: ${(error as Error).message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Leave(exits.failed, `${name}: is not JSON: ${(error as Error).message}`);
  }
}
