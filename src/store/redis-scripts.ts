// The Lua files: put together once, sent by digest, and loaded again where the server has lost them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import * as bounds from './bounds.ts';

export type Client = Redis | Cluster;

const work = ['base', 'now', 'work'];
const rows = ['base', 'now', 'rows'];
const floor = ['base', 'now', 'journal', 'work', 'rows', 'tally', 'publish'];

/** Which parts stand before each script. The number in a script's name is how many keys it takes. */
const parts = {
  'commit-turn': ['base', 'now', 'journal', 'work'],
  'commit-floor': [...floor, 'verbs'],
  'look-1': rows,
  'missed-1': rows,
  'ahead-1': rows,
  'floor-row-1': rows,
  'floor-rows-1': rows,
  'classes-1': ['base'],
  'register-classes-1': ['base'],
  'fill-classes-1': floor,
  'open-classes-1': ['base'],
  'take-work-1': work,
  'end-work-1': work,
  'append-1': ['base', 'journal'],
  'read-call-journal-1': ['base'],
  'put-record-1': ['base'],
  'remove-record-1': ['base'],
  'list-records-1': ['base'],
  'tally-1': ['base', 'now', 'tally'],
  'bring-back-1': ['base'],
  'move-out-1': ['base'],
  'forget-call-1': ['base'],
  'forget-call-journal-1': ['base'],
  'forget-entries-1': ['base'],
  'forget-ended-1': ['base'],
} satisfies Record<string, readonly string[]>;

export type ScriptName = keyof typeof parts;

/** One file serves two scripts: a turn that leaves the floor alone need not carry the floor's functions. */
const fileOf = (name: ScriptName): string => (name === 'commit-turn' || name === 'commit-floor' ? 'commit-1' : name);

const read = (file: string): string => readFileSync(new URL(`./scripts/${file}.lua`, import.meta.url), 'utf8');

/** The named bounds, so that Lua has the same ones. */
const constants = Object.entries(bounds).map(([name, value]) => `local ${name} = ${value}`).join('\n');

function assemble(name: ScriptName): { lua: string; sha: string } {
  const lua = [constants, ...parts[name].map((part) => read(`lib-${part}`)), read(fileOf(name))].join('\n');
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

const scripts = new Map((Object.keys(parts) as ScriptName[]).map((name) => [name, assemble(name)]));

/** What a script answers: texts, numbers, nothing, and lists of them. */
export type Answer = string | number | null | Answer[];

export async function runScript(client: Client, name: ScriptName, key: string, args: readonly (string | number)[]): Promise<Answer> {
  const { lua, sha } = scripts.get(name) as { lua: string; sha: string };
  try {
    return (await client.evalsha(sha, 1, key, ...args)) as Answer;
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return (await client.eval(lua, 1, key, ...args)) as Answer;
  }
}
