// The floor as it stands at one moment, in values that a worker can be handed: who waits, who is there and what keeps them, who may still come.
import type { ClassName, WaitStep } from '../store/floor.ts';

export interface Floor {
  now: number;
  callers: readonly CallerNow[];
  agents: readonly AgentNow[];
  comers: readonly Comer[];
  /** Somebody asks what they would have to wait who came at this moment: they see everything and change nothing. */
  askers: readonly { id: string; at: number; comer: number }[];
  /** How long an agent is not rung again for a caller they did not take. */
  coolMs: number;
}

export interface CallerNow {
  id: string;
  /** Their line; none for an agent who asks for somebody. */
  queue?: string;
  rank: number;
  joined: number;
  steps: readonly WaitStep[];
  /** How many phones may ring at once. */
  limit: number;
  /** Whether it is asked how long they have to wait. */
  asks: boolean;
}

export interface AgentNow {
  id: string;
  since: number;
  /** With its base, by which they are ordered there. */
  classes: Readonly<Record<ClassName, number>>;
  is: { ready: true } | { rings: string } | { talks: { queue?: string } } | { wraps: { until: number } };
}

/** Callers of one kind who may come: how often, and what they would wait by. */
export interface Comer {
  queue: string;
  perMs: number;
  headStartMs: number;
  limit: number;
  steps: readonly { afterMs: number; classes: readonly ClassName[] }[];
}
