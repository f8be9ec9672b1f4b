// caseline draw: a flow as a picture, or as text that wikis draw by themselves.
import { writeFile } from 'node:fs/promises';
import type { Flow, Flows } from '../flow/verbs.ts';
import type { FileFlags, Program } from './command.ts';
import { command, folders, runs, withFiles } from './command.ts';
import { exits, Leave } from './exits.ts';

const formats = ['mermaid', 'svg'] as const;
type Format = (typeof formats)[number];

interface Flags extends FileFlags {
  format?: string;
  output?: string;
}

export function drawCommand(program: Program) {
  const { terminal } = program;
  const made = withFiles(command('draw', 'Draws a flow.', ['draw', 'draw support --format svg --output support.svg', 'draw hold >> README.md']))
    .argument('[flow]', 'which one (default: the one that answers the first line)')
    .option('--format <format>', `${formats.join(' or ')} (default: by the ending of --output, or mermaid)`)
    .option('--output <file>', 'where to write it; otherwise to stdout');
  return runs(made, program, async (name: string | undefined, flags: Flags) => {
    const format = formatOf(flags);
    const { flowsDir } = folders(flags, terminal);
    const flow = await flowNamed(name, flowsDir, (text) => terminal.tell(text));
    const text = format === 'svg' ? (await import('../flow/draw-svg.ts')).drawSvg(flow) : (await import('../flow/draw.ts')).drawMermaid(flow);
    if (flags.output === undefined) terminal.out(text.trimEnd());
    else await writeFile(flags.output, text);
    return exits.ok;
  });
}

export function formatOf({ format, output }: Pick<Flags, 'format' | 'output'>): Format {
  const wanted = format ?? (output?.endsWith('.svg') ? 'svg' : 'mermaid');
  const found = formats.find((one) => one === wanted);
  if (found === undefined) throw new Leave(exits.usage, `--format ${wanted}: expected ${formats.join(' or ')}`);
  return found;
}

async function flowNamed(name: string | undefined, dir: string, tell: (text: string) => void): Promise<Flow> {
  const [{ loadFlows }, { printProblem }] = await Promise.all([import('../flow/load.ts'), import('../flow/problem.ts')]);
  const loaded = await loadFlows(dir);
  if (!loaded.ok) throw new Leave(exits.invalid, `${dir} cannot be drawn:\n${loaded.problems.map(printProblem).join('\n')}`);
  const wanted = name ?? (await firstFlow(dir)) ?? Object.keys(loaded.flows.flows)[0] ?? '';
  const flow = loaded.flows.flows[wanted];
  if (!flow) throw new Leave(exits.notFound, `there is no flow '${wanted}' in ${dir}${await hint(wanted, loaded.flows)}`);
  if (name === undefined) tell(`This is '${wanted}'; there are also ${Object.keys(loaded.flows.flows).filter((other) => other !== wanted).join(', ')}.`);
  return flow;
}

async function firstFlow(dir: string): Promise<string | undefined> {
  const { loadCentre } = await import('../centre/load.ts');
  const loaded = await loadCentre(dir);
  return loaded.ok ? loaded.centre.lines[0]?.flow : undefined;
}

async function hint(wanted: string, { flows }: Flows): Promise<string> {
  const { hintFor } = await import('../flow/nearest.ts');
  const { hint: said } = hintFor(wanted, Object.keys(flows));
  return said === undefined ? '' : ` — ${said}`;
}
