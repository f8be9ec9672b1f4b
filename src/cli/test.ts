// caseline test: plays the call scripts, offline and in no time.
import { join } from 'node:path';
import type { Folders } from '../files.ts';
import { printProblem } from '../flow/problem.ts';
import type { Coverage } from '../script/coverage.ts';
import type { Played } from '../script/play.ts';
import type { Script } from '../script/script.ts';
import type { FileFlags, Program } from './command.ts';
import { command, folders, runs, withFiles } from './command.ts';
import type { Exit } from './exits.ts';
import { exits, Leave } from './exits.ts';
import type { Terminal } from './terminal.ts';
import { paint } from './terminal.ts';

interface Flags extends FileFlags {
  filter?: string;
  verbose?: true;
  coverage?: true;
  json?: true;
  threads?: string;
}

/** What a run came to. */
interface Run {
  played: readonly Played[];
  seconds: number;
  threads: number;
  coverage?: Coverage;
}

export function testCommand(program: Program) {
  const { terminal } = program;
  const made = withFiles(command('test', 'Plays call scripts: the flows’ own tests, told by callers.', ['test', 'test flows/calls/voicemail.yaml --verbose', 'test --filter "network is down"', 'test --coverage']))
    .argument('[files...]', 'script files, or folders of them (default: calls in the folder of the flows)')
    .option('--filter <text>', 'only scripts with this in their name or file')
    .option('--verbose', 'prints every call as a transcript')
    .option('--coverage', 'lists the steps and ways out of the flows that no script goes through')
    .option('--json', 'the results as JSON')
    .option('--threads <number>', 'how many scripts are played at a time (default: as many as are worth it on this machine)')
    .addHelpText('after', '\nEach script has a service, a carrier and a clock of its own; nothing is dialled and nothing waits. Exit 1 when a script fails, 3 when a script or a flow cannot be read.');
  return runs(made, program, async (paths: string[], flags: Flags) => test(paths, flags, terminal));
}

async function test(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<Exit> {
  const [{ loadRepertoire, loadScripts, loadSources, scriptFiles, SCRIPTS_FOLDER }, { playAll, threadsFor }, { coverageOf }] = await Promise.all([
    import('../script/load.ts'), import('../script/crew.ts'), import('../script/coverage.ts'),
  ]);
  const dirs: Folders = folders(flags, terminal);
  const loaded = await loadRepertoire(dirs);
  if (!loaded.ok) throw new Leave(exits.invalid, `the centre's files have mistakes:\n${loaded.problems.map(printProblem).join('\n')}`);
  const { files, missing } = await scriptFiles(paths.length > 0 ? paths : [join(dirs.flowsDir, SCRIPTS_FOLDER)]);
  if (missing.length > 0) throw new Leave(exits.notFound, `there is no ${missing.join(', ')}: expected script files, or a folder of them`);
  const { scripts, problems } = await loadScripts(files, loaded.cast);
  if (problems.length > 0) throw new Leave(exits.invalid, `the scripts have mistakes:\n${problems.map(printProblem).join('\n')}`);
  const chosen = choose(scripts, flags.filter);
  const began = performance.now();
  const threads = flags.threads === undefined ? threadsFor(chosen.length) : threadsAsked(flags.threads);
  const played = await playAll(loaded.files, chosen, { reading: { dirs, files }, threads });
  const seconds = (performance.now() - began) / 1_000;
  const coverage = flags.coverage ? coverageOf(loaded.files.flows, await loadSources(dirs), played.flatMap(({ walks }) => walks)) : undefined;
  const run: Run = { played, seconds, threads, ...(coverage && { coverage }) };
  if (flags.json) terminal.out(JSON.stringify(jsonOf(run), null, 2));
  else await print(run, flags, terminal);
  return played.some(({ failure }) => failure) ? exits.failed : exits.ok;
}

const THREADS_MAX = 64;

function threadsAsked(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= THREADS_MAX) return threads;
  throw new Leave(exits.usage, `--threads is '${text}': expected a number from 1 to ${THREADS_MAX}`);
}

/** Nothing to play is no success. */
function choose(scripts: readonly Script[], filter: string | undefined): readonly Script[] {
  const wanted = filter?.toLowerCase() ?? '';
  const chosen = scripts.filter(({ name, spot }) => `${name}\n${spot.file}`.toLowerCase().includes(wanted));
  if (chosen.length > 0) return chosen;
  throw new Leave(exits.notFound, filter === undefined ? 'there is no call script to play' : `no call script has “${filter}” in its name or file`);
}

async function print(run: Run, { verbose }: Flags, terminal: Terminal): Promise<void> {
  const { coverageText, failureText, transcriptText } = await import('../script/report.ts');
  for (const played of run.played) {
    const mark = played.failure ? paint(terminal, 'red', '✗') : paint(terminal, 'green', '✓');
    if (verbose || played.failure) terminal.out(`${mark} ${played.failure ? failureText(played) : played.script.name}`);
    if (verbose && !played.failure) terminal.out(transcriptText(played));
  }
  if (run.coverage) terminal.out(coverageText(run.coverage));
  terminal.tell(summaryText(run, terminal));
}

function summaryText({ played, seconds, threads }: Run, terminal: Pick<Terminal, 'colour'>): string {
  const failed = played.filter(({ failure }) => failure).length;
  const calls = played.reduce((sum, one) => sum + one.calls, 0);
  const told = played.reduce((sum, one) => sum + one.seconds, 0);
  const outcome = failed > 0 ? paint(terminal, 'red', `${failed} of ${counted(played.length, 'script')} failed`) : `${paint(terminal, 'green', 'All is well')}: ${counted(played.length, 'script')}`;
  const rate = (number: number) => Math.round(number / Math.max(seconds, 0.001));
  return `${outcome}, ${counted(calls, 'call')}, ${timeText(told)} of telephoning in ${seconds.toFixed(2)} s${threads > 1 ? ` on ${threads} threads` : ''} (${rate(played.length)} scripts and ${rate(calls)} calls a second).`;
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const timeText = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} minutes`);

function jsonOf({ played, seconds, threads, coverage }: Run) {
  const failed = played.filter(({ failure }) => failure).length;
  return {
    ok: failed === 0, passed: played.length - failed, failed, seconds: Number(seconds.toFixed(3)), threads,
    scripts: played.map(({ script, failure, lines, walks, calls, seconds: told }) => ({
      name: script.name, file: script.spot.file, line: script.spot.line, ok: !failure, calls, seconds: told,
      ...(failure && { failure: { file: failure.spot.file, line: failure.spot.line, column: failure.spot.column, step: failure.told, message: failure.message }, lines, walks }),
    })),
    ...(coverage && { coverage: { steps: coverage.steps, ways: coverage.ways, untried: coverage.untried.map(({ spot, ...rest }) => ({ ...rest, file: spot.file, line: spot.line, column: spot.column })) } }),
  };
}
