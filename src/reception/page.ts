// Rings the duty ladder, one after the other, until somebody acknowledges.
import { beginPage } from '../call/begin.ts';
import { UNANSWERED } from '../call/open-escalation.ts';
import type { Deed } from '../call/effects.ts';
import { dutyLadder } from '../duty/ladder.ts';
import type { TakenWork } from '../store/store.ts';
import type { Desk, Done } from './desk.ts';

/** How often the whole ladder is rung before it is left to people and to the record. */
const ROUNDS_MAX = 3;
const LIVE_CALLS_MAX = 10_000;

export async function page(desk: Desk, deed: Deed & { do: 'page' }, work: TakenWork): Promise<Done> {
  const { centre, people, store, clock, log } = desk.parts;
  const region = centre.regions[deed.escalation.region] ?? Object.values(centre.regions)[0];
  const caller = await store.call(deed.escalation.call);
  // Somebody has taken a P1 meanwhile, or they have hung up: nobody need be woken for it any more.
  if (deed.escalation.reason === UNANSWERED && caller?.doing.is !== 'waiting') return 'done';
  const ladder = dutyLadder(centre, deed.escalation.region, clock.now());
  const id = ladder[deed.rung % Math.max(1, ladder.length)];
  const agent = id === undefined ? undefined : await people.get(id);
  if (!region || !agent || deed.rung >= ladder.length * ROUNDS_MAX) {
    await store.journal.append([{ at: clock.now(), kind: 'page-unanswered', call: deed.escalation.call, escalation: deed.escalation.id }]);
    log.warn({ escalation: deed.escalation.id }, 'nobody on duty acknowledged a page');
    return 'done';
  }
  // Whoever is at work is in the hunt already, by the same phone.
  const there = deed.escalation.reason === UNANSWERED ? await store.floor.agent(agent.id) : undefined;
  if (agent.phone === undefined || (there && there.state !== 'offline' && there.state !== 'away')) return next(desk, deed, work);
  const leg = beginPage(desk.parts.flows, { id: desk.parts.fresh(), escalation: deed.escalation, rung: deed.rung, agent: { ...agent, phone: agent.phone }, shows: region.callerId, now: clock.now() });
  const committed = await store.commit({
    calls: [{ call: leg, was: undefined }],
    floor: [{ verb: 'dial-slot', perSecond: centre.settings.callsPerSecond }],
    work: [{ id: `dial:${leg.id}`, at: 0, deed: { do: 'dial', call: leg.id } satisfies Deed }],
    journal: [{ at: clock.now(), kind: 'paged', call: leg.caller, leg: leg.id, agent: leg.agent, escalation: deed.escalation.id }],
    done: work,
  });
  if (committed.ok) {
    desk.performAll(committed.due);
    return 'committed';
  }
  return committed.why === 'refused' && committed.refusal.why === 'no-slot' ? { again: Math.max(0, committed.refusal.next - clock.now()) } : 'committed';
}

/** Somebody without a phone, or with it in use, is passed over. */
async function next(desk: Desk, deed: Deed & { do: 'page' }, work: TakenWork): Promise<Done> {
  const committed = await desk.parts.store.commit({ done: work, work: [{ id: `next:${work.id}:${deed.rung}`, at: 0, deed: { ...deed, rung: deed.rung + 1 } }] });
  if (committed.ok) desk.performAll(committed.due);
  return 'committed';
}

/** A page finds its leg by the escalation; there are few at a time, and this is asked only after a page. */
export async function pageOver(desk: Desk, escalation: string): Promise<Done> {
  const { store } = desk.parts;
  const live = await store.calls({ live: true, limit: LIVE_CALLS_MAX });
  const legs = live.filter((call) => call.role === 'page' && call.escalation.id === escalation && call.escalation.reason === UNANSWERED);
  if (legs.length === 0) return 'done';
  const committed = await store.commit({ work: legs.map(({ id }) => ({ id: `over:${id}`, at: 0, deed: { do: 'tell', call: id, message: { tell: 'offer-over', why: 'withdrawn' } } satisfies Deed })) });
  if (committed.ok) desk.performAll(committed.due);
  return 'done';
}
