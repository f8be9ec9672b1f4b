// Alarms: what people must know of now. Each goes to the journal, the figures and the log, and to whoever is hooked up to hear of it.
import type { Deed } from '../call/effects.ts';
import type { TakenWork } from '../store/store.ts';
import { backOffMs } from './back-off.ts';
import type { Desk, Done } from './desk.ts';

/** `about` is an id of ours (a call, an escalation, a region, an agent), never a number or anything of a case. */
export interface Alarm {
  what: string;
  about?: string;
}

/** An alarm as it is told to the outside. The id stays the same however often it is sent, so that doubles can be dropped. */
export interface RaisedAlarm extends Alarm {
  id: string;
  at: number;
  centre: string;
}

/** Hands an alarm to whoever is to hear of it; never throws. `later`: not this time. */
export type AlarmHook = (alarm: RaisedAlarm, now: number) => Promise<'done' | 'later'>;

/** The same alarm about the same thing is raised once in so long: a storm is one message. */
const QUIET_MS = 10 * 60_000;

type AlarmDesk = Pick<Desk, 'parts' | 'performAll'>;

/** Raises an alarm, unless the same was raised not long ago: whoever dies on the way has neither raised it nor silenced it. Where it was work, that is done in the same commit. */
export async function raiseAlarm({ parts, performAll }: AlarmDesk, { what, about }: Alarm, work?: TakenWork): Promise<Done> {
  const { store, clock, centre, fresh, alarmHook, alarmed, log } = parts;
  const alarm: Alarm = { what, ...(about === undefined ? {} : { about }) };
  const raised: RaisedAlarm = { ...alarm, id: fresh(), at: clock.now(), centre: centre.name };
  const committed = await store.commit({
    floor: [{ verb: 'once', key: `alarm:${what}:${about ?? ''}`, ms: QUIET_MS }],
    journal: [{ at: raised.at, kind: 'alarm', alarm: raised.id, ...alarm }],
    ...(alarmHook ? { work: [{ id: `alarm:${raised.id}`, at: 0, deed: { do: 'send-alarm', alarm: raised } satisfies Deed }] } : {}),
    ...(work ? { done: work } : {}),
  });
  if (!committed.ok) return committed.why === 'refused' ? 'done' : 'committed';
  alarmed?.(what);
  log.warn({ alarm: raised.id, ...alarm }, 'alarm');
  performAll(committed.due);
  return 'committed';
}

/** A proxy that mends an address, or one stray request, brings some; more in a minute is somebody trying, or a token that is not current. */
const REFUSED_MANY = 5;
const MINUTE_MS = 60_000;

/**
 * Counts refused webhooks in this process's own memory, since a request that nobody signed must not come as far as the store.
 * True for the one that makes them too many in a minute.
 */
export function refusedWatch(now: () => number): () => boolean {
  let since = -Infinity;
  let count = 0;
  return () => {
    if (now() - since >= MINUTE_MS) [since, count] = [now(), 0];
    return ++count === REFUSED_MANY + 1;
  };
}

/** Whoever has not heard of it by then will not be helped by it; the journal has it. */
const SEND_MS_MAX = 60 * 60_000;

export async function sendAlarm({ store, clock, log, alarmHook }: Desk['parts'], { alarm }: Deed & { do: 'send-alarm' }, tries: number): Promise<Done> {
  if (!alarmHook || (await alarmHook(alarm, clock.now())) === 'done') return 'done';
  const again = backOffMs(tries);
  if (clock.now() + again - alarm.at <= SEND_MS_MAX) return { again };
  await store.journal.append([{ at: clock.now(), kind: 'alarm-unsent', alarm: alarm.id, what: alarm.what }]);
  log.error({ alarm: alarm.id, what: alarm.what }, 'an alarm could not be sent to ALARM_URL and is given up');
  return 'done';
}
