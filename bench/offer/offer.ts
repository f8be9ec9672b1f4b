// Offer speed: from the webhook that frees an agent to our request for the next leg, over real HTTP, with a thousand waiting, on Redis.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOnce, freePort, goalOf, sayGoals, spreadOf, startRedis, stop } from '../tools.ts';

const WAITING = 1_000;
const GOAL_P99_MS = 50;
const AGENTS = ['amy', 'ben', 'chi'];
const WARM_UP = 50;
const JOINING_AT_ONCE = 8;
/** The most a centre file may say. */
const CALLS_PER_SECOND = 100;
const PATIENCE_MS = 10_000;

const root = join(import.meta.dirname, '..', '..');
const line = '+18885550100';
const token = 'a-token-for-benchmarks-0';
const apiToken = 'a-token-for-benchmarks';
const accountSid = `AC${'2'.repeat(32)}`;

interface Dialled {
  at: number;
  to: string;
  sid: string;
  leg: string;
}

/** The carrier: takes every request for a leg, and says when it came. */
class StubCarrier {
  readonly #server: Server;
  readonly #told = new Map<number, (dialled: Dialled) => void>();
  readonly dialled: Dialled[] = [];

  constructor() {
    this.#server = createServer((request, response) => {
      const at = performance.now();
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const form = new URLSearchParams(body);
        const sid = /\/Calls\.json$/.test(request.url ?? '') ? this.#dial(form, at) : (/Calls\/(CA\w+)/.exec(request.url ?? '')?.[1] ?? '');
        response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ sid, account_sid: accountSid, status: 'queued', to: form.get('To'), from: form.get('From') }));
      });
    });
  }

  #dial(form: URLSearchParams, at: number): string {
    const number = this.dialled.length;
    const leg = new URL(form.get('Url') ?? '').searchParams.get('c') ?? '';
    const dialled = { at, to: form.get('To') ?? '', sid: `CA${(0xb000_0000 + number).toString(16).padStart(32, '0')}`, leg };
    this.dialled.push(dialled);
    this.#told.get(number)?.(dialled);
    return dialled.sid;
  }

  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The leg of this number, from nought; undefined where nobody asks for it. */
  async leg(number: number): Promise<Dialled | undefined> {
    const known = this.dialled[number];
    if (known) return known;
    return new Promise((done) => {
      const late = setTimeout(() => done(undefined), PATIENCE_MS);
      this.#told.set(number, (dialled) => {
        clearTimeout(late);
        done(dialled);
      });
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function webhook(base: string, target: string, form: Record<string, string>): Promise<string> {
  const url = target.startsWith('http') ? target : `${base}${target}`;
  const signed = Object.keys(form).sort().map((name) => name + (form[name] ?? '')).join('');
  const response = await fetch(url, {
    method: 'POST', body: new URLSearchParams(form),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': createHmac('sha1', token).update(url + signed).digest('base64') },
  });
  if (!response.ok) throw new Error(`a webhook was answered with ${response.status}`);
  return response.text();
}

const callerSid = (caller: number): string => `CA${caller.toString(16).padStart(32, '0')}`;
/** Each has a number of their own: who calls again soon would have their old place. */
const numberOf = (sid: string): string => `+1415555${String(Number.parseInt(sid.slice(-6), 16) % 10_000).padStart(4, '0')}`;
const fields = (sid: string, status: string): Record<string, string> => ({ AccountSid: accountSid, ApiVersion: '2010-04-01', CallSid: sid, CallStatus: status, From: numberOf(sid), To: line, Direction: 'inbound' });

/** Somebody calls and presses 2: into Customer Care's line. */
async function joins(base: string, caller: number): Promise<void> {
  const heard = await webhook(base, '/voice', fields(callerSid(caller), 'ringing'));
  const action = /action="([^"#]+)/.exec(heard)?.[1]?.replaceAll('&amp;', '&');
  if (action === undefined) throw new Error(`the first menu has no action: ${heard}`);
  await webhook(base, action, { ...fields(callerSid(caller), 'in-progress'), Digits: '2', FinishedOnKey: '', msg: 'Gather End' });
}

const leaves = (base: string, caller: number): Promise<string> => webhook(base, '/voice/status', { ...fields(callerSid(caller), 'completed'), CallDuration: '42' });

async function signsIn(base: string, agent: string): Promise<void> {
  const set = await fetch(`${base}/api/v1/agents/${agent}/presence`, { method: 'PUT', headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }, body: '{"presence":"ready"}' });
  if (!set.ok) throw new Error(`${agent} could not sign in: ${set.status} ${await set.text()}`);
}

/** The shipped centre, but for the calls it may create in a second. */
function flowsIn(dir: string): string {
  const flows = join(dir, 'flows');
  cpSync(join(root, 'flows'), flows, { recursive: true });
  const file = join(flows, 'centre.yaml');
  const text = readFileSync(file, 'utf8');
  const raised = text.replace(/^( *calls-per-second:).*$/m, `$1 ${CALLS_PER_SECOND}`);
  if (raised === text) throw new Error('flows/centre.yaml does not say calls-per-second');
  writeFileSync(file, raised);
  return flows;
}

async function startService(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src', 'cli', 'caseline.ts'), 'start'], { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const began = Date.now(); !(await fetch(`${env['PUBLIC_URL'] ?? ''}/readyz`).then(({ ok }) => ok, () => false)); ) {
    if (child.exitCode !== null || Date.now() - began > 60_000) throw new Error('the service did not start');
    await new Promise((again) => setTimeout(again, 100));
  }
  return child;
}

export async function run({ json, rounds = 500 }: { json: boolean; rounds?: number }): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const say = (what: string): void => void (json || console.error(what));
  const redis = await startRedis(dir);
  const carrier = new StubCarrier();
  let service: ChildProcess | undefined;
  try {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    service = await startService({
      PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: base, REDIS_URL: redis.url, DATA_DIR: join(dir, 'data'), FLOWS_DIR: flowsIn(dir), LOCALES_DIR: join(root, 'locales'),
      TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: token, TWILIO_API_URL: await carrier.listen(), API_TOKEN: `admin:${apiToken}`, LOG_LEVEL: 'error',
    });
    // One after the other first, so that it is known who stands first; the rest as they come.
    say(`${WAITING} callers join`);
    const first = WARM_UP + rounds + AGENTS.length;
    for (let caller = 1; caller <= first; caller++) await joins(base, caller);
    await atOnce(JOINING_AT_ONCE, Math.max(0, WAITING - first), (index) => joins(base, first + 1 + index));
    for (const agent of AGENTS) await signsIn(base, agent);
    for (let leg = 0; leg < AGENTS.length; leg++) await carrier.leg(leg);

    say('callers for whom a phone rings hang up: each time the agent is free for the next');
    const times: number[] = [];
    for (let caller = 1; caller <= WARM_UP + rounds; caller++) {
      const next = carrier.leg(AGENTS.length + caller - 1);
      const began = performance.now();
      await leaves(base, caller);
      const dialled = await next;
      if (!dialled) throw new Error(`caller ${caller} hung up and no phone was rung for the next`);
      if (caller > WARM_UP) times.push(dialled.at - began);
      const left = carrier.dialled[caller - 1];
      if (left) await webhook(base, `/voice/leg?c=${left.leg}`, { ...fields(left.sid, 'canceled'), SequenceNumber: '3' });
      await joins(base, Math.max(WAITING, first) + caller);
    }
    return report(times, { json, rounds });
  } finally {
    if (service) await stop(service);
    carrier.close();
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function report(times: readonly number[], options: { json: boolean; rounds: number }): boolean {
  const spread = spreadOf(times);
  const goal = goalOf(`p99 from the webhook that frees an agent to our request for the next leg at most ${GOAL_P99_MS} ms`, spread.p99, GOAL_P99_MS);
  if (options.json) console.log(JSON.stringify({ bench: 'offer', node: process.version, waiting: WAITING, store: 'redis', ...options, spread, goals: [goal] }, undefined, 2));
  else {
    console.log(`offer: ${WAITING} waiting, Redis, HTTP on loopback, ${options.rounds} times. Node ${process.version}\n`);
    console.log(`from the webhook to our request   p50 ${spread.p50.toFixed(1)} ms   p99 ${spread.p99.toFixed(1)} ms   most ${spread.most.toFixed(1)} ms\n`);
    sayGoals([goal], ' ms');
  }
  return goal.met;
}
