// Rings whoever has duty for a P1 in line, in any presence: an offer like any other, beside those of the hunt.
import { beginAgent } from '../call/begin.ts';
import type { CallerCall } from '../call/call.ts';
import type { Deed } from '../call/effects.ts';
import { dutyLadder } from '../duty/ladder.ts';
import { personClass } from '../routing/who.ts';
import type { TakenWork, Work } from '../store/store.ts';
import { raiseAlarm } from './alarms.ts';
import { callerIdFor, dialWish, hasPhone, LEASE_MORE_MS } from './decide.ts';
import type { Desk, Done } from './desk.ts';

type Summon = Deed & { do: 'summon' };

/** After the whole ladder was rung for nothing, and where nobody has duty at all. */
const PAUSE_MS = 30_000;
/** Five phones ring for this caller: one of them stops soon. */
const AT_LIMIT_MS = 2_000;

export async function summon(desk: Desk, deed: Summon, work: TakenWork): Promise<Done> {
  const { centre, store, clock } = desk.parts;
  const caller = await store.call(deed.call);
  if (caller?.role !== 'caller' || !stillWaits(caller, deed.wait)) return 'done';
  const ladder = dutyLadder(centre, caller.region, clock.now());
  if (ladder.length === 0) {
    await raiseAlarm(desk, { what: 'nobody-on-duty', about: caller.region });
    return { again: PAUSE_MS };
  }
  for (let { rung } = deed; rung < ladder.length; rung++) {
    const rang = await ring(desk, caller, { ...deed, rung }, ladder[rung] as string, work);
    if (rang !== 'next') return rang;
  }
  await raiseAlarm(desk, { what: 'duty-silent', about: caller.id });
  return again(desk, { ...deed, rung: 0 }, PAUSE_MS, work);
}

/** Somebody who has it, a priority lowered meanwhile, or an agent: nobody need be woken for this caller any more. */
function stillWaits({ doing, standing, vars }: CallerCall, wait: string): boolean {
  return doing.is === 'waiting' && doing.wait === wait && standing?.priority === 'P1' && vars['acknowledged'] !== 'yes';
}

async function ring(desk: Desk, caller: CallerCall, deed: Summon, id: string, work: TakenWork): Promise<Done | 'next'> {
  const { centre, people, store, clock, fresh } = desk.parts;
  const agent = await people.get(id);
  if (!hasPhone(agent)) return 'next';
  const [now, offer] = [clock.now(), fresh()];
  const leg = beginAgent(await desk.flowsOf(caller.flows), { id: offer, wait: deed.wait, asker: caller, caller, agent, duty: deed.rung, shows: callerIdFor(centre, caller), teams: centre.teams, now });
  const committed = await store.commit({
    calls: [{ call: leg, was: undefined }],
    floor: [
      { verb: 'dial-slot', perSecond: centre.settings.callsPerSecond, first: true },
      { verb: 'summon', offer, wait: deed.wait, agent: id, class: personClass(id), expires: now + centre.settings.ringS * 1000 + LEASE_MORE_MS, limit: centre.priorities.P1.offers },
    ],
    work: [
      { id: `dial:${offer}`, at: 0, deed: { do: 'dial', call: offer } },
      { id: `summons:${offer}`, at: 0, deed: { do: 'text', to: { agent: id }, about: offer, key: 'page.summons', values: {} } },
    ] satisfies Work<Deed>[],
    journal: [{ at: now, kind: 'summoned', call: caller.id, leg: offer, agent: id, rung: deed.rung, waitedMs: now - (caller.standing?.joined ?? now) }],
    done: work,
  });
  if (committed.ok) {
    desk.performAll(committed.due);
    return 'committed';
  }
  if (committed.why !== 'refused') return 'done';
  switch (committed.refusal.why) {
    case 'no-slot':
      await store.commit({ floor: [dialWish(committed.refusal.next)] });
      return again(desk, deed, committed.refusal.next - now, work);
    case 'at-limit':
      return again(desk, deed, AT_LIMIT_MS, work, [noPlace(deed)]);
    // Their phone rings for this caller already, has just rung for nothing, or they are in a call.
    case 'not-free': case 'cooled':
      return 'next';
    default:
      return 'done';
  }
}

const noPlace = ({ call, wait }: Summon): Work<Deed> => ({ id: `no-place:${wait}`, at: 0, deed: { do: 'tell', call, message: { tell: 'due', what: 'no-place', of: wait } } });

/** The same work anew, from another rung on. */
async function again({ parts, performAll }: Desk, deed: Summon, inMs: number, work: TakenWork, more: readonly Work<Deed>[] = []): Promise<Done> {
  const committed = await parts.store.commit({ done: work, work: [{ id: work.id, at: parts.clock.now() + Math.max(0, inMs), deed }, ...more] });
  if (committed.ok) performAll(committed.due);
  return 'committed';
}
