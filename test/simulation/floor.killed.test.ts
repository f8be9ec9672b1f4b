// Four processes of the program on one Redis, killed one after the other while people are on the phone, on the real clock.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLab, type LabCall } from '../../src/lab/lab.ts';
import { sendOverHttp } from '../../src/lab/webhook.ts';
import { OUTBOX_LEASE_MS } from '../../src/store/bounds.ts';
import { openRedis } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { urls } from '../../src/twilio/paths.ts';
import { ServiceProcess } from '../support/program.ts';
import { describeWithRedis, startRedis } from '../support/redis.ts';

const PROCESSES = 4;
const KILLS = 6;
const PATIENCE_MS = 90_000;
const TALK_MS = 500;
/** A dead process's work is taken by whoever sweeps next; some more for a busy machine. */
const LATE_MS = OUTBOX_LEASE_MS + 5_000;
const accountSid = `AC${'6'.repeat(32)}`;
const authToken = 'a-token-of-a-simulation';
const apiToken = 'a-token-for-a-simulation';
/** What stands before the processes, and whose address the carrier knows. */
const balancer = 'http://phones.invalid';
const line = '+18885550100';
const agents = { amy: '+12025550101', ben: '+12025550102', chi: '+12025550103' };
const callers = Array.from({ length: 6 }, (_, index) => `+1415555012${index}`);

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const began = Date.now(); !holds(); await sleep(20)) {
    if (Date.now() - began > PATIENCE_MS) throw new Error(`${what}: not within ${PATIENCE_MS / 1_000} s`);
  }
}

const isInRoom = (call: LabCall): boolean => call.heard.some(({ kind, text }) => kind === 'room' && text.startsWith('in the room with'));

/** The shipped centre, but quick: the carrier takes many calls a second, phones ring and wrap-ups last some seconds. */
function quickFlows(dir: string): string {
  const flows = join(dir, 'flows');
  cpSync('flows', flows, { recursive: true });
  const file = join(flows, 'centre.yaml');
  const quick = Object.entries({ ring: '5s', cool: '5s', 'wrap-up': '2s', 'calls-per-second': '20' });
  writeFileSync(file, quick.reduce((text, [name, value]) => text.replace(new RegExp(`^( {2}${name}:) \\S+$`, 'm'), `$1 ${value}`), readFileSync(file, 'utf8')));
  return flows;
}

/** Looks at the floor again and again, until stopped: what must hold at every moment of it, whoever has died. */
function watch(store: Store): () => Promise<string[]> {
  const problems: string[] = [];
  let stopped = false;
  const looking = (async () => {
    while (!stopped) {
      for (const wait of await store.floor.waits()) if (wait.state === 'waiting' && wait.offers.length > wait.limit) problems.push(`more live offers than allowed: ${JSON.stringify(wait)}`);
      for (const { id, offer, state } of await store.floor.agents()) {
        const rung = state === 'offered' && offer !== undefined ? await store.floor.offer(offer) : undefined;
        if (rung?.state === 'live' && rung.expires + LATE_MS < Date.now()) problems.push(`${id} is still reserved: ${JSON.stringify(rung)}`);
      }
      await sleep(50);
    }
  })();
  return async () => {
    stopped = true;
    await looking;
    return [...new Set(problems)];
  };
}

describeWithRedis('four processes on one Redis', () => {
  it('serve every caller once, although they are killed one after the other', { timeout: 3 * PATIENCE_MS }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'caseline-killed-'));
    const redis = await startRedis();
    const services: ServiceProcess[] = [];
    let turn = 0;
    // To whichever is up; what was under way at one that died is cut off, and tried once more as the carrier does.
    const lab = createLab({
      clock: systemClock, accountSid, authToken, numbers: [],
      webhooks: async (request) => {
        for (;;) {
          const service = services[turn++ % services.length];
          if (await service?.isReady()) return sendOverHttp({ ...request, url: request.url.replace(balancer, service?.url ?? '') });
          await sleep(10);
        }
      },
    });
    lab.faults.callsPerSecond = 20;
    const listening = await lab.listen(0);
    let store: Store | undefined;
    try {
      const env = {
        TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_URL: listening.url, API_TOKEN: `admin:${apiToken}`, LOG_LEVEL: 'error', PUBLIC_URL: balancer,
        DATA_DIR: join(dir, 'data'), FLOWS_DIR: quickFlows(dir), REDIS_URL: redis.url,
      };
      for (let number = 0; number < PROCESSES; number++) services.push(await ServiceProcess.on(env));
      for (const service of services) await service.start();
      for (const number of [line, '+14085550100']) lab.addNumber({ number, voiceUrl: urls(balancer).incoming, statusCallback: urls(balancer).line });
      for (const [id, phone] of Object.entries(agents)) {
        lab.robots.put(phone, { answerAfterMs: 200, listenMs: 1_000 });
        const set = await fetch(`${services[0]?.url ?? ''}/api/v1/agents/${id}/presence`, { method: 'PUT', headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }, body: '{"presence":"ready"}' });
        expect(set.status).toBe(200);
      }
      store = await openRedis({ url: redis.url, centre: 'centre' });
      const watched = watch(store);

      const calls = callers.map((number) => lab.phone(number).dial(line));
      for (const call of calls) call.on('heard', () => void (isInRoom(call) && setTimeout(() => call.hangUp(), TALK_MS)));
      await until('everybody hears the menu', () => calls.every(({ words }) => words.includes('press star')));
      for (const call of calls) call.press('2');

      const starting: Promise<void>[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        await sleep(150 + 130 * kill);
        // One is always left: it finds what the dead had in their hands.
        const victim = services[kill % (PROCESSES - 1)] as ServiceProcess;
        await starting[kill - (PROCESSES - 1)];
        await victim.kill();
        starting.push(victim.start());
      }
      await Promise.all(starting);
      await until('everybody is connected', () => calls.every(isInRoom));
      await until('everybody has hung up', () => lab.calls().every(({ over }) => over));
      await sleep(500);

      expect(await watched()).toEqual([]);
      expect(await store.calls({ limit: 20, live: true })).toEqual([]);
      expect((await store.floor.waits()).filter(({ state }) => state !== 'gone')).toEqual([]);
      const taken = (await store.journal.read({ limit: 5_000 })).filter(({ kind }) => kind === 'taken').map(({ call }) => call);
      expect(taken, 'each caller has one winner').toHaveLength(callers.length);
      expect(new Set(taken).size).toBe(callers.length);
    } catch (error) {
      const legs = lab.calls().map((call) => `${call.direction} ${call.to} is ${call.status} in ${call.in} and heard:\n    ${call.words.replaceAll('\n', '\n    ')}`);
      const journal = (await store?.journal.read({ limit: 1_000 }).catch(() => []))?.map((entry) => JSON.stringify(entry)) ?? [];
      throw new Error([String(error), ...legs, ...journal].join('\n'), { cause: error });
    } finally {
      lab.hangUpAll();
      await Promise.all(services.map((service) => service.kill()));
      await store?.close();
      await listening.close();
      await redis.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
