// A call script: who calls, when, and what happens step by step, as the people who run the centre tell it.
import type { EscalationRecord } from '../call/escalation.ts';
import type { CaseNumber } from '../case/number.ts';
import type { Spot } from '../flow/problem.ts';
import type { E164 } from '../phone/number.ts';
import type { Presence } from '../store/floor.ts';

export interface Script {
  /** What happens, in a sentence. */
  name: string;
  spot: Spot;
  callers: readonly CallerRole[];
  /** What a caller dials who does not say otherwise. */
  line: E164;
  /** When the story begins. */
  at: number;
  /** Agents and what they have set themselves to, in this order. */
  presence: readonly { agent: string; presence: Presence }[];
  /** How phones behave whenever they ring. */
  phones: readonly { agent: string; policy: PhonePolicy }[];
  /** Whether the case directory answers. */
  directory: 'answers' | 'fails';
  steps: readonly Step[];
  ends: readonly Ending[];
}

export interface CallerRole {
  name: string;
  /** What the line sees; a withheld caller still has a phone. */
  from: string;
  withheld: boolean;
}

export type PhonePolicy = 'ignores' | 'declines' | 'busy' | 'mailbox';
export const phonePolicies = ['ignores', 'declines', 'busy', 'mailbox'] as const satisfies readonly PhonePolicy[];

/** A step with its place in the file and the words it was told in. */
export type Step = Act & { spot: Spot; told: string };

interface By { who: string }
interface Waiting extends By { withinS: number }

/** What a step does, by the words people write. */
export type Act =
  | (By & { do: 'dials'; line: string })
  | (Waiting & { do: 'hears' | 'does not hear'; words: readonly string[] })
  | (Waiting & { do: 'hears hold music' | 'is hung up on' })
  | (Waiting & { do: 'talks with'; whom: readonly string[] })
  | (Waiting & { do: 'gets a text'; words: readonly string[] })
  | (By & { do: 'presses'; keys: string })
  | (By & { do: 'speaks'; seconds: number; words: string })
  | (By & { do: 'waits' | 'is not rung'; seconds: number })
  | (By & { do: 'hangs up' | 'is busy' })
  | (Waiting & { do: 'is rung' | 'answers' | 'takes the call' | 'passes' | 'declines' | 'ignores' | 'mailbox answers' | 'stops ringing' })
  | (By & { do: 'becomes'; presence: Presence });

/** What must be true once everything is over. */
export type Ending = { spot: Spot; told: string } & (
  | { is: 'answered'; by?: string }
  | { is: 'not answered' }
  /** `for` is an agent or a team, as the record has it: `agent:dan`, `team:customer-care`. */
  | { is: 'voicemail'; for?: string }
  | { is: 'text'; to?: string }
  | { is: 'escalation'; state?: EscalationRecord['state'] }
  | { is: 'callback'; state?: 'open' | 'kept' }
  | { is: 'none'; of: 'voicemail' | 'text' | 'escalation' | 'callback' }
  | { is: 'case'; number: CaseNumber }
  | { is: 'language' | 'region' | 'priority'; value: string }
);
