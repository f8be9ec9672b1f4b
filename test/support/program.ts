// The program itself as a process of its own, on the real clock: to be killed, and started again.
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STARTS_WITHIN_MS = 30_000;
const LOOK_MS = 50;

export class ServiceProcess {
  readonly url: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  #told = '';

  private constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { PUBLIC_URL: this.url, ...env, PORT: String(port), HOST: '127.0.0.1' };
  }

  /** `PUBLIC_URL` is its own address, unless several share one. */
  static async on(env: Record<string, string>): Promise<ServiceProcess> {
    return new ServiceProcess(await freePort(), env);
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [...program(), 'start'], { env: { PATH: process.env['PATH'] ?? '', ...this.#env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (this.#told += text.toString()));
    for (const began = Date.now(); !(await this.isReady()); await sleep(LOOK_MS)) {
      if (child.exitCode !== null || Date.now() - began > STARTS_WITHIN_MS) throw new Error(`the program did not start:\n${this.#told}`);
    }
  }

  async isReady(): Promise<boolean> {
    return fetch(`${this.url}/readyz`).then(({ ok }) => ok, () => false);
  }

  /** Nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }
}

/** What was built, where it was built from the sources as they are; otherwise the sources. */
function program(): readonly string[] {
  return newest('dist', '.js') > newest('src', '.ts') ? ['bin/caseline.js'] : ['--import', 'tsx', 'src/cli/caseline.ts'];
}

function newest(folder: string, ending: string): number {
  try {
    return Math.max(0, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending) && !name.endsWith(`.test${ending}`)).map((name) => statSync(join(folder, name)).mtimeMs));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
