// The telephones of a simulated floor: a carrier that is no more than a list of legs, each doing what chance says.
import type { LegEnd } from '../../src/call/event.ts';
import type { HandClock } from '../../src/clock.ts';
import type { Carrier, Dialled } from '../../src/reception/carrier.ts';
import type { Reception, Told } from '../../src/reception/reception.ts';

export interface Leg {
  sid: string;
  call: string;
  from: 'caller' | 'agent';
  state: 'ringing' | 'up' | 'over';
  /** The number of the document it follows. */
  document: number;
  hears: 'words' | 'keys' | 'room';
}

/**
 * What comes of asking the carrier for a leg. `lost`: no answer, and no leg. `unheard`: no answer and no notice, but it rings.
 * `dies`: the same, and the process that asked is no more.
 */
export type Fate = 'rings' | 'refused' | 'busy' | 'lost' | 'unheard' | 'dies';

/** The carrier lets a phone ring so much longer than asked for. */
const RINGS_MORE_MS = 5_000;

export class Phones {
  readonly legs: Leg[] = [];
  /** How often a leg was made, or may have been, for one offer. */
  readonly dialled = new Map<string, number>();
  #fates: readonly Fate[];
  readonly #clock: HandClock;
  /** Any process that lives: webhooks come to whichever the balancer picks. */
  readonly #someone: () => Reception;
  readonly #behind: (doing: Promise<unknown>) => void;
  #dials = 0;

  constructor(parts: { fates: readonly Fate[]; clock: HandClock; someone: () => Reception; behind: (doing: Promise<unknown>) => void }) {
    this.#fates = parts.fates;
    this.#clock = parts.clock;
    this.#someone = parts.someone;
    this.#behind = parts.behind;
  }

  /** From now on whatever is dialled rings. */
  areWell(): void {
    this.#fates = ['rings'];
  }

  live(from: Leg['from'], state?: Leg['state']): Leg[] {
    return this.legs.filter((leg) => leg.from === from && leg.state !== 'over' && (state === undefined || leg.state === state));
  }

  caller(call: string, sid: string): Leg {
    const leg: Leg = { sid, call, from: 'caller', state: 'up', document: 0, hears: 'words' };
    this.legs.push(leg);
    return leg;
  }

  /** The carrier as one process has it. */
  carrier(dies: () => void): Carrier {
    const done = () => Promise.resolve('done' as const);
    return {
      dial: ({ url, ringS }) => Promise.resolve(this.#dial(new URL(url).searchParams.get('c') ?? '', ringS, dies)),
      redirect: ({ sid }) => this.#asked(sid, (leg) => this.#behind(this.#fetchDocument(leg))),
      hangUp: (sid) => this.#asked(sid, (leg) => this.ends(leg, 'completed')),
      hold: done,
      record: done,
      announce: done,
      text: () => Promise.resolve({ ok: true, sid: 'SM1' }),
      recording: () => Promise.resolve({ ok: false, why: 'gone' }),
      forgetRecording: done,
      status: (sid) => Promise.resolve(this.#leg(sid)?.state === 'over' ? 'completed' : this.#leg(sid) ? 'in-progress' : 'unknown'),
    };
  }

  #leg = (sid: string): Leg | undefined => this.legs.find((leg) => leg.sid === sid);

  #asked(sid: string, then: (leg: Leg) => void): Promise<'done' | 'gone'> {
    const leg = this.#leg(sid);
    if (!leg || leg.state === 'over') return Promise.resolve('gone');
    then(leg);
    return Promise.resolve('done');
  }

  #dial(call: string, ringS: number, dies: () => void): Dialled {
    const fate = this.#fates[this.#dials++ % this.#fates.length] ?? 'rings';
    if (fate === 'refused' || fate === 'busy') return { ok: false, why: fate };
    this.dialled.set(call, (this.dialled.get(call) ?? 0) + 1);
    if (fate === 'lost') return { ok: false, why: 'unclear' };
    const leg: Leg = { sid: `CA-out-${this.#dials}`, call, from: 'agent', state: 'ringing', document: 0, hears: 'words' };
    this.legs.push(leg);
    this.#clock.after(ringS * 1_000 + RINGS_MORE_MS, () => {
      if (leg.state === 'ringing') this.ends(leg, 'no-answer');
    });
    if (fate === 'dies') dies();
    if (fate === 'unheard' || fate === 'dies') return { ok: false, why: 'unclear' };
    this.#behind(this.#someone().legSeen(call, leg.sid));
    return { ok: true, sid: leg.sid };
  }

  /** Whoever holds the phone hears this, and the leg follows it. */
  hears(leg: Leg, told: Told): void {
    if (leg.state === 'over') return;
    if (!told || told.instructions.some((each) => each.do === 'hang-up')) return this.ends(leg, 'completed');
    leg.document = told.call.document;
    const last = told.instructions.at(-1)?.do;
    leg.hears = last === 'keys' || last === 'room' ? last : 'words';
  }

  async #fetchDocument(leg: Leg): Promise<void> {
    this.hears(leg, await this.#someone().document(leg.call));
  }

  ends(leg: Leg, status: LegEnd): void {
    if (leg.state === 'over') return;
    leg.state = 'over';
    this.#behind(this.#someone().legEnded(leg.call, status));
  }

  /** Picks up and presses a key to the whisper. */
  async answers(leg: Leg, key: '1' | '2'): Promise<void> {
    if (leg.state !== 'ringing') return;
    leg.state = 'up';
    this.hears(leg, await this.#someone().turn(leg.call, leg.document, { at: this.#clock.now(), kind: 'answered' }, leg.sid));
    await this.presses(leg, key);
  }

  async presses(leg: Leg, digits: string): Promise<void> {
    if (leg.hears !== 'keys' || leg.state !== 'up') return;
    this.hears(leg, await this.#someone().turn(leg.call, leg.document, { at: this.#clock.now(), kind: 'keys', digits, finishedBy: '' }, leg.sid));
  }

  /** The leg comes back with nothing to tell, as one does whose music is over. */
  async comesAgain(leg: Leg): Promise<void> {
    if (leg.state === 'up' && leg.hears === 'words') this.hears(leg, await this.#someone().turn(leg.call, leg.document, { at: this.#clock.now(), kind: 'again' }, leg.sid));
  }
}
