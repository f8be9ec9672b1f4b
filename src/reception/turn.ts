// One turn: load the call, gather facts, advance, commit. Whoever loses a race reads again and decides again.
import { advance } from '../call/advance.ts';
import type { Call } from '../call/call.ts';
import type { CallEvent } from '../call/event.ts';
import type { Known, Need } from '../call/facts.ts';
import type { Deed } from '../call/effects.ts';
import type { Flows } from '../flow/verbs.ts';
import { Fault } from '../faults.ts';
import type { Commit, Committed, Work } from '../store/store.ts';
import { factsFor, learn } from './facts.ts';
import { openClasses } from './classes.ts';
import type { Parts } from './parts.ts';
import { noteComing } from './who-is-there.ts';

/** Races lost in a row before we say that something is wrong. Each loss means that somebody else got on. */
const TRIES_MAX = 20;
/** Needs a single turn may have one after the other. */
const NEEDS_MAX = 8;

export interface Turn {
  event: CallEvent;
  /** Which document this answers, for a turn of the leg's own. */
  document?: number;
  /** A webhook waits for the answer; otherwise the carrier is asked to fetch it. */
  answered?: boolean;
  sid?: string;
  done?: { id: string; token: string };
}

export type Taken =
  /** `timers`: something may fall due that did not before. */
  | { is: 'taken'; call: Call; committed: Committed & { ok: true }; timers: boolean }
  /** An older document's answer, or a second copy of this one: nothing is changed by it. */
  | { is: 'late'; call: Call }
  | { is: 'nothing'; call: Call }
  | { is: 'unknown' }
  | { is: 'work-gone' };

/** `isNew`: it is not in the store yet. `remembered`: it may have changed since, so nothing but a commit may rest on it. */
export interface Loaded {
  call: Call;
  isNew?: boolean;
  remembered?: boolean;
}
/** Reads the call; `anew` from the store, whatever is remembered. */
export type Load = (anew: boolean) => Promise<Loaded | undefined>;

export async function takeTurn(parts: Parts, flowsOf: (hash: string) => Promise<Flows>, load: Load, turn: Turn): Promise<Taken> {
  const counted = new Map<string, Known>();
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const loaded = await load(tries > 0);
    if (!loaded) return { is: 'unknown' };
    const call = withSid(loaded.call, turn.sid);
    if (isLate(call, turn)) {
      if (loaded.remembered) continue;
      return { is: 'late', call };
    }
    const decided = await decide(parts, await flowsOf(call.flows), call, turn.event, counted);
    if (decided.call === loaded.call) {
      if (loaded.remembered) continue;
      return { is: 'nothing', call };
    }
    const next = decided.call === call ? { ...call, turn: call.turn + 1 } : decided.call;
    const commit = commitOf({ ...decided, call: next }, loaded.isNew ? undefined : loaded.call.turn, turn);
    const committed = await parts.store.commit(commit);
    if (committed.ok) {
      parts.walked?.(next, decided.walked);
      if (next.doing.is === 'waiting') parts.forecasts?.want();
      noteComing(parts, decided.effects.floor);
      parts.wrote?.(decided.effects.journal);
      return { is: 'taken', call: next, committed, timers: (commit.floor?.length ?? 0) + (commit.work?.length ?? 0) > 0 };
    }
    if (committed.why === 'work-gone') return { is: 'work-gone' };
    parts.count('stale');
    if (committed.why === 'refused') await afterRefusal(parts, committed);
  }
  throw new Fault('turn-lost');
}

const withSid = (call: Call, sid: string | undefined): Call => (sid !== undefined && call.sid === undefined ? { ...call, sid } : call);

/** A leg on its way into the room has nothing to say by keys; what it sends belongs to the document before. */
function isLate(call: Call, { document, event }: Turn): boolean {
  if (document === undefined) return false;
  return document !== call.document || (call.doing.is === 'joining' && event.kind !== 'out-of-room');
}

type Decided = Exclude<ReturnType<typeof advance>, { need: unknown }>;

async function decide(parts: Parts, flows: Flows, call: Call, event: CallEvent, counted: Map<string, Known>): Promise<Decided> {
  const facts = await factsFor(parts, call);
  let known: Known = {};
  for (let needs = 0; needs < NEEDS_MAX; needs++) {
    const advanced = advance(flows, call, event, { ...facts, known });
    if (!('need' in advanced)) return advanced;
    known = { ...known, ...(await learnOnce(parts, call, advanced.need, counted)) };
  }
  throw new Fault('endless', `One turn needed more than ${NEEDS_MAX} look-ups.`);
}

/** Asking for a tally, after a PIN or at the gate counts, so a turn decided again after a lost race asks for it only once. */
async function learnOnce(parts: Parts, call: Call, need: Need, counted: Map<string, Known>): Promise<Known> {
  if (need.need !== 'tally' && need.need !== 'staff' && need.need !== 'gate') return learn(parts, call, need);
  const about = need.need === 'tally' ? `tally ${need.what}` : need.need;
  const known = counted.get(about) ?? (await learn(parts, call, need));
  counted.set(about, known);
  return known;
}

function commitOf({ call, instructions, effects }: Decided, was: number | undefined, turn: Turn): Commit {
  return {
    calls: [{ call, was }, ...effects.calls],
    floor: effects.floor,
    work: instructions && !turn.answered ? [...effects.work, fetchDocument(call)] : effects.work,
    cancel: effects.cancel,
    journal: effects.journal,
    records: effects.records,
    ...(turn.done ? { done: turn.done } : {}),
  };
}

/** After this the room comes as an answer, and a fetch under way would only pull the caller out again. */
const FETCH_BY_MS = 2_000;

const fetchDocument = (call: Call): Work<Deed> => ({
  id: `go:${call.id}`,
  at: 0,
  deed: { do: 'redirect', call: call.id, turn: call.document, ...(call.doing.is === 'joining' ? { notAfter: call.doing.since + FETCH_BY_MS } : {}) },
});

async function afterRefusal(parts: Parts, { refusal }: Committed & { ok: false; why: 'refused' }): Promise<void> {
  if (refusal.why === 'class-not-open') await openClasses(parts, [refusal.class]);
}
