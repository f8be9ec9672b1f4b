// A centre's keys in a file, and back: one line a key, as the server itself serialises it.
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Cluster, type Redis } from 'ioredis';
import { writeManifest } from './backup-files.ts';
import { SCHEMA } from './bounds.ts';
import { rootOf } from './keys.ts';
import type { At } from './redis-at.ts';
import type { Client } from './redis-scripts.ts';

const FILE = 'redis-keys.jsonl';
const SCAN_COUNT = 500;

interface Line {
  key: string;
  /** Milliseconds to live; absent where it lives for good. */
  ttl?: number;
  dump: string;
}

const mastersOf = (client: Client): Redis[] => (client instanceof Cluster ? client.nodes('master') : [client]);

/** Glob characters in a name mean themselves. */
const literal = (text: string): string => text.replace(/[*?[\]\\]/g, '\\$&');

const patternsOf = (centre: string): string[] =>
  [`${rootOf(centre)}:*`, `{${centre}:*}:*`, `call:${centre}:{*`, `sid:${centre}:{*`].map((pattern) => pattern.split('*').map(literal).join('*'));

async function* keysOf(client: Client, centre: string): AsyncIterable<string> {
  const seen = new Set<string>();
  for (const node of mastersOf(client)) {
    for (const match of patternsOf(centre)) {
      for await (const keys of node.scanStream({ match, count: SCAN_COUNT }) as AsyncIterable<string[]>) {
        for (const key of keys) {
          if (!seen.has(key)) yield key;
          seen.add(key);
        }
      }
    }
  }
}

/** Key by key while calls go on: each key is whole, and a pair of them is as it was within the moments this takes. */
export async function dumpRedis(at: At, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, FILE));
  for await (const key of keysOf(at.client, at.centre)) {
    const [dump, ttl] = await at.ask(Promise.all([at.client.dumpBuffer(key), at.client.pttl(key)]));
    if (dump === null) continue;
    const line: Line = { key, ...(ttl > 0 ? { ttl } : {}), dump: dump.toString('base64') };
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  writeManifest(folder, { store: 'redis', centre: at.centre, schema: SCHEMA });
}

/** Refuses a server that already has this centre. */
export async function restoreRedis(client: Client, centre: string, folder: string): Promise<void> {
  for await (const key of keysOf(client, centre)) throw new Error(`store: centre ${centre} is already in this Redis (${key}): restore into an empty one`);
  for await (const text of createInterface({ input: createReadStream(join(folder, FILE)) })) {
    const { key, ttl, dump } = JSON.parse(text) as Line;
    await client.restore(key, ttl ?? 0, Buffer.from(dump, 'base64'));
  }
}
