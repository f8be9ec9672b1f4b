// The service without a server: reception, people and documents over their ports. The app puts HTTP around it, the theatre of call scripts does not.
import { createHash, randomBytes } from 'node:crypto';
import type { Centre } from './centre/centre.ts';
import type { Clock } from './clock.ts';
import { createBuiltInDirectory } from './directory/built-in.ts';
import type { Directory } from './directory/directory.ts';
import { createPeople } from './directory/people.ts';
import { createPins, type Pins } from './directory/pins.ts';
import { firstOnDuty } from './duty/ladder.ts';
import type { Flows } from './flow/verbs.ts';
import { createDocuments } from './http/documents.ts';
import { answerVoice, type VoiceParts, type VoiceRequest } from './http/voice.ts';
import type { Log } from './log.ts';
import type { Locale } from './prompts/locale.ts';
import { unpackLocale } from './prompts/pack.ts';
import { createPrompts, type Prompts } from './prompts/prompts.ts';
import { refusedWatch } from './reception/alarms.ts';
import type { Carrier } from './reception/carrier.ts';
import { createForecasts, type ForecastOutcome, type RunFutures } from './reception/forecasts.ts';
import { holdInForce } from './reception/in-force.ts';
import type { Parts } from './reception/parts.ts';
import { switchReader } from './reception/switch.ts';
import { createReception } from './reception/reception.ts';
import type { Store } from './store/store.ts';
import { urls, type Urls } from './twilio/paths.ts';
import { soundUrl } from './twilio/sound-url.ts';
import type { Translator } from './translator/translator.ts';
import { allVoices } from './twilio/voices.ts';

export interface ServiceParts extends Pick<Parts, 'keep' | 'count' | 'walked' | 'journalFolder' | 'alarmed' | 'wrote' | 'alarmHook' | 'transcriptHook'>, Pick<VoiceParts, 'refused' | 'turned'> {
  centre: Centre;
  flows: Flows;
  prompts: Prompts;
  /** What the prompts were made of. */
  locales?: readonly Locale[];
  store: Store;
  carrier: Carrier;
  clock: Clock;
  log: Log;
  account: { accountSid: string; authTokens: readonly string[] };
  /** Where the carrier reaches us; known late where we listen on any free port. */
  publicUrl: () => string;
  /** Ids that nobody can guess, unless a test wants them repeatable. */
  fresh?: () => string;
  /** The store's own cases, unless they live elsewhere. */
  directory?: Directory;
  /** Runs futures of the floor; without it nobody forecasts. */
  futures?: RunFutures;
  forecast?: (outcome: ForecastOutcome) => void;
  /** Opens the translator, who asks for what is never translated. */
  translator?: (words: () => readonly string[]) => Translator;
  /** PINs as the store has them, none of them a sample, unless a lab or a test brings others. */
  pins?: Pins;
}

export type Service = ReturnType<typeof composeService>;

/**
 * Ids stand in URLs that must not be guessed: twelve random bytes each, drawn for many at a time since each draw is dear.
 * The time before them keeps the calls of the moment side by side in the store, and lists in the order things began; so none begins
 * with a dash, which would be an option to every command it is given to.
 */
const ID_BYTES = 12;
const TIME_DIGITS = 9;
let drawn = Buffer.alloc(0);

export function freshId(now: number): string {
  if (drawn.length < ID_BYTES) drawn = randomBytes(ID_BYTES * 256);
  const random = drawn.toString('base64url', 0, ID_BYTES);
  drawn = drawn.subarray(ID_BYTES);
  return now.toString(36).padStart(TIME_DIGITS, '0') + random;
}

/** Short, and of this account alone. */
const sealOf = (account: string, text: string): string => createHash('sha256').update(`${account}:${text}`).digest('base64url').slice(0, 20);

export function composeService(parts: ServiceParts) {
  const { account, store, carrier, clock, log, publicUrl, keep, count, walked, refused, turned } = parts;
  const inForce = holdInForce({ centre: parts.centre, flows: parts.flows, prompts: parts.prompts, locales: parts.locales ?? [] });
  const people = createPeople({ store, clock });
  const pins = parts.pins ?? createPins({ store, samples: false });
  const directory = parts.directory ?? createBuiltInDirectory({ store, clock });
  // Where we are reached is known late and does not change after that.
  let known: { at: string; urls: Urls } | undefined;
  const addresses = (): Urls => {
    const at = publicUrl();
    if (known?.at !== at) known = { at, urls: urls(at) };
    return known.urls;
  };
  const older = new Map<string, Prompts>();
  const promptsOf = (version: string): Prompts => {
    const before = inForce.before();
    return older.get(version) ?? (version === before?.flows.hash ? before.prompts : inForce.current().prompts);
  };
  const speaksOf = new WeakMap<Prompts, (key: string) => readonly string[]>();
  const emergency = switchReader({ store });
  const fresh = parts.fresh ?? (() => freshId(clock.now()));
  const forecasts = parts.futures && createForecasts({ store, clock, log, centre: () => inForce.current().centre, run: parts.futures, ...(parts.forecast && { counted: parts.forecast }) });
  const reception = createReception({
    ...(forecasts && { forecasts }),
    store, emergency, carrier, clock, directory, people, pins, keep, log, count, ...(walked && { walked }),
    ...(parts.alarmed && { alarmed: parts.alarmed }), ...(parts.wrote && { wrote: parts.wrote }), ...(parts.alarmHook && { alarmHook: parts.alarmHook }), ...(parts.transcriptHook && { transcriptHook: parts.transcriptHook }),
    ...(parts.translator && { translator: parts.translator(() => inForce.current().centre.translation.keep) }),
    addresses: {
      turn: (call, turn) => addresses().turn(call, turn),
      document: (call, turn) => addresses().document(call, turn),
      leg: (call) => addresses().leg(call),
      conversation: (call) => addresses().conversation(call),
      announce: (call, what) => addresses().announce(call, what),
      message: (message) => addresses().message(message),
      get hold() { return addresses().hold; },
    },
    get centre() { return inForce.current().centre; },
    get flows() { return inForce.current().flows; },
    get speaksOf() {
      const { prompts } = inForce.current();
      const known = speaksOf.get(prompts) ?? remembered((key: string) => prompts.variables(key));
      speaksOf.set(prompts, known);
      return known;
    },
    olderWords: (version, locales) => {
      if (locales) older.set(version, createPrompts(locales.map(unpackLocale), { voices: allVoices }));
      else older.delete(version);
    },
    ...(parts.journalFolder === undefined ? {} : { journalFolder: parts.journalFolder }),
    words: (key, values, language) => inForce.current().prompts.speak(key, values, language).text,
    fresh,
    seal: (text) => sealOf(account.accountSid, text),
  });
  const duty = () => firstOnDuty(inForce.current().centre, clock.now())?.phone;
  const documents = createDocuments({ inForce: inForce.current, promptsOf, urls: addresses, publicUrl, duty, sound: (voicemail) => soundUrl(publicUrl(), account.authTokens[0] ?? '', voicemail, clock.now()) });
  const refusedMany = refusedWatch(() => clock.now());
  const refusedOne = (): void => {
    refused();
    if (refusedMany()) reception.alarm({ what: 'webhooks-refused' });
  };
  const voice: VoiceParts = { reception, documents, publicUrl, authTokens: account.authTokens, clock, log, refused: refusedOne, turned };
  return { inForce, forecasts, emergency, fresh, people, pins, directory, reception, documents, voice, answer: (request: VoiceRequest) => answerVoice(voice, request) };
}

/** Prompts are as many as the locale files have. */
function remembered<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}
