// A leg: one phone's end of a call, with what it hears and what its holder does. To people who hold the phone it is a LabCall.
import type { Cancel, Clock } from '../clock.ts';
import { heardMax, keyGapMs } from './limits.ts';
import { addBounded } from './log.ts';

export type CallStatus = 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';
export type HeardKind = 'say' | 'play' | 'ringing' | 'music' | 'silence' | 'beep' | 'room';

export interface Heard {
  at: number;
  kind: HeardKind;
  text: string;
  language?: string;
  voice?: string;
  /** It did not sound to its end. */
  cut?: boolean;
}

export interface CallEvents {
  ringing: [];
  answered: [];
  heard: [heard: Heard];
  /** Where the leg is has changed: see `in`. */
  moved: [place: string];
  ended: [status: CallStatus];
}

/** A call as the one who holds the phone has it. */
export interface LabCall {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  readonly status: CallStatus;
  /** `queued`, `ringing`, `document` (TwiML plays), `bridge` (Dial Number), `over`, or the name of a room. */
  readonly in: string;
  readonly heard: readonly Heard[];
  readonly over: boolean;
  /** Everything heard so far, as one text. */
  readonly words: string;
  /** Presses keys one by one; `w` waits half a second, `W` a second. On a call that is over nothing happens. */
  press(keys: string): void;
  hangUp(): void;
  pickUp(): void;
  decline(): void;
  /** The holder speaks: recordings hear it, others in the room hear it, a Gather for speech takes the words. */
  speak(seconds: number, words?: string): void;
  on<Name extends keyof CallEvents>(name: Name, listener: (...args: CallEvents[Name]) => void): () => void;
}

/** What the exchange does with what the holder does. */
export interface Hands {
  key(key: string): void;
  voice(ms: number, words: string): void;
  hangUp(): void;
  pickUp(): void;
  decline(): void;
}

export interface StatusCallback {
  url: string;
  method: 'GET' | 'POST';
  events: readonly string[];
}

export interface LegOptions {
  sid: string;
  from: string;
  to: string;
  direction: Direction;
  parentSid?: string;
  statusCallback?: StatusCallback;
  fallback?: { url: string; method: 'GET' | 'POST' };
  forwardedFrom?: string;
  callToken?: string;
}

const keypad = /^[0-9*#wW]*$/;

export class Leg implements LabCall {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  readonly options: LegOptions;
  readonly createdAt: number;
  readonly heard: Heard[] = [];
  /** Keys pressed while nothing listened, where the switches keep them. */
  typedAhead = '';
  startedAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  hands: Hands | undefined;
  /** Status callbacks fired so far; the next one carries this number. */
  sequence = 0;
  #status: CallStatus;
  #place = 'queued';
  #clock: Clock;
  #timers = new Set<Cancel>();
  #listeners: { [Name in keyof CallEvents]: Set<(...args: CallEvents[Name]) => void> } = {
    ringing: new Set(), answered: new Set(), heard: new Set(), moved: new Set(), ended: new Set(),
  };
  #thumbFreeAt = 0;
  #telling = false;

  constructor(clock: Clock, options: LegOptions, status: CallStatus) {
    this.#clock = clock;
    this.#status = status;
    this.options = options;
    this.sid = options.sid;
    this.from = options.from;
    this.to = options.to;
    this.direction = options.direction;
    this.createdAt = clock.now();
  }

  /** The number of the phone at this leg's end. */
  get phone(): string {
    return this.direction === 'inbound' ? this.from : this.to;
  }

  get status(): CallStatus {
    return this.#status;
  }

  get in(): string {
    return this.#place;
  }

  get over(): boolean {
    return this.endedAt !== undefined;
  }

  get words(): string {
    return this.heard.map(({ text }) => text).join('\n');
  }

  setStatus(status: CallStatus): void {
    this.#status = status;
  }

  moveTo(place: string): void {
    if (this.#place === place) return;
    this.#place = place;
    this.emit('moved', place);
  }

  hear(kind: HeardKind, text: string, voice: { language?: string; voice?: string } = {}): Heard {
    const heard: Heard = { at: this.#clock.now(), kind, text, ...voice };
    if (this.over) return heard;
    addBounded(this.heard, heard, heardMax);
    this.emit('heard', heard);
    return heard;
  }

  /** Plans a run that is called off when the leg ends; on one that is over nothing is planned any more. */
  after(ms: number, run: () => void): Cancel {
    if (this.over) return () => undefined;
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  /** The leg is over: its timers are called off, its last words told. */
  close(status: CallStatus): void {
    this.endedAt = this.#clock.now();
    this.#status = status;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.moveTo('over');
    this.emit('ended', status);
    for (const listeners of Object.values(this.#listeners)) listeners.clear();
  }

  press(keys: string): void {
    if (!keypad.test(keys)) throw new Error(`keys "${keys}": expected only 0-9, *, #, w (half a second) and W (a second)`);
    for (const key of keys) {
      if (this.over) return;
      const wait = Math.max(0, this.#thumbFreeAt - this.#clock.now());
      this.#thumbFreeAt = this.#clock.now() + wait + (key === 'w' ? 500 : key === 'W' ? 1_000 : keyGapMs);
      if (key !== 'w' && key !== 'W') this.#act(wait, (hands) => hands.key(key));
    }
  }

  hangUp(): void {
    this.#act(0, (hands) => hands.hangUp());
  }

  pickUp(): void {
    this.#act(0, (hands) => hands.pickUp());
  }

  decline(): void {
    this.#act(0, (hands) => hands.decline());
  }

  speak(seconds: number, words = ''): void {
    this.#act(0, (hands) => hands.voice(seconds * 1_000, words));
  }

  /** At once; but never in the middle of telling a listener something, as the carrier has not finished its own step then. */
  #act(ms: number, act: (hands: Hands) => void): void {
    const run = () => {
      if (this.hands && !this.over) act(this.hands);
    };
    if (this.over) return;
    if (ms > 0 || this.#telling) this.after(ms, run);
    else run();
  }

  on<Name extends keyof CallEvents>(name: Name, listener: (...args: CallEvents[Name]) => void): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }

  emit<Name extends keyof CallEvents>(name: Name, ...args: CallEvents[Name]): void {
    const before = this.#telling;
    this.#telling = true;
    try {
      for (const listener of [...this.#listeners[name]]) listener(...args);
    } finally {
      this.#telling = before;
    }
  }
}
