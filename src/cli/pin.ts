// caseline agents pin: a PIN for the staff line, keyed unseen or read from a pipe; never an argument, which others can read.
import { z } from 'zod';
import { ask } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits, Leave } from './exits.ts';
import type { Terminal } from './terminal.ts';

/** The API says what a PIN may be; this only keeps a whole file from being read as one. */
const PIN_CHARACTERS_MAX = 64;

export function pinCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('pin', 'Gives somebody a PIN for the staff line, or takes it away.', ['agents pin amy', 'agents pin amy < a-file-with-the-pin', 'agents pin amy --remove']))
    .argument('<agent>', 'the agent’s id')
    .option('--remove', 'take the PIN away')
    .option('--json', 'what was done as JSON')
    .addHelpText('after', '\nThe PIN is asked for twice without being shown, or read from standard input. It has 6 to 12 digits; a lock after wrong tries is lifted.');
  return runs(made, program, async (agent: string, flags: ApiFlags & { remove?: true; json?: true }) => {
    const path = `/agents/${encodeURIComponent(agent)}/pin`;
    if (flags.remove) await ask(apiOptions(flags, terminal), 'DELETE', path, z.undefined());
    else await ask(apiOptions(flags, terminal), 'PUT', path, z.undefined(), { pin: await pinFrom(terminal) });
    const done = flags.remove ? 'removed' : 'set';
    terminal.out(flags.json ? JSON.stringify({ agent, pin: done }) : `the PIN of ${agent} is ${done}`);
    return exits.ok;
  });
}

async function pinFrom(terminal: Terminal): Promise<string> {
  if (!terminal.keys) return (await (terminal.input?.(PIN_CHARACTERS_MAX) ?? Promise.resolve(''))).trim();
  const first = await unseen(terminal, 'PIN: ');
  if (first !== (await unseen(terminal, 'Once more: '))) throw new Leave(exits.usage, 'the two were not the same, and nothing was changed');
  return first;
}

const ENTER = /[\r\n]/;
const RUBOUT = /[\b\u007f]/;

/** What is keyed goes nowhere but into the answer. */
function unseen(terminal: Terminal, question: string): Promise<string> {
  terminal.tell(question);
  return new Promise((done) => {
    let keyed = '';
    const stop = terminal.keys?.((key) => {
      if (ENTER.test(key)) {
        stop?.();
        done(keyed);
      } else if (RUBOUT.test(key)) keyed = keyed.slice(0, -1);
      else if (keyed.length < PIN_CHARACTERS_MAX) keyed += key;
    });
  });
}
