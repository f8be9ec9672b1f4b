// caseline why: why a caller is still waiting, why not a certain agent, and what would move them.
import { z } from 'zod';
import { ask } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';

const entry = z.object({ at: z.string(), words: z.string() });
export const whyAnswer = z.looseObject({ words: z.array(z.string()), history: z.array(entry).default([]), last: z.array(entry) });

export function whyCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('why', 'Why a caller is still waiting, and what would move them.', ['why k3J9sQ2mZb1x', 'why k3J9sQ2mZb1x --agent dan', 'why k3J9sQ2mZb1x --json']))
    .argument('<call>', 'the id of the call, as the log and the API name it')
    .option('--agent <id>', 'why not this agent?')
    .option('--json', 'the answer as JSON');
  return runs(made, program, async (call: string, flags: ApiFlags & { agent?: string; json?: true }) => {
    const about = flags.agent === undefined ? '' : `?${new URLSearchParams({ agent: flags.agent }).toString()}`;
    const told = await ask(apiOptions(flags, terminal), 'GET', `/calls/${encodeURIComponent(call)}/why${about}`, whyAnswer);
    terminal.out(flags.json ? JSON.stringify(told, null, 2) : whyText(told));
    return exits.ok;
  });
}

/** How it was routed comes before the bare entries: where there is a history, only it is told. */
export function whyText({ words, history, last }: z.output<typeof whyAnswer>): string {
  const [title, entries] = history.length > 0 ? ['How it came to this (UTC):', history] : ['What happened last (UTC):', last];
  return [...words, ...(entries.length > 0 ? ['', title, ...entries.map(({ at, words: what }) => `  ${at.slice(11, 19)}  ${what}`)] : [])].join('\n');
}
