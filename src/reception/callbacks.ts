// Callbacks outside the core: one is asked for on a customer's behalf, a customer whom an agent waits for is rung in turn with all other
// calls that we create, and old records go.
import { askCallback, type AskedFor, type CallbackAsked } from '../call/ask-callback.ts';
import type { Callback } from '../call/callback.ts';
import type { Deed } from '../call/effects.ts';
import type { CaseNumber } from '../case/number.ts';
import { isContact } from '../directory/directory.ts';
import { readCaller } from '../phone/caller.ts';
import type { E164 } from '../phone/number.ts';
import { mayCallAgain, mayDial, type OutgoingRefusal } from '../phone/outgoing.ts';
import type { TakenWork } from '../store/store.ts';
import { dialWish } from './decide.ts';
import type { Desk, Done } from './desk.ts';
import { openCallbackId } from './facts.ts';
import { calledBack } from './gate.ts';
import type { Parts } from './parts.ts';

/** Records looked at in one step. Their ids begin with the time, so the oldest come first. */
const OLD_MAX = 50;
const DAY_MS = 86_400_000;

/** What has ended before the centre keeps calls goes like them. */
export async function forgetOldCallbacks({ store, clock, centre }: Pick<Parts, 'store' | 'clock' | 'centre'>): Promise<void> {
  const before = clock.now() - centre.settings.keepDays * DAY_MS;
  for (const { id, value } of await store.records.list<Callback>('callback', { limit: OLD_MAX })) {
    if (value.endedAt !== undefined && value.endedAt < before) await store.records.remove('callback', id);
  }
}

export async function ringLeg(desk: Desk, id: string, work: TakenWork): Promise<Done> {
  const { parts: { store, centre, clock }, performAll } = desk;
  if (await hasGoneHome(desk.parts, id)) {
    await desk.tell(id, { tell: 'not-dialled', why: 'gone' }, work);
    return 'committed';
  }
  const committed = await store.commit({
    floor: [{ verb: 'dial-slot', perSecond: centre.settings.callsPerSecond, first: true }],
    work: [{ id: `dial:${id}`, at: 0, deed: { do: 'dial', call: id } satisfies Deed }],
    done: work,
  });
  if (committed.ok) {
    performAll(committed.due);
    return 'committed';
  }
  if (committed.why !== 'refused' || committed.refusal.why !== 'no-slot') return 'committed';
  // Somebody is on the phone for them: they come before whoever only waits.
  await store.commit({ floor: [dialWish(committed.refusal.next)] });
  return { again: Math.max(0, committed.refusal.next - clock.now()) };
}

/** Whoever was reserved and has signed out since is not rung. */
async function hasGoneHome({ store }: Parts, id: string): Promise<boolean> {
  const leg = await store.call(id);
  return leg?.role === 'agent' && (await store.floor.agent(leg.agent))?.presence !== 'ready';
}

export interface CallbackWish extends Omit<AskedFor, 'to' | 'about'> {
  number: E164;
  case?: CaseNumber;
}

export type CallbackAdded =
  | { is: 'added'; callback: Callback }
  /** This person has one for this. */
  | { is: 'open'; callback: string }
  | { is: 'not-callable'; why: OutgoingRefusal }
  /** Called back so often today that the gate would refuse one more when it is due. */
  | { is: 'too-often' }
  | { is: 'no-case'; why: 'unknown' | 'closed' }
  | { is: 'upstream'; why: string }
  | Exclude<CallbackAsked, { is: 'promised' }>
  | { is: 'busy' };

/** Of two who ask at once the commit lets one have it; the other finds it open when it looks again. */
const TRIES_MAX = 3;

/** Somebody asks for a callback who is not on the phone. Asked for again, it is there already. */
export async function addCallback({ parts, performAll }: Pick<Desk, 'parts' | 'performAll'>, wish: CallbackWish): Promise<CallbackAdded> {
  const { store, centre } = parts;
  const may = mayDial(wish.number, centre.outgoing, 'callback');
  const to = readCaller(wish.number);
  if (!may.ok || to.kind !== 'number') return refused(parts, wish, may.ok ? 'not-a-number' : may.why);
  const about = await caseOf(parts, wish, to);
  if (about && 'is' in about) return about;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const asked = askCallback(parts.flows, { now: parts.clock.now(), fresh: parts.fresh(), centre: parts.centre, switched: parts.emergency.current(), known: {} }, { ...wish, to, ...(about && { about }) });
    if (asked.is !== 'promised') return asked;
    const { callback, effects } = asked;
    const open = await openCallbackId(store, callback.keys);
    if (open !== undefined) return { is: 'open', callback: open };
    if (!mayCallAgain(await calledBack(parts, to.number), callback.due - callback.asked)) {
      await note(parts, wish.by, 'number-cap');
      return { is: 'too-often' };
    }
    const committed = await store.commit(effects);
    if (committed.ok) {
      performAll(committed.due);
      return { is: 'added', callback };
    }
  }
  return { is: 'busy' };
}

async function caseOf({ directory }: Parts, wish: CallbackWish, to: Parameters<typeof isContact>[1]): Promise<AskedFor['about'] | Extract<CallbackAdded, { is: 'no-case' | 'upstream' }>> {
  if (wish.case === undefined) return undefined;
  const found = await directory.findCase(wish.case);
  if (found.is === 'failed') return { is: 'upstream', why: found.why };
  if (found.is === 'unknown') return { is: 'no-case', why: 'unknown' };
  return found.case.status === 'open' ? { case: found.case, contact: isContact(found.case, to) } : { is: 'no-case', why: 'closed' };
}

async function refused(parts: Parts, { by }: CallbackWish, why: OutgoingRefusal): Promise<CallbackAdded> {
  await note(parts, by, why);
  return { is: 'not-callable', why };
}

/** What is refused is journaled, without the number. */
const note = ({ store, clock }: Parts, token: string, why: string): Promise<unknown> => store.journal.append([{ at: clock.now(), kind: 'outgoing-refused', use: 'callback', why, token }]);
