// From what the store has of a floor, and what was measured, to what can be simulated.
import type { Call } from '../call/call.ts';
import { readPriority } from '../case/priority.ts';
import type { Centre } from '../centre/centre.ts';
import type { Key } from '../numbers/visits.ts';
import { demandSteps } from '../routing/demand.ts';
import type { ClassName, FloorAgent, Wait } from '../store/floor.ts';
import type { AgentNow, CallerNow, Comer, Floor } from './floor.ts';
import type { Rates } from './rates.ts';

export interface Sight {
  now: number;
  waits: readonly Wait[];
  agents: readonly FloorAgent[];
  /** Those under way. */
  calls: readonly Call[];
  centre: Pick<Centre, 'demands' | 'regions' | 'priorities' | 'settings'>;
  rates: Rates;
}

/** The name under which a forecast has who comes now. */
export const kindOf = ({ queue, priority, region, language }: Key): string => `${queue} ${priority} ${region} ${language}`;

/** Undefined for what names one caller. */
export function readKind(name: string): Key | undefined {
  const [queue, priority, region, language] = name.split(' ');
  return queue !== undefined && priority !== undefined && region !== undefined && language !== undefined ? { queue, priority, region, language } : undefined;
}

export function keyOfCall(call: Call | undefined): Key | undefined {
  if (call?.role !== 'caller' || !call.standing) return undefined;
  return { queue: call.standing.demand, priority: call.standing.priority, region: call.region, language: call.language };
}

export function floorOf({ now, waits, agents, calls, centre, rates }: Sight): Floor {
  const keys = new Map(calls.map((call) => [call.id, keyOfCall(call)]));
  const waiting = waits.filter(({ state }) => state === 'waiting');
  const waitOf = new Map(waits.flatMap((wait) => wait.offers.map((offer) => [offer, wait] as const)));
  const isKnown = (key: Key | undefined): boolean => key !== undefined && Object.hasOwn(rates.talks, key.queue);
  const callers = waiting.map(({ id, call, rank, joined, steps, limit }): CallerNow => ({ id, rank, joined, steps, limit, asks: isKnown(keys.get(call)), ...queueOf(keys.get(call)) }));
  const there = agents.filter(comesBack);
  const kinds = kindsOf([...rates.arrivals, ...waiting.flatMap(({ call }) => keys.get(call) ?? [])]);
  const perMs = new Map(rates.arrivals.map((arrival) => [kindOf(arrival), arrival.perMs]));
  const classes = new Set(there.flatMap((agent) => Object.keys(agent.classes)));
  return {
    now, callers, coolMs: centre.settings.coolS * 1000,
    agents: there.map((agent) => agentNow(agent, agent.offer === undefined ? undefined : waitOf.get(agent.offer), keys)),
    comers: kinds.map((kind) => comerOf(kind, perMs.get(kindOf(kind)) ?? 0, centre, classes)),
    askers: kinds.flatMap((kind, comer) => (isKnown(kind) ? [{ id: kindOf(kind), at: now, comer }] : [])),
  };
}

/** Whoever is at work and stays: those who go after this call take none of those who wait. */
const comesBack = ({ presence, state }: FloorAgent): boolean => presence === 'ready' && state !== 'offline' && state !== 'away';

const queueOf = (key: Key | undefined): { queue?: string } => (key ? { queue: key.queue } : {});

function agentNow({ id, since, classes, state, wrapUntil = 0 }: FloorAgent, wait: Wait | undefined, keys: ReadonlyMap<string, Key | undefined>): AgentNow {
  const is: AgentNow['is'] = state === 'ready' ? { ready: true }
    : state === 'wrap' ? { wraps: { until: wrapUntil } }
    : state === 'offered' && wait ? { rings: wait.id }
    : { talks: queueOf(keys.get(wait?.call ?? '')) };
  return { id, since, classes, is };
}

const kindsOf = (keys: readonly Key[]): Key[] => [...new Map(keys.map(({ queue, priority, region, language }) => {
  const key = { queue, priority, region, language };
  return [kindOf(key), key] as const;
})).values()];

/** Somebody of this kind without a case of their own: no engineer is asked for by name. */
function comerOf({ queue, priority, region, language }: Key, perMs: number, { demands, regions, priorities }: Sight['centre'], there: ReadonlySet<ClassName>): Comer {
  const { headStartS, offers } = priorities[readPriority(priority) ?? 'P4'];
  const steps = demandSteps({ demands, regions }, queue, { now: 0, there, region, language, rule: { priority, region, language } });
  return { queue, perMs, headStartMs: headStartS * 1000, limit: offers, steps: steps.map(({ from, classes }) => ({ afterMs: from, classes })) };
}
