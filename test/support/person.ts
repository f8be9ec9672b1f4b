// A person with a telephone, in the words of a story: dials, hears, presses, stays silent, answers, hangs up.
import type { LabCall } from '../../src/lab/lab.ts';
import type { World } from './world.ts';

/** Steps in which time goes by while somebody listens. */
const STEP_S = 0.25;

export class Person {
  readonly name: string;
  readonly number: string;
  readonly #world: World;
  readonly #expected = new Set<string>();
  #call: LabCall | undefined;
  #heardUpTo = 0;

  constructor(world: World, name: string, number: string) {
    this.#world = world;
    this.name = name;
    this.number = number;
  }

  get phone() {
    return this.#world.lab.phone(this.number);
  }

  get call(): LabCall {
    if (!this.#call) throw new Error(`${this.name} is in no call`);
    return this.#call;
  }

  async dials(line: string, options: { withheld?: boolean; from?: string } = {}): Promise<this> {
    this.#take(this.phone.dial(line, options));
    await this.#world.pass(0);
    return this;
  }

  /** Listens until these words are spoken, in any of the ways; fails with what was heard instead. */
  async hears(words: string | RegExp, withinS = 60): Promise<this> {
    for (let waited = 0; ; waited += STEP_S) {
      const found = this.#search(words);
      if (found >= 0) {
        this.#heardUpTo = found + 1;
        return this;
      }
      if (waited >= withinS) throw new Error(`${this.name} did not hear ${String(words)} within ${withinS} s, but:\n${this.transcript()}`);
      await this.#world.pass(STEP_S);
    }
  }

  /** For so long nothing of the kind is spoken; what was listened to before does not count. */
  async doesNotHear(words: string | RegExp, forS = 0): Promise<this> {
    for (let waited = 0; ; waited += STEP_S) {
      if (this.#search(words) >= 0) throw new Error(`${this.name} heard ${String(words)}, and should not have:\n${this.transcript()}`);
      if (waited >= forS) return this;
      await this.#world.pass(STEP_S);
    }
  }

  #search(words: string | RegExp): number {
    const pattern = typeof words === 'string' ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') : words;
    return this.call.heard.findIndex((heard, index) => index >= this.#heardUpTo && pattern.test(`${heard.kind}: ${heard.text}`));
  }

  async presses(keys: string): Promise<this> {
    this.call.press(keys);
    await this.#world.pass(0.2 * keys.length + 0.05);
    return this;
  }

  async staysSilent(seconds: number): Promise<this> {
    await this.#world.pass(seconds);
    return this;
  }

  async speaks(seconds: number, words = ''): Promise<this> {
    this.call.speak(seconds, words);
    await this.#world.pass(seconds);
    return this;
  }

  /** Waits for the tone, and speaks after it. */
  async leavesMessage(seconds: number): Promise<this> {
    await this.hears('beep: ');
    await this.#world.pass(1);
    return this.speaks(seconds);
  }

  async hangsUp(): Promise<this> {
    this.call.hangUp();
    await this.#world.pass(0.05);
    return this;
  }

  /** Waits until this phone rings. */
  async rings(withinS = 30): Promise<this> {
    for (let waited = 0; ; waited += STEP_S) {
      const ringing = this.phone.calls.find((call) => !this.#expected.has(call.sid) && call.status === 'ringing');
      if (ringing) {
        this.#take(ringing);
        return this;
      }
      if (waited >= withinS) throw new Error(`${this.name}'s phone did not ring within ${withinS} s`);
      await this.#world.pass(STEP_S);
    }
  }

  async answers(withinS = 30): Promise<this> {
    await this.rings(withinS);
    this.call.pickUp();
    await this.#world.pass(0.05);
    return this;
  }

  /** Answers, listens to what the call is about, and presses 1. */
  async takes(withinS = 30): Promise<this> {
    await this.answers(withinS);
    await this.hears('press 1');
    return this.presses('1');
  }

  async declines(): Promise<this> {
    this.call.decline();
    await this.#world.pass(0.05);
    return this;
  }

  /** This phone does not ring for so long. */
  async isLeftAlone(seconds: number): Promise<this> {
    await this.#world.pass(seconds);
    const calls = this.unexpected();
    if (calls.length > 0) throw new Error(`${this.name}'s phone rang, and should not have`);
    return this;
  }

  /** Whoever rings this phone is expected, but nobody looks. */
  ignores(): this {
    this.phone.ignores();
    this.phone.onCall((call) => this.#expected.add(call.sid));
    return this;
  }

  /** Whoever rings this phone finds it busy, until the function returned is called. */
  isBusy(): () => void {
    this.phone.busy();
    const stop = this.phone.onCall((call) => this.#expected.add(call.sid));
    return () => {
      this.phone.byHand();
      stop();
    };
  }

  isConnected(): boolean {
    return this.#call !== undefined && !this.call.over && !['document', 'queued', 'ringing'].includes(this.call.in);
  }

  /** Waits until both are in one room. */
  async talksWith(other: Person, withinS = 15): Promise<this> {
    for (let waited = 0; ; waited += STEP_S) {
      if (this.isConnected() && other.isConnected() && this.call.in === other.call.in) return this;
      if (waited >= withinS) throw new Error(`${this.name} is in ${this.call.in}, ${other.name} in ${other.call.in}:\n${this.transcript()}\n${other.transcript()}`);
      await this.#world.pass(STEP_S);
    }
  }

  /** Waits until the call is over. */
  async isHungUpOn(withinS = 60): Promise<this> {
    for (let waited = 0; !this.call.over; waited += STEP_S) {
      if (waited >= withinS) throw new Error(`${this.name} is still on the phone:\n${this.transcript()}`);
      await this.#world.pass(STEP_S);
    }
    return this;
  }

  unexpected(): string[] {
    return this.phone.calls.filter(({ sid, direction }) => direction !== 'inbound' && !this.#expected.has(sid)).map((call) => `${this.name} was rung (${call.status})`);
  }

  transcript(): string {
    return this.call.heard.map(({ kind, text, cut }) => `    ${this.name} ${kind}: ${text}${cut ? ' —' : ''}`).join('\n');
  }

  #take(call: LabCall): void {
    this.#call = call;
    this.#expected.add(call.sid);
    this.#heardUpTo = 0;
  }
}
