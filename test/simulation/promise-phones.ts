// The telephones around a house that dies, and a carrier that doubles, delays and loses what it tells.
import type { CallEvent, LegEnd } from '../../src/call/event.ts';
import type { HandClock } from '../../src/clock.ts';
import type { Carrier, Dialled } from '../../src/reception/carrier.ts';
import type { Told } from '../../src/reception/reception.ts';
import { DEAD, type House } from './promise-house.ts';

export interface Leg {
  sid: string;
  call: string;
  /** The number that was dialled, or that calls in. */
  number: string;
  state: 'ringing' | 'up' | 'over';
  ours: boolean;
  document: number;
  hears: 'words' | 'keys' | 'record' | 'room';
  room?: string;
}

type Happens = CallEvent extends infer Event ? (Event extends { at: number } ? Omit<Event, 'at'> : never) : never;

/** The carrier lets a phone ring so much longer than asked for. */
const RINGS_MORE_MS = 5_000;

export class Phones {
  readonly legs: Leg[] = [];
  /** What went out to somebody who should not have been rung. */
  readonly problems: string[] = [];
  house!: House;
  /** From now on everything is heard once, and every dial rings. */
  isWell = false;
  readonly #clock: HandClock;
  readonly #chance: (most: number) => number;
  readonly #late: (() => Promise<unknown>)[] = [];
  readonly sounds = new Map<string, number>();
  #made = 0;

  constructor(clock: HandClock, chance: (most: number) => number) {
    this.#clock = clock;
    this.#chance = chance;
  }

  readonly carrier: Carrier = {
    dial: ({ to, url, ringS }) => Promise.resolve(this.#dial(to, new URL(url).searchParams.get('c') ?? '', ringS)),
    redirect: ({ sid }) => this.#asked(sid, (leg) => this.#fetchDocument(leg)),
    hangUp: (sid) => this.#asked(sid, (leg) => this.ends(leg, 'completed')),
    hold: () => Promise.resolve('done'),
    record: () => Promise.resolve('done'),
    announce: () => Promise.resolve('done'),
    text: () => Promise.resolve({ ok: true, sid: 'SM1' }),
    recording: (sid) => Promise.resolve(this.isWell || this.#odds(2) ? { ok: true, audio: Buffer.alloc(this.sounds.get(sid) ?? 1) } : { ok: false, why: 'not-yet' }),
    forgetRecording: () => Promise.resolve('done'),
    status: (sid) => Promise.resolve(this.legs.find((leg) => leg.sid === sid)?.state === 'over' ? 'completed' : this.legs.some((leg) => leg.sid === sid) ? 'in-progress' : 'unknown'),
  };

  #odds = (one: number): boolean => !this.isWell && this.#chance(one) === 0;

  live = (fits: (leg: Leg) => boolean): Leg[] => this.legs.filter((leg) => leg.state !== 'over' && fits(leg));

  #asked(sid: string, then: (leg: Leg) => Promise<unknown>): Promise<'done' | 'gone' | 'later'> {
    const leg = this.legs.find((one) => one.sid === sid && one.state !== 'over');
    if (!leg) return Promise.resolve('gone');
    if (this.#odds(6)) return Promise.resolve('later');
    void then(leg);
    return Promise.resolve('done');
  }

  #dial(number: string, call: string, ringS: number): Dialled {
    const fate = this.isWell ? 0 : this.#chance(12);
    if (fate === 1) return { ok: false, why: 'refused' };
    if (fate === 2) return { ok: false, why: 'busy' };
    if (fate === 3) return { ok: false, why: 'unclear' };
    if (this.live((leg) => leg.ours && leg.number === number && number.startsWith('+1415')).length > 0) this.problems.push(`${number} was rung while it was on the phone with us already`);
    const leg: Leg = { sid: `CA-out-${++this.#made}`, call, number, state: 'ringing', ours: true, document: 0, hears: 'words' };
    this.legs.push(leg);
    this.#clock.after(ringS * 1_000 + RINGS_MORE_MS, () => {
      if (leg.state === 'ringing') void this.ends(leg, 'no-answer');
    });
    // Nobody hears that it exists until it is answered or over.
    if (fate === 4) return { ok: false, why: 'unclear' };
    return { ok: true, sid: leg.sid };
  }

  async callsIn(number: string): Promise<Leg | undefined> {
    const sid = `CA-in-${++this.#made}`;
    const told = await this.#webhook((reception) => reception.arrive({ sid, from: number, to: '+18885550100' }));
    if (told === DEAD || !told) return undefined;
    const leg: Leg = { sid, call: told.call.id, number, state: 'up', ours: false, document: 0, hears: 'words' };
    this.legs.push(leg);
    this.#hears(leg, told);
    return leg;
  }

  async #fetchDocument(leg: Leg): Promise<void> {
    const told = await this.house.ask((reception) => reception.document(leg.call));
    if (told !== DEAD) this.#hears(leg, told);
  }

  #hears(leg: Leg, told: Told): void {
    if (leg.state === 'over') return;
    const last = told?.instructions.at(-1);
    if (!told || !last || last.do === 'hang-up') return void this.ends(leg, 'completed');
    leg.document = told.call.document;
    leg.hears = last.do === 'keys' || last.do === 'record' || last.do === 'room' ? last.do : 'words';
    if (last.do === 'room') leg.room = last.room;
  }

  /** A webhook whose process dies is posted once more, as the carrier does; one that nobody answers ends the leg. */
  async #webhook<T>(post: Parameters<House['ask']>[0] & ((reception: Parameters<Parameters<House['ask']>[0]>[0]) => Promise<T>)): Promise<T | typeof DEAD> {
    if (this.#odds(5)) this.#late.push(() => this.house.ask(post));
    const first = await this.house.ask(post);
    const told = first === DEAD || this.#odds(6) ? await this.house.ask(post) : first;
    return told;
  }

  async turn(leg: Leg, event: Happens): Promise<void> {
    if (leg.state === 'over') return;
    const { document } = leg;
    const told = await this.#webhook((reception) => reception.turn(leg.call, document, { ...event, at: this.#clock.now() }, leg.sid));
    if (told === DEAD) await this.ends(leg, 'completed');
    else this.#hears(leg, told);
    if (leg.hears === 'room' && leg.room !== undefined) await this.#webhook((reception) => reception.seenInRoom(leg.sid, leg.room ?? '', `CF-${leg.room}`));
  }

  async answers(leg: Leg): Promise<void> {
    leg.state = 'up';
    await this.turn(leg, { kind: 'answered' });
  }

  keys = (leg: Leg, digits: string): Promise<void> => (leg.hears === 'keys' ? this.turn(leg, { kind: 'keys', digits, finishedBy: '' }) : this.turn(leg, { kind: 'again' }));

  async ends(leg: Leg, status: LegEnd): Promise<void> {
    if (leg.state === 'over') return;
    leg.state = 'over';
    // The others come out of a room that ends with its caller.
    for (const other of this.live(({ room, hears }) => hears === 'room' && room === leg.room)) await this.turn(other, { kind: 'out-of-room' });
    const tell = () => this.house.ask((reception) => (leg.ours ? reception.legEnded(leg.call, status) : reception.lineEnded(leg.sid, status)));
    if (this.#odds(4)) this.#late.push(tell);
    else if ((await tell()) === DEAD) await tell();
  }

  /** What was delayed comes now, the last first. */
  async lateOnes(): Promise<void> {
    for (const late of this.#late.splice(0).reverse()) await late();
  }
}
