// What the doctor finds on our side: the files, the store, and whether the world can reach us.
import { systemClock } from '../../clock.ts';
import { readFiles } from '../../files.ts';
import type { Checked, Folders } from '../../files.ts';
import { CENTRE } from '../backup.ts';
import type { Config } from '../../config.ts';
import type { Finding } from './finding.ts';
import { fail, fine, warn } from './finding.ts';

export async function filesFindings(folders: Folders): Promise<Finding[]> {
  return checkedFindings(await readFiles(folders, systemClock.now()));
}

export function checkedFindings({ ok, problems, flows, languages = [] }: Checked): Finding[] {
  const errors = problems.filter(({ level }) => level !== 'warning').length;
  if (!ok) return [fail('files', `flows, prompts and centre have ${errors} mistake${errors === 1 ? '' : 's'}`, 'run: caseline check')];
  const about = `${flows?.names.length ?? 0} flows in ${languages.join(', ')}`;
  return [problems.length === 0 ? fine('files', about) : warn('files', `${about}, with ${problems.length} warning${problems.length === 1 ? '' : 's'}`, 'run: caseline check')];
}

export async function storeFindings({ redisUrl, dataDir }: Config): Promise<Finding[]> {
  const { openStore } = await import('../../store/open.ts');
  const warnings: string[] = [];
  try {
    const store = await openStore({ ...(redisUrl !== undefined && { redisUrl }), dataDir, centre: CENTRE, log: (level, message) => void (level === 'info' ? undefined : warnings.push(message)) });
    await store.ping().finally(() => store.close());
    return [fine('store', redisUrl === undefined ? `LMDB in ${dataDir} can be written` : 'Redis answers'), ...warnings.map((message) => warn('store', message, 'see the deployment notes in the README'))];
  } catch (error) {
    return [fail('store', (error as Error).message, redisUrl === undefined ? 'see that DATA_DIR is a local disk with room, and writable' : 'see that REDIS_URL is right and Redis 7 or newer runs there')];
  }
}

export const configFindings = (config: Config): Finding[] => [
  fine('configuration', config.lab ? 'read; without carrier credentials this is a lab' : 'read'),
  ...config.warnings.map((message) => warn('configuration', message, 'see .env.example')),
];

const REACH_MS_MAX = 10_000;

/** From here to PUBLIC_URL and back in: what the carrier will do, if by another door. An unsigned webhook must be refused, and by us. */
export async function reachFindings({ publicUrl }: Pick<Config, 'publicUrl'>): Promise<Finding[]> {
  if (publicUrl === undefined) return [];
  const address = `${publicUrl}/voice`;
  try {
    const response = await fetch(address, { method: 'POST', signal: AbortSignal.timeout(REACH_MS_MAX), redirect: 'manual' });
    const ours = response.status === 403 && (await response.text()).includes('signature');
    if (ours) return [fine('PUBLIC_URL', 'reaches this service, which refuses unsigned webhooks')];
    return [fail('PUBLIC_URL', `${address} answered an unsigned webhook with ${response.status}, expected our 403`, 'see that the proxy hands every path below PUBLIC_URL to Caseline as it is, without redirects')];
  } catch (error) {
    return [fail('PUBLIC_URL', `no answer from ${publicUrl}: ${reasonOf(error)}`, 'start the service first; then see to DNS, certificate, proxy and firewall')];
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : message;
}
