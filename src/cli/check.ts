// caseline check: what is wrong with the files, before any caller hears it.
import { systemClock } from '../clock.ts';
import type { Problem } from '../flow/problem.ts';
import { printProblem } from '../flow/problem.ts';
import type { Checked } from '../files.ts';
import { bounds } from '../routing/bounds.ts';
import { boundsText } from './bounds.ts';
import type { FileFlags, Program } from './command.ts';
import { command, folders, runs, withFiles } from './command.ts';
import { exits } from './exits.ts';
import type { Terminal } from './terminal.ts';
import { paint } from './terminal.ts';

export function checkCommand(program: Program) {
  const { terminal } = program;
  const made = withFiles(command('check', 'Checks flows, prompts and the centre against each other.', ['check', 'check --flows my-flows --locales my-locales', 'check --bounds', 'check --json | jq .problems']))
    .option('--bounds', 'also how far any caller can be overtaken by those who come later')
    .option('--json', 'the findings as JSON')
    .addHelpText('after', '\nWarnings do not refuse anything. Exit 3 when something does.');
  return runs(made, program, async (flags: FileFlags & { json?: true; bounds?: true }) => {
    const { readFiles } = await import('../files.ts');
    const checked = await readFiles(folders(flags, terminal), systemClock.now());
    const limits = flags.bounds && checked.files ? bounds(checked.files.centre) : undefined;
    if (flags.json) terminal.out(JSON.stringify(limits ? { ...checked, bounds: limits } : checked, null, 2));
    else {
      for (const problem of checked.problems) terminal.out(problemText(terminal, problem));
      if (limits) terminal.out(boundsText(limits));
      terminal.tell(summary(terminal, checked));
      if (checked.duty?.gaps.length === 0) terminal.tell(`A P1 has somebody on duty at every minute until ${checked.duty.until.slice(0, 16)}Z.`);
    }
    return checked.ok ? exits.ok : exits.invalid;
  });
}

/** The place stays as it is, so that editors can follow it. */
export function problemText(terminal: Pick<Terminal, 'colour'>, problem: Problem): string {
  const text = printProblem(problem);
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return `${paint(terminal, problem.level === 'warning' ? 'yellow' : 'red', place)}${text.slice(place.length)}`;
}

export function summary(terminal: Pick<Terminal, 'colour'>, { ok, problems, flows, languages = [], lines = 0 }: Checked): string {
  const warnings = problems.filter(({ level }) => level === 'warning').length;
  const errors = problems.length - warnings;
  const found = [...(errors > 0 ? [counted(errors, 'error')] : []), ...(warnings > 0 ? [counted(warnings, 'warning')] : [])].join(' and ');
  if (!ok) return paint(terminal, 'red', `${found}: a reload would refuse this centre.`);
  const there = `${counted(flows?.names.length ?? 0, 'flow')} on ${counted(lines, 'line')}, in ${languages.join(', ')}`;
  return `${paint(terminal, 'green', 'All is well')}: ${there}${found === '' ? '' : `; ${found}`}. Version ${flows?.hash.slice(0, 12) ?? 'unknown'}.`;
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
