// What the benchmarks of the floor share: a redis-server of their own, percentiles, and goals met or missed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';

export const pinned = spawnSync('taskset', ['--version']).status === 0 && spawnSync('nproc').stdout.toString().trim() !== '1';

/** What a program is started with on this core, where there are two. */
export const onCore = (core: number, command: readonly string[]): string[] => (pinned ? ['taskset', '-c', String(core), ...command] : [...command]);

export interface Goal {
  goal: string;
  met: boolean;
  value: number;
}

export const goalOf = (goal: string, value: number, most: number): Goal => ({ goal, met: value <= most, value });

/** Says each goal, and whether all were met. */
export function sayGoals(goals: readonly Goal[], unit: string): boolean {
  for (const { goal, met, value } of goals) console.log(`${met ? 'met   ' : 'MISSED'}  ${goal}: ${value.toFixed(2)}${unit}`);
  return goals.every(({ met }) => met);
}

export interface Spread {
  count: number;
  p50: number;
  p99: number;
  most: number;
}

/** Of times in milliseconds. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? NaN };
}

export async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

/** On the second core where there is one, so that it is not measured with what asks it. */
export async function startRedis(dir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const command = ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec'];
  const [program = '', ...args] = onCore(1, command);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((done, fail) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) done();
    });
    child.on('error', () => fail(new Error('this benchmark needs redis-server on the PATH')));
    child.on('exit', (code) => fail(new Error(`redis-server ended with ${String(code)}: ${said}`)));
  });
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
}

export function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.removeAllListeners('exit');
    child.once('exit', () => done());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
  });
}

/** So many at once, each taking the next number when it is done. */
export async function atOnce(many: number, total: number, run: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: many }, async () => {
    while (next < total) await run(next++);
  }));
}
