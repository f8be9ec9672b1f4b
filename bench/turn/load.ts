// The load: callers on keep-alive connections, each doing one call after another. Raw sockets, so that the client costs little.
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const token = process.env['TWILIO_AUTH_TOKEN'] ?? '';
const port = Number(process.env['PORT']);
const base = process.env['PUBLIC_URL'] ?? '';
const [mode = 'closed', amount = '64', seconds = '3'] = process.argv.slice(2);

/** One call: silence, a wrong number, star, silence, so into the line, three rounds of hold, and hanging up. */
const turns: readonly Record<string, string>[] = [
  { Digits: '', FinishedOnKey: '', msg: 'Gather End' },
  { Digits: '2006', FinishedOnKey: '#', msg: 'Gather End' },
  { Digits: '*', FinishedOnKey: '#', msg: 'Gather End' },
  { Digits: '', FinishedOnKey: '', msg: 'Gather End' },
  { Digits: '', FinishedOnKey: '', msg: 'Gather End' },
  { Digits: '', FinishedOnKey: '', msg: 'Gather End' },
  { Digits: '', FinishedOnKey: '', msg: 'Gather End' },
];

let made = 0;
const took: number[] = [];
let failed = 0;

function fields(sid: string, status: string): Record<string, string> {
  return {
    AccountSid: `AC${'2'.repeat(32)}`, ApiVersion: '2010-04-01', CallSid: sid, CallStatus: status, Called: '+18885550100', CalledCity: '', CalledCountry: 'US', CalledState: '', CalledZip: '',
    Caller: '+14155550123', CallerCity: 'SAN FRANCISCO', CallerCountry: 'US', CallerState: 'CA', CallerZip: '94105', Direction: 'inbound', From: '+14155550123', FromCity: 'SAN FRANCISCO',
    FromCountry: 'US', FromState: 'CA', FromZip: '94105', To: '+18885550100', ToCity: '', ToCountry: 'US', ToState: '', ToZip: '',
  };
}

function request(target: string, form: Record<string, string>): string {
  const names = Object.keys(form).sort();
  const signature = createHmac('sha1', token).update(base + target + names.map((name) => name + (form[name] ?? '')).join('')).digest('base64');
  const body = names.map((name) => `${name}=${encodeURIComponent(form[name] ?? '')}`).join('&');
  return `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Twilio-Signature: ${signature}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n${body}`;
}

/** A caller: sends, waits for the whole answer, reads where to come back. */
class Caller {
  #socket: Socket;
  #buffer = '';
  #done: ((body: string) => void) | undefined;
  #sid = '';
  #turn = -1;
  #target = '/voice';

  constructor() {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    // One character a byte, so that lengths are the same.
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', () => failed++);
  }

  #read(chunk: string): void {
    this.#buffer += chunk;
    const head = this.#buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#buffer.slice(0, head))?.[1] ?? 0);
    if (this.#buffer.length < head + 4 + length) return;
    const body = this.#buffer.slice(head + 4);
    if (!/^HTTP\/1\.1 20[04]/.test(this.#buffer)) failed++;
    this.#buffer = '';
    this.#done?.(body);
  }

  async next(began = performance.now()): Promise<void> {
    const text = this.#request();
    const body = await new Promise<string>((done) => {
      this.#done = done;
      this.#socket.write(text);
    });
    took.push(performance.now() - began);
    const action = /(?:action="|<Redirect[^>]*>)([^"<#]+)/.exec(body)?.[1];
    if (action) this.#target = action.replaceAll('&amp;', '&').slice(base.length);
  }

  #request(): string {
    if (this.#turn < 0) {
      this.#sid = `CA${process.pid.toString(16).padStart(8, '0')}${(made++).toString(16).padStart(24, '0')}`;
      this.#turn = 0;
      return request('/voice', fields(this.#sid, 'ringing'));
    }
    const keys = turns[this.#turn++];
    if (keys) return request(this.#target, { ...fields(this.#sid, 'in-progress'), ...keys });
    this.#turn = -1;
    return request('/voice/status', { ...fields(this.#sid, 'completed'), CallDuration: '42' });
  }

  /** Brings the call to its end, as a caller would: nobody is left waiting in the line for the next round. */
  async close(): Promise<void> {
    if (this.#turn >= 0) {
      this.#turn = turns.length;
      await this.next();
      took.pop();
    }
    this.#socket.destroy();
  }
}

const until = performance.now() + Number(seconds) * 1000;
const began = performance.now();
let ended: number;

if (mode === 'closed') {
  const callers = Array.from({ length: Number(amount) }, () => new Caller());
  await Promise.all(callers.map(async (caller) => {
    while (performance.now() < until) await caller.next();
  }));
  ended = performance.now();
  await Promise.all(callers.map((caller) => caller.close()));
} else {
  // Steady: so many turns a second, whether or not the last ones are answered; waiting for a free caller counts.
  const free = Array.from({ length: 64 }, () => new Caller());
  const all = [...free];
  const under: Promise<void>[] = [];
  const gap = 1000 / Number(amount);
  for (let due = performance.now(); due < until; due += gap) {
    while (performance.now() < due) await new Promise((done) => setTimeout(done, Math.min(2, Math.max(0, due - performance.now()))));
    const caller = free.shift();
    if (!caller) { failed++; continue; }
    under.push(caller.next(due).then(() => void free.push(caller)));
  }
  await Promise.all(under);
  ended = performance.now();
  await Promise.all(all.map((caller) => caller.close()));
}

took.sort((a, b) => a - b);
const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
console.log(JSON.stringify({ turns: took.length, perSecond: took.length / ((ended - began) / 1000), p50: at(0.5), p99: at(0.99), failed }));
