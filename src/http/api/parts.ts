// What the API is given to work with. It decides nothing itself: it reads, and asks others to change things.
import type { Call } from '../../call/call.ts';
import type { RecordingRecord } from '../../call/recording.ts';
import type { Change } from '../../call/voicemail.ts';
import type { ChangedTo } from '../../reception/voicemail-work.ts';
import type { Supervision } from '../../call/supervise.ts';
import type { ApiToken } from '../../config.ts';
import type { Agent, Centre } from '../../centre/centre.ts';
import type { Clock } from '../../clock.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Pins } from '../../directory/pins.ts';
import type { EmergencySwitch } from '../../door/switch.ts';
import type { People } from '../../directory/people.ts';
import type { Log } from '../../log.ts';
import type { E164 } from '../../phone/number.ts';
import type { CallbackAdded, CallbackWish } from '../../reception/callbacks.ts';
import type { Erasure } from '../../reception/erasure.ts';
import type { NoteAdded, NoteWish } from '../../reception/notes.ts';
import type { Reloaded } from '../../reception/reload.ts';
import type { Presence } from '../../store/floor.ts';
import type { Store } from '../../store/store.ts';
import type { Forecast } from '../../waits/forecast.ts';

/** `no-phone`: nothing of theirs can be rung, so they cannot be ready. */
export type PresenceSet = 'done' | 'unknown-agent' | 'no-phone' | 'until-past';

export interface ApiParts {
  store: Store;
  /** The centre as its file says now; a reload gives another. */
  centre: () => Centre;
  /** Reads the files anew; absent where this service was not made of files. */
  reload?: () => Promise<Reloaded>;
  directory: Directory;
  people: People;
  clock: Clock;
  /** How long callers have to wait, as far as anybody can say; absent where nobody forecasts. */
  forecast?: () => Forecast | undefined;
  /** None: the API answers only that it needs one. */
  tokens: readonly ApiToken[];
  log: Log;
  presence: (agent: string, presence: Presence, until?: number) => Promise<PresenceSet>;
  /** An agent's record was written or removed: their classes on the floor are computed again. */
  edited: (agent: string) => Promise<void>;
  pins: Pick<Pins, 'set' | 'remove'>;
  /** Forgets what was keyed wrong for an agent. */
  unlock: (agent: Agent) => Promise<void>;
  /** Turns the emergency switch; the journal is told of the entry. `translate`: an announcement goes on into the other languages. */
  turnSwitch: (change: (set: EmergencySwitch) => EmergencySwitch, entry: Readonly<Record<string, unknown>>, translate?: boolean) => Promise<EmergencySwitch | 'busy'>;
  /** Whether somebody is set who translates. */
  translates: boolean;
  /** A fresh opaque id. */
  fresh: () => string;
  /** Lets a waiting caller's call know what a supervisor wants; answers with the call after it, undefined for one nobody knows. */
  supervise: (call: string, message: Supervision) => Promise<Call | undefined>;
  /** Lets the call that stands for a callback know that it is wanted no more. */
  cancelCallback: (call: string, by: string) => Promise<void>;
  /** A callback that is asked for on a customer's behalf. */
  addCallback: (wish: CallbackWish) => Promise<CallbackAdded>;
  /** A note to a customer. */
  addNote: (wish: NoteWish) => Promise<NoteAdded>;
  /** The sound of a voicemail as a WAV file; undefined while the carrier still writes it, or when it is gone. */
  voicemailAudio: (id: string) => Promise<Buffer | undefined>;
  /** What was recorded of a call's conversations, and the sound of one. */
  conversationsOf: (call: string) => Promise<RecordingRecord[]>;
  conversationAudio: (id: string) => Promise<Buffer | undefined>;
  /** A voicemail changes hands, or is done. */
  changeVoicemail: (id: string, change: Change, who: Readonly<Record<string, string>>) => Promise<ChangedTo>;
  /** Forgets a voicemail; its sound, here and at the carrier, goes behind it. False where there is none. */
  forgetVoicemail: (id: string, who: Readonly<Record<string, string>>) => Promise<boolean>;
  /** How much is kept of a number, by kind. */
  wouldErase: (number: E164) => Promise<Readonly<Record<string, number>>>;
  /** Begins to erase what is kept of a number. */
  beginErasure: (number: E164, by: string) => Promise<Erasure>;
  /** When this fires, streams are ended so that the server can close. */
  stopping?: AbortSignal;
}
