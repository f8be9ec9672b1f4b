// Turn speed: a bare server, what a user would write, and ours on both stores, interleaved in one run.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, onCore, pinned, startRedis, stop } from '../tools.ts';

const CONNECTIONS = 64;
const STEADY_PER_SECOND = 500;
/** Until the code of each server is compiled: what is measured is a service that has been up for a while. Ours is still getting quicker after 20 s here. */
const WARM_UP_S = 25;
const GOAL_RATIO = 1.25;
const GOAL_P99_RATIO = 1.5;

const authToken = 'a-token-for-benchmarks-0';
const here = import.meta.dirname;
const root = join(here, '..', '..');

interface Measured { turns: number; perSecond: number; p50: number; p99: number; failed: number }
interface Server { name: string; what: string; command: string[]; env: Record<string, string>; port: number }

const tsx = join(root, 'node_modules', '.bin', 'tsx');
const envOf = (port: number): Record<string, string> => ({ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, TWILIO_AUTH_TOKEN: authToken });

/** What it says goes into a file, as a service's log does. */
async function start(command: readonly string[], env: Record<string, string>, log: string): Promise<ChildProcess> {
  const [program = '', ...args] = command;
  const into = openSync(log, 'w');
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', into, into] });
  closeSync(into);
  while (!readFileSync(log, 'utf8').includes('listening')) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}: ${readFileSync(log, 'utf8')}`);
    await new Promise((again) => setTimeout(again, 50));
  }
  return child;
}

function load(server: Server, mode: 'closed' | 'steady', amount: number, seconds: number): Promise<Measured> {
  const [program = '', ...args] = onCore(1, [tsx, join(here, 'load.ts'), mode, String(amount), String(seconds)]);
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...envOf(server.port) }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done, fail) => child.on('exit', (code) => (code === 0 ? done(JSON.parse(said) as Measured) : fail(new Error(`the load for ${server.name} failed`)))));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function run({ json, rounds = 5, seconds = 4 }: { json: boolean; rounds?: number; seconds?: number }): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const account = { TWILIO_ACCOUNT_SID: `AC${'2'.repeat(32)}`, TWILIO_API_URL: 'http://127.0.0.1:9', LOG_LEVEL: 'info', API_TOKEN: 'a-token-for-benchmarks' };
  const ours = ['node', join(here, 'ours.js')];
  const redis = await startRedis(dir);
  const servers: Server[] = [];
  const running: ChildProcess[] = [];
  const add = async (name: string, what: string, command: string[], env: Record<string, string> = {}) => void servers.push({ name, what, command: onCore(0, command), env, port: await freePort() });
  await add('a', 'bare node:http', [tsx, join(here, 'limit.ts')]);
  await add('b', 'Express + official library, by hand', [tsx, join(here, 'by-hand.ts')]);
  await add('c', 'ours, LMDB', ours, { ...account, DATA_DIR: join(dir, 'c') });
  await add('d', 'ours, Redis', ours, { ...account, DATA_DIR: join(dir, 'd'), REDIS_URL: redis.url });

  try {
    for (const server of servers) running.push(await start(server.command, { ...envOf(server.port), ...server.env }, join(dir, `${server.name}.log`)));
    for (const server of servers) await load(server, 'closed', CONNECTIONS, WARM_UP_S);

    const closed = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
    const steady = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
    for (let round = 1; round <= rounds; round++) {
      if (!json) console.error(`round ${round} of ${rounds}`);
      for (const server of servers) closed.get(server.name)?.push(await load(server, 'closed', CONNECTIONS, seconds));
      for (const server of servers.slice(1)) steady.get(server.name)?.push(await load(server, 'steady', STEADY_PER_SECOND, seconds));
    }
    return report(servers, closed, steady, { json, rounds, seconds });
  } finally {
    await Promise.all(running.map(stop));
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function report(servers: readonly Server[], closed: Map<string, Measured[]>, steady: Map<string, Measured[]>, options: { json: boolean; rounds: number; seconds: number }): boolean {
  const of = (measured: Map<string, Measured[]>, name: string, what: keyof Measured) => median((measured.get(name) ?? []).map((one) => one[what]));
  // Ratios round by round, since the machine's speed drifts; then their median.
  const ratio = (measured: Map<string, Measured[]>, name: string, what: keyof Measured) => median((measured.get(name) ?? []).map((one, round) => one[what] / (measured.get('b')?.[round]?.[what] ?? NaN)));
  const rows = servers.map(({ name, what }) => ({
    name, what, perSecond: of(closed, name, 'perSecond'), p99: of(closed, name, 'p99'), ratio: ratio(closed, name, 'perSecond'),
    ...(name === 'a' ? {} : { steadyP50: of(steady, name, 'p50'), steadyP99: of(steady, name, 'p99'), steadyRatio: ratio(steady, name, 'p99') }),
    failed: [...(closed.get(name) ?? []), ...(steady.get(name) ?? [])].reduce((sum, one) => sum + one.failed, 0),
  }));
  const goals = rows.filter(({ name }) => name === 'c' || name === 'd').flatMap(({ name, ratio: speed, steadyRatio = NaN, failed }) => [
    { goal: `(${name}) at least ${GOAL_RATIO} times (b)'s turns per second`, met: speed >= GOAL_RATIO, value: speed },
    { goal: `(${name}) p99 at ${STEADY_PER_SECOND}/s at most ${GOAL_P99_RATIO} times (b)'s`, met: steadyRatio <= GOAL_P99_RATIO, value: steadyRatio },
    { goal: `(${name}) no failed turn`, met: failed === 0, value: failed },
  ]);
  if (options.json) console.log(JSON.stringify({ bench: 'turn', node: process.version, connections: CONNECTIONS, ...options, pinned, rows, goals }, undefined, 2));
  else {
    console.log(`turn: ${CONNECTIONS} connections, ${options.rounds} rounds of ${options.seconds} s, interleaved; medians. Node ${process.version}${pinned ? ', server on core 0, load and Redis on core 1' : ', not pinned'}\n`);
    console.log(`    ${'server'.padEnd(36)}  turns/s   p99 ms   × (b)   | at ${STEADY_PER_SECOND}/s: p50 ms   p99 ms   × (b)`);
    for (const row of rows) {
      const tail = 'steadyP99' in row ? `${(row.steadyP50 ?? 0).toFixed(2).padStart(12)} ${(row.steadyP99 ?? 0).toFixed(2).padStart(12)} ${(row.steadyRatio ?? 0).toFixed(2).padStart(7)}` : '';
      console.log(`(${row.name}) ${row.what.padEnd(36)} ${row.perSecond.toFixed(0).padStart(8)} ${row.p99.toFixed(1).padStart(8)} ${row.ratio.toFixed(2).padStart(7)}   | ${tail}`);
    }
    console.log('');
    for (const { goal, met, value } of goals) console.log(`${met ? 'met   ' : 'MISSED'}  ${goal}: ${value.toFixed(2)}`);
  }
  return goals.every(({ met }) => met);
}
