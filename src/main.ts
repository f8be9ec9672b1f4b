// The composer: configuration, files, store, carrier and clock become one running service. In lab mode the lab is part of it.
import { type Centre, numbersOf } from './centre/centre.ts';
import { systemClock } from './clock.ts';
import { type Config, secretsOf } from './config.ts';
import { createApp } from './app.ts';
import { importCentre } from './directory/import.ts';
import { createPins } from './directory/pins.ts';
import { readFiles } from './files.ts';
import { printProblem, type Problem, refuses } from './flow/problem.ts';
import { createLab } from './lab/lab.ts';
import { createLog, type Log } from './log.ts';
import { readRecording } from './prompts/load.ts';
import type { Locale } from './prompts/locale.ts';
import { createPrompts } from './prompts/prompts.ts';
import { createFutures } from './reception/futures.ts';
import { openStore } from './store/open.ts';
import { createTwilio } from './twilio/provider.ts';
import { allVoices } from './twilio/voices.ts';

const WARM_AFTER_MS = 250;

export interface Running {
  url: string;
  /** Where the lab's phones are, in lab mode. */
  labUrl?: string;
  /** Puts edited files in force; `InvalidFiles` where they have problems, and then nothing has changed. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** The files a centre is made of have mistakes; `problems` are ready to print. */
export class InvalidFiles extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly Problem[]) {
    super(`the centre's files have ${problems.length} problem${problems.length === 1 ? '' : 's'}`);
    this.name = 'InvalidFiles';
    this.problems = problems.map(printProblem);
  }
}

export async function startApp(config: Config, log: Log = createLog({ level: config.logLevel, secrets: secretsOf(config) })): Promise<Running> {
  const { files, problems } = await readFiles(config);
  if (!files) throw new InvalidFiles(problems.filter((problem) => refuses([problem])));
  const store = await openStore({ ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }), dataDir: config.dataDir, centre: 'centre', log: (level, message) => log[level]({}, message) });
  const imported = await importCentre(store, files.centre, files.cases);
  log.info({ agents: imported.agents, cases: imported.cases }, 'agents and cases of the files');

  const lab = config.lab ? openLab(config) : undefined;
  const listening = await lab?.listen(config.port === 0 ? 0 : config.port + 1);
  const labUrl = listening?.url;
  const apiUrl = labUrl ?? config.twilio.apiUrl;
  const carrier = createTwilio({ accountSid: config.twilio.accountSid, authToken: config.twilio.authTokens[0], ...(apiUrl === undefined ? {} : { apiUrl }), log });
  let publicUrl = config.publicUrl ?? '';
  let started = false;
  const makePrompts = (locales: readonly Locale[]) => createPrompts(locales, { voices: allVoices, fault: (fault) => log.warn({ ...fault }, 'a prompt needs a look') });
  const read = async () => {
    const checked = await readFiles(config, systemClock.now());
    if (lab && checked.files) addNumbers(lab, checked.files.centre, publicUrl);
    return checked;
  };
  const futures = createFutures({ clock: systemClock });
  const app = await createApp({
    config, centre: files.centre, flows: files.flows, locales: files.locales, store, carrier, clock: systemClock, log, publicUrl: () => publicUrl, started: () => started,
    pins: createPins({ store, samples: config.lab }), futures: futures.run,
    read, prompts: makePrompts(files.locales), makePrompts, recorded: (asked) => readRecording(config.localesDir, asked),
  });
  const { port } = await app.listen(config.port, config.host);
  const url = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
  if (publicUrl === '') publicUrl = url;
  await app.reception.review();
  if (lab) await inviteRobots(lab, app, files.centre, publicUrl);
  started = true;
  // The first call out would wait for the library; whoever asks at once whether we are ready should not.
  const cancelWarming = systemClock.after(WARM_AFTER_MS, () => {
    carrier.warm().catch((error: unknown) => log.warn({ error }, 'the carrier\'s library could not be loaded yet'));
  });
  for (const warning of config.warnings) log.warn({}, warning);
  log.info({ url, store: store.name, flows: files.flows.hash.slice(0, 12), lab: config.lab }, 'ready');

  return {
    url,
    ...(labUrl === undefined ? {} : { labUrl }),
    async reload() {
      const reloaded = await app.reload?.();
      if (reloaded && !reloaded.ok) throw new InvalidFiles(reloaded.problems);
    },
    async close() {
      cancelWarming();
      await app.close();
      await futures.close();
      await carrier.close();
      await listening?.close();
    },
  };
}

function openLab(config: Config) {
  // A seed of its own at each start: the store keeps the calls of the last one, and knows a leg by the carrier's id.
  return createLab({ clock: systemClock, accountSid: config.twilio.accountSid, authToken: config.twilio.authTokens[0], numbers: [], seed: systemClock.now() });
}

/** A number it has already stays as it is. */
function addNumbers(lab: ReturnType<typeof openLab>, centre: Centre, publicUrl: string): void {
  for (const number of numbersOf(centre)) lab.addNumber({ number, voiceUrl: `${publicUrl}/voice`, statusCallback: `${publicUrl}/voice/status` });
}

/** The sample centre comes to work: every agent signs in, and a robot holds their phone until a person takes it. */
async function inviteRobots(lab: ReturnType<typeof openLab>, app: Awaited<ReturnType<typeof createApp>>, centre: Centre, publicUrl: string): Promise<void> {
  addNumbers(lab, centre, publicUrl);
  // All at once, so that the store writes them together.
  await Promise.all((await app.people.all()).map(async ({ id, phone }) => {
    if (phone === undefined) return;
    lab.robots.put(phone);
    await app.reception.presence(id, 'ready');
  }));
  await app.pins.seed((await app.people.all()).filter(({ staffId }) => staffId !== undefined).map(({ id }) => id));
}
