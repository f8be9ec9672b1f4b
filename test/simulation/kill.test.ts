// The program as it is started in earnest is killed again and again while people are on the phone, on the real clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLab, type LabCall } from '../../src/lab/lab.ts';
import { sendOverHttp } from '../../src/lab/webhook.ts';
import { openLmdb } from '../../src/store/lmdb.ts';
import { urls } from '../../src/twilio/paths.ts';
import { ServiceProcess } from '../support/program.ts';

const accountSid = `AC${'3'.repeat(32)}`;
const authToken = 'a-token-of-a-simulation';
const line = '+18885550100';
/** What the agents' phones show. */
const shown = '+14085550100';
/** Amy, Ben and Chi of Customer Care. */
const agents = { amy: '+12025550101', ben: '+12025550102', chi: '+12025550103' };
const callers = ['+14155550121', '+14155550122', '+14155550123'];
/** Usually it takes some seconds; an offer that died on the way to the carrier holds its caller back for a lease, a robot that gave up for a minute. */
const PATIENCE_MS = 90_000;
/** A robot presses 1 three times, so far apart; a start takes less than all of them. */
const LISTEN_MS = 3_000;
const TALK_MS = 1_000;

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const began = Date.now(); !holds(); await sleep(20)) {
    if (Date.now() - began > PATIENCE_MS) throw new Error(`${what}: not within ${PATIENCE_MS / 1_000} s`);
  }
}

const isInRoom = (call: LabCall): boolean => call.heard.some(({ kind, text }) => kind === 'room' && text.startsWith('in the room with'));

/** What was decided, for whoever must find out what went wrong. */
async function journalOf(dir: string, service: ServiceProcess | undefined): Promise<string> {
  await service?.kill();
  const store = await openLmdb({ dir, centre: 'centre' });
  const entries = await store.journal.read({ limit: 1_000 });
  await store.close();
  return entries.map((entry) => JSON.stringify(entry)).join('\n');
}

it('three callers are served although the service dies four times', { timeout: 3 * PATIENCE_MS }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-kill-'));
  let service: ServiceProcess | undefined;
  // Something in front of the service holds requests back while nobody listens; what was under way is cut off.
  const lab = createLab({
    clock: systemClock, accountSid, authToken, numbers: [],
    webhooks: async (request) => {
      while (!(await service?.isReady())) await sleep(20);
      return sendOverHttp(request);
    },
  });
  const listening = await lab.listen(0);
  try {
    service = await ServiceProcess.on({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_URL: listening.url, DATA_DIR: dir, API_TOKEN: 'admin:a-token-for-a-simulation', LOG_LEVEL: 'error' });
    await service.start();
    for (const number of [line, shown]) lab.addNumber({ number, voiceUrl: urls(service.url).incoming, statusCallback: urls(service.url).line });
    for (const [id, phone] of Object.entries(agents)) {
      lab.robots.put(phone, { answerAfterMs: 300, listenMs: LISTEN_MS });
      const set = await fetch(`${service.url}/api/v1/agents/${id}/presence`, { method: 'PUT', headers: { authorization: 'Bearer a-token-for-a-simulation', 'content-type': 'application/json' }, body: '{"presence":"ready"}' });
      expect(set.status).toBe(200);
    }
    const restarts = async () => {
      await service?.kill();
      await service?.start();
    };

    const calls = callers.map((number) => lab.phone(number).dial(line));
    for (const call of calls) call.on('heard', () => void (isInRoom(call) && setTimeout(() => call.hangUp(), TALK_MS)));
    await until('everybody hears the menu', () => calls.every(({ words }) => words.includes('press star')));
    for (const call of calls) call.press('2');
    await restarts();
    await until('a phone rings', () => Object.values(agents).some((phone) => lab.phone(phone).call));
    await restarts();
    await until('somebody is connected', () => calls.some(isInRoom));
    await restarts();
    await until('somebody has hung up', () => calls.some(({ over }) => over));
    await restarts();
    await until('everybody is connected', () => calls.every(isInRoom));
    await until('everybody has hung up', () => lab.calls().every(({ over }) => over));

    await sleep(500);
    await service.kill();
    const store = await openLmdb({ dir, centre: 'centre' });
    expect(await store.calls({ limit: 10, live: true })).toEqual([]);
    expect((await store.floor.waits()).filter(({ state }) => state !== 'gone')).toEqual([]);
    const taken = (await store.journal.read({ limit: 1_000 })).filter(({ kind }) => kind === 'taken');
    expect(taken.map(({ call }) => call).sort()).toEqual([...new Set(taken.map(({ call }) => call))].sort());
    expect(taken).toHaveLength(callers.length);
    await store.close();
  } catch (error) {
    const legs = lab.calls().map((call) => `${call.direction} ${call.to} is ${call.status} in ${call.in} and heard:\n    ${call.words.replaceAll('\n', '\n    ')}`);
    throw new Error([String(error), ...legs, await journalOf(dir, service)].join('\n'), { cause: error });
  } finally {
    lab.hangUpAll();
    await service?.kill();
    await listening.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
