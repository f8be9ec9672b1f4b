// A house that dies: one service after the other over one store, each dead at the commit that chance has chosen for it, before the commit or after.
import type { HandClock } from '../../src/clock.ts';
import type { Callbacks } from '../../src/centre/centre.ts';
import { composeService } from '../../src/compose.ts';
import { memoryLog } from '../../src/log.ts';
import type { Prompts } from '../../src/prompts/prompts.ts';
import type { Carrier } from '../../src/reception/carrier.ts';
import type { RecordingKeep } from '../../src/reception/parts.ts';
import type { Reception } from '../../src/reception/reception.ts';
import type { Store } from '../../src/store/store.ts';
import { centre as shipped, flows } from '../support/core.ts';

/** Short, so that every try of a callback fits into some minutes. */
const SETTINGS = { ringS: 8, coolS: 4, wrapS: 3, reconnectS: 3, callsPerSecond: 100 };
const AGAIN_S = 12;
export const WITHIN_S = 100;
const againS = { 'busy': AGAIN_S, 'no-answer': AGAIN_S, 'mailbox': AGAIN_S, 'hung-up': AGAIN_S, 'failed': AGAIN_S, 'refused': AGAIN_S };
const centre = { ...shipped, settings: { ...shipped.settings, ...SETTINGS }, callbacks: { first: 'agent' as Callbacks['first'], tries: 3, withinS: WITHIN_S, engineerS: WITHIN_S, againS } };

/** What is said is no matter here. */
const silent = { variables: () => [], speak: () => ({ text: 'words', language: 'en' }) } as unknown as Prompts;

/** Whoever asked hears nothing any more. */
export const DEAD = Symbol('dead');
const silence = new Promise<never>(() => undefined);

type Answers = Record<string, unknown>;

interface Outside {
  /** Who is on the phone first in a callback. */
  first: Callbacks['first'];
  clock: HandClock;
  store: Store;
  carrier: Carrier;
  keep: RecordingKeep;
}

export class House {
  readonly log = memoryLog();
  deaths = 0;
  commits = 0;
  readonly #parts: Outside;
  /** How many commits each service lives for, and whether the last one is still made. */
  readonly #lives: { commits: number; after: boolean }[];
  #now: { reception: Reception; death: Promise<typeof DEAD>; isDead: () => boolean } | undefined;
  #made = 0;
  #isWell = false;

  constructor(parts: Outside, lives: { commits: number; after: boolean }[]) {
    this.#parts = parts;
    this.#lives = lives;
  }

  /** From now on nobody dies. */
  isWell(): void {
    this.#isWell = true;
    if (this.#now?.isDead() !== false) this.#begin();
  }

  /** Asks whoever serves; a dead one gives no answer, and the next one is started when somebody asks again. */
  async ask<T>(what: (reception: Reception) => Promise<T>): Promise<T | typeof DEAD> {
    const service = this.#now?.isDead() === false ? this.#now : this.#begin();
    return Promise.race([what(service.reception), service.death]);
  }

  #begin() {
    const run = this.#made++;
    let [ids, left] = [0, this.#isWell ? undefined : this.#lives.shift()];
    let dead = false;
    let dies: () => void = () => undefined;
    const death = new Promise<typeof DEAD>((done) => (dies = () => {
      dead = true;
      this.deaths++;
      service.reception.kill();
      done(DEAD);
    }));
    const { store, carrier, clock, keep } = this.#parts;
    /** A death between two commits of one service; whatever else it asks is asked in vain. */
    const commit: Store['commit'] = async (wanted) => {
      this.commits++;
      if (this.#isWell || left === undefined || left.commits-- > 0) return store.commit(wanted);
      const { after } = left;
      left = undefined;
      dies();
      if (after) await store.commit(wanted);
      return silence;
    };
    const mortal = <T extends object>(port: T): T => Object.fromEntries(Object.entries(port as Answers).map(([name, member]) => {
      if (typeof member === 'function') return [name, async (...args: unknown[]) => (dead ? silence : answered(await (member as (...args: unknown[]) => unknown)(...args)))];
      return [name, typeof member === 'object' && member !== null ? mortal(member) : member];
    })) as T;
    const answered = (answer: unknown): unknown => (dead ? silence : answer);
    const service = composeService({
      centre: { ...centre, callbacks: { ...centre.callbacks, first: this.#parts.first } }, flows, prompts: silent, store: mortal({ ...store, commit }), clock, log: this.log, carrier: mortal(carrier), keep,
      account: { accountSid: `AC${'7'.repeat(32)}`, authTokens: ['a token of a simulation'] }, publicUrl: () => 'http://house.invalid',
      fresh: () => `id-${run}-${String(ids++).padStart(5, '0')}-`, count: () => undefined, refused: () => undefined, turned: () => undefined,
    });
    service.reception.start();
    this.#now = { reception: service.reception, death, isDead: () => dead };
    return this.#now;
  }
}
