// What agents did, as a fold of the journal: the states they were in, the conversations they handled with wrap-up, and what became of offers.
import type { FloorAgent } from '../store/floor.ts';
import type { Entry } from '../store/store.ts';
import { keyOf, type Key, type Visits } from './visits.ts';

type State = FloorAgent['state'];

/** `pause` is a wrap-up that follows no conversation: a phone that was busy, or just put down. */
export interface Span {
  agent: string;
  state: State | 'pause';
  from: number;
  /** Undefined: still so. */
  to?: number;
}

/** One conversation of one agent, over with the end of its wrap-up. Legs that were only consulted are none; whoever came from there to the caller has one from then on. */
export interface Handling extends Key {
  call: string;
  at: number;
  talkMs: number;
  wrapMs: number;
}

export type OfferResult = 'accepted' | 'declined' | 'timed-out' | 'failed' | 'withdrawn';

export interface OfferOver extends Key {
  call: string;
  at: number;
  /** How long it was out. */
  rangMs: number;
  result: OfferResult;
}

export interface Staff {
  spans: Span[];
  handled: Handling[];
  offers: OfferOver[];
  now: Map<string, Span>;
  /** Offers out, by the leg that rings; conversations, by leg; and by agent those in wrap-up. */
  ringing: Map<string, { key: Key; since: number }>;
  talking: Map<string, { key: Key; call: string; since: number }>;
  wrapping: Map<string, { key: Key; call: string; talkMs: number; since: number }>;
}

export const noStaff = (): Staff => ({ spans: [], handled: [], offers: [], now: new Map(), ringing: new Map(), talking: new Map(), wrapping: new Map() });

/** After the visits have taken it in: an offer and a conversation are of the queue in which the caller stands. */
export function addToStaff(staff: Staff, visits: Visits, entry: Entry): void {
  const { kind, call, at } = entry;
  const leg = entry['leg'] as string | undefined;
  const agent = entry['agent'] as string | undefined;
  if (kind === 'agent-state' && agent !== undefined) return changed(staff, agent, at, entry['from'] as State, entry['to'] as State);
  if (call === undefined || leg === undefined) return;
  const visit = visits.of.get(call);
  switch (kind) {
    // Whoever is only reserved is rung once the customer is there.
    case 'offered': case 'summoned': case 'rung':
      if (visit && entry['consulted'] !== true && entry['reserved'] !== true) staff.ringing.set(leg, { key: keyOf(visit), since: at });
      return;
    case 'taken':
      offerOver(staff, leg, call, at, 'accepted');
      if (visit && entry['consulted'] !== true) staff.talking.set(leg, { key: keyOf(visit), call, since: at });
      return;
    // Whoever was consulted and comes to the caller talks with them from then on.
    case 'joined-room':
      if (visit && !staff.talking.has(leg)) staff.talking.set(leg, { key: keyOf(visit), call, since: at });
      return;
    case 'not-taken': case 'offer-over':
      return offerOver(staff, leg, call, at, RESULTS[entry['why'] as string] ?? 'failed');
    case 'talked': {
      const talk = staff.talking.get(leg);
      staff.talking.delete(leg);
      if (talk && agent !== undefined) staff.wrapping.set(agent, { key: talk.key, call, talkMs: Math.max(0, at - talk.since), since: at });
    }
  }
}

const RESULTS: Readonly<Record<string, OfferResult>> = { declined: 'declined', expired: 'timed-out', failed: 'failed', withdrawn: 'withdrawn' };

/** What is said first of an offer counts. */
function offerOver(staff: Staff, leg: string, call: string, at: number, result: OfferResult): void {
  const rang = staff.ringing.get(leg);
  if (rang) staff.offers.push({ ...rang.key, call, at, rangMs: Math.max(0, at - rang.since), result });
  staff.ringing.delete(leg);
}

function changed(staff: Staff, agent: string, at: number, from: State, to: State): void {
  const last = staff.now.get(agent);
  if (last) last.to = Math.max(at, last.from);
  // Whoever is met for the first time was in the state before from the beginning of what is read.
  else staff.spans.push({ agent, state: from, from: -Infinity, to: at });
  const span: Span = { agent, state: to === 'wrap' && from !== 'busy' ? 'pause' : to, from: at };
  staff.spans.push(span);
  staff.now.set(agent, span);
  if (to !== 'wrap') wrapped(staff, agent, at);
}

function wrapped(staff: Staff, agent: string, at: number): void {
  const wrap = staff.wrapping.get(agent);
  if (!wrap) return;
  staff.wrapping.delete(agent);
  staff.handled.push({ ...wrap.key, call: wrap.call, at: Math.max(at, wrap.since), talkMs: wrap.talkMs, wrapMs: Math.max(0, at - wrap.since) });
}

/** What is so still is so until now; who changed nothing since the reading began is in the state the floor has them in. */
export function spansUntil(now: number, spans: readonly Span[], floor: readonly Pick<FloorAgent, 'id' | 'state' | 'since'>[], began: number): Span[] {
  const known = new Set(spans.map(({ agent }) => agent));
  const unchanged = floor.filter(({ id, since }) => !known.has(id) && since <= began).map(({ id, state }): Span => ({ agent: id, state, from: -Infinity }));
  return [...spans, ...unchanged].map(({ to = now, ...span }) => ({ ...span, to }));
}
