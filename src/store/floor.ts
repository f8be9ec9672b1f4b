// The floor as every store keeps it: who waits, who is there, and which offers are out.

/**
 * A class names who may answer, as a canonical expression: `team:customer-care`, `agent:amy`. A ready agent stands
 * in the index of each class that admits them; a waiting caller in that of each class their step names. A pair class
 * (routing/pair.ts) has two sides, and its callers are for one agent of each.
 */
export type ClassName = string;

/** One step of a demand: from `from` on (milliseconds since 1970), these classes may answer too. */
export interface WaitStep {
  from: number;
  classes: readonly ClassName[];
}

/** A place in the lines of some classes. */
export interface LinePlace {
  classes: readonly ClassName[];
  rank: number;
  joined: number;
}

export interface Wait {
  id: string;
  call: string;
  state: 'waiting' | 'talking' | 'gone';
  /** Smaller is better. Order: rank, then joined, then id. */
  rank: number;
  joined: number;
  steps: readonly WaitStep[];
  /** Live offers it may have at once: 1, or 5 for a P1. */
  limit: number;
  /** Classes it stands in while it waits and is below its limit. */
  classes: readonly ClassName[];
  /** Its live offers; once talking, the one that was accepted. */
  offers: readonly string[];
}

/** Those for whom a phone rings already are not ahead of anybody. */
export interface InLine {
  wait: Wait;
  ahead: number;
}

export type Presence = 'ready' | 'away' | 'offline';

export interface FloorAgent {
  id: string;
  /** What they set; what they are in is `state`. */
  presence: Presence;
  state: 'offline' | 'away' | 'ready' | 'offered' | 'busy' | 'wrap';
  /** Since when in this state; a ready agent idle longest comes first. */
  since: number;
  /** Presence is a lease: after this they are offline. */
  until?: number;
  wrapUntil?: number;
  offer?: string;
  /** Every class that admits them, with its base: score in a class is base + since. */
  classes: Readonly<Record<ClassName, number>>;
}

export interface Offer {
  id: string;
  wait: string;
  /** One, or of a pair class two: the agent, then the interpreter. */
  agents: readonly string[];
  class: ClassName;
  made: number;
  expires: number;
  state: 'live' | 'accepted' | 'over';
  why?: OfferEnd;
  /** They are rung because they have duty, whomever the caller's steps admit. */
  summons?: true;
  /** Of two who are rung together, who has said yes already. */
  agreed?: readonly string[];
}
export type OfferEnd = 'declined' | 'expired' | 'failed' | 'withdrawn';

/**
 * One change of the floor, part of a commit. A verb whose condition does not hold refuses the whole commit, and
 * nothing of it is written. Verbs that free somebody put them into the commit's `look`.
 */
export type FloorVerb =
  /**
   * A caller joins the line; the classes must be open. The same id again changes nothing. `instead`: they leave that place for
   * this one, with its cool-downs, and whoever rings for it stops; refused as `not-waiting` when somebody has taken them.
   */
  | { verb: 'join'; wait: Pick<Wait, 'id' | 'call' | 'rank' | 'joined' | 'steps' | 'limit'>; instead?: string }
  /** Publishes the steps that are due. */
  | { verb: 'widen'; wait: string }
  /**
   * Another place in line, and perhaps another number of phones that may ring at once. `steps` take the place of those there were: phones
   * of whom they admit go on ringing, and of whom has duty; the others stop. Their classes must be open; refused as `not-waiting` when
   * somebody has taken the caller.
   */
  | { verb: 'rerank'; wait: string; rank: number; limit?: number; steps?: Wait['steps'] }
  /** The caller left the line or the conversation is over; live offers are withdrawn. */
  | { verb: 'leave'; wait: string }
  /** Takes the next slot of the dial line, which spaces the calls we create; refused as `no-slot` with the time of the next. `first`: for a P1; `legs`: that many slots in a row, the others following. */
  | { verb: 'dial-slot'; perSecond: number; first?: true; legs?: number }
  /** A P1 was refused a slot: until then the others are refused too, so that the next slot is the P1's. */
  | { verb: 'dial-wish'; until: number }
  /** Reserves the agents for the caller, all or none; refused unless all are free, admitted, not cooled, and nobody better placed waits for them who could be served. */
  | { verb: 'claim'; offer: string; wait: string; agents: readonly string[]; class: ClassName; expires: number }
  /**
   * Rings whoever has duty for a P1: in any presence, signed in or not, unless a phone of theirs rings for us or they are in a call.
   * `limit`: the phones that may ring when this is one of them, where that is more than the caller's own limit lets a claim have.
   */
  | { verb: 'summon'; offer: string; wait: string; agent: string; class: ClassName; expires: number; limit?: number }
  /** Of two who are rung together the first says yes: refused as `other-agreed` where the other one has, since then it is an accept. */
  | { verb: 'agree'; offer: string; agent: string }
  /** The first accept wins: the caller talks, the agent is busy, all other offers of the caller are withdrawn. `agent`: by that one of two; refused as `other-not-agreed` until the other has agreed. */
  | { verb: 'accept'; offer: string; agent?: string }
  /** An offer is over without a winner; its agents cool down for `coolMs`: of two, whoever had not agreed, or `agent` alone. An offer already over is let pass. */
  | { verb: 'return'; offer: string; why: OfferEnd; coolMs: number; agent?: string }
  /** What an agent sets, or an edit of their attributes: `classes` as computed at the registry's version `at`. `ready` ends wrap-up. */
  | { verb: 'presence'; agent: string; presence: Presence; until?: number; classes: Readonly<Record<ClassName, number>>; at: number }
  /** The classes alone, as computed at the registry's version `at`: what they set and the state they are in stay as they are. `until`: a lease that would be longer ends then. */
  | { verb: 'reclass'; agent: string; classes: Readonly<Record<ClassName, number>>; at: number; until?: number }
  /** The desk is still there: the lease goes on, or a lapsed one comes back. What they set, and wrap-up, stay as they are. */
  | { verb: 'renew'; agent: string; until: number }
  /** A busy agent's conversation is over: wrap-up until then, then ready again (or what they set meanwhile). */
  | { verb: 'finish'; agent: string; wrapUntil: number }
  | { verb: 'extend-wrap'; agent: string; wrapUntil: number }
  /** Wrap-up or a presence lease has run out, or the end of a cool-down: publishes what the clock says now. */
  | { verb: 'refresh'; agent: string }
  /** What this commit does is done once in `ms`, whoever asks for it: refused as `lately` where one with this key was written in that time. */
  | { verb: 'once'; key: string; ms: number };

export type Refusal =
  | { why: 'no-slot'; next: number }
  | { why: 'lately' }
  | { why: 'classes-moved' }
  | { why: 'class-not-open'; class: ClassName }
  | { why: 'no-such-wait' | 'no-such-agent' | 'no-such-offer' }
  /** The offer, the caller or an agent is no longer in the state the verb needs. */
  | { why: 'offer-over' | 'not-waiting' | 'not-free' | 'not-admitted' | 'cooled' | 'better-placed' | 'at-limit' | 'other-agreed' | 'other-not-agreed' };

/** Somebody for whom a decision may be possible now. */
export type Who = { wait: string } | { agent: string };

/** An agent and an interpreter who take a caller together. */
export interface Pair {
  agent: string;
  interpreter: string;
}

/** What one looks at to decide: the heads of each class, in the store's order; of a pair class only where both are free. */
export type Look =
  | { for: 'wait'; wait: Wait; agents: readonly { agent: string; class: ClassName; score: number; since: number; interpreter?: string }[] }
  | { for: 'agent'; agent: FloorAgent; waits: readonly { wait: Wait; class: ClassName; pair?: Pair }[] };
