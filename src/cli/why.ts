// caseline why: why a caller is still waiting, and what would move them.
import { z } from 'zod';
import { ask } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';

const answer = z.looseObject({ words: z.array(z.string()), last: z.array(z.object({ at: z.string(), words: z.string() })) });

export function whyCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('why', 'Why a caller is still waiting, and what would move them.', ['why k3J9sQ2mZb1x', 'why k3J9sQ2mZb1x --json']))
    .argument('<call>', 'the id of the call, as the log and the API name it')
    .option('--json', 'the answer as JSON');
  return runs(made, program, async (call: string, flags: ApiFlags & { json?: true }) => {
    const told = await ask(apiOptions(flags, terminal), 'GET', `/calls/${encodeURIComponent(call)}/why`, answer);
    terminal.out(flags.json ? JSON.stringify(told, null, 2) : whyText(told));
    return exits.ok;
  });
}

export function whyText({ words, last }: z.output<typeof answer>): string {
  const entries = last.map(({ at, words: what }) => `  ${at.slice(11, 19)}  ${what}`);
  return [...words, ...(entries.length > 0 ? ['', 'What happened last (UTC):', ...entries] : [])].join('\n');
}
