// Erlang B, C and A: what one line with alike agents would do. For sanity checks only: skills, priorities, callbacks and escalation need the simulator.

/** Callers in line that are looked at in Erlang A; what lies beyond weighs less than a number can hold, unless nobody ever gives up. */
const QUEUE_MAX = 100_000;
/** More agents than any centre that this is asked about. */
export const AGENTS_MAX = 5_000;

/** Each is more than nought; whoever reads them from outside holds that. */
export interface Load {
  callsPerHour: number;
  /** Talk, hold and wrap-up together. */
  handleS: number;
  agents: number;
  /** The time within which a call shall be answered. */
  withinS: number;
}

export interface Expected {
  waiting: number;
  serviceLevel: number;
  /** C: of all, who all are answered. A: of all callers, those who leave among them. */
  meanWaitS: number;
  occupancy: number;
}

const offered = ({ callsPerHour, handleS }: Load): number => (callsPerHour * handleS) / 3600;

/** The share of calls turned away where nobody may wait. */
export function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let k = 1; k <= agents; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}

/** Everybody waits for as long as it takes. Undefined where the line would grow without end. */
export function erlangC(of: Load): Expected | undefined {
  const load = offered(of);
  const { agents, handleS, withinS } = of;
  if (agents <= load) return undefined;
  const blocked = erlangB(load, agents);
  const waiting = (agents * blocked) / (agents - load * (1 - blocked));
  return {
    waiting,
    serviceLevel: 1 - waiting * Math.exp((-(agents - load) * withinS) / handleS),
    meanWaitS: (waiting * handleS) / (agents - load),
    occupancy: load / agents,
  };
}

/**
 * Callers give up after an exponential time. The service level is that of a caller who would wait: every one of k callers ahead is one more
 * parting, at the rate of all agents and those who lose patience. The sum of such times has a short form, since their rates rise by equal steps:
 * exp(−θ·sum) is a Beta variable, whose distribution for k + 1 is that for k less one term.
 */
export function erlangA(of: Load & { patienceS: number }): Expected & { abandoned: number } {
  const load = offered(of);
  const { agents, handleS, withinS, patienceS } = of;
  const arrival = of.callsPerHour / 3600;
  const served = agents / handleS;
  const steps = served * patienceS;
  const lost = -Math.expm1(-withinS / patienceS);
  // Weights are told from the state in which all agents talk and nobody waits; Erlang B says what all the states below weigh.
  let weight = 1;
  let term = Math.exp(-served * withinS);
  let inTime = 1 - term;
  let full = 0, queued = 0, soon = 0;
  for (let k = 0; k < QUEUE_MAX; k++) {
    full += weight;
    queued += k * weight;
    soon += weight * inTime;
    weight *= arrival / (served + (k + 1) / patienceS);
    term *= ((steps + k) / (k + 1)) * lost;
    inTime = Math.max(0, inTime - term);
    if (weight * (k + 1) < Number.EPSILON * 1e-3 * full && arrival < served + k / patienceS) break;
  }
  const free = 1 / erlangB(load, agents) - 1;
  const all = free + full;
  const inLine = queued / all;
  const abandoned = inLine / patienceS / arrival;
  return {
    waiting: full / all,
    serviceLevel: Number.isFinite(all) ? (free + soon) / all : 1,
    meanWaitS: inLine / arrival,
    abandoned,
    occupancy: (load * (1 - abandoned)) / agents,
  };
}

/** The fewest agents with whom at least this share is answered in time; undefined where not even the most would do. */
export function agentsFor(of: Omit<Load, 'agents'> & { patienceS?: number }, share: number): number | undefined {
  for (let agents = 1; agents <= AGENTS_MAX; agents++) {
    const { patienceS } = of;
    const found = patienceS === undefined ? erlangC({ ...of, agents }) : erlangA({ ...of, agents, patienceS });
    if (found && found.serviceLevel >= share) return agents;
  }
  return undefined;
}
