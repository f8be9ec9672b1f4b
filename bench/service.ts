// What benchmarks of a running service share: the service on Redis, a carrier that takes every request, and callers by webhook.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Form, nextTarget, type Served } from './connection.ts';
import { freePort } from './tools.ts';

/** The most a centre file may say. */
const CALLS_PER_SECOND = 100;
const PATIENCE_MS = 10_000;

const root = join(import.meta.dirname, '..');
const line = '+18885550100';
const token = 'a-token-for-benchmarks-0';
const apiToken = 'a-token-for-benchmarks';
export const accountSid = `AC${'2'.repeat(32)}`;

export interface Dialled {
  at: number;
  to: string;
  sid: string;
  leg: string;
}

/** The carrier: takes every request for a leg, and says when it came. */
export class StubCarrier {
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

export type Post = (target: string, form: Form) => Promise<string>;

export const postTo = ({ base }: Served): Post => async (target, form) => {
  const signed = Object.keys(form).sort().map((name) => name + (form[name] ?? '')).join('');
  const response = await fetch(base + target, {
    method: 'POST', body: new URLSearchParams(form),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': createHmac('sha1', token).update(base + target + signed).digest('base64') },
  });
  if (!response.ok) throw new Error(`a webhook was answered with ${response.status}`);
  return response.text();
};

export const callerSid = (caller: number): string => `CA${caller.toString(16).padStart(32, '0')}`;
/** Each has a number of their own: who calls again soon would have their old place. */
const numberOf = (sid: string): string => `+1415${2_000_000 + Number.parseInt(sid.slice(-6), 16) % 1_000_000}`;
export const fields = (sid: string, status: string): Record<string, string> => ({ AccountSid: accountSid, ApiVersion: '2010-04-01', CallSid: sid, CallStatus: status, From: numberOf(sid), To: line, Direction: 'inbound' });

/** Somebody calls and presses 2, into Customer Care's line; where they come back to. */
export async function joins(served: Served, post: Post, caller: number): Promise<string> {
  const menu = nextTarget(served, await post('/voice', fields(callerSid(caller), 'ringing')));
  const hold = menu === undefined ? undefined : nextTarget(served, await post(menu, { ...fields(callerSid(caller), 'in-progress'), Digits: '2', FinishedOnKey: '', msg: 'Gather End' }));
  if (hold === undefined) throw new Error('the first menu or the line has nowhere to go on to');
  return hold;
}

export const leaves = (post: Post, caller: number): Promise<string> => post('/voice/status', { ...fields(callerSid(caller), 'completed'), CallDuration: '42' });

export async function signsIn({ base }: Served, agent: string): Promise<void> {
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

/** The service as it is started, or by another command; on the first core where there are two. */
export async function startService({ dir, redisUrl, carrierUrl, command }: { dir: string; redisUrl: string; carrierUrl: string; command: readonly string[] }): Promise<Served & { child: ChildProcess }> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: base, REDIS_URL: redisUrl, DATA_DIR: join(dir, 'data'), FLOWS_DIR: flowsIn(dir), LOCALES_DIR: join(root, 'locales'),
    TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: token, TWILIO_API_URL: carrierUrl, API_TOKEN: `admin:${apiToken}`, LOG_LEVEL: 'error',
  };
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const began = Date.now(); !(await fetch(`${base}/readyz`).then(({ ok }) => ok, () => false)); ) {
    if (child.exitCode !== null || Date.now() - began > 60_000) throw new Error('the service did not start');
    await new Promise((again) => setTimeout(again, 100));
  }
  return { port, base, token, child };
}
