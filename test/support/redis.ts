// A redis-server of the tests' own, on a free port and in a temporary folder; and the loud word where there is none.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  url: string;
  port: number;
  process: ChildProcess;
  stop: () => Promise<void>;
}

const START_TRIES = 100;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  // A Cluster's second port is 10,000 above and must be a port as well.
  const port = typeof address === 'object' && address ? address.port : 0;
  return port > 50_000 ? port - 20_000 : port;
}

/** Starts a server and waits until it answers; with `cluster` it holds all slots by itself. */
export async function startRedis({ cluster = false, args = [] }: { cluster?: boolean; args?: readonly string[] } = {}): Promise<RedisServer> {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-redis-'));
  const port = await freePort();
  const mode = cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : [];
  const server = spawn('redis-server', [
    '--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no', '--daemonize', 'no', ...mode, ...args,
  ], { stdio: 'ignore' });
  const client = new Redis(port, '127.0.0.1', { retryStrategy: (tries) => (tries < START_TRIES ? 50 : null), maxRetriesPerRequest: START_TRIES });
  client.on('error', () => undefined);
  await client.ping();
  if (cluster) {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    for (let tries = 0; tries < START_TRIES && !String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok'); tries++) {
      await new Promise((again) => setTimeout(again, 50));
    }
  }
  client.disconnect();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    process: server,
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      if (server.exitCode === null && server.signalCode === null) {
        server.kill('SIGKILL');
        await ended;
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * Tests that need a redis-server. Without one on the PATH they are left out, loudly, and one test stands for them in the
 * count; where CI is set, that one fails.
 */
export function describeWithRedis(name: string, tests: () => void): void {
  if (hasRedis) return void describe(name, tests);
  console.error(`\n*** No redis-server on the PATH: the tests of "${name}" are left out. ***\n`);
  describe(name, () => {
    it('needs a redis-server on the PATH', (context) => {
      expect(process.env['CI'], 'CI must have a redis-server').toBeFalsy();
      context.skip('no redis-server on the PATH');
    });
  });
}
