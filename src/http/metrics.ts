// The figures at /metrics: counted where things happen, in a registry of their own, without anybody's number in a label.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Call } from '../call/call.ts';

/** A turn is to be answered within a few milliseconds; the carrier gives up after fifteen seconds. */
const TURN_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** Why a webhook was turned away. */
export type WebhookRefusal = 'signature' | 'malformed' | 'too-large' | 'unknown-call' | 'unknown-address';

export type Metrics = ReturnType<typeof createMetrics>;

/** `defaults`: the process's own figures as well: memory, event loop, garbage collection. */
export function createMetrics({ defaults = false }: { defaults?: boolean } = {}) {
  const registry = new Registry();
  const registers = [registry];
  if (defaults) collectDefaultMetrics({ register: registry });

  const turns = new Counter({ name: 'caseline_turns_total', help: 'Turns answered, by kind of webhook and outcome.', labelNames: ['kind', 'outcome'] as const, registers });
  const turnSeconds = new Histogram({ name: 'caseline_turn_seconds', help: 'Time from a webhook to its answer.', buckets: TURN_SECONDS, registers });
  const refused = new Counter({ name: 'caseline_webhooks_refused_total', help: 'Webhooks turned away.', labelNames: ['why'] as const, registers });
  const repairs = new Counter({ name: 'caseline_floor_repairs_total', help: 'Callers and agents the sweep had to bring together: normally none.', registers });
  const alarms = new Counter({ name: 'caseline_alarms_total', help: 'Alarms raised, by what they are about.', labelNames: ['what'] as const, registers });
  const work = new Gauge({ name: 'caseline_work_waiting', help: 'Timers and outside effects that wait to be done.', registers });
  const live = new Gauge({ name: 'caseline_calls_live', help: 'Calls under way, by whose they are.', labelNames: ['role'] as const, registers });

  /** Kinds and outcomes are ours, and few. */
  const counters = new Map<string, { inc(): void }>();

  return {
    registry,
    /** One turn, from webhook to answer. */
    turn(kind: string, outcome: 'answered' | 'repeated' | 'apologised', ms: number): void {
      const name = `${kind} ${outcome}`;
      const counter = counters.get(name) ?? turns.labels({ kind, outcome });
      counters.set(name, counter);
      counter.inc();
      turnSeconds.observe(ms / 1000);
    },
    refusedWebhook: (why: WebhookRefusal): void => refused.inc({ why }),
    repaired: (count: number): void => repairs.inc(count),
    /** What there are alarms about is ours, and little. */
    alarmed: (what: string): void => alarms.inc({ what }),
    workWaiting: (count: number): void => work.set(count),
    callsLive: (role: Call['role'], count: number): void => live.set({ role }, count),
  };
}
