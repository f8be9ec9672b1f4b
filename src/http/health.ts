// For those who watch the process: is it there, may calls be sent to it, and its figures.
import express from 'express';
import type { Router } from 'express';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';

export { createMetrics } from './metrics.ts';
export type { Metrics } from './metrics.ts';

/** What one part says of itself: `degraded` is worth a look, but calls can be answered. */
export interface PartHealth {
  state: 'ok' | 'degraded' | 'down';
  say?: string;
}

export interface HealthParts {
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Throws when the store cannot be used now. */
  ping: () => Promise<void>;
  /** The hash of the flows that new calls begin with; undefined while there are none. */
  flows: () => string | undefined;
  /** Further parts, by name: the case directory, the carrier. */
  others?: Readonly<Record<string, () => Promise<PartHealth>>>;
  /** Fires when the process is being stopped: no new calls, please. */
  stopping?: AbortSignal;
  /** Brings figures up to date that nobody counts as they change, such as the work waiting. */
  beforeMetrics?: () => Promise<void>;
}

/** A part that takes longer than this does not answer calls either. */
const PART_MS_MAX = 2_000;

export function createHealth(parts: HealthParts): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.get('/livez', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const health = await readiness(parts);
    response.status(health.status === 'down' ? 503 : 200).json(health);
  });
  router.get('/metrics', async (_request, response) => {
    await parts.beforeMetrics?.();
    response.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics());
  });
  return router;
}

export interface Readiness {
  status: PartHealth['state'];
  parts: Readonly<Record<string, PartHealth>>;
}

export async function readiness({ clock, log, ping, flows, others = {}, stopping }: Omit<HealthParts, 'metrics'>): Promise<Readiness> {
  const asked: Record<string, () => Promise<PartHealth>> = {
    store: () => ping().then(() => ({ state: 'ok' })),
    flows: () => Promise.resolve(flowsHealth(flows())),
    process: () => Promise.resolve(stopping?.aborted ? { state: 'down', say: 'is being stopped' } : { state: 'ok' }),
    ...others,
  };
  const answers = await Promise.all(Object.entries(asked).map(async ([name, ask]) => [name, await inTime(name, ask, { clock, log })] as const));
  const states = answers.map(([, { state }]) => state);
  return { status: states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok', parts: Object.fromEntries(answers) };
}

const flowsHealth = (hash: string | undefined): PartHealth =>
  hash === undefined ? { state: 'down', say: 'no flows are loaded: run caseline check' } : { state: 'ok', say: hash.slice(0, 12) };

/** Why a part failed goes to the log alone: it may name hosts and users, and this page is open. */
async function inTime(name: string, ask: () => Promise<PartHealth>, { clock, log }: Pick<HealthParts, 'clock' | 'log'>): Promise<PartHealth> {
  let cancel = () => {};
  const late = new Promise<PartHealth>((done) => {
    cancel = clock.after(PART_MS_MAX, () => done({ state: 'down', say: `gave no answer within ${PART_MS_MAX} ms` }));
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    log.warn({ err: error, part: name }, 'a part is not ready');
    return { state: 'down', say: 'failed; the log says why' };
  } finally {
    cancel();
  }
}
