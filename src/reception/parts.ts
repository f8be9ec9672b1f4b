// What the reception is made of. Everything outside comes in here, so that a test can pass in its own.
import type { Announced } from '../call/effects.ts';
import type { Call } from '../call/call.ts';
import type { Visit } from '../call/place.ts';
import type { Centre } from '../centre/centre.ts';
import type { Clock } from '../clock.ts';
import type { Directory } from '../directory/directory.ts';
import type { People } from '../directory/people.ts';
import type { Pins } from '../directory/pins.ts';
import type { Flows } from '../flow/verbs.ts';
import type { PromptValues } from '../call/instruction.ts';
import type { Log } from '../log.ts';
import type { PackedLocale } from '../prompts/pack.ts';
import type { Entry, Store } from '../store/store.ts';
import type { Translator } from '../translator/translator.ts';
import type { AlarmHook } from './alarms.ts';
import type { SwitchReader } from './switch.ts';
import type { TranscriptHook } from './transcribe.ts';
import type { Carrier } from './carrier.ts';
import type { Forecasts } from './forecasts.ts';

export interface Addresses {
  turn(call: string, turn: number): string;
  document(call: string, turn: number): string;
  leg(call: string): string;
  conversation(call: string): string;
  announce(call: string, what: Announced): string;
  message(message: string): string;
  hold: string;
}

export interface Parts {
  store: Store;
  carrier: Carrier;
  clock: Clock;
  /** The centre as it is in force: ask for it again after each wait, since a reload may put another in its place. */
  readonly centre: Centre;
  /** What the emergency switch says over it. */
  emergency: SwitchReader;
  /** The flows new calls begin with. */
  readonly flows: Flows;
  directory: Directory;
  people: People;
  pins: Pins;
  addresses: Addresses;
  /** Words of an older version, for the calls that began with them; undefined once nobody has asked for them in a long time. */
  olderWords?: (hash: string, locales: readonly PackedLocale[] | undefined) => void;
  /** How long callers have to wait; without it nobody is told. */
  forecasts?: Forecasts;
  /** Where journal entries go that are too old for Redis. */
  journalFolder?: string;
  /** The values a prompt speaks of. */
  readonly speaksOf: (key: string) => readonly string[];
  /** The words of a text message, or of a prompt to know how long it takes. */
  words: (key: string, values: PromptValues, language: string) => string;
  /** Where recordings are kept. */
  keep: RecordingKeep;
  /** A fresh opaque id. */
  fresh: () => string;
  /** An opaque name for a text that must not be kept: the same text has the same one. */
  seal: (text: string) => string;
  log: Log;
  /** Counts what happens, for the metrics. */
  count: (what: 'turn' | 'repair' | 'stale' | 'late') => void;
  /** Counts an alarm that was raised. */
  alarmed?: (what: string) => void;
  /** Has voicemails written down; without it they are heard alone. */
  transcriptHook?: TranscriptHook;
  /** Translates, behind the turns; without it everything stays in its own language. */
  translator?: Translator;
  /** Tells the outside of alarms; without it they stay in journal, figures and log. */
  alarmHook?: AlarmHook;
  /** The steps a turn went through, once it is committed: for whoever asks which ways of the flows calls take. */
  walked?(call: Call, visits: readonly Visit[]): void;
  /** What a turn wrote into the journal, for the metrics. */
  wrote?(entries: readonly Entry[]): void;
}

export interface RecordingKeep {
  save(voicemail: string, part: number, audio: Buffer): Promise<void>;
  read(voicemail: string, part: number): Promise<Buffer | undefined>;
  /** How many bytes are there; undefined for none. */
  size(voicemail: string, part: number): Promise<number | undefined>;
  forget(voicemail: string): Promise<void>;
}
