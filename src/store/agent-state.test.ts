import { describe, expect, it } from 'vitest';
import { busy, extendWrap, finish, isFree, offered, refresh, renew, rest, setPresence, type AgentRow } from './agent-state.ts';
import type { FloorAgent, Presence } from './floor.ts';

const NOW = 10_000;
type State = FloorAgent['state'];

const amy = (state: State, more: Partial<AgentRow> = {}): AgentRow => ({
  id: 'amy', presence: state === 'away' || state === 'offline' ? state : 'ready', state, since: 1_000, classes: { x: 0 }, at: 1,
  ...(state === 'wrap' ? { wrapUntil: NOW + 5_000 } : {}), ...(state === 'offered' || state === 'busy' ? { offer: 'o1' } : {}), ...more,
});

const sets = (presence: Presence) => (agent: AgentRow) => setPresence(agent, { agent: 'amy', presence, classes: {}, at: 2 }, NOW);
const states: State[] = ['offline', 'away', 'ready', 'offered', 'busy', 'wrap'];

/** One row per event, one column per state before it; `refused` where the store refuses. */
const table: [string, (agent: AgentRow) => AgentRow | undefined, (State | 'refused')[]][] = [
  ['sets ready', sets('ready'), ['ready', 'ready', 'ready', 'offered', 'busy', 'ready']],
  ['sets away', sets('away'), ['away', 'away', 'away', 'offered', 'busy', 'wrap']],
  ['sets offline', sets('offline'), ['offline', 'offline', 'offline', 'offered', 'busy', 'wrap']],
  ['renews', (agent) => renew(agent, NOW + 1, NOW), ['offline', 'away', 'ready', 'offered', 'busy', 'wrap']],
  ['finishes', (agent) => finish(agent, NOW + 1, NOW), ['offline', 'away', 'ready', 'offered', 'wrap', 'wrap']],
  ['extends wrap-up', (agent) => extendWrap(agent, NOW + 1, NOW), ['offline', 'away', 'wrap', 'refused', 'refused', 'wrap']],
  ['is refreshed', (agent) => refresh(agent, NOW), ['offline', 'away', 'ready', 'offered', 'busy', 'wrap']],
];

describe('an agent\'s state', () => {
  it.each(table)('when the agent %s', (_event, happens, after) => {
    expect(states.map((state) => happens(amy(state))?.state ?? 'refused')).toEqual(after);
  });

  it('keeps its beginning while it stays, so that who is idle longest stays first', () => {
    expect(sets('ready')(amy('ready')).since).toBe(1_000);
    expect(sets('ready')(amy('away')).since).toBe(NOW);
  });

  it('is offline at rest once the lease has run out, and free only before', () => {
    expect(rest(amy('offered', { until: NOW }), NOW)).toEqual({ id: 'amy', presence: 'ready', state: 'offline', since: NOW, until: NOW, classes: { x: 0 }, at: 1 });
    expect(isFree(amy('ready', { until: NOW + 1 }), NOW)).toBe(true);
    expect(isFree(amy('ready', { until: NOW }), NOW)).toBe(false);
    expect(refresh(amy('wrap', { until: NOW, wrapUntil: NOW }), NOW).state).toBe('offline');
  });

  it('carries the offer while it rings and while they talk, and no longer', () => {
    const rung = offered(amy('ready'), 'o9', NOW);
    expect([rung.offer, busy(rung, NOW).offer, finish(busy(rung, NOW), NOW + 1, NOW).offer]).toEqual(['o9', 'o9', undefined]);
  });

  it('goes straight to rest where there is no wrap-up', () => {
    expect(finish(amy('busy', { presence: 'away' }), NOW, NOW)).toMatchObject({ state: 'away', since: NOW });
  });
});
