// A world for stories: the service and the lab in one process on one clock pushed by hand, and real signed HTTP between them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../../src/app.ts';
import { type Centre, numbersOf, type Settings } from '../../src/centre/centre.ts';
import { loadCentre } from '../../src/centre/load.ts';
import { HandClock } from '../../src/clock.ts';
import type { TranslatorConfig } from '../../src/config/translator.ts';
import { createPins } from '../../src/directory/pins.ts';
import { importCentre } from '../../src/directory/import.ts';
import { loadFlows } from '../../src/flow/load.ts';
import { createLab, type Lab } from '../../src/lab/lab.ts';
import { memoryLog, type MemoryLog } from '../../src/log.ts';
import { loadPrompts } from '../../src/prompts/load.ts';
import { createPrompts } from '../../src/prompts/prompts.ts';
import type { RunFutures } from '../../src/reception/forecasts.ts';
import type { Store, Written } from '../../src/store/store.ts';
import { createTwilio, type TwilioCarrier } from '../../src/twilio/provider.ts';
import { urls } from '../../src/twilio/paths.ts';
import { allVoices } from '../../src/twilio/voices.ts';
import { forecast } from '../../src/waits/forecast.ts';
import { sendOverHttp, type SendWebhook } from '../../src/lab/webhook.ts';
import { failing } from './failing-store.ts';
import { ownFiles, type OwnFiles } from './own-files.ts';
import { Person } from './person.ts';

export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = 'a token for stories';
/** A Tuesday in business hours everywhere that matters: 10:00 in Los Angeles, 18:00 in London. */
export const tuesday = Date.UTC(2026, 9, 20, 17);

/** A slow hash would hold up every story that keys a PIN. */
const QUICK = { n: 2 ** 10, r: 8, p: 1 };

export type OpenStore = (clock: HandClock, dir: string) => Promise<Store>;

export interface WorldOptions {
  open: OpenStore;
  now?: number;
  /** What is other than in the sample centre. */
  centre?: (sample: Centre) => Centre;
  /** The centre's files are a copy of this story's own, which it edits. */
  editable?: true;
  /** Calls we create in a second at most; a hundred, where a story says nothing of it. */
  callsPerSecond?: number;
  /** Who hears of alarms outside. */
  alarms?: { url: string; secret: string };
  /** Where recordings are kept, and who writes them down. */
  bucket?: { url: string; region: string; keyId: string; secret: string };
  transcripts?: { url: string; secret: string };
  /** Who translates. */
  translator?: TranslatorConfig;
  /** How futures of the floor are run: in this very thread, unless a story has it otherwise. */
  futures?: RunFutures;
}

const shared = Promise.all([loadCentre('flows'), loadFlows('flows'), loadPrompts('locales')]);

export class World {
  readonly clock: HandClock;
  readonly lab: Lab;
  readonly log: MemoryLog = memoryLog();
  app!: App;
  carrier!: TwilioCarrier;
  base = '';
  /** While it is set, whatever the service asks of its store fails. */
  storeIsDown = false;
  /** Webhooks whose address or fields match are lost on the way, each try of them. */
  lost: RegExp | undefined;
  readonly #options: WorldOptions;
  readonly #people = new Map<string, Person>();
  #dir = '';
  #own: OwnFiles | undefined;
  #closeLab: () => Promise<void> = () => Promise.resolve();
  #labUrl = '';
  #port = 0;
  #made = 0;
  /** Something in front of the service holds requests back while nobody listens; what was under way is cut off. */
  #there: Promise<void> = Promise.resolve();
  #isThere: () => void = () => undefined;
  #diesAfter: number | undefined;

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.clock = new HandClock(options.now ?? tuesday);
    const webhooks: SendWebhook = async (request) => {
      if (this.lost?.test(`${request.url} ${request.body}`)) throw new Error('lost on the way');
      await this.#there;
      return sendOverHttp(request);
    };
    this.lab = createLab({ clock: this.clock, accountSid, authToken, numbers: [], webhooks });
    this.lab.faults.callsPerSecond = 100;
    this.clock.settle = () => this.settled();
  }

  static async open(options: WorldOptions): Promise<World> {
    const world = new World(options);
    world.#dir = await mkdtemp(join(tmpdir(), 'caseline-story-'));
    if (options.editable) world.#own = await ownFiles(world.#dir, (settings) => world.settings(settings));
    const lab = await world.lab.listen(0);
    world.#labUrl = lab.url;
    world.#closeLab = () => lab.close();
    await world.startApp();
    return world;
  }

  /** Starts the service on the same store and the same port: at first, and after it was stopped or killed. */
  async startApp(): Promise<void> {
    const [centre, flows, prompts] = await (this.#own?.load() ?? shared);
    if (!centre.ok || !flows.ok || !prompts.ok) throw new Error('the shipped flows, centre or locales have problems: run caseline check');
    const store = failing(await this.#options.open(this.clock, this.#dir), () => this.storeIsDown);
    this.carrier = createTwilio({ accountSid, authToken, apiUrl: this.#labUrl, log: this.log });
    const run = this.#made++;
    let ids = 0;
    this.app = await createApp({
      config: { tokens: [{ role: 'admin', token: 'admin-token' }], dataDir: this.#dir, twilio: { accountSid, authTokens: [authToken] }, ...(this.#options.alarms && { alarms: this.#options.alarms }), ...(this.#options.bucket && { bucket: this.#options.bucket }), ...(this.#options.transcripts && { transcripts: this.#options.transcripts }), ...(this.#options.translator && { translator: this.#options.translator }) },
      centre: this.#centreOf(centre.centre), flows: flows.flows, prompts: createPrompts(prompts.locales, { voices: allVoices }),
      store, carrier: this.carrier, clock: this.clock, log: this.log, publicUrl: () => this.base,
      pins: createPins({ store, samples: false, cost: QUICK }), ...(this.#own && { locales: prompts.locales, read: this.#own.read, recorded: this.#own.recorded }),
      futures: this.#options.futures ?? ((asked) => Promise.resolve(forecast(asked))),
      fresh: () => `id-${run}-${String(ids++).padStart(5, '0')}-`,
    });
    await importCentre(store, centre.centre, centre.cases);
    // A new connection for each webhook: after a kill, a kept one is dead without knowing it, and would use up the carrier's one retry.
    this.app.server.maxRequestsPerSocket = 1;
    const { port } = await this.app.listen(this.#port, '127.0.0.1');
    if (this.#port === 0) {
      this.#port = port;
      this.base = `http://127.0.0.1:${port}`;
      for (const number of numbersOf(centre.centre)) this.lab.addNumber({ number, voiceUrl: urls(this.base).incoming, statusCallback: urls(this.base).line });
    }
    this.#isThere();
  }

  #centreOf(sample: Centre): Centre {
    const centre = this.#options.centre?.(sample) ?? sample;
    return { ...centre, settings: this.settings(centre.settings) };
  }

  settings(settings: Settings): Settings {
    return { ...settings, callsPerSecond: this.#options.callsPerSecond ?? 100 };
  }

  /** The files that this story may edit. */
  get files(): OwnFiles {
    if (!this.#own) throw new Error('only a story with editable: true has files of its own');
    return this.#own;
  }

  /** The service dies here: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    this.#there = new Promise((done) => (this.#isThere = done));
    await Promise.all([this.app.kill(), this.carrier.close()]);
  }

  /** It dies and is started again. */
  async restarts(): Promise<void> {
    await this.kill();
    await this.startApp();
  }

  /** It will die and be started again so many turns of the event loop after whatever happens next has begun. */
  diesSoon(turns: number): void {
    this.#diesAfter = turns;
  }

  async #dieIfDue(): Promise<void> {
    const turns = this.#diesAfter;
    if (turns === undefined) return;
    this.#diesAfter = undefined;
    for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
    await this.restarts();
  }

  /** What the journal has of this kind. */
  async journaled(kind: string): Promise<readonly Written[]> {
    return (await this.app.store.journal.read({ limit: 1_000 })).filter((entry) => entry.kind === kind);
  }

  /** Waits until nothing is under way any more that does not wait for the clock. */
  async settled(): Promise<void> {
    await this.#dieIfDue();
    const began = performance.now();
    for (let quiet = 0; quiet < 3; ) {
      await this.lab.settled();
      quiet = this.app.reception.idle() && this.lab.idle() ? quiet + 1 : 0;
      if (performance.now() - began > (this.lab.idle() ? STUCK_MS : STUCK_AT_CARRIER_MS)) return;
      await new Promise((done) => setImmediate(done));
    }
  }

  async pass(seconds: number): Promise<void> {
    await this.clock.push(seconds * 1000);
  }

  /** Asks the API as an administrator. */
  api(path: string): Promise<Response> {
    return fetch(`${this.base}/api/v1${path}`, { headers: { authorization: 'Bearer admin-token' } });
  }

  /** Somebody with a telephone. */
  person(name: string, number: string): Person {
    const known = this.#people.get(number);
    if (known) return known;
    const person = new Person(this, name, number);
    this.#people.set(number, person);
    return person;
  }

  /** An agent of the sample centre, by id. */
  async agent(id: string): Promise<Person> {
    const agent = await this.app.people.get(id);
    if (agent?.phone === undefined) throw new Error(`the sample centre has no agent ${id} with a phone`);
    return this.person(id, agent.phone);
  }

  async signIn(...ids: string[]): Promise<void> {
    for (const id of ids) {
      const set = await this.app.reception.presence(id, 'ready');
      if (!set.ok) throw new Error(`${id} could not sign in: ${set.why}`);
      // Apart, so that who is idle longest is no matter of chance.
      await this.pass(0.01);
    }
  }

  /** The end of every story: no call nobody expected, no error in the log, nothing left waiting. */
  async ends(expectedErrors: readonly string[] = []): Promise<void> {
    await this.pass(1);
    const legs = this.lab.calls().filter(({ over }) => !over);
    if (legs.length > 0) throw new Error(`still on the phone at the end: ${legs.map((leg) => `${leg.direction} leg in ${leg.in}`).join(', ')}`);
    const unexpected = [...this.#people.values()].flatMap((person) => person.unexpected());
    if (unexpected.length > 0) throw new Error(`calls that nobody in the story expected: ${unexpected.join(', ')}`);
    const waits = await this.app.store.floor.waits();
    if (waits.some(({ state }) => state !== 'gone')) throw new Error(`left waiting at the end: ${JSON.stringify(waits)}`);
    const missed = await this.app.store.floor.missed(10);
    if (missed.length > 0) throw new Error(`the floor has a match that nobody made: ${JSON.stringify(missed)}`);
    const live = await this.app.store.calls({ limit: 100, live: true });
    if (live.length > 0) throw new Error(`calls left live in the store: ${live.map(({ role, doing }) => `${role} ${doing.is}`).join(', ')}`);
    this.log.failOnErrors(expectedErrors);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.carrier.close();
    await this.#closeLab();
    await rm(this.#dir, { recursive: true, force: true });
  }
}

/** A REST answer that waits for the clock keeps the reception busy; then time must go on all the same. */
const STUCK_AT_CARRIER_MS = 100;
const STUCK_MS = 400;
