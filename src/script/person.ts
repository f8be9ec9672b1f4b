// Somebody with a telephone. Each method is a step of a script; it throws `Missed` where the service did not do what the step says.
import type { HandClock } from '../clock.ts';
import type { LabCall, Phone } from '../lab/lab.ts';
import { Ear } from './ear.ts';
import type { Story } from './story.ts';

/** The service did something else than the script says. */
export class Missed extends Error {}

/** Between a thumb and the key, so that the order of things in a story is the order in which they happen. */
const MOMENT_MS = 50;
const KEY_MS = 200;
const HALF_SECOND_MS = 500;
const SECOND_MS = 1_000;

export interface Place {
  clock: HandClock;
  story: Story;
  /** Whether two phones hear each other now. */
  together: (a: LabCall, b: LabCall) => boolean;
}

export class Person {
  readonly name: string;
  readonly phone: Phone;
  readonly ears: Ear[] = [];
  readonly #place: Place;
  readonly #expected = new Set<string>();
  #ear: Ear | undefined;
  #dials: { withheld: boolean };

  constructor(place: Place, name: string, phone: Phone, dials: { withheld: boolean }) {
    this.#place = place;
    this.name = name;
    this.phone = phone;
    this.#dials = dials;
  }

  get #clock(): HandClock {
    return this.#place.clock;
  }

  get #call(): LabCall {
    return this.#listening().call;
  }

  get call(): LabCall | undefined {
    return this.#ear?.call;
  }

  #listening(): Ear {
    if (!this.#ear) throw new Missed(`${this.name} is not on the phone`);
    return this.#ear;
  }

  /** Lets every call of this phone know that something may have happened. */
  notice(now: number): void {
    for (const ear of this.ears) ear.notice(now);
  }

  #tell(what: string): void {
    this.#place.story.tell(this.name, what);
  }

  async dials(line: string): Promise<void> {
    this.#tell(`dials ${line}`);
    this.#take(this.phone.dial(line, this.#dials));
    await this.#clock.push(0);
  }

  async hears(words: readonly string[], withinS: number): Promise<void> {
    const deadline = this.#clock.now() + withinS * SECOND_MS;
    for (const one of words) await this.#hearsOne(one, deadline, withinS);
  }

  async #hearsOne(words: string, deadline: number, withinS: number): Promise<void> {
    const ear = this.#listening();
    for (;;) {
      const now = this.#clock.now();
      const found = ear.find(words);
      if (found && found.at <= now) return ear.goOn(found);
      if (ear.call.over && !found) throw new Missed(`${this.name} did not hear “${words}” before the call was over`);
      if (now >= deadline) throw new Missed(`${this.name} did not hear “${words}” within ${withinS} s`);
      const heard = ear.call.heard.length;
      await this.#clock.until(() => ear.call.heard.length !== heard || ear.call.over, Math.min(deadline, found?.at ?? Infinity) - now);
    }
  }

  async doesNotHear(words: readonly string[], withinS: number): Promise<void> {
    const ear = this.#listening();
    await this.#clock.push(withinS * SECOND_MS);
    const heard = words.find((one) => ear.hasHeard(one, this.#clock.now()));
    if (heard !== undefined) throw new Missed(`${this.name} heard “${heard}”`);
  }

  async hearsHoldMusic(withinS: number): Promise<void> {
    const { call } = this.#listening();
    const plays = () => call.heard.at(-1)?.kind === 'play' || call.heard.at(-1)?.kind === 'music';
    if (!plays() && !(await this.#clock.until(plays, withinS * SECOND_MS))) throw new Missed(`${this.name} heard no hold music within ${withinS} s`);
  }

  async presses(keys: string): Promise<void> {
    this.#tell(`presses ${keys}`);
    this.#call.press(keys);
    const ms = [...keys].reduce((sum, key) => sum + (key === 'w' ? HALF_SECOND_MS : key === 'W' ? SECOND_MS : KEY_MS), 0);
    await this.#clock.push(ms - KEY_MS + MOMENT_MS);
  }

  async speaks(seconds: number, words: string): Promise<void> {
    this.#tell(words === '' ? `speaks for ${seconds} s` : `says “${words}”`);
    this.#call.speak(seconds, words);
    await this.#clock.push(seconds * SECOND_MS);
  }

  async waits(seconds: number): Promise<void> {
    await this.#clock.push(seconds * SECOND_MS);
  }

  async hangsUp(): Promise<void> {
    this.#tell('hangs up');
    this.#call.hangUp();
    await this.#clock.push(MOMENT_MS);
  }

  async isHungUpOn(withinS: number): Promise<void> {
    const { call } = this.#listening();
    if (!(await this.#clock.until(() => call.over, withinS * SECOND_MS))) throw new Missed(`nobody hung up on ${this.name} within ${withinS} s`);
  }

  async isRung(withinS: number): Promise<LabCall> {
    const ringing = () => this.phone.calls.find(({ sid, status }) => status === 'ringing' && !this.#isTaken(sid));
    await this.#clock.until(() => ringing() !== undefined, withinS * SECOND_MS);
    const call = ringing();
    if (!call) throw new Missed(`${this.name}'s phone did not ring within ${withinS} s`);
    this.#expected.add(call.sid);
    return call;
  }

  /** A call this one dialled, or has picked up before. */
  #isTaken = (sid: string): boolean => this.ears.some((ear) => ear.call.sid === sid);

  async isNotRung(seconds: number): Promise<void> {
    await this.#clock.until(() => this.unexpected().length > 0, seconds * SECOND_MS);
    if (this.unexpected().length > 0) throw new Missed(`${this.name}'s phone rang`);
  }

  async stopsRinging(withinS: number): Promise<void> {
    const call = this.phone.calls.findLast(({ sid }) => this.#expected.has(sid));
    if (!call) throw new Missed(`${this.name}'s phone has not rung`);
    const isStill = () => call.status === 'ringing' || call.status === 'queued';
    if (!(await this.#clock.until(() => !isStill(), withinS * SECOND_MS))) throw new Missed(`${this.name}'s phone rang on for ${withinS} s`);
  }

  async answers(withinS: number): Promise<void> {
    const call = await this.isRung(withinS);
    this.#tell('answers');
    this.#take(call);
    call.pickUp();
    await this.#clock.push(MOMENT_MS);
  }

  /** Answers if the phone still rings, and presses the key that every whisper asks for. */
  async decides(key: '1' | '2', withinS: number): Promise<void> {
    const inHand = this.#ear?.call;
    if (!inHand || inHand.over || this.#ringing()) await this.answers(withinS);
    await this.presses(key);
  }

  #ringing = (): boolean => this.phone.calls.some(({ sid, status }) => status === 'ringing' && !this.#isTaken(sid));

  async declines(withinS: number): Promise<void> {
    const call = await this.isRung(withinS);
    this.#tell('declines');
    call.decline();
    await this.#clock.push(MOMENT_MS);
  }

  async ignores(withinS: number): Promise<void> {
    await this.isRung(withinS);
    this.#tell('lets it ring');
  }

  async mailboxAnswers(withinS: number): Promise<void> {
    await this.answers(withinS);
    this.#tell('(it is the mailbox)');
    this.#call.speak(8, 'Please leave a message after the tone.');
  }

  isBusy(): void {
    this.#tell('has another call on this phone');
    this.phone.busy();
    this.expectsCalls();
  }

  /** Whoever rings this phone is expected. */
  expectsCalls(): void {
    this.phone.onCall(({ sid }) => this.#expected.add(sid));
  }

  async talksWith(others: readonly Person[], withinS: number): Promise<void> {
    const call = this.#call;
    const apart = () => others.find((other) => !other.call || !this.#place.together(call, other.call));
    await this.#clock.until(() => apart() === undefined, withinS * SECOND_MS);
    const missing = apart();
    if (missing) throw new Missed(`${this.name} and ${missing.name} do not hear each other within ${withinS} s`);
    this.#tell(`talks with ${others.map(({ name }) => name).join(' and ')}`);
  }

  async getsText(words: readonly string[], withinS: number): Promise<void> {
    const has = (one: string) => this.phone.messages.some(({ body }) => body.toLowerCase().includes(one.toLowerCase()));
    await this.#clock.until(() => words.every(has), withinS * SECOND_MS);
    const missing = words.find((one) => !has(one));
    if (missing === undefined) return;
    const got = this.phone.messages.map(({ body }) => `“${body}”`).join(', ');
    throw new Missed(`${this.name} got no text with “${missing}” within ${withinS} s${got === '' ? '' : `, but ${got}`}`);
  }

  /** Calls to this phone that no step spoke of. */
  unexpected(): LabCall[] {
    return this.phone.calls.filter(({ sid, direction }) => direction !== 'inbound' && !this.#expected.has(sid));
  }

  #take(call: LabCall): void {
    this.#expected.add(call.sid);
    this.#ear = new Ear(call);
    this.ears.push(this.#ear);
  }
}
