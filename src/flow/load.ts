// Flow files from a folder: the one file here that touches the disk.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFlows, type FlowFile, type Parsed } from './parse.ts';
import type { Problem } from './problem.ts';
import { fileCharactersMax } from './tree.ts';

export type Loaded = Parsed;

/** Other files of the flows folder, each with a reader of its own. */
const notFlows: readonly string[] = ['centre.yaml', 'cases.yaml'];
/** A character takes at most four bytes. */
const fileBytesMax = 4 * fileCharactersMax;

/** Reads every flow of a folder. Whatever is wrong with folder or files comes back as problems. */
export async function loadFlows(dir: string): Promise<Loaded> {
  const problems: Problem[] = [];
  const files: FlowFile[] = [];
  for (const name of await flowNames(dir, problems)) {
    const file = join(dir, name);
    const text = await read(file, problems);
    if (text !== undefined) files.push({ file, text });
  }
  const parsed = parseFlows(files);
  if (problems.length > 0) return { ok: false, problems: [...problems, ...(parsed.ok ? [] : parsed.problems)] };
  if (parsed.ok && Object.keys(parsed.flows.flows).length === 0) {
    return { ok: false, problems: [{ file: dir, line: 1, column: 1, message: 'there is no flow in this folder', hint: 'expected *.yaml files that begin with flow:' }] };
  }
  return parsed;
}

async function flowNames(dir: string, problems: Problem[]): Promise<string[]> {
  try {
    const names = await readdir(dir);
    return names.filter((name) => name.endsWith('.yaml') && !notFlows.includes(name)).sort();
  } catch (error) {
    problems.push({ file: dir, line: 1, column: 1, message: `cannot read this folder: ${reason(error)}` });
    return [];
  }
}

async function read(file: string, problems: Problem[]): Promise<string | undefined> {
  const say = (message: string): undefined => void problems.push({ file, line: 1, column: 1, message });
  try {
    const found = await stat(file);
    if (!found.isFile()) return say('this is not a file');
    if (found.size > fileBytesMax) return say(`too long: ${found.size} bytes, where ${fileBytesMax} are the most`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    return say(error instanceof TypeError ? 'this is not UTF-8 text' : `cannot read this file: ${reason(error)}`);
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
