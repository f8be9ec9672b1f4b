// The store's port. Two adapters serve a centre, LMDB and Redis; a third, in memory, is the model both are held against.
import type { Call } from '../call/call.ts';
import type { ClassName, FloorAgent, FloorVerb, InLine, LinePlace, Look, Offer, Refusal, Wait, Who } from './floor.ts';

/**
 * Something to be done outside, or later: performed at least once, by whoever takes it, until it is done.
 * A commit gives each piece an id; writing the same id again replaces it, so a timer can be set anew.
 */
export interface Work<Deed = unknown> {
  id: string;
  /** When it falls due. Work due at once is leased to the process that wrote it. */
  at: number;
  deed: Deed;
}
/** Work in somebody's hands: `token` proves the lease when it is marked done. */
export interface TakenWork<Deed = unknown> extends Work<Deed> {
  token: string;
  /** How often it was taken, this time included. */
  tries: number;
}

export interface Entry {
  at: number;
  kind: string;
  /** The caller's call this belongs to, also for entries of agents' legs. */
  call?: string;
  [detail: string]: unknown;
}
/** A journal entry with its cursor; cursors sort in journal order, as strings. */
export interface Written extends Entry {
  cursor: string;
}

export type RecordKind = 'case' | 'agent' | 'pin' | 'voicemail' | 'recording' | 'escalation' | 'callback' | 'callback-open' | 'redial' | 'misses' | 'taken' | 'flows' | 'import' | 'erasure' | 'closed-call' | 'switch' | 'note' | 'case-watch';
/** Kinds a commit may write, in the same atomic step as the call. */
export type LiveRecordKind = 'voicemail' | 'recording' | 'escalation' | 'callback' | 'callback-open' | 'redial' | 'misses' | 'agent' | 'erasure' | 'closed-call' | 'switch' | 'note' | 'case-watch';
/** A record written, or taken away, with a commit. `was`: the version that was read, 0 for a new one; absent: whatever is there. */
export type RecordWrite = { kind: LiveRecordKind; id: string; was?: number } & ({ value: unknown } | { gone: true });
export interface Kept<T = unknown> {
  id: string;
  version: number;
  value: T;
}

/** Everything one turn changes, in one atomic step: all of it is written, or nothing. */
export interface Commit {
  /** Calls with the turn number that was read; `was: undefined` for a new call. */
  calls?: readonly { call: Call; was: number | undefined }[];
  floor?: readonly FloorVerb[];
  work?: readonly Work[];
  /** Work that need not be done any more (a timer called off). */
  cancel?: readonly string[];
  /** Work this commit completes; refused as `work-gone` if somebody else has. */
  done?: { id: string; token: string };
  journal?: readonly Entry[];
  records?: readonly RecordWrite[];
}

export type Committed =
  | {
      ok: true;
      /** Work written by this commit that is due now, in the hands of this process. */
      due: readonly TakenWork[];
      /** Who was freed, joined or widened: a decision may be possible. */
      look: readonly Who[];
    }
  /** Another turn was quicker: read the call again. For a new call: `call` began with the carrier's id of this one already. */
  | { ok: false; why: 'stale'; call: string }
  | { ok: false; why: 'work-gone' }
  /** Another write of this record came first. */
  | { ok: false; why: 'record'; kind: LiveRecordKind; id: string }
  | { ok: false; why: 'refused'; verb: FloorVerb; refusal: Refusal };

export interface Page {
  /** From after this id or cursor. */
  after?: string;
  limit: number;
}

export interface Store {
  readonly name: 'lmdb' | 'redis' | 'memory';

  commit(commit: Commit): Promise<Committed>;

  call(id: string): Promise<Call | undefined>;
  callBySid(sid: string): Promise<Call | undefined>;
  /** Calls by id order; `live` leaves the finished ones out. */
  calls(page: Page & { live?: boolean }): Promise<readonly Call[]>;

  floor: {
    /** Makes classes usable: `base` says whether a class admits an agent, and with which base. */
    open(classes: readonly ClassName[], base: (name: ClassName, agent: string) => number | undefined | Promise<number | undefined>): Promise<void>;
    /** The registry: every open class and the version that `presence` must name. */
    classes(): Promise<{ version: number; names: readonly ClassName[] }>;
    look(who: Who): Promise<Look | undefined>;
    /** Callers who could be matched but have no offer, who stands first first: nobody, but while the dial line is full. */
    missed(limit: number): Promise<readonly Who[]>;
    /** A caller, and how many are ahead of them among those who wait for any of the same classes. */
    inLine(wait: string): Promise<InLine | undefined>;
    /** How many would be ahead of somebody who comes to this place. */
    before(place: LinePlace): Promise<number>;
    wait(id: string): Promise<Wait | undefined>;
    agent(id: string): Promise<FloorAgent | undefined>;
    offer(id: string): Promise<Offer | undefined>;
    /** Who is not rung for a caller again before when, of those whose cool-down is not over. */
    cooled(wait: string): Promise<Readonly<Record<string, number>>>;
    waits(): Promise<readonly Wait[]>;
    agents(): Promise<readonly FloorAgent[]>;
  };

  work: {
    /** Takes what is due; each piece comes again after `leaseMs` unless it is done. */
    take(limit: number, leaseMs: number): Promise<readonly TakenWork[]>;
    done(id: string, token: string): Promise<void>;
    /** Gives a piece back, to be tried again at `at`. */
    again(id: string, token: string, at: number): Promise<void>;
    /** When the next piece falls due. */
    next(): Promise<number | undefined>;
    size(): Promise<number>;
  };

  journal: {
    append(entries: readonly Entry[]): Promise<void>;
    read(page: Page & { call?: string }): Promise<readonly Written[]>;
    /** Entries as they are written, from after the cursor on (undefined: from now), until the signal. */
    follow(after: string | undefined, signal: AbortSignal): AsyncIterable<Written>;
  };

  records: {
    get<T>(kind: RecordKind, id: string): Promise<Kept<T> | undefined>;
    /** `version`: the one that was read, 0 for a new record; absent: whatever is there. False if another write came first. */
    put(kind: RecordKind, id: string, value: unknown, version?: number): Promise<boolean>;
    remove(kind: RecordKind, id: string): Promise<boolean>;
    list<T>(kind: RecordKind, page: Page): Promise<readonly Kept<T>[]>;
  };

  /** Counts one more for a key within a window and says how many there are now. `by` 0 only looks; less takes back what was counted. */
  tally(key: string, windowMs: number, by?: number): Promise<number>;

  /** Forgets one finished call with its entries in the journal, so many at a time; says how many rows went, 0 where nothing is left. */
  forgetCall(id: string, limit: number): Promise<number>;
  /** Forgets finished calls and journal entries from before then, a bounded number at a time; says how many went. */
  retain(before: number, limit: number): Promise<number>;
  /** A copy that a restore can start from, while calls go on. */
  backup(folder: string): Promise<void>;
  /** Throws when the store cannot be used now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
