// Rings the duty ladder, one after the other, until somebody acknowledges.
import { beginPage } from '../call/begin.ts';
import type { Deed } from '../call/effects.ts';
import { dutyLadder } from '../duty/ladder.ts';
import type { TakenWork } from '../store/store.ts';
import { raiseAlarm } from './alarms.ts';
import { dialWish } from './decide.ts';
import type { Desk, Done } from './desk.ts';

/** How often the whole ladder is rung before it is left to people and to the record. */
const ROUNDS_MAX = 3;

export async function page(desk: Desk, deed: Deed & { do: 'page' }, work: TakenWork): Promise<Done> {
  const { centre, people, store, clock } = desk.parts;
  const region = centre.regions[deed.escalation.region] ?? Object.values(centre.regions)[0];
  const ladder = dutyLadder(centre, deed.escalation.region, clock.now());
  const id = ladder[deed.rung % Math.max(1, ladder.length)];
  const agent = id === undefined ? undefined : await people.get(id);
  if (!region || deed.rung >= ladder.length * ROUNDS_MAX) {
    await store.journal.append([{ at: clock.now(), kind: 'page-unanswered', call: deed.escalation.call, escalation: deed.escalation.id }]);
    return raiseAlarm(desk, { what: ladder.length === 0 ? 'nobody-on-duty' : 'page-unanswered', about: deed.escalation.id }, work);
  }
  if (agent?.phone === undefined) return next(desk, deed, work);
  const leg = beginPage(desk.parts.flows, { id: desk.parts.fresh(), escalation: deed.escalation, rung: deed.rung, agent: { ...agent, phone: agent.phone }, shows: region.callerId, now: clock.now() });
  const committed = await store.commit({
    calls: [{ call: leg, was: undefined }],
    floor: [{ verb: 'dial-slot', perSecond: centre.settings.callsPerSecond, first: true }],
    work: [{ id: `dial:${leg.id}`, at: 0, deed: { do: 'dial', call: leg.id } satisfies Deed }],
    journal: [{ at: clock.now(), kind: 'paged', call: leg.caller, leg: leg.id, agent: leg.agent, escalation: deed.escalation.id }],
    done: work,
  });
  if (committed.ok) {
    desk.performAll(committed.due);
    return 'committed';
  }
  if (committed.why !== 'refused' || committed.refusal.why !== 'no-slot') return 'committed';
  await store.commit({ floor: [dialWish(committed.refusal.next)] });
  return { again: Math.max(0, committed.refusal.next - clock.now()) };
}

/** Somebody without a phone, or who is no agent any more, is passed over. */
async function next(desk: Desk, deed: Deed & { do: 'page' }, work: TakenWork): Promise<Done> {
  const committed = await desk.parts.store.commit({ done: work, work: [{ id: `next:${work.id}:${deed.rung}`, at: 0, deed: { ...deed, rung: deed.rung + 1 } }] });
  if (committed.ok) desk.performAll(committed.due);
  return 'committed';
}
