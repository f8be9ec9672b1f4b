// Offer speed: from the webhook that frees an agent to our request for the next leg, over real HTTP, with a thousand waiting, on Redis.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fields, joins, leaves, postTo, signsIn, startService, StubCarrier } from '../service.ts';
import { atOnce, goalOf, sayGoals, spreadOf, startRedis, stop } from '../tools.ts';

const WAITING = 1_000;
const GOAL_P99_MS = 50;
const AGENTS = ['amy', 'ben', 'chi'];
const WARM_UP = 50;
const JOINING_AT_ONCE = 8;

export async function run({ json, rounds = 500 }: { json: boolean; rounds?: number }): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const say = (what: string): void => void (json || console.error(what));
  const redis = await startRedis(dir);
  const carrier = new StubCarrier();
  let service: Awaited<ReturnType<typeof startService>> | undefined;
  try {
    service = await startService({ dir, redisUrl: redis.url, carrierUrl: await carrier.listen(), command: [process.execPath, '--import', 'tsx', 'src/cli/caseline.ts', 'start'] });
    const served = service;
    const post = postTo(served);
    // One after the other first, so that it is known who stands first; the rest as they come.
    say(`${WAITING} callers join`);
    const first = WARM_UP + rounds + AGENTS.length;
    for (let caller = 1; caller <= first; caller++) await joins(served, post, caller);
    await atOnce(JOINING_AT_ONCE, Math.max(0, WAITING - first), async (index) => void (await joins(served, post, first + 1 + index)));
    for (const agent of AGENTS) await signsIn(served, agent);
    for (let leg = 0; leg < AGENTS.length; leg++) await carrier.leg(leg);

    say('callers for whom a phone rings hang up: each time the agent is free for the next');
    const times: number[] = [];
    for (let caller = 1; caller <= WARM_UP + rounds; caller++) {
      const next = carrier.leg(AGENTS.length + caller - 1);
      const began = performance.now();
      await leaves(post, caller);
      const dialled = await next;
      if (!dialled) throw new Error(`caller ${caller} hung up and no phone was rung for the next`);
      if (caller > WARM_UP) times.push(dialled.at - began);
      const left = carrier.dialled[caller - 1];
      if (left) await post(`/voice/leg?c=${left.leg}`, { ...fields(left.sid, 'canceled'), SequenceNumber: '3' });
      await joins(served, post, Math.max(WAITING, first) + caller);
    }
    return report(times, { json, rounds });
  } finally {
    if (service) await stop(service.child);
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
