// caseline voicemails: the messages of a running centre, and who has them in hand.
import { z } from 'zod';
import { ask, askAll } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits, Leave } from './exits.ts';
import { table } from './table.ts';

const voicemail = z.looseObject({ id: z.string(), state: z.string(), by: z.string().optional(), for: z.string(), case: z.string().optional(), from: z.string(), seconds: z.number(), due: z.string(), late: z.boolean(), text: z.string().optional() });
type Voicemail = z.output<typeof voicemail>;

export function voicemailsCommand(program: Program) {
  return command('voicemails', 'The messages callers have left.', ['voicemails list --state new', 'voicemails show ID', 'voicemails claim ID --by dan', 'voicemails done ID', 'voicemails delete ID --yes'])
    .addCommand(listCommand(program), { isDefault: true })
    .addCommand(showCommand(program))
    .addCommand(changeCommand(program, 'claim', 'Takes a message in hand.'))
    .addCommand(changeCommand(program, 'done', 'Marks a message done.'))
    .addCommand(deleteCommand(program));
}

interface ListFlags extends ApiFlags {
  state?: string;
  for?: string;
  owner?: string;
  case?: string;
  json?: true;
}

function listCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('list', 'Lists them, the oldest first.', ['voicemails list --state new', 'voicemails list --for agent:dan --json']))
    .option('--state <state>', 'new, claimed or done').option('--for <whom>', 'only of agent:ID or team:NAME')
    .option('--owner <agent>', 'only those this agent has in hand').option('--case <number>', 'only of this case')
    .option('--json', 'as JSON, one message a line');
  return runs(made, program, async ({ state, for: whom, owner, case: about, ...flags }: ListFlags) => {
    const found = await askAll(apiOptions(flags, terminal), '/voicemails', { state, for: whom, owner, case: about?.replace(/\D/g, '') }, voicemail);
    if (flags.json) for (const one of found) terminal.out(JSON.stringify(one));
    else terminal.out(voicemailsTable(found));
    return exits.ok;
  });
}

export const voicemailsTable = (all: readonly Voicemail[]): string =>
  table(['ID', 'STATE', 'FOR', 'BY', 'CASE', 'SECONDS', 'DUE'], all.map(({ id, state, for: whom, by, case: about, seconds, due, late }) => [id, state, whom, by ?? '', about ?? '', String(seconds), `${due.slice(0, 16)}${late ? ' late' : ''}`]));

function showCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('show', 'Shows one message as JSON.', ['voicemails show ID'])).argument('<id>', 'the message');
  return runs(made, program, async (id: string, flags: ApiFlags) => {
    terminal.out(JSON.stringify(await ask(apiOptions(flags, terminal), 'GET', `/voicemails/${encodeURIComponent(id)}`, voicemail), null, 2));
    return exits.ok;
  });
}

function changeCommand(program: Program, verb: 'claim' | 'done', words: string) {
  const { terminal } = program;
  const made = withApi(command(verb, words, [`voicemails ${verb} ID`, `voicemails ${verb} ID --by dan`]))
    .argument('<id>', 'the message').option('--by <agent>', 'who it is').option('--json', 'the message as JSON');
  return runs(made, program, async (id: string, { by, json, ...flags }: ApiFlags & { by?: string; json?: true }) => {
    const set = await ask(apiOptions(flags, terminal), 'POST', `/voicemails/${encodeURIComponent(id)}/${verb}`, voicemail, by === undefined ? {} : { by });
    terminal.out(json ? JSON.stringify(set, null, 2) : `${set.id} is ${set.state}${set.by === undefined ? '' : ` by ${set.by}`}`);
    return exits.ok;
  });
}

function deleteCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('delete', 'Forgets a message and its sound, here and at the carrier.', ['voicemails delete ID --yes']))
    .argument('<id>', 'the message').option('--yes', 'there is no way back');
  return runs(made, program, async (id: string, { yes, ...flags }: ApiFlags & { yes?: true }) => {
    if (!yes) throw new Leave(exits.usage, 'this forgets the message for good: say --yes');
    await ask(apiOptions(flags, terminal), 'DELETE', `/voicemails/${encodeURIComponent(id)}`, z.undefined());
    terminal.out(`${id} is forgotten`);
    return exits.ok;
  });
}
