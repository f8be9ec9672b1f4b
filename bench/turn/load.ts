// The load: callers on keep-alive connections, each doing one call after another.
import { Connection, type Form, nextTarget, type Served } from '../connection.ts';

const served: Served = { port: Number(process.env['PORT']), base: process.env['PUBLIC_URL'] ?? '', token: process.env['TWILIO_AUTH_TOKEN'] ?? '' };
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

/** A caller: sends, waits for the whole answer, reads where to come back. */
class Caller {
  #connection = new Connection(served);
  #sid = '';
  #turn = -1;
  #target = '/voice';

  async next(sent = performance.now()): Promise<void> {
    const { ok, body } = await this.#connection.post(...this.#request());
    if (!ok) failed++;
    if (sent >= began) took.push(performance.now() - sent);
    this.#target = nextTarget(served, body) ?? this.#target;
  }

  #request(): [string, Form] {
    if (this.#turn < 0) {
      this.#sid = `CA${process.pid.toString(16).padStart(8, '0')}${(made++).toString(16).padStart(24, '0')}`;
      this.#turn = 0;
      return ['/voice', fields(this.#sid, 'ringing')];
    }
    const keys = turns[this.#turn++];
    if (keys) return [this.#target, { ...fields(this.#sid, 'in-progress'), ...keys }];
    this.#turn = -1;
    return ['/voice/status', { ...fields(this.#sid, 'completed'), CallDuration: '42' }];
  }

  /** Brings the call to its end, as a caller would: nobody is left waiting in the line for the next round. */
  async close(): Promise<void> {
    if (this.#turn >= 0) {
      this.#turn = turns.length;
      await this.next();
      took.pop();
    }
    this.#connection.close();
  }
}

/** Not measured where turns come steadily: connections are opened and our own code is compiled. */
const STARTING_MS = 1_000;

const startingMs = mode === 'steady' ? STARTING_MS : 0;
const began = performance.now() + startingMs;
const until = began + Number(seconds) * 1000;
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
