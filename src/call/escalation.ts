// An escalation on record: what the customer is unhappy about, and who has it in hand.
import type { CaseNumber } from '../case/number.ts';
import type { Caller } from '../phone/caller.ts';

export interface EscalationRecord {
  id: string;
  call: string;
  /** As the agent keyed it, else the one on the call. */
  case?: CaseNumber;
  reason: string;
  caller?: Caller;
  region: string;
  by?: string;
  /** Who acknowledged the page. */
  owner?: string;
  at: number;
  /** `asked`: a manager is being reached; `paged`: none came, and whoever has duty is rung; `acknowledged`: one of them has it. */
  state: 'asked' | 'paged' | 'acknowledged' | 'done';
}
