// Time passing: due work is taken when it falls due, the floor is swept each second, and long-silent calls are looked up at the carrier.
import type { Call } from '../call/call.ts';
import type { LegEnd, Message } from '../call/event.ts';
import type { Cancel } from '../clock.ts';
import type { Who } from '../store/floor.ts';
import type { TakenWork } from '../store/store.ts';
import { forgetOldCallbacks } from './callbacks.ts';
import { forgetOldClosedCalls } from './closed-calls.ts';
import { forgetOldConversations } from './conversations.ts';
import type { LegStatus } from './carrier.ts';
import { liveCalls } from './live-calls.ts';
import type { Decided } from './decide.ts';
import { fileOldEntries } from './journal-files.ts';
import { forgetOldVoicemails } from './voicemail-work.ts';
import { forgetOldNotes } from './notes.ts';
import type { Parts } from './parts.ts';

/** Everybody sweeps each second; what a dead process left is found by whoever lives. */
const SWEEP_MS = 1_000;
/** Longer than anything a deed waits for, shorter than a caller's patience. */
const LEASE_MS = 15_000;
const TAKEN_MAX = 100;
/** Callers in a hold loop come back every few seconds; a leg silent for longer is asked about. */
const SILENT_MS = 60_000;
const LOOKED_UP_MAX = 10;
/** What is older than the centre keeps goes in steps small enough to be felt by nobody. */
const RETAIN_MS = 60_000;
const RETAINED_MAX = 200;
const DAY_MS = 86_400_000;

export interface Ticking {
  parts: Parts;
  performAll: (due: readonly TakenWork[]) => void;
  decide: (who: Who) => Promise<Decided>;
  ended: (call: string, status: LegEnd) => void;
  tell: (call: string, message: Message) => Promise<unknown>;
  /** When each call was last heard of by this process. */
  heardAt: Map<string, number>;
  behind: (what: string, doing: Promise<unknown>) => void;
}

export function createTicker({ parts, performAll, decide, ended, tell, heardAt, behind }: Ticking) {
  const { store, clock, carrier, count, log } = parts;
  let stopped = true;
  let wake: { at: number; cancel: Cancel } | undefined;
  let cancelSweep: Cancel = () => undefined;
  let sweeps = 0;
  let seen = new Set<string>();
  let switched = parts.emergency.current();

  async function takeDue(): Promise<void> {
    const due = await store.work.take(TAKEN_MAX, LEASE_MS);
    performAll(due);
    const next = await store.work.next();
    if (next !== undefined) wakeBy(next);
  }

  /** A timer fires within some milliseconds of its time: the sweep alone would be up to a second late. */
  function wakeBy(at: number): void {
    if (stopped || (wake && wake.at <= at)) return;
    wake?.cancel();
    const cancel = clock.after(Math.max(0, at - clock.now()), () => {
      wake = undefined;
      behind('due work', takeDue());
    });
    wake = { at, cancel };
  }

  async function sweep(): Promise<void> {
    await parts.emergency.read();
    await followSwitch();
    await takeDue();
    await repair();
    if (sweeps % (SILENT_MS / SWEEP_MS) === 0) await reconcile();
    if (sweeps % (RETAIN_MS / SWEEP_MS) === 0) await forgetOld();
    sweeps++;
  }

  /** Promised callers hear no music whose rounds would ask whether their line is closed: whoever sees the switch turned tells them. */
  async function followSwitch(): Promise<void> {
    const now = parts.emergency.current();
    if (now === switched) return;
    for await (const { role, id, doing } of liveCalls(store)) {
      if (role === 'caller' && doing.is === 'promised' && doing.wait !== undefined) await tell(id, { tell: 'due', what: 'callback', of: id });
    }
    switched = now;
  }

  async function forgetOld(): Promise<void> {
    const before = clock.now() - parts.centre.settings.keepDays * DAY_MS;
    // Memory is dearer than disk: what Redis forgets is kept in files.
    if (store.name === 'redis' && parts.journalFolder !== undefined) await fileOldEntries(store, parts.journalFolder, before, RETAINED_MAX);
    await store.retain(before, RETAINED_MAX);
    await forgetOldClosedCalls(store, before, RETAINED_MAX);
    await forgetOldNotes(store, before, RETAINED_MAX);
    performAll(await forgetOldVoicemails(parts));
    await forgetOldCallbacks(parts);
    performAll(await forgetOldConversations(parts, RETAINED_MAX));
  }

  /**
   * What one sweep finds may be in somebody's hands at that very moment, or wait for its slot in the dial line. What the
   * next one finds again, and what then comes to an offer, is a look that was lost.
   */
  async function repair(): Promise<void> {
    const found = await store.floor.missed(TAKEN_MAX);
    const again = found.filter((who) => seen.has(JSON.stringify(who)));
    seen = new Set(found.map((who) => JSON.stringify(who)));
    for (const who of again) {
      const { offers, full } = await decide(who);
      if (offers > 0) {
        count('repair');
        log.warn({ who }, 'the sweep found a match that no event had made');
      }
      if (full) return;
    }
  }

  async function reconcile(): Promise<void> {
    const now = clock.now();
    const silent: Call[] = [];
    const gone = new Set(heardAt.keys());
    for await (const call of liveCalls(store)) {
      gone.delete(call.id);
      if (silent.length < LOOKED_UP_MAX && now - (heardAt.get(call.id) ?? call.began) >= SILENT_MS) silent.push(call);
    }
    for (const id of gone) heardAt.delete(id);
    for (const call of silent) {
      heardAt.set(call.id, now);
      const status = await endAtCarrier(call);
      if (status) ended(call.id, status);
    }
  }

  /** A leg whose end never reached us, or that we never got to know of. */
  async function endAtCarrier(call: Call): Promise<LegEnd | undefined> {
    // A promise has no leg, and of one that is asked for its own timer tells.
    if (call.sid === undefined) return call.role === 'caller' ? undefined : 'failed';
    return endFound(await carrier.status(call.sid));
  }

  function again(): void {
    if (stopped) return;
    cancelSweep = clock.after(SWEEP_MS, () => {
      behind('sweep', sweep());
      again();
    });
  }

  return {
    start(): void {
      stopped = false;
      again();
      wakeForNext();
    },
    stop(): void {
      stopped = true;
      wake?.cancel();
      cancelSweep();
    },
    wakeBy,
    wakeForNext,
  };

  function wakeForNext(): void {
    if (stopped) return;
    behind('next due', store.work.next().then((next) => {
      if (next !== undefined) wakeBy(next);
    }));
  }
}

/** What a look at the carrier says; its notices are read by twilio/webhook.ts. */
function endFound(status: LegStatus): LegEnd | undefined {
  switch (status) {
    case 'completed': case 'busy': case 'no-answer': case 'failed': case 'canceled': return status;
    // A leg that the carrier does not know is nobody's any more.
    case 'unknown': return 'failed';
    case 'queued': case 'ringing': case 'in-progress': return undefined;
  }
}
