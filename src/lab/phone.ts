// Phones: what people and robots hold. A phone dials, and takes, refuses or ignores what rings.
import type { Exchange } from './exchange.ts';
import type { LabCall, Leg } from './leg.ts';
import { phoneCallsMax, phonesMax } from './limits.ts';
import { addBounded } from './log.ts';

type Policy =
  | { kind: 'answers'; afterMs: number }
  | { kind: 'mailbox'; afterMs: number }
  | { kind: 'ignores' }
  | { kind: 'busy' }
  | { kind: 'declines' }
  | { kind: 'by-hand' };

/** What becomes of a text message to this phone; 30003 is "unreachable", 30006 "landline or unreachable carrier". */
type Texting = { kind: 'delivered' } | { kind: 'undelivered' | 'failed'; errorCode: number } | { kind: 'opted-out' };

export interface TextMessage {
  from: string;
  body: string;
  at: number;
}

export interface DialOptions {
  /** Another number than the phone's own is shown to the one who is called. */
  from?: string;
  /** No number is shown. */
  withheld?: boolean;
  forwardedFrom?: string;
}

/** What a withheld number looks like; real carriers send this or something else (facts page §3.1). */
export const withheldNumber = 'anonymous';
const pickUpMsDefault = 2_000;
const mailboxMsDefault = 15_000;
const mailboxGreetingSeconds = 8;
const mailboxHangsUpMs = 30_000;
const declineMs = 2_000;

export class Phone {
  readonly number: string;
  readonly messages: TextMessage[] = [];
  readonly calls: LabCall[] = [];
  texting: Texting = { kind: 'delivered' };
  #exchange: () => Exchange;
  #policy: Policy = { kind: 'by-hand' };
  #holders = 0;
  #takesSecondCall = false;
  #listeners = new Set<(call: LabCall) => void>();

  constructor(number: string, exchange: () => Exchange) {
    this.number = number;
    this.#exchange = exchange;
  }

  /** Nothing would be lost by forgetting it: nobody set anything on it and it is in no call. */
  get plain(): boolean {
    return this.#policy.kind === 'by-hand' && this.texting.kind === 'delivered' && this.#listeners.size === 0 && !this.held && !this.call;
  }

  /** The call in hand: the latest that is not over. */
  get call(): LabCall | undefined {
    return this.calls.findLast(({ over }) => !over);
  }

  get held(): boolean {
    return this.#holders > 0;
  }

  dial(to: string, { from = this.number, withheld = false, forwardedFrom }: DialOptions = {}): LabCall {
    const call = this.#exchange().incoming(withheld ? withheldNumber : from, to, forwardedFrom);
    this.#add(call);
    return call;
  }

  answers({ afterMs = pickUpMsDefault } = {}): this {
    return this.#follow({ kind: 'answers', afterMs });
  }

  /** Its mailbox answers, greets, presses nothing and hangs up after half a minute. */
  mailbox({ afterMs = mailboxMsDefault } = {}): this {
    return this.#follow({ kind: 'mailbox', afterMs });
  }

  ignores(): this {
    return this.#follow({ kind: 'ignores' });
  }

  busy(): this {
    return this.#follow({ kind: 'busy' });
  }

  declines(): this {
    return this.#follow({ kind: 'declines' });
  }

  /** Rings until somebody calls `pickUp`; so do all phones unless told otherwise. */
  byHand(): this {
    return this.#follow({ kind: 'by-hand' });
  }

  /** Whether it rings while in a call; if not, which is usual here, the second caller finds it busy. */
  takesSecondCall(takes = true): this {
    this.#takesSecondCall = takes;
    return this;
  }

  /** A person holds it: policies and robots stand back until the returned function is called. */
  hold(): () => void {
    let holding = true;
    this.#holders += 1;
    return () => {
      if (holding) this.#holders -= 1;
      holding = false;
    };
  }

  /** Tells of every call of this phone, made or ringing. */
  onCall(listener: (call: LabCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  receive(message: TextMessage): void {
    addBounded(this.messages, message, phoneCallsMax);
  }

  /** The exchange rings this phone. */
  ring(leg: Leg): void {
    if (this.call && !this.#takesSecondCall) return this.#exchange().end(leg, 'busy');
    this.#add(leg);
    const policy: Policy = this.held ? { kind: 'by-hand' } : this.#policy;
    switch (policy.kind) {
      case 'answers':
        leg.after(policy.afterMs, () => leg.pickUp());
        return;
      case 'mailbox':
        leg.after(policy.afterMs, () => {
          leg.pickUp();
          leg.speak(mailboxGreetingSeconds, 'Please leave a message after the tone.');
          leg.after(mailboxHangsUpMs, () => leg.hangUp());
        });
        return;
      case 'busy':
        return this.#exchange().end(leg, 'busy');
      case 'declines':
        leg.after(declineMs, () => leg.decline());
        return;
      case 'ignores':
      case 'by-hand':
        return;
      default:
        policy satisfies never;
    }
  }

  #follow(policy: Policy): this {
    this.#policy = policy;
    return this;
  }

  #add(call: LabCall): void {
    addBounded(this.calls, call, phoneCallsMax);
    for (const listener of [...this.#listeners]) listener(call);
  }
}

export function createPhones(exchange: () => Exchange) {
  const phones = new Map<string, Phone>();

  function forgetPlain(): void {
    for (const phone of phones.values()) {
      if (!phone.plain) continue;
      phones.delete(phone.number);
      return;
    }
  }

  return {
    get(number: string): Phone {
      const phone = phones.get(number) ?? new Phone(number, exchange);
      if (!phones.has(number) && phones.size >= phonesMax) forgetPlain();
      phones.set(number, phone);
      return phone;
    },
    all: () => [...phones.values()],
  };
}

export type Phones = ReturnType<typeof createPhones>;
