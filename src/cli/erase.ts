// caseline erase: what is kept of a caller goes; counted first.
import { z } from 'zod';
import { ask } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';
import { table } from './table.ts';

const counts = z.record(z.string(), z.number());
const foreseen = z.object({ found: counts });
const erasure = z.object({ id: z.string(), state: z.string(), gone: counts });

export function eraseCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('erase', 'Erases what is kept of a caller’s number: calls, voicemails with their sound, escalations and journal entries. It counts only, until you say --yes.', [
    'erase --number +14085550123', 'erase --number +14085550123 --yes',
  ]))
    .requiredOption('--number <number>', 'the caller’s number, with its country')
    .option('--yes', 'erase: there is no way back')
    .option('--json', 'the answer as JSON');
  return runs(made, program, async ({ number, yes, json, ...flags }: ApiFlags & { number: string; yes?: true; json?: true }) => {
    const options = apiOptions(flags, terminal);
    if (!yes) {
      const told = await ask(options, 'POST', '/erasures', foreseen, { number, dry: true });
      terminal.out(json ? JSON.stringify(told, null, 2) : `${countsTable(told.found)}\nNothing was erased. To erase it: --yes`);
      return exits.ok;
    }
    const begun = await ask(options, 'POST', '/erasures', erasure, { number, dry: false });
    terminal.out(json ? JSON.stringify(begun, null, 2) : `erasure ${begun.id} is under way; GET /erasures/${begun.id} says how far it is`);
    return exits.ok;
  });
}

const countsTable = (found: Readonly<Record<string, number>>): string => table(['WHAT', 'HOW MANY'], Object.entries(found).map(([what, many]) => [what, String(many)]));
