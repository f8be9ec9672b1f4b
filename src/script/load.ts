// Script files from the disk, and everything the scripts are played with.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFiles, type Folders } from '../files.ts';
import { loadFlows } from '../flow/load.ts';
import { refuses, type Problem } from '../flow/problem.ts';
import type { Sources } from '../flow/sources.ts';
import { fileCharactersMax } from '../flow/tree.ts';
import type { Locale } from '../prompts/locale.ts';
import { createPrompts } from '../prompts/prompts.ts';
import { allVoices } from '../twilio/voices.ts';
import { parseScripts } from './parse.ts';
import type { Cast } from './reading.ts';
import type { Script } from './script.ts';
import type { Repertoire } from './theatre.ts';

/** Where scripts are kept, in the folder of the flows. */
export const SCRIPTS_FOLDER = 'calls';

export type LoadedRepertoire = { ok: true; files: Repertoire; cast: Cast } | { ok: false; problems: readonly Problem[] };

/** The files a service would start with, and only if it would. */
export async function loadRepertoire(folders: Folders): Promise<LoadedRepertoire> {
  const { files, problems } = await readFiles(folders);
  if (!files) return { ok: false, problems: problems.filter((problem) => refuses([problem])) };
  const { centre, cases, flows, locales } = files;
  return { ok: true, files: { centre, cases, flows, prompts: createPrompts(locales.map(spoken), { voices: allVoices }) }, cast: { centre, languages: locales.map(({ language }) => language) } };
}

/** A script listens for words: what is recorded is spoken to it by a voice. */
const spoken = ({ recorded: _, ...locale }: Locale): Locale => locale;

/** Where the steps stand in their files, for whoever lists those that no script goes through. */
export async function loadSources({ flowsDir }: Pick<Folders, 'flowsDir'>): Promise<Sources> {
  const flows = await loadFlows(flowsDir);
  return flows.ok ? flows.sources : new Map();
}

/** The script files that arguments name: files as they are, and every `*.yaml` of a folder. `missing` are neither. */
export async function scriptFiles(paths: readonly string[]): Promise<{ files: string[]; missing: string[] }> {
  const found = await Promise.all(paths.map(filesAt));
  return { files: [...new Set(found.flatMap((files) => files ?? []))], missing: paths.filter((_, index) => found[index] === undefined) };
}

async function filesAt(path: string): Promise<string[] | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    return (await readdir(path)).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(path, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function loadScripts(files: readonly string[], cast: Cast): Promise<{ scripts: Script[]; problems: Problem[] }> {
  const parsed = await Promise.all(files.map(async (file) => {
    const text = await readText(file);
    return typeof text === 'string' ? parseScripts(file, text, cast) : { ok: false as const, problems: [text] };
  }));
  return { scripts: parsed.flatMap((one) => (one.ok ? one.scripts : [])), problems: parsed.flatMap((one) => (one.ok ? [] : one.problems)) };
}

async function readText(file: string): Promise<string | Problem> {
  const wrong = (message: string): Problem => ({ file, line: 1, column: 1, message });
  try {
    const bytes = await readFile(file);
    return bytes.length > 4 * fileCharactersMax ? wrong(`too long: ${bytes.length} bytes`) : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return wrong(error instanceof TypeError ? 'this is not UTF-8 text' : `cannot read this file: ${error instanceof Error ? error.message : String(error)}`);
  }
}
