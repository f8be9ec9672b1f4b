// caseline schema: the JSON Schema of flow files, so that editors complete words and underline mistakes.
import { writeFile } from 'node:fs/promises';
import type { Program } from './command.ts';
import { command, runs } from './command.ts';
import { exits } from './exits.ts';

export function schemaCommand(program: Program) {
  const { terminal } = program;
  const made = command('schema', 'Writes the JSON Schema of flow files.', ['schema > flow.schema.json', 'schema --output flows/flow.schema.json'])
    .option('--output <file>', 'where to write it; otherwise to stdout')
    .addHelpText('after', '\nAn editor finds it by a first line in each flow:\n  # yaml-language-server: $schema=./flow.schema.json');
  return runs(made, program, async ({ output }: { output?: string }) => {
    const { flowSchema } = await import('../flow/schema.ts');
    const text = JSON.stringify(flowSchema(), null, 2);
    if (output === undefined) terminal.out(text);
    else await writeFile(output, `${text}\n`);
    return exits.ok;
  });
}
