// The figures at /metrics: counted where things happen, in a registry of their own, without anybody's number in a label.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Call } from '../call/call.ts';
import type { FloorAgent } from '../store/floor.ts';
import type { ForecastOutcome } from '../reception/forecasts.ts';
import type { Entry } from '../store/store.ts';
import { expectedByKind } from '../waits/expected.ts';
import type { Forecast } from '../waits/forecast.ts';

/** A turn is to be answered within a few milliseconds; the carrier gives up after fifteen seconds. */
const TURN_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** From answered at once to given up. */
const WAIT_SECONDS = [5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600];

/** From at once to the day after tomorrow: many wait for an opening. */
const CALLBACK_SECONDS = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800];

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

  const visits = new Counter({ name: 'caseline_visits_total', help: 'Waits in a line that ended, by line, priority and how.', labelNames: ['queue', 'priority', 'outcome'] as const, registers });
  const waitSeconds = new Histogram({ name: 'caseline_wait_seconds', help: 'Waits that ended, from the first arrival in any line.', labelNames: ['outcome'] as const, buckets: WAIT_SECONDS, registers });
  const callbacks = new Counter({ name: 'caseline_callbacks_total', help: 'Promised callbacks that ended, by line, priority and how.', labelNames: ['queue', 'priority', 'outcome'] as const, registers });
  const callbackSeconds = new Histogram({ name: 'caseline_callback_seconds', help: 'From asking for a callback to talking.', buckets: CALLBACK_SECONDS, registers });
  const callbackTries = new Counter({ name: 'caseline_callback_tries_total', help: 'Times a customer was rung for a callback, and those of them in vain.', labelNames: ['outcome'] as const, registers });
  const line = ['queue', 'priority', 'region', 'language'] as const;
  const waiting = new Gauge({ name: 'caseline_queue_waiting', help: 'Callers in line now.', labelNames: line, registers });
  const longest = new Gauge({ name: 'caseline_queue_longest_wait_seconds', help: 'How long the first of them has waited.', labelNames: line, registers });
  const agents = new Gauge({ name: 'caseline_agents', help: 'Agents by state.', labelNames: ['state'] as const, registers });

  const forecasts = new Counter({ name: 'caseline_forecasts_total', help: 'Forecasts of waits, by how they went: late ones had no time, cold ones nothing measured.', labelNames: ['outcome'] as const, registers });
  const expected = new Gauge({ name: 'caseline_expected_wait_seconds', help: 'What somebody who came now would wait: half of the simulated futures are over by from, four of five by to.', labelNames: [...line, 'bound'] as const, registers });

  function promised({ kind, at, how, asked, demand, priority }: Entry): void {
    if (kind === 'calling-back') callbackTries.inc({ outcome: 'rung' });
    if (kind === 'callback-unreached') callbackTries.inc({ outcome: 'in-vain' });
    if (kind !== 'callback-over') return;
    callbacks.inc({ queue: demand as string, priority: priority as string, outcome: how as string });
    if (how === 'kept') callbackSeconds.observe(Math.max(0, at - Number(asked)) / 1000);
  }

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
    forecast: (outcome: ForecastOutcome): void => forecasts.inc({ outcome }),
    /** Nothing where nobody can say; a wait beyond what is simulated is infinite. */
    expected(forecast: Forecast | undefined, now: number): void {
      expected.reset();
      for (const { band: { fromMs, toMs }, ...labels } of expectedByKind(forecast, now)) {
        expected.set({ ...labels, bound: 'from' }, fromMs / 1000);
        expected.set({ ...labels, bound: 'to' }, toMs / 1000);
      }
    },
    /** Counts the waits that ended with these entries. A conversation's end is none. */
    ended(entries: readonly Entry[]): void {
      for (const entry of entries) {
        promised(entry);
        const outcome = entry.kind === 'answered' ? 'answered' : entry.kind === 'left-line' ? (entry['reason'] as string) : undefined;
        const { demand, priority, waitedMs } = entry;
        if (outcome === undefined || typeof waitedMs !== 'number') continue;
        visits.inc({ queue: demand as string, priority: priority as string, outcome });
        waitSeconds.observe({ outcome }, waitedMs / 1000);
      }
    },
    /** Who stands in line now, and how the agents are. */
    floor(calls: readonly Call[], there: readonly Pick<FloorAgent, 'state'>[], now: number): void {
      for (const gauge of [waiting, longest, agents]) gauge.reset();
      const since = new Map<string, number>();
      for (const call of calls) {
        if (call.role !== 'caller' || call.doing.is !== 'waiting' || !call.standing) continue;
        const { demand: queue, priority, joined } = call.standing;
        const labels = { queue, priority, region: call.region, language: call.language };
        const key = Object.values(labels).join(' ');
        since.set(key, Math.min(joined, since.get(key) ?? joined));
        waiting.inc(labels);
        longest.set(labels, Math.max(0, now - (since.get(key) ?? now)) / 1000);
      }
      for (const { state } of there) agents.inc({ state });
    },
  };
}
