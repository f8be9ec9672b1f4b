// What each event does to an agent's state. Pure: the store writes what comes out.
//
//                offline   away      ready     offered   busy      wrap
//   set ready    ready     ready     ready     offered   busy      ready
//   set away     away      away      away      offered   busy      wrap
//   set offline  offline   offline   offline   offered   busy      wrap
//   renew        at rest   at rest   at rest   offered   busy      wrap
//   claim        refused   refused   offered   refused   refused   refused
//   summon       offered   offered   offered   refused   refused   offered
//   accept       -         -         -         busy      -         -
//   offer ends   -         -         -         at rest   -         -
//   finish       offline   away      ready     offered   wrap      wrap
//   extend-wrap  offline   away      wrap      refused   refused   wrap
//   refresh      at rest   at rest   at rest   offered   busy      at rest once wrap-up is over
//
// "At rest" is what they set, or offline once its lease has run out. Whoever is offered, busy or in wrap-up keeps that
// state whatever they set; what they set is remembered and holds when they are at rest again.
import type { ClassName, FloorAgent, Presence } from './floor.ts';

/** An agent as stored: `at` is the registry's version their classes were computed at. */
export interface AgentRow extends FloorAgent {
  at: number;
}

export const hasLapsed = (agent: Pick<FloorAgent, 'until'>, now: number): boolean => agent.until !== undefined && agent.until <= now;

/** Free to be offered a caller at this moment. */
export const isFree = (agent: FloorAgent, now: number): boolean => agent.state === 'ready' && !hasLapsed(agent, now);

const isAtRest = (agent: FloorAgent): boolean => agent.state === 'ready' || agent.state === 'away' || agent.state === 'offline';

/** Nobody's any more: what they set, as far as its lease still holds. Who stays in a state keeps its beginning. */
export function rest(agent: AgentRow, now: number): AgentRow {
  const { offer: _offer, wrapUntil: _wrapUntil, ...kept } = agent;
  const state = hasLapsed(agent, now) ? 'offline' : agent.presence;
  return { ...kept, state, since: state === agent.state ? agent.since : now };
}

export interface Setting {
  agent: string;
  presence: Presence;
  until?: number;
  classes: Readonly<Record<ClassName, number>>;
  at: number;
}

export function setPresence(agent: AgentRow | undefined, setting: Setting, now: number): AgentRow {
  const { until: _until, ...before } = agent ?? { id: setting.agent, state: 'offline' as const, since: now };
  const set: AgentRow = {
    ...before,
    presence: setting.presence,
    classes: setting.classes,
    at: setting.at,
    ...(setting.until === undefined ? {} : { until: setting.until }),
  };
  return isAtRest(set) || (set.state === 'wrap' && set.presence === 'ready') ? rest(set, now) : set;
}

export function renew(agent: AgentRow, until: number, now: number): AgentRow {
  const renewed = { ...agent, until };
  return isAtRest(renewed) ? rest(renewed, now) : renewed;
}

export function offered({ wrapUntil: _ended, ...agent }: AgentRow, offer: string, now: number): AgentRow {
  return { ...agent, state: 'offered', since: now, offer };
}

/** May be rung for a P1 while on duty, whatever they set. */
export const isSummonable = ({ state }: FloorAgent): boolean => state !== 'offered' && state !== 'busy';

/** Somebody who has never signed in, and is rung because they have duty. */
export const neverThere = (id: string, now: number): AgentRow => ({ id, presence: 'offline', state: 'offline', since: now, classes: {}, at: 0 });

export const busy = (agent: AgentRow, now: number): AgentRow => ({ ...agent, state: 'busy', since: now });

function wrap(agent: AgentRow, wrapUntil: number, now: number): AgentRow {
  if (wrapUntil <= now) return rest(agent, now);
  const { offer: _offer, ...kept } = agent;
  return { ...kept, state: 'wrap', since: agent.state === 'wrap' ? agent.since : now, wrapUntil };
}

export const finish = (agent: AgentRow, wrapUntil: number, now: number): AgentRow =>
  agent.state === 'busy' ? wrap(agent, wrapUntil, now) : agent;

/** Undefined where it is refused: somebody is being rung for, or is in a conversation. */
export function extendWrap(agent: AgentRow, wrapUntil: number, now: number): AgentRow | undefined {
  switch (agent.state) {
    case 'wrap': case 'ready': return wrap(agent, wrapUntil, now);
    case 'away': case 'offline': return agent;
    case 'offered': case 'busy': return undefined;
  }
}

export function refresh(agent: AgentRow, now: number): AgentRow {
  if (agent.state === 'wrap') return (agent.wrapUntil ?? 0) <= now ? rest(agent, now) : agent;
  return isAtRest(agent) ? rest(agent, now) : agent;
}
