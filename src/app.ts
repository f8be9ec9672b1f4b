// The service put together: one HTTP server, the reception behind it, the API beside it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import type { Call } from './call/call.ts';
import type { Centre } from './centre/centre.ts';
import type { Clock } from './clock.ts';
import { composeService } from './compose.ts';
import type { Config } from './config.ts';
import type { TranslatorConfig } from './config/translator.ts';
import type { Checked } from './files.ts';
import type { Pins } from './directory/pins.ts';
import type { Flows } from './flow/verbs.ts';
import { createApi, API_PATH } from './http/api/api.ts';
import { isAudio, type ReadRecorded, serveAudio } from './http/audio.ts';
import { createHealth, createMetrics } from './http/health.ts';
import { serveSound } from './http/sound.ts';
import { isSound, soundAsked } from './twilio/sound-url.ts';
import { createVoice, isVoice } from './http/voice.ts';
import { nothingHere } from './http/nothing-here.ts';
import type { Log } from './log.ts';
import type { Locale } from './prompts/locale.ts';
import { createPrompts, type Prompts } from './prompts/prompts.ts';
import type { Carrier } from './reception/carrier.ts';
import { createAlarmHook } from './notify/alarm-hook.ts';
import { packLocale } from './prompts/pack.ts';
import { keepVersion } from './reception/flow-library.ts';
import { liveCalls } from './reception/live-calls.ts';
import type { RunFutures } from './reception/forecasts.ts';
import { createReload } from './reception/reload.ts';
import { isSharedFolder } from './reception/recording-folder.ts';
import { keepInBucket } from './keep/bucket.ts';
import { keepInFolder } from './keep/folder.ts';
import { createTranscriptHook } from './notify/transcript-hook.ts';
import type { Store } from './store/store.ts';
import { openTranslator } from './translator/open.ts';
import type { Translator } from './translator/translator.ts';
import { conversationSounds } from './reception/conversations.ts';
import { voicemailSounds } from './reception/voicemails.ts';
import { allVoices } from './twilio/voices.ts';
import type { Forecast } from './waits/forecast.ts';

export interface AppParts {
  config: Pick<Config, 'tokens' | 'dataDir' | 'twilio' | 'alarms' | 'bucket' | 'transcripts' | 'translator'>;
  centre: Centre;
  flows: Flows;
  prompts: Prompts;
  store: Store;
  carrier: Carrier;
  clock: Clock;
  log: Log;
  /** What the prompts were made of; kept for the calls that begin with them. */
  locales?: readonly Locale[];
  /** How a reload reads and checks the files; without it there is none. */
  read?: () => Promise<Checked>;
  makePrompts?: (locales: readonly Locale[]) => Prompts;
  /** Reads what is recorded of the prompts; without it nothing is. */
  recorded?: ReadRecorded;
  /** False until whoever starts us has done all that callers need. */
  started?: () => boolean;
  /** Where the carrier reaches us; known late where we listen on any free port. */
  publicUrl: () => string;
  /** Ids that nobody can guess, unless a test wants them repeatable. */
  fresh?: () => string;
  /** Runs futures of the floor; without it nobody forecasts. */
  futures?: RunFutures;
  /** PINs as the store has them, unless a lab or a test brings others. */
  pins?: Pins;
}

export type App = Awaited<ReturnType<typeof createApp>>;

export async function createApp(parts: AppParts) {
  const { config, store, clock, log } = parts;
  const metrics = createMetrics({ defaults: true });
  const voicemails = join(config.dataDir, 'voicemails');
  const keep = config.bucket ? keepInBucket(config.bucket, () => clock.now()) : keepInFolder(voicemails);
  const stopping = new AbortController();
  await keepVersion({ flows: parts.flows, locales: (parts.locales ?? []).map(packLocale), store });
  const { inForce, forecasts, emergency, fresh, reception, people, pins, directory, voice: voiceParts } = composeService({
    centre: parts.centre, flows: parts.flows, prompts: parts.prompts, ...(parts.locales && { locales: parts.locales }), store, carrier: parts.carrier, clock, log, keep, journalFolder: join(config.dataDir, 'journal'), account: config.twilio, publicUrl: parts.publicUrl,
    ...(parts.futures && { futures: parts.futures, forecast: (outcome) => metrics.forecast(outcome) }),
    ...(parts.fresh && { fresh: parts.fresh }), ...(parts.pins && { pins: parts.pins }),
    count: (what) => {
      if (what === 'repair') metrics.repaired(1);
    },
    alarmed: (what) => metrics.alarmed(what),
    wrote: (entries) => metrics.ended(entries),
    ...(config.alarms && { alarmHook: createAlarmHook({ ...config.alarms, log }) }),
    ...(config.transcripts && { transcriptHook: createTranscriptHook({ ...config.transcripts, log }) }),
    ...(config.translator && { translator: translatorOf(config.translator, clock, log) }),
    refused: () => metrics.refusedWebhook('signature'),
    turned: (kind, outcome, ms) => metrics.turn(kind, outcome, ms),
  });
  await emergency.read();
  const voice = createVoice(voiceParts);
  const sounds = voicemailSounds({ store, keep });
  const reload = parts.read && createReload({
    read: parts.read, makePrompts: parts.makePrompts ?? ((locales) => createPrompts(locales, { voices: allVoices })), inForce, store, people, pins, clock, log,
    edited: (agent) => reception.edited(agent), gone: (agent) => reception.gone(agent),
  });

  const rest = express();
  rest.disable('x-powered-by');
  rest.use(helmet());
  rest.use(createHealth({
    clock, log, metrics, ping: () => store.ping(), flows: () => inForce.current().flows.hash, stopping: stopping.signal, beforeMetrics: () => lookAtStore(store, metrics, clock.now(), forecasts?.read()),
    others: {
      start: () => Promise.resolve(parts.started?.() === false ? { state: 'down', say: 'is still starting' } : { state: 'ok' }),
      recordings: async () => (config.bucket !== undefined || (await isSharedFolder(store, voicemails)) ? { state: 'ok' } : { state: 'degraded', say: 'another process keeps recordings elsewhere; point DATA_DIR of all of them at one shared folder' }),
    },
  }));
  rest.use(API_PATH, createApi({
    store, centre: () => inForce.current().centre, ...(reload && { reload }), directory, people, clock, ...(forecasts && { forecast: () => forecasts.read() }), tokens: config.tokens, log, stopping: stopping.signal,
    presence: async (agent, presence, until) => {
      const set = await reception.presence(agent, presence, until);
      return set.ok ? 'done' : set.why;
    },
    edited: (agent) => reception.edited(agent),
    supervise: async (call, message) => {
      const taken = await reception.tell(call, message);
      return 'call' in taken ? taken.call : undefined;
    },
    fresh,
    turnSwitch: (change, entry, translate) => reception.turnSwitch(change, entry, translate),
    translates: config.translator !== undefined,
    cancelCallback: async (call, by) => void (await reception.tell(call, { tell: 'cancel-callback', by })),
    addCallback: (wish) => reception.addCallback(wish),
    addNote: (wish) => reception.addNote(wish),
    pins,
    unlock: (agent) => reception.unlock(agent),
    changeVoicemail: (id, change, who) => reception.changeVoicemail(id, change, who),
    forgetVoicemail: (id, who) => reception.forgetVoicemail(id, who),
    wouldErase: (number) => reception.wouldErase(number),
    beginErasure: (number, by) => reception.beginErasure(number, by),
    ...conversationSounds({ store, keep }),
    ...sounds,
  }));
  rest.use(nothingHere);

  const server = createServer((request, response) => {
    const target = request.url ?? '/';
    if (isVoice(target, parts.publicUrl())) voice(request, response);
    else if (isSound(target)) serveSound({ asked: (at) => soundAsked(at, config.twilio.authTokens, clock.now()), voicemailAudio: (id) => sounds.voicemailAudio(id), failed: (error) => log.error({ err: error }, 'the sound of a voicemail could not be sent') }, request, response);
    else if (isAudio(target)) serveAudio(request, response, parts.recorded);
    else rest(request, response);
  });

  return {
    reception, store, people, pins, directory, metrics, server,
    /** Absent where nothing says how the files are read. */
    reload,
    async listen(port: number, host: string): Promise<{ port: number }> {
      await listening(server, port, host);
      reception.start();
      return { port: (server.address() as AddressInfo).port };
    },
    /** As if the process died: nothing is finished, nothing is said, the store is left as it is. */
    async kill(): Promise<void> {
      stopping.abort();
      reception.kill();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await store.close();
    },
    /** No new connections; what is under way comes to its end, then the store is closed. */
    async close(): Promise<void> {
      stopping.abort();
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeIdleConnections();
      await reception.stop();
      server.closeAllConnections();
      await closed;
      await store.close();
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}

const translatorOf = (config: TranslatorConfig, clock: Clock, log: Log) => (words: () => readonly string[]): Translator => openTranslator(config, { clock, log, words });

/** Figures that stand in the store, for all processes alike. */
async function lookAtStore(store: Store, metrics: ReturnType<typeof createMetrics>, now: number, forecast: Forecast | undefined): Promise<void> {
  metrics.workWaiting(await store.work.size());
  const live: Call[] = [];
  for await (const call of liveCalls(store)) live.push(call);
  for (const role of ['caller', 'agent', 'page', 'staff'] as const) metrics.callsLive(role, live.filter((call) => call.role === role).length);
  metrics.floor(live, await store.floor.agents(), now);
  metrics.expected(forecast, now);
}
