// Tells the address in ALARM_URL of alarms: signed JSON without a number or a word of a case.
import type { Log } from '../log.ts';
import type { AlarmHook, RaisedAlarm } from '../reception/alarms.ts';
import { signedHeaders } from './sign.ts';

export interface AlarmAddress {
  url: string;
  secret: string;
}

/** A receiver has only to take it in. Shorter than the lease of the work that sends it, so that no two send at once. */
const ANSWER_MS_MAX = 5_000;

export function createAlarmHook({ url, secret, log }: AlarmAddress & { log: Log }): AlarmHook {
  return async (alarm, now) => {
    const answer = await post(url, secret, alarm, now);
    if (answer === 'taken') return 'done';
    log.warn({ alarm: alarm.id, why: answer }, 'an alarm was not taken at ALARM_URL; it is sent again');
    return 'later';
  };
}

/** What the receiver gets: `at` as the API writes times. */
const bodyOf = ({ id, at, what, about, centre }: RaisedAlarm): string =>
  JSON.stringify({ id, at: new Date(at).toISOString(), what, ...(about === undefined ? {} : { about }), centre });

/** `taken`, or why not, without the address: it may hold a key of the receiver. A redirect is not followed. */
export async function post(url: string, secret: string, alarm: RaisedAlarm, now: number): Promise<string> {
  const body = bodyOf(alarm);
  try {
    const response = await fetch(url, {
      method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS_MAX),
      headers: { 'content-type': 'application/json', ...signedHeaders(secret, { id: alarm.id, at: now, body }) },
    });
    await response.body?.cancel();
    return response.ok ? 'taken' : `it answered ${response.status}`;
  } catch (error) {
    const { cause, name } = error as Error;
    const code = (cause as { code?: unknown } | undefined)?.code;
    return name === 'TimeoutError' ? 'no answer in time' : `it cannot be reached${typeof code === 'string' ? ` (${code})` : ''}`;
  }
}
