// A call that came to a closed door: kept as a record, so that people can see what the hours cost their callers.
import type { CaseNumber } from '../case/number.ts';
import type { Priority } from '../case/priority.ts';
import { closedIn, type Closed } from '../door/door.ts';
import type { closedChoices } from '../flow/verbs.ts';
import type { Caller } from '../phone/caller.ts';
import type { CallerCall } from './call.ts';
import { callerPriority } from './rule-facts.ts';
import type { Scene } from './scene.ts';

/** One for each call, under the call's id. */
export interface ClosedCallRecord {
  id: string;
  call: string;
  at: number;
  caller: Caller;
  line: string;
  region: string;
  language: string;
  priority: Priority;
  case?: CaseNumber;
  cause: Closed['cause'];
  holiday?: string;
  opens?: number;
  /** `nothing`: no key that means anything, so they came to Customer Care; `none`: they hung up. */
  choice: (typeof closedChoices)[number] | 'nothing' | 'none';
}

export function closedCall(scene: Scene<CallerCall>, choice: ClosedCallRecord['choice']): ClosedCallRecord {
  const { id, from, line, region, language, case: about } = scene.call;
  const { cause = 'hours', holiday, opens } = closedIn(scene.centre, scene.facts.switched, region, scene.now) ?? {};
  return {
    id, call: id, at: scene.now, caller: from, line, region, language, priority: callerPriority(scene), ...(about && { case: about.number }),
    cause, ...(holiday && { holiday: holiday.name }), ...(opens !== undefined && { opens }), choice,
  };
}
