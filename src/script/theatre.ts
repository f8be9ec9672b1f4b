// Where call scripts are played: files read once for all of them, and for each a service, a lab and a clock of its own, without HTTP or real time.
import type { Call } from '../call/call.ts';
import type { Visit } from '../call/place.ts';
import type { Case } from '../case/case.ts';
import { HandClock } from '../clock.ts';
import { type Centre, numbersOf } from '../centre/centre.ts';
import { composeService, type Service } from '../compose.ts';
import type { Directory } from '../directory/directory.ts';
import { type Pins, SAMPLE_PIN } from '../directory/pins.ts';
import type { Flows } from '../flow/verbs.ts';
import { directCarrier } from '../lab/direct.ts';
import { createLab, type Lab, type SendWebhook } from '../lab/lab.ts';
import { memoryLog, type MemoryLog } from '../log.ts';
import type { Prompts } from '../prompts/prompts.ts';
import type { Carrier } from '../reception/carrier.ts';
import { createMemoryStore } from '../store/memory.ts';
import { ringS } from '../sound/ringing.ts';
import type { Store } from '../store/store.ts';

/** What the files say: read once, never changed, shared by all scripts. */
export interface Repertoire {
  centre: Centre;
  cases: readonly Case[];
  flows: Flows;
  prompts: Prompts;
}

export interface Stage {
  clock: HandClock;
  lab: Lab;
  store: Store;
  service: Service;
  log: MemoryLog;
  close(): void;
}

const accountSid = `AC${'5'.repeat(32)}`;
const authToken = 'the token of the theatre';
const base = 'http://theatre.invalid';

/** Everything is there and nobody has called yet. */
export async function openStage(files: Repertoire, script: { at: number; directory: 'answers' | 'fails' }, played: { walked: (call: Call, visits: readonly Visit[]) => void; settled: () => void }): Promise<Stage> {
  const clock = new HandClock(script.at);
  const log = memoryLog();
  const store = createMemoryStore({ clock });
  const send: SendWebhook = ({ url, method, headers, body }) => deliver(service, { target: url.slice(base.length), method, headers, body });
  const lab = createLab({ clock, accountSid, authToken, webhooks: send, numbers: numbersOf(files.centre).map((number) => ({ number, voiceUrl: `${base}/voice`, statusCallback: `${base}/voice/status` })) });
  lab.faults.callsPerSecond = files.centre.settings.callsPerSecond;
  let ids = 0;
  const service = composeService({
    ...files, store, clock, log, carrier: quickCarrier(lab), account: { accountSid, authTokens: [authToken] }, publicUrl: () => base,
    fresh: () => `id-${String(ids++).padStart(5, '0')}-`,
    keep: { save: () => Promise.resolve(), read: () => Promise.resolve(undefined), size: () => Promise.resolve(0), forget: () => Promise.resolve() },
    count: () => undefined, refused: () => undefined, turned: () => undefined,
    pins: samplePins, walked: played.walked,
    ...(script.directory === 'fails' && { directory: silentDirectory }),
  });
  clock.settle = async () => {
    await settled(lab, service);
    played.settled();
  };
  for (const agent of files.centre.agents) await store.records.put('agent', agent.id, agent);
  for (const one of files.cases) await store.records.put('case', one.number, one);
  service.reception.start();
  return { clock, lab, store, service, log, close: () => service.reception.kill() };
}

/** Everybody's PIN is the sample one: a script proves what callers hear, and a slow hash would only make it wait. */
const samplePins: Pins = {
  set: () => Promise.resolve(),
  remove: () => Promise.resolve(false),
  check: (agent, pin) => Promise.resolve(agent !== undefined && pin === SAMPLE_PIN),
  seed: () => Promise.resolve(),
};

interface Webhook {
  target: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Straight into the service, with the signature made and checked as over HTTP. */
async function deliver(service: Service, { target, method, headers, body }: Webhook) {
  if (target.startsWith('/audio/')) return { status: 200, contentType: 'audio/wav', body: soundOf(target) };
  const answer = await service.answer({ method, target, contentType: headers['content-type'], signature: headers['x-twilio-signature'], body: Buffer.from(body) });
  return { status: answer.status, contentType: answer.type ? `${answer.type}; charset=utf-8` : '', body: answer.body };
}

const SAMPLES_A_SECOND = 8_000;

/** Of a sound only the length matters here, and that is told by its header alone. */
function soundOf(target: string): string {
  const seconds = Number(new URL(target, base).searchParams.get('seconds') ?? ringS);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt32LE(SAMPLES_A_SECOND, 28);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(seconds * SAMPLES_A_SECOND, 40);
  return header.toString('latin1');
}

/** As the lab's own, but that recordings have no sound: to make minutes of it would take longer than all the rest. */
function quickCarrier(lab: Lab): Carrier {
  return {
    ...directCarrier(lab, accountSid),
    recording(sid) {
      const found = lab.recordings().find((recording) => recording.sid === sid);
      if (!found) return Promise.resolve({ ok: false, why: 'gone' });
      return Promise.resolve(found.status === 'completed' ? { ok: true, audio: Buffer.alloc(0) } : { ok: false, why: 'not-yet' });
    },
  };
}

const silentDirectory: Directory = {
  findCase: () => Promise.resolve({ is: 'failed', why: 'the script says that it fails' }),
  findContact: () => Promise.resolve({ is: 'failed', why: 'the script says that it fails' }),
  saveCase: () => Promise.resolve({ ok: false, why: 'the script says that it fails' }),
  listCases: () => Promise.resolve([]),
};

/** Rounds after which whatever is still under way waits for the clock. */
const ROUNDS_MAX = 20;

/** Nothing here waits for anything but promises, and one turn of the event loop brings all of those to their end. */
async function settled(lab: Lab, { reception }: Service): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    await new Promise((done) => setImmediate(done));
    if (reception.idle() && lab.idle()) return;
  }
}
