// The command line as a whole: the commands, and what becomes of their ends.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { agentsCommand } from './agents.ts';
import { backupCommand } from './backup.ts';
import { callCommand } from './call.ts';
import { callbacksCommand } from './callbacks.ts';
import { casesCommand } from './cases.ts';
import { checkCommand } from './check.ts';
import type { Program } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { drawCommand } from './draw.ts';
import { dutyCommand } from './duty.ts';
import { eraseCommand } from './erase.ts';
import type { Exit } from './exits.ts';
import { exits, Leave } from './exits.ts';
import { notesCommand } from './notes.ts';
import { promptsCommand } from './prompts.ts';
import { reloadCommand } from './reload.ts';
import { reportCommand } from './report.ts';
import { floorCommand } from './floor.ts';
import { restoreCommand } from './restore.ts';
import { schemaCommand } from './schema.ts';
import { startCommand } from './start.ts';
import { switchCommand } from './switch.ts';
import { testCommand } from './test.ts';
import type { Terminal } from './terminal.ts';
import { paint } from './terminal.ts';
import { voicemailsCommand } from './voicemails.ts';
import { whyCommand } from './why.ts';

const commands = [
  startCommand, callCommand, checkCommand, promptsCommand, testCommand, drawCommand, schemaCommand, floorCommand, whyCommand, casesCommand, agentsCommand, dutyCommand, switchCommand, reportCommand, reloadCommand, voicemailsCommand, callbacksCommand, notesCommand, eraseCommand, doctorCommand, backupCommand, restoreCommand,
];

/** Runs what the arguments ask for and says how it ended. Nothing is thrown. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<Exit> {
  let exit: Exit = exits.ok;
  const program = createProgram({ terminal, ended: (ended) => void (exit = ended) });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    return endOf(error, terminal);
  }
}

export function createProgram(program: Program): Command {
  const { terminal } = program;
  const root = new Command('caseline')
    .description('The phone front door of a technical assistance centre.')
    .version(version(), '-V, --version')
    .option('--no-color', 'without colours (also NO_COLOR)')
    .hook('preAction', (root) => {
      if (root.opts<{ color: boolean }>().color === false) terminal.colour = false;
    })
    .addHelpText('after', '\nExamples:\n  $ caseline start        the whole thing on this machine, without a carrier account\n  $ caseline call         a phone in the terminal that dials it\n  $ caseline check        what is wrong with the files, before any caller hears it\n\nExits: 0 ok · 1 failed · 2 usage · 3 invalid flow or configuration · 4 not found · 5 upstream');
  for (const make of commands) root.addCommand(make(program));
  for (const each of family(root)) {
    each.exitOverride().configureOutput({ writeOut: (text) => terminal.out(text.trimEnd()), writeErr: (text) => terminal.tell(text.trimEnd()) }).showSuggestionAfterError().showHelpAfterError('(--help says more)');
  }
  return root;
}

/** Settings are not handed down to commands that were made apart. */
const family = (made: Command): Command[] => [made, ...made.commands.flatMap(family)];

function endOf(error: unknown, terminal: Terminal): Exit {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.ok : exits.usage;
  if (error instanceof Leave) {
    terminal.tell(paint(terminal, 'red', `caseline: ${error.message}`));
    return error.exit;
  }
  terminal.tell(paint(terminal, 'red', `caseline: ${error instanceof Error ? (terminal.env['DEBUG'] ? error.stack : error.message) : String(error)}`));
  return exits.failed;
}

function version(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (read as { version: string }).version;
}
