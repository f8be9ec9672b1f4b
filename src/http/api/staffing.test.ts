import { describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../../test/support/api.ts';
import { agentsFor } from '../../numbers/erlang.ts';
import type { Entry } from '../../store/store.ts';

const HOUR_MS = 3_600_000;
const care = { demand: 'care', priority: 'P4', region: 'americas', language: 'en' };

/** Forty callers within an hour, each answered at once and talked with for five minutes, wrap-up included. */
const busyHour: Entry[] = Array.from({ length: 40 }, (_, i): Entry[] => {
  const at = NOW - 2 * HOUR_MS + i * 60_000;
  const of = { call: `call-${i}`, leg: `leg-${i}`, agent: `agent-${i}` };
  const state = (when: number, from: string, to: string): Entry => ({ at: when, kind: 'agent-state', agent: of.agent, from, to });
  return [
    { at, kind: 'joined', call: of.call, ...care, arrived: at }, { at, kind: 'offered', ...of }, { at: at + 5_000, kind: 'taken', ...of }, state(at + 5_000, 'offered', 'busy'), { at: at + 5_000, kind: 'answered', call: of.call },
    { at: at + 245_000, kind: 'talked', ...of }, state(at + 245_000, 'busy', 'wrap'), state(at + 305_000, 'wrap', 'ready'),
  ];
}).flat();

describe('the agents that were needed', () => {
  it('are told for each hour, with what they are reckoned from', async () => {
    const { ask, store } = testApi();
    await store.journal.append(busyHour);
    const { status, body } = await ask('get', '/reports/staffing?share=0.9&within=30');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      share: 0.9, withinSeconds: 30,
      items: [{ queue: 'care', handled: 40, model: 'erlang-c', meanHandleSeconds: 300, hours: [{ at: '2026-03-10T07:00:00.000Z', joined: 40, load: 3.33, agents: agentsFor({ callsPerHour: 40, handleS: 300, withinS: 30 }, 0.9) }] }],
    });
  });

  it('are nothing where too few conversations were measured', async () => {
    const { ask, store } = testApi();
    await store.journal.append([{ at: NOW - HOUR_MS, kind: 'joined', call: 'call-1', ...care, arrived: NOW - HOUR_MS }]);
    expect((await ask('get', '/reports/staffing')).body).toMatchObject({ share: 0.8, withinSeconds: 20, items: [{ queue: 'care', handled: 0, hours: [] }] });
    expect((await ask('get', '/reports/staffing?queue=nobody')).body).toMatchObject({ items: [] });
  });

  it('are refused where the share is none', async () => {
    const { ask } = testApi();
    for (const share of ['0', '1', '-1', 'most']) expect((await ask('get', `/reports/staffing?share=${share}`)).status).toBe(422);
  });
});
