// Whether an alarm would be heard: sends one that says it is a test.
import { randomUUID } from 'node:crypto';
import type { Config } from '../../config.ts';
import { post } from '../../notify/alarm-hook.ts';
import type { Finding } from './finding.ts';
import { fail, fine } from './finding.ts';

/** `what` is `test`, which no alarm of the service is. */
export async function alarmFinding({ alarms }: Pick<Config, 'alarms'>, centre: string, now: number): Promise<Finding> {
  if (!alarms) return fail('alarm', 'nobody is told of alarms: ALARM_URL is not set', 'set ALARM_URL and ALARM_SECRET, or watch caseline_alarms_total');
  const answer = await post(alarms.url, alarms.secret, { id: `test-${randomUUID()}`, at: now, what: 'test', centre }, now);
  if (answer === 'taken') return fine('alarm', 'a test alarm was sent to ALARM_URL and taken');
  return fail('alarm', `a test alarm was not taken at ALARM_URL: ${answer}`, 'see that the receiver runs, and checks the signature with ALARM_SECRET');
}
