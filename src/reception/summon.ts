// Rings whoever has duty for a P1 in line, in any presence: an offer like any other, beside those of the hunt.
import { beginAgent } from '../call/begin.ts';
import { type CallerCall, waitOf } from '../call/call.ts';
import type { Deed } from '../call/effects.ts';
import { needsDuty } from '../call/summon.ts';
import { dutyLadder } from '../duty/ladder.ts';
import { personClass } from '../routing/who.ts';
import type { Store, TakenWork, Work } from '../store/store.ts';
import { raiseAlarm } from './alarms.ts';
import { callerIdFor, dialWish, hasPhone, LEASE_MORE_MS, summonsText } from './decide.ts';
import type { Desk, Done } from './desk.ts';
import { ringsFor } from './who-is-there.ts';

type Summon = Deed & { do: 'summon' };

/** After the whole ladder was rung for nothing, and where nobody has duty at all. */
const PAUSE_MS = 30_000;
/** Five phones ring for this caller: one of them stops soon. */
const AT_LIMIT_MS = 2_000;
/** The hunt rings the last of the ladder. */
const RINGS_MS = 2_000;

export async function summon(desk: Desk, deed: Summon, work: TakenWork): Promise<Done> {
  const { centre, store, clock } = desk.parts;
  const caller = await store.call(deed.call);
  if (caller?.role !== 'caller' || !needsDuty(caller) || waitOf(caller) !== deed.wait) return 'done';
  const ladder = dutyLadder(centre, caller.region, clock.now());
  if (ladder.length === 0) {
    await raiseAlarm(desk, { what: 'nobody-on-duty', about: caller.region });
    return { again: PAUSE_MS };
  }
  const asked = new Set(deed.asked);
  for (const id of ladder.filter((each) => !asked.has(each))) {
    const rang = await ring(desk, caller, { ...deed, asked: [...asked] }, id, work);
    if (rang === 'asked') asked.add(id);
    else if (rang !== 'not-now') return rang;
  }
  if (await anyRings(store, ladder, deed.wait)) return again(desk, { ...deed, asked: [...asked] }, RINGS_MS, work);
  await raiseAlarm(desk, { what: 'duty-silent', about: caller.id });
  return again(desk, { ...deed, asked: [] }, PAUSE_MS, work);
}

const anyRings = async (store: Store, ladder: readonly string[], wait: string): Promise<boolean> =>
  (await Promise.all(ladder.map(async (id) => ringsFor(store, await store.floor.agent(id), wait)))).includes(true);

async function ring(desk: Desk, caller: CallerCall, deed: Summon, id: string, work: TakenWork): Promise<Done | 'asked' | 'not-now'> {
  const { centre, people, store, clock, fresh } = desk.parts;
  const agent = await people.get(id);
  if (!hasPhone(agent)) return 'not-now';
  const [now, offer] = [clock.now(), fresh()];
  const leg = beginAgent(await desk.flowsOf(caller.flows), { id: offer, wait: deed.wait, asker: caller, caller, agent, duty: { asked: [...deed.asked, id] }, shows: callerIdFor(centre, caller), teams: centre.teams, now });
  const committed = await store.commit({
    calls: [{ call: leg, was: undefined }],
    floor: [
      { verb: 'dial-slot', perSecond: centre.settings.callsPerSecond, first: true },
      { verb: 'summon', offer, wait: deed.wait, agent: id, class: personClass(id), expires: now + centre.settings.ringS * 1000 + LEASE_MORE_MS, limit: centre.priorities.P1.offers },
    ],
    work: [{ id: `dial:${offer}`, at: 0, deed: { do: 'dial', call: offer } } satisfies Work<Deed>, summonsText(offer, id)],
    journal: [{ at: now, kind: 'summoned', call: caller.id, leg: offer, agent: id, waitedMs: now - (caller.standing?.joined ?? now) }],
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
    case 'cooled':
      return 'asked';
    // They are in a call, or their phone rings; the hunt may ring it for this very caller.
    case 'not-free':
      return (await ringsFor(store, await store.floor.agent(id), deed.wait)) ? 'asked' : 'not-now';
    default:
      return 'done';
  }
}

const noPlace = ({ call, wait }: Summon): Work<Deed> => ({ id: `no-place:${wait}`, at: 0, deed: { do: 'tell', call, message: { tell: 'due', what: 'no-place', of: wait } } });

/** The same work anew, with others asked. */
async function again({ parts, performAll }: Desk, deed: Summon, inMs: number, work: TakenWork, more: readonly Work<Deed>[] = []): Promise<Done> {
  const committed = await parts.store.commit({ done: work, work: [{ id: work.id, at: parts.clock.now() + Math.max(0, inMs), deed }, ...more] });
  if (committed.ok) performAll(committed.due);
  return 'committed';
}
