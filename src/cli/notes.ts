// caseline notes: text messages to customers, in their language, and what became of them.
import { z } from 'zod';
import { ask, askAll } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';
import { table } from './table.ts';

const note = z.looseObject({ id: z.string(), state: z.string(), at: z.string(), by: z.string(), call: z.string().optional(), case: z.string().optional(), language: z.string(), text: z.string(), translation: z.looseObject({ text: z.string(), provider: z.string() }).optional(), why: z.string().optional() });
type Note = z.output<typeof note>;

interface Flags extends ApiFlags {
  call?: string;
  case?: string;
  language?: string;
  written?: string;
  json?: true;
}

export function notesCommand(program: Program) {
  return command('notes', 'Text messages to customers, translated where they speak another language.', ['notes list', 'notes send "Please send the log." --call ID', 'notes send "Your part is on its way." --case 2006-0811-0120'])
    .addCommand(listCommand(program), { isDefault: true })
    .addCommand(sendCommand(program))
    .addCommand(showCommand(program));
}

function listCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('list', 'Lists them, the oldest first.', ['notes list --call ID', 'notes list --case 2006-0811-0120 --json']))
    .option('--call <id>', 'only of this call').option('--case <number>', 'only of this case').option('--json', 'as JSON, one note a line');
  return runs(made, program, async ({ call, case: about, json, ...flags }: Flags) => {
    const found = await askAll(apiOptions(flags, terminal), '/notes', { call, case: about?.replace(/\D/g, '') }, note);
    if (json) for (const one of found) terminal.out(JSON.stringify(one));
    else terminal.out(notesTable(found));
    return exits.ok;
  });
}

export const notesTable = (all: readonly Note[]): string =>
  table(['ID', 'STATE', 'BY', 'CASE', 'LANGUAGE', 'MADE BY', 'TEXT'], all.map(({ id, state, why, by, case: about, language, translation, text }) => [id, why === undefined ? state : `${state} (${why})`, by, about ?? '', language, translation?.provider ?? '', text.replace(/\s+/g, ' ').slice(0, 60)]));

function sendCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('send', 'Sends one to the caller of a call, or to the contact of a case.', ['notes send "Please send the log." --call ID', 'notes send "Bitte senden Sie das Log." --call ID --written de']))
    .argument('<text>', 'what it says').option('--call <id>', 'to the caller of this call').option('--case <number>', 'to the contact of this open case')
    .option('--language <tag>', 'what the customer reads, where it is not what they spoke').option('--written <tag>', 'what it is written in, where that is not the language of the house').option('--json', 'the note as JSON');
  return runs(made, program, async (text: string, { call, case: about, language, written, json, ...flags }: Flags) => {
    const sent = await ask(apiOptions(flags, terminal), 'POST', '/notes', note, { text, call, case: about, language, written });
    terminal.out(json ? JSON.stringify(sent, null, 2) : `${sent.id} is on its way, in ${sent.language}`);
    return exits.ok;
  });
}

function showCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('show', 'Shows one note as JSON, as it was written and as it was sent.', ['notes show ID'])).argument('<id>', 'the note');
  return runs(made, program, async (id: string, flags: ApiFlags) => {
    terminal.out(JSON.stringify(await ask(apiOptions(flags, terminal), 'GET', `/notes/${encodeURIComponent(id)}`, note), null, 2));
    return exits.ok;
  });
}
