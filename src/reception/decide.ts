// Brings callers and agents together: look at the floor, match, claim. A refused claim is simply decided again.
import { beginAgent, lineFor } from '../call/begin.ts';
import { type CallerCall, isOver } from '../call/call.ts';
import type { Deed } from '../call/effects.ts';
import { callerOf } from '../call/scene.ts';
import { isCalledFirst } from '../call/customer-first.ts';
import { needsDuty } from '../call/summon.ts';
import type { Agent, Centre } from '../centre/centre.ts';
import { dutyLadder } from '../duty/ladder.ts';
import type { Flows } from '../flow/verbs.ts';
import type { E164 } from '../phone/number.ts';
import { callIn, decisionOf, OTHERS_MAX, type Decision, type RefusedClaim } from '../routing/decision.ts';
import { match, peopleOf } from '../routing/match.ts';
import { interpretedBy } from '../routing/pair.ts';
import type { FloorVerb, Who } from '../store/floor.ts';
import type { Committed, TakenWork, Work } from '../store/store.ts';
import type { Parts } from './parts.ts';

/** Offers made, or claims refused, before this look is left to the next event. */
const TRIES_MAX = 50;
/** The carrier lets a phone ring five seconds longer than asked for; the lease is over five seconds after that. */
export const LEASE_MORE_MS = 10_000;

type FlowsOf = (hash: string) => Promise<Flows>;
type Perform = (due: readonly TakenWork[]) => void;
/** Somebody is looked at again then: whoever writes such work also arms its own clock. */
type WakeBy = (at: number) => void;
type Found = NonNullable<ReturnType<typeof match>>;

/** `full`: the dial line had no slot; it is looked again when it has one. */
export interface Decided {
  offers: number;
  full: boolean;
}

/** Makes every offer that can be made now for somebody who waits or has become free, and says how many. */
export async function decideFor(parts: Parts, flowsOf: FlowsOf, who: Who, perform: Perform, wakeBy: WakeBy): Promise<Decided> {
  let offers = 0;
  let full = false;
  let refused: RefusedClaim[] = [];
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const look = await parts.store.floor.look(who);
    const found = look && match(look);
    if (!found) break;
    const claimed = await claim(parts, flowsOf, found, who, decisionOf(look, found, refused));
    if (claimed === 'mended') continue;
    if (claimed.ok) {
      offers++;
      refused = [];
      perform(claimed.due);
      if (found.interpreter !== undefined) wakeBy(parts.clock.now() + spacingMs(parts.centre));
    } else if (claimed.why === 'refused') {
      const { refusal } = claimed;
      if (refusal.why === 'no-slot') {
        perform(await later(parts, who, refusal.next, claimed.verb.verb === 'dial-slot' && claimed.verb.first));
        wakeBy(refusal.next);
        full = true;
        break;
      }
      refused.push({ call: callIn(look, found.wait), agent: found.agent, why: refusal.why });
      // Somebody better placed waits for that agent: they come first, and then there may be another agent for this one.
      if (refusal.why === 'better-placed') {
        const better = await forThemFirst(peopleOf(found).filter((agent) => !('agent' in who && who.agent === agent)), (agent) => decideFor(parts, flowsOf, { agent }, perform, wakeBy));
        offers += better.offers;
        full = better.full;
        if (full) break;
      }
    }
  }
  await noteRefused(parts, refused);
  return { offers, full };
}

/** Each of those who were to take a caller looks for whoever stands before them. */
async function forThemFirst(agents: readonly string[], decide: (agent: string) => Promise<Decided>): Promise<Decided> {
  let offers = 0;
  for (const agent of agents) {
    const better = await decide(agent);
    offers += better.offers;
    if (better.full) return { offers, full: true };
  }
  return { offers, full: false };
}

/** Callers looked at for one slot: mostly the first of them takes it. */
const NEXT_MAX = 20;

/** The dial line has a slot again: whoever stands first gets it, and the others wait for the next one. */
export async function decideNext(parts: Parts, decide: (who: Who) => Promise<Decided>): Promise<void> {
  while (await oneOffered(parts, decide));
}

async function oneOffered({ store }: Parts, decide: (who: Who) => Promise<Decided>): Promise<boolean> {
  for (const who of await store.floor.missed(NEXT_MAX)) {
    const { offers, full } = await decide(who);
    if (full || offers > 0) return !full;
  }
  return false;
}

/** Refusals that led to no offer in the end; the others stand in the entry of the offer. */
async function noteRefused({ store, clock }: Parts, refused: readonly RefusedClaim[]): Promise<void> {
  const [first] = refused;
  if (first) await store.journal.append([{ at: clock.now(), kind: 'not-claimed', call: first.call, refused: refused.slice(0, OTHERS_MAX) }]);
}

/** The customer is rung first, and hears who calls, before an agent who is reserved for them is. */
const RESERVED_MORE_MS = 60_000;

/** `mended`: one of the two was on the floor without being there, and is so no longer. */
async function claim(parts: Parts, flowsOf: FlowsOf, found: Found, who: Who, decision: Decision): Promise<Committed | 'mended'> {
  const { store, people, centre, clock } = parts;
  const [wait, agent, interpreter] = await Promise.all([store.floor.wait(found.wait), people.get(found.agent), found.interpreter === undefined ? undefined : people.get(found.interpreter)]);
  const asker = wait && (await store.call(wait.call));
  const caller = asker?.role === 'caller' ? asker : asker && (await store.call(callerOf(asker)));
  if (!asker || caller?.role !== 'caller' || isOver(asker)) return mend(parts, { verb: 'leave', wait: found.wait });
  if (!hasPhone(agent)) return notThere(parts, found.agent);
  if (found.interpreter !== undefined && !hasPhone(interpreter)) return notThere(parts, found.interpreter);
  const askedBy = asker.role === 'agent' ? (await people.get(asker.agent))?.name : undefined;
  const now = clock.now();
  const offer = parts.fresh();
  const duty = asker === caller && needsDuty(caller) && dutyLadder(centre, caller.region, now).includes(agent.id) ? {} : undefined;
  const about = { id: offer, wait: found.wait, asker, caller, ...(askedBy === undefined ? {} : { askedBy }), shows: callerIdFor(centre, caller), teams: centre.teams, now };
  const tree = await flowsOf(asker.flows);
  const language = interpretedBy(found.class) ?? '';
  const reserved = asker === caller && !interpreter && isCalledFirst(caller, centre.callbacks.first);
  const leg = beginAgent(tree, { ...about, agent, ...(duty && { duty }), ...(reserved && { reserved }), ...(interpreter && { pair: { as: 'agent', beside: interpreter, language } }) });
  const beside = hasPhone(interpreter) ? [beginAgent(tree, { ...about, agent: interpreter, pair: { as: 'interpreter', beside: agent, language } })] : [];
  const legs = [leg, ...beside];
  const work = reserved ? [reservedFor(caller.id, found.wait, offer)] : legs.map(({ id }, index): Work<Deed> => ({ id: `dial:${id}`, at: index === 0 ? 0 : now + spacingMs(centre), deed: { do: 'dial', call: id } }));
  return store.commit({
    calls: legs.map((call) => ({ call, was: undefined })),
    floor: [
      ...(reserved ? [] : [{ verb: 'dial-slot' as const, perSecond: centre.settings.callsPerSecond, ...(isP1(caller) && { first: true as const }), ...(legs.length > 1 && { legs: legs.length }) }]),
      { verb: 'claim', offer, wait: found.wait, agents: peopleOf(found), class: found.class, expires: now + (legs.length - 1) * spacingMs(centre) + centre.settings.ringS * 1000 + LEASE_MORE_MS + (reserved ? centre.settings.ringS * 1000 + RESERVED_MORE_MS : 0) },
    ],
    work: duty ? [...work, summonsText(offer, agent.id)] : work,
    journal: [{ at: now, kind: 'offered', call: caller.id, leg: offer, agent: found.agent, ...(found.interpreter !== undefined && { interpreter: found.interpreter }), class: found.class, waitedMs: now - wait.joined, ...(reserved && { reserved }), ...(asker !== caller && { consulted: true }), because: 'wait' in who ? 'the caller waits' : 'the agent became free', ...decision }],
  });
}

const notThere = async (parts: Parts, agent: string): Promise<'mended'> => mend(parts, { verb: 'presence', agent, presence: 'offline', classes: {}, at: (await parts.store.floor.classes()).version });

/** Between two calls of ours the carrier wants so long. */
const spacingMs = ({ settings }: Pick<Centre, 'settings'>): number => Math.ceil(1000 / settings.callsPerSecond);

/** Nobody is dialled for them yet: the customer is told, and called. */
const reservedFor = (call: string, wait: string, offer: string): Work<Deed> =>
  ({ id: `reserved:${offer}`, at: 0, deed: { do: 'tell', call, message: { tell: 'reserved', wait, offer } } });

/** Whoever has duty for a P1 is told by text too, whoever rings them. */
export const summonsText = (offer: string, agent: string): Work<Deed> =>
  ({ id: `summons:${offer}`, at: 0, deed: { do: 'text', to: { agent }, about: offer, key: 'page.summons', values: {} } });

/** A call that is over does not wait, and somebody who has no phone any more is not there. */
async function mend(parts: Parts, verb: FloorVerb): Promise<'mended'> {
  await parts.store.commit({ floor: [verb] });
  parts.log.warn({ verb: verb.verb }, 'the floor held somebody who is not there');
  return 'mended';
}

export const hasPhone = (agent: Agent | undefined): agent is Agent & { phone: E164 } => agent?.phone !== undefined;

const isP1 = ({ standing }: CallerCall): boolean => standing?.priority === 'P1';

/** Our outgoing calls show the number of the caller's region, or of the line they dialled. */
export function callerIdFor(centre: Centre, caller: CallerCall): E164 {
  return centre.regions[caller.region]?.callerId ?? lineFor(centre, caller.line).number;
}

/** A P1 that was refused takes the next slot, whoever asks first. In this time every process has looked again. */
const DIAL_WISH_MS = 150;

const wishEnds = (next: number): number => Math.ceil(next + DIAL_WISH_MS);
export const dialWish = (next: number): FloorVerb => ({ verb: 'dial-wish', until: wishEnds(next) });

/** The slot may be there already when this is written: then it is due, and in our hands. */
async function later({ store }: Parts, who: Who, at: number, first = false): Promise<readonly TakenWork[]> {
  const committed = await store.commit(first ? { work: [itsOwn(who, at), whoeverIsNext(wishEnds(at))], floor: [dialWish(at)] } : { work: [whoeverIsNext(at)] });
  return committed.ok ? committed.due : [];
}

/** Of all who wait for a slot one look is enough; only a P1 has its own, since that slot is reserved. */
const whoeverIsNext = (at: number): Work<Deed> => ({ id: 'decide-next', at, deed: { do: 'decide-next' } });
const itsOwn = (who: Who, at: number): Work<Deed> => ({ id: 'wait' in who ? `decide:w:${who.wait}` : `decide:a:${who.agent}`, at, deed: { do: 'decide', who } });
