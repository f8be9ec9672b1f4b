import express from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { callerCall, NOW } from '../../test/support/api.ts';
import { HandClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import type { HealthParts } from './health.ts';
import { createHealth, createMetrics } from './health.ts';

function health(overrides: Partial<HealthParts> = {}) {
  const log = memoryLog();
  const parts = { clock: new HandClock(0), log, metrics: createMetrics(), ping: () => Promise.resolve(), flows: () => 'abcdef0123456789', ...overrides };
  return {
    parts,
    log,
    ask: async (path: string) => (await supertest(express().use(createHealth(parts))).get(path)) as { status: number; type: string; text: string; body: unknown },
  };
}

describe('a process that is watched', () => {
  it('is alive as long as it answers', async () => {
    const { ask } = health({ ping: () => Promise.reject(new Error('gone')) });
    expect((await ask('/livez')).body).toEqual({ status: 'ok' });
  });

  it('is ready when its parts are', async () => {
    const { status, body } = await health().ask('/readyz');
    expect(status).toBe(200);
    expect(body).toEqual({ status: 'ok', parts: { store: { state: 'ok' }, flows: { state: 'ok', say: 'abcdef012345' }, process: { state: 'ok' } } });
  });

  it.each<[string, Partial<HealthParts>, string]>([
    ['its store', { ping: () => Promise.reject(new Error('redis://secret-host')) }, 'store'],
    ['its flows', { flows: () => undefined }, 'flows'],
    ['the will to go on', { stopping: AbortSignal.abort() }, 'process'],
    ['another part', { others: { carrier: () => Promise.resolve({ state: 'down' }) } }, 'carrier'],
  ])('is not ready without %s', async (_name, overrides, part) => {
    const { ask, log } = health(overrides);
    const { status, body } = await ask('/readyz');
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'down', parts: { [part]: { state: 'down' } } });
    expect(JSON.stringify(body)).not.toContain('secret-host');
    if (part === 'store') expect(log.entries).toMatchObject([{ level: 'warn', fields: { part: 'store' } }]);
  });

  it('is ready, if worth a look, while the case directory fails', async () => {
    const { status, body } = await health({ others: { directory: () => Promise.resolve({ state: 'degraded', say: 'slow' }) } }).ask('/readyz');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'degraded', parts: { directory: { state: 'degraded', say: 'slow' } } });
  });

  it('does not wait for a store that hangs', async () => {
    const clock = new HandClock(0);
    const { ask } = health({ clock, ping: () => new Promise(() => {}) });
    const answer = ask('/readyz');
    const pushing = setInterval(() => void clock.push(500), 5);
    const { status, body } = await answer;
    clearInterval(pushing);
    expect(status).toBe(503);
    expect(body).toMatchObject({ parts: { store: { say: 'gave no answer within 2000 ms' } } });
  });
});

describe('the figures', () => {
  it('are counted and told', async () => {
    const { parts, ask } = health({ beforeMetrics: () => Promise.resolve(parts.metrics.workWaiting(7)) });
    parts.metrics.turn('keys', 'answered', 3);
    parts.metrics.refusedWebhook('signature');
    parts.metrics.repaired(2);
    parts.metrics.callsLive('caller', 1);
    const { text, type } = await ask('/metrics');
    expect(type).toBe('text/plain');
    for (const line of [
      'caseline_turns_total{kind="keys",outcome="answered"} 1', 'caseline_turn_seconds_bucket{le="0.005"} 1', 'caseline_turn_seconds_bucket{le="0.0025"} 0',
      'caseline_webhooks_refused_total{why="signature"} 1', 'caseline_floor_repairs_total 2', 'caseline_work_waiting 7', 'caseline_calls_live{role="caller"} 1',
    ]) expect(text).toContain(line);
  });

  it('of waits are those whose end is in the journal, and a conversation’s end is none', async () => {
    const { parts, ask } = health();
    const line = { demand: 'care', priority: 'P4', region: 'emea', language: 'en' };
    parts.metrics.ended([
      { at: 1, kind: 'answered', ...line, waitedMs: 12_000 }, { at: 2, kind: 'left-line', reason: 'abandoned', ...line, waitedMs: 90_000 }, { at: 3, kind: 'left-line', reason: 'answered' }, { at: 4, kind: 'joined', ...line },
    ]);
    const { text } = await ask('/metrics');
    for (const told of ['caseline_visits_total{queue="care",priority="P4",outcome="answered"} 1', 'caseline_visits_total{queue="care",priority="P4",outcome="abandoned"} 1', 'caseline_wait_seconds_bucket{le="10",outcome="answered"} 0', 'caseline_wait_seconds_bucket{le="20",outcome="answered"} 1', 'caseline_wait_seconds_sum{outcome="abandoned"} 90']) expect(text).toContain(told);
  });

  it('of the line are of now, and what is over is gone', async () => {
    const { parts, ask } = health();
    const standing = { demand: 'care', hold: 'hold', reach: { flow: 'support', step: 'reach-care' }, classes: [], priority: 'P3' as const, joined: NOW - 7_000, entered: NOW - 7_000, rank: 0, limit: 1 };
    parts.metrics.floor([callerCall(), callerCall({ id: 'call-0002', standing }), callerCall({ id: 'call-0003', doing: { is: 'over', at: NOW, how: 'completed' } })], [{ state: 'ready' }, { state: 'ready' }, { state: 'busy' }], NOW);
    const labels = '{queue="care",priority="P3",region="americas",language="en"}';
    const { text } = await ask('/metrics');
    for (const told of [`caseline_queue_waiting${labels} 2`, `caseline_queue_longest_wait_seconds${labels} 42`, 'caseline_agents{state="ready"} 2', 'caseline_agents{state="busy"} 1']) expect(text).toContain(told);
    parts.metrics.floor([], [], NOW);
    expect((await ask('/metrics')).text).not.toContain(labels);
  });

  it('belong to one process each, so that tests may have many', () => {
    createMetrics();
    expect(() => createMetrics()).not.toThrow();
  });
});
