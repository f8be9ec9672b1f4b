// caseline callbacks: who was promised a callback, and how it went.
import { z } from 'zod';
import { ask, askAll } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';
import { table } from './table.ts';

const callback = z.looseObject({
  id: z.string(), state: z.string(), number: z.string(), asked: z.string(), due: z.string(), case: z.string().optional(), demand: z.string(), priority: z.string(),
  engineer: z.object({ agent: z.string() }).optional(), tries: z.array(z.object({ at: z.string(), why: z.string() })), ended: z.string().optional(),
});
type Callback = z.output<typeof callback>;

export function callbacksCommand(program: Program) {
  return command('callbacks', 'The callbacks customers were promised.', ['callbacks list --state open', 'callbacks show ID', 'callbacks add +14085550123 --case 2006-0811-0120', 'callbacks cancel ID'])
    .addCommand(listCommand(program), { isDefault: true })
    .addCommand(showCommand(program))
    .addCommand(addCommand(program))
    .addCommand(cancelCommand(program));
}

interface ListFlags extends ApiFlags {
  state?: string;
  case?: string;
  json?: true;
}

function listCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('list', 'Lists them, the oldest first.', ['callbacks list --state open', 'callbacks list --case 2006-0811-0120 --json']))
    .option('--state <state>', 'open, kept, declined or escalated').option('--case <number>', 'only of this case').option('--json', 'as JSON, one callback a line');
  return runs(made, program, async ({ state, case: about, json, ...flags }: ListFlags) => {
    const found = await askAll(apiOptions(flags, terminal), '/callbacks', { state, case: about?.replace(/\D/g, '') }, callback);
    if (json) for (const one of found) terminal.out(JSON.stringify(one));
    else terminal.out(callbacksTable(found));
    return exits.ok;
  });
}

export const callbacksTable = (all: readonly Callback[]): string =>
  table(['ID', 'STATE', 'NUMBER', 'LINE', 'PRIORITY', 'CASE', 'FOR', 'DUE', 'TRIES'], all.map(({ id, state, number, demand, priority, case: about, engineer, due, tries }) => [id, state, number, demand, priority, about ?? '', engineer?.agent ?? '', due.slice(0, 16), tries.map(({ why }) => why).join(' ')]));

function showCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('show', 'Shows one callback as JSON.', ['callbacks show ID'])).argument('<id>', 'the callback');
  return runs(made, program, async (id: string, flags: ApiFlags) => {
    terminal.out(JSON.stringify(await ask(apiOptions(flags, terminal), 'GET', `/callbacks/${encodeURIComponent(id)}`, callback), null, 2));
    return exits.ok;
  });
}

interface AddFlags extends ApiFlags {
  case?: string;
  line?: string;
  priority?: string;
  due?: string;
  language?: string;
  engineer?: true;
  json?: true;
}

function addCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('add', 'Promises a customer a callback.', ['callbacks add +14085550123 --case 2006-0811-0120', 'callbacks add +14085550123 --line care --due 2026-11-30T15:00:00Z']))
    .argument('<number>', 'whom to call, with the country').option('--case <number>', 'about this open case').option('--line <demand>', 'the line to stand in, as the centre file calls it')
    .option('--priority <priority>', 'P1 to P4, where it is not the case’s').option('--due <time>', 'in line from then on, such as 2026-11-30T15:00:00Z').option('--language <tag>', 'what they speak').option('--engineer', 'by the engineer of the case, when they are back').option('--json', 'the callback as JSON');
  return runs(made, program, async (number: string, { case: about, line: demand, priority, due, language, engineer, json, ...flags }: AddFlags) => {
    const added = await ask(apiOptions(flags, terminal), 'POST', '/callbacks', callback, { number, case: about, demand, priority, due, language, ...(engineer && { kind: 'engineer' }) });
    terminal.out(json ? JSON.stringify(added, null, 2) : `${added.id} is promised, in line for ${added.demand} from ${added.due}`);
    return exits.ok;
  });
}

function cancelCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('cancel', 'Says that a callback is wanted no more.', ['callbacks cancel ID'])).argument('<id>', 'the callback').option('--json', 'the callback as JSON');
  return runs(made, program, async (id: string, { json, ...flags }: ApiFlags & { json?: true }) => {
    const now = await ask(apiOptions(flags, terminal), 'POST', `/callbacks/${encodeURIComponent(id)}/cancel`, callback);
    terminal.out(json ? JSON.stringify(now, null, 2) : `${now.id} is ${now.state}`);
    return exits.ok;
  });
}
