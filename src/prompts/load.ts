// Reads the locale files of a folder: the one place of this folder that touches the disk.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inReadingOrder, type Problem, refuses } from '../flow/problem.ts';
import { checkLocales, type Known } from './check.ts';
import { type Locale, sourceLanguage } from './locale.ts';
import { parseLocale } from './parse.ts';

export type LoadedPrompts =
  /** `warnings` refuse nothing. */
  | { ok: true; locales: readonly Locale[]; warnings: readonly Problem[] }
  | { ok: false; problems: readonly Problem[] };

/** Reads and checks every `*.yaml` of the folder; all problems of all files come at once. */
export async function loadPrompts(dir: string, known: Known = {}): Promise<LoadedPrompts> {
  const files = await yamlFiles(dir);
  if (files.length === 0) {
    return { ok: false, problems: [{ file: dir, line: 1, column: 1, message: 'there are no locale files here', hint: `expected at least ${sourceLanguage}.yaml; LOCALES_DIR names the folder` }] };
  }
  const read = await Promise.all(files.map(async (name) => parseLocale(join(basename(dir), name), await readFile(join(dir, name), 'utf8'))));
  const locales = read.flatMap((parsed) => (parsed.ok ? [parsed.locale] : []));
  const unread = read.flatMap((parsed) => (parsed.ok ? [] : parsed.problems));
  if (unread.length > 0) return { ok: false, problems: inReadingOrder(unread) };
  const problems = checkLocales(locales, known);
  return refuses(problems) ? { ok: false, problems } : { ok: true, locales, warnings: problems };
}

async function yamlFiles(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
