// caseline start: the service, until it is told to stop.
import type { Config } from '../config.ts';
import { SAMPLE_PIN } from '../directory/pins.ts';
import { LAB_TOKEN, readConfig } from '../config.ts';
import type { Running } from '../main.ts';
import { API_DEFAULT } from './api-client.ts';
import { LAB_DEFAULT } from './call.ts';
import type { Program } from './command.ts';
import { command, runs } from './command.ts';
import { exits, Leave } from './exits.ts';
import type { Terminal } from './terminal.ts';
import { paint } from './terminal.ts';

export function startCommand(program: Program) {
  const { terminal } = program;
  const made = command('start', 'Answers calls. Without a carrier account it is a lab on this machine.', ['start', 'PORT=8080 start', 'REDIS_URL=redis://localhost:6379 start'])
    .addHelpText('after', '\nIt is set by environment variables, or by a file .env in this folder: .env.example has them all. SIGTERM or Ctrl-C ends it once the calls of the moment are answered; a second one ends it at once. SIGHUP reads the files anew, as `caseline reload` does, where no terminal holds it.');
  return runs(made, program, async () => {
    const config = configOf(terminal);
    const { startApp, InvalidFiles } = await import('../main.ts');
    const running = await startApp(config).catch((error: unknown) => {
      if (error instanceof InvalidFiles) throw new Leave(exits.invalid, `${error.message}:\n${error.problems.join('\n')}`);
      throw new Leave(exits.failed, whyNot(error, config));
    });
    if (config.lab) terminal.tell(labText(terminal, running));
    const off = terminal.onHangup?.(() => void running.reload().catch((error: unknown) => terminal.tell(whyNotReloaded(error))));
    await untilToldToStop(terminal, running);
    off?.();
    return exits.ok;
  });
}

/** The service goes on as it was. */
const whyNotReloaded = (error: unknown): string =>
  `Not reloaded: ${error instanceof Error ? error.message : String(error)}${error instanceof Error && 'problems' in error ? `:\n${(error.problems as string[]).join('\n')}` : ''}`;

/** The usual reasons why a service cannot start, in words that say what to do. */
function whyNot(error: unknown, config: Config): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken${port === config.port ? '' : ", and the lab's phones need it (PORT + 1)"}: stop what listens there, or set PORT to another`;
    case 'EACCES':
      return port === undefined ? `no permission: ${message}` : `no permission to listen on port ${port}: ports below 1024 belong to root; set PORT to another`;
    case 'EADDRNOTAVAIL':
      return `HOST ${config.host} is no address of this machine`;
    case 'ENOTDIR': case 'EEXIST': case 'EROFS': case 'ENOSPC':
      return `DATA_DIR ${config.dataDir} cannot be used: ${message}`;
    default:
      return message;
  }
}

/** The whole list of what is wrong comes at once. */
export function configOf({ env }: Pick<Terminal, 'env'>): Config {
  const read = readConfig(env);
  if (read.ok) return read.config;
  throw new Leave(exits.invalid, `the configuration has mistakes:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}`);
}

/** Whoever is impatient may say so twice. */
async function untilToldToStop(terminal: Terminal, running: Running): Promise<void> {
  let impatient = () => {};
  const twice = new Promise<never>((_done, fail) => {
    impatient = () => fail(new Leave(exits.failed, 'ended at once, as asked'));
  });
  const forget = await new Promise<() => void>((stop) => {
    const off = terminal.onInterrupt(() => stop(off));
  });
  forget();
  const off = terminal.onInterrupt(impatient);
  terminal.tell('Stopping: what is under way is brought to its end.');
  await Promise.race([running.close(), twice]).finally(off);
}

export function labText(terminal: Pick<Terminal, 'colour'>, { url, labUrl }: Pick<Running, 'url' | 'labUrl'>): string {
  const api = `${url}/api/v1`;
  // Another port than usual must be said to the other commands.
  const [atApi, atLab] = [api === API_DEFAULT ? '' : ` --api ${api}`, labUrl === undefined || labUrl === LAB_DEFAULT ? '' : ` --lab ${labUrl}`];
  const tries = [
    [`npx caseline call${atLab}`, 'dial the line: * new case, 2 Customer Care, or a case number and #'],
    [`npx caseline call${atLab} --keys 'w6 200608110120#'`, "ask for a case's engineer, without hands"],
    [`npx caseline call${atLab} --hold +12025550101`, "hold an agent's phone; it rings when it is their turn"],
    [`npx caseline call${atLab} +13125550199`, `the staff line: key 0101# and the PIN ${SAMPLE_PIN}#, then 1 ready, 2 away, 3 offline`],
    [`npx caseline agents list${atApi}`, 'who is there (robots hold their phones)'],
    ['npx caseline check', 'what is wrong with the files after you changed them'],
  ] as const;
  const width = Math.max(...tries.map(([typed]) => typed.length));
  return [
    paint(terminal, 'bold', `Caseline answers at ${url}, as a lab: everything is on this machine, and no call leaves it.`),
    '',
    'Try, in a second terminal:',
    ...tries.map(([typed, about]) => `  ${typed.padEnd(width)}  ${paint(terminal, 'dim', about)}`),
    '',
    `The API is at ${api} with the token '${LAB_TOKEN}', its page at ${api}/openapi.json.`,
  ].join('\n');
}
