// Ten thousand callers in hold loops on one process with Redis: turns a second, how long a turn takes, what a caller costs in memory, and offers made meanwhile.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, Connection, type Form, nextTarget, type Served } from '../connection.ts';
import { callerSid, fields, joins, leaves, type Post, signsIn, startService, StubCarrier } from '../service.ts';
import { atOnce, goalOf, onCore, sayGoals, type Spread, spreadOf, startRedis, stop } from '../tools.ts';

const CALLERS = 10_000;
const CONNECTIONS = 64;
/** A round of the shipped hold loop: its words, and 20 or 25 seconds of music. */
const ROUND_S = 30;
const AGENTS = ['amy', 'ben', 'chi'];
/** The first of them come one after the other, so that it is known who stands first. */
const IN_ORDER = 400;
const WARM_UP_CALLERS = 1_000;
const OFFER_EVERY_MS = 250;
const SETTLE_S = 60;
const TRIES_MAX = 5;
const AGAIN_MS = 50;
const GOAL_BYTES = 4_096;
const GOAL_OFFER_MS = 50;

const silent = { Digits: '', FinishedOnKey: '', msg: 'Gather End' };
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, Math.max(0, ms)));

interface Holding {
  number: number;
  target: string;
}

/** As many webhooks under way as the carrier has connections. */
class Lines {
  readonly #served: Served;
  readonly #free: Connection[];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  /** Questions whose connection ended. */
  repeated = 0;

  constructor(served: Served) {
    this.#served = served;
    this.#free = Array.from({ length: CONNECTIONS }, () => new Connection(served));
  }

  readonly post: Post = async (target, form) => {
    const connection = this.#free.pop() ?? (await new Promise<Connection>((done) => this.#waiting.push(done)));
    const { ok, body } = await this.#told(connection, target, form);
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#free.push(connection);
    if (!ok) throw new Error(`the webhook ${target.split('?')[0]} was refused: ${body.slice(0, 80) || 'the connection ended'}`);
    return body;
  };

  /** A connection that ends under a question is no answer: like the carrier, it is asked again, and the service knows a second copy. */
  async #told(connection: Connection, target: string, form: Form): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await connection.post(target, form);
      if (answer.ok || answer.body !== '' || tries === TRIES_MAX) return answer;
      this.repeated++;
      await pause(AGAIN_MS);
    }
  }

  /** One round of the loop: silence, and what is heard next. */
  async round(holding: Holding): Promise<void> {
    const heard = await this.post(holding.target, { ...fields(callerSid(holding.number), 'in-progress'), ...silent });
    holding.target = nextTarget(this.#served, heard) ?? holding.target;
  }

  close(): void {
    for (const connection of this.#free) connection.close();
  }
}

/** Everybody who holds comes back in their turn, whether or not others have been answered. */
async function atPace(lines: Lines, holding: readonly Holding[], seconds: number): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const gap = (ROUND_S * 1000) / holding.length;
  const began = performance.now();
  for (let turn = 0; turn * gap < seconds * 1000; turn++) {
    const due = began + turn * gap;
    if (due > performance.now()) await pause(due - performance.now());
    under.push(lines.round(holding[turn % holding.length] as Holding).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(under);
  return times;
}

/** Whoever's phone rings for hangs up, one after the other: each time an agent is free for the next. */
async function offers(lines: Lines, carrier: StubCarrier, holding: Holding[], until: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let number = 1; !until() && number < IN_ORDER - AGENTS.length; number++) {
    const next = carrier.leg(AGENTS.length + number - 1);
    holding.splice(holding.findIndex((one) => one.number === number), 1);
    const began = performance.now();
    await leaves(lines.post, number);
    const dialled = await next;
    if (!dialled) throw new Error(`caller ${number} hung up and no phone was rung for the next`);
    times.push(dialled.at - began);
    const left = carrier.dialled[number - 1];
    if (left) await lines.post(`/voice/leg?c=${left.leg}`, { ...fields(left.sid, 'canceled'), SequenceNumber: '3' });
    await pause(OFFER_EVERY_MS);
  }
  return times;
}

async function sustained(lines: Lines, holding: readonly Holding[], seconds: number): Promise<{ perSecond: number; spread: Spread }> {
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, async (_, first) => {
    for (let index = first; performance.now() - began < seconds * 1000; index += CONNECTIONS) {
      const asked = performance.now();
      await lines.round(holding[index % holding.length] as Holding);
      times.push(performance.now() - asked);
    }
  }));
  return { perSecond: times.length / ((performance.now() - began) / 1000), spread: spreadOf(times) };
}

/** What the process holds once everything left behind is collected. */
async function residentBytes(pid: number): Promise<number> {
  for (let times = 0; times < 3; times++) {
    process.kill(pid, 'SIGUSR2');
    await pause(1_500);
  }
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

export async function run({ json, rounds = CALLERS, seconds = ROUND_S * 2 }: { json: boolean; rounds?: number; seconds?: number }): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const say = (what: string): void => void (json || console.error(what));
  const redis = await startRedis(dir);
  const carrier = new StubCarrier();
  if (onCore(1, ['x']).length > 1) spawnSync('taskset', ['-cp', '1', String(process.pid)]);
  let service: Awaited<ReturnType<typeof startService>> | undefined;
  let lines: Lines | undefined;
  try {
    service = await startService({ dir, redisUrl: redis.url, carrierUrl: await carrier.listen(), command: onCore(0, [process.execPath, '--expose-gc', 'bench/hold/ours.js']) });
    const served = service;
    const talk = (lines = new Lines(served));
    const joined = async (number: number): Promise<Holding> => ({ number, target: await joins(served, talk.post, number) });

    say(`${WARM_UP_CALLERS} callers come and go, until the code is compiled and the process has had its rooms`);
    await atOnce(CONNECTIONS, WARM_UP_CALLERS, async (index) => {
      const warm = await joined(rounds * 2 + index);
      for (let turn = 0; turn < 4; turn++) await talk.round(warm);
      await leaves(talk.post, warm.number);
    });
    await pause(2_000);
    const idle = await residentBytes(served.child.pid ?? 0);

    say(`${rounds} callers join`);
    const holding: Holding[] = [];
    for (let number = 1; number <= Math.min(IN_ORDER, rounds); number++) holding.push(await joined(number));
    await atOnce(CONNECTIONS, rounds - holding.length, async (index) => void holding.push(await joined(IN_ORDER + 1 + index)));
    // Who came within seconds of each other is asked for further afield within seconds, too; a line of ten thousand does not form so.
    say(`${SETTLE_S} s of holding, until that is over`);
    await atPace(talk, holding, SETTLE_S);
    for (const agent of AGENTS) await signsIn(served, agent);
    for (let leg = 0; leg < AGENTS.length; leg++) await carrier.leg(leg);

    say(`each comes back every ${ROUND_S} s, and agents become free meanwhile`);
    let over = false;
    const [paced, offered] = await Promise.all([atPace(talk, [...holding], seconds).finally(() => (over = true)), offers(talk, carrier, holding, () => over)]);
    const holds = await residentBytes(served.child.pid ?? 0);

    say('as many turns as there can be');
    const most = await sustained(talk, holding, 5);
    return report({ rounds, paced: spreadOf(paced), offered: spreadOf(offered), most, bytes: (holds - idle) / rounds, idle, repeated: talk.repeated }, { json, seconds });
  } finally {
    lines?.close();
    if (service) await stop(service.child);
    carrier.close();
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Figures {
  rounds: number;
  paced: Spread;
  offered: Spread;
  most: { perSecond: number; spread: Spread };
  bytes: number;
  idle: number;
  repeated: number;
}

function report({ rounds, paced, offered, most, bytes, idle, repeated }: Figures, { json, seconds }: { json: boolean; seconds: number }): boolean {
  const goals = [
    goalOf(`memory of a caller who waits at most ${GOAL_BYTES} bytes`, bytes, GOAL_BYTES),
    goalOf(`p99 from the webhook that frees an agent to our request for the next leg at most ${GOAL_OFFER_MS} ms`, offered.p99, GOAL_OFFER_MS),
  ];
  if (json) {
    console.log(JSON.stringify({ bench: 'hold', node: process.version, callers: rounds, seconds, store: 'redis', paced, offered, most, bytes, idle, repeated, goals }, undefined, 2));
    return goals.every(({ met }) => met);
  }
  const line = ({ p50, p99, most: longest, count }: Spread): string => `p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   most ${longest.toFixed(1)} ms   (${count})`;
  console.log(`hold: ${rounds} callers in hold loops on one process, Redis, HTTP on loopback, ${seconds} s. Node ${process.version}\n`);
  console.log(`a turn at the loop's own pace, ${(rounds / ROUND_S).toFixed(0)} a second   ${line(paced)}`);
  console.log(`from an agent free to our request          ${line(offered)}`);
  console.log(`as many turns as there can be, ${most.perSecond.toFixed(0)} a second   ${line(most.spread)}`);
  console.log(`memory: ${(idle / 2 ** 20).toFixed(0)} MB at rest, and ${bytes.toFixed(0)} bytes for each caller; ${repeated} webhooks asked again, since their connection ended\n`);
  return sayGoals(goals, '');
}
