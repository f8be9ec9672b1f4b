// The centre and its cases from the flows folder: the one file here that touches the disk.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../case/case.ts';
import type { Problem } from '../flow/problem.ts';
import type { Centre } from './centre.ts';
import { parseCases, parseCentre, type Spots } from './parse.ts';

export type LoadedCentre =
  | { ok: true; centre: Centre; cases: readonly Case[]; problems: Problem[] } & Spots
  | { ok: false; problems: Problem[] };

export const CENTRE_FILE = 'centre.yaml';
/** Optional: most centres have their cases in a system of their own. */
export const CASES_FILE = 'cases.yaml';

/** Reads both files of a folder. Whatever is wrong with them comes back as problems; it throws nothing. */
export async function loadCentre(dir: string): Promise<LoadedCentre> {
  const file = join(dir, CENTRE_FILE);
  const text = await read(file);
  if (!text.ok) return { ok: false, problems: [{ file, line: 1, column: 1, message: text.why }] };
  const parsed = parseCentre(file, text.text);
  if (!parsed.ok) return parsed;
  const cases = await loadCases(join(dir, CASES_FILE), parsed.centre);
  const problems = [...parsed.problems, ...cases.problems];
  return cases.ok ? { ...parsed, cases: cases.cases, problems } : { ok: false, problems };
}

async function loadCases(file: string, centre: Centre) {
  const text = await read(file);
  if (text.ok) return parseCases(file, text.text, centre);
  if (text.absent) return { ok: true as const, cases: [], problems: [] };
  return { ok: false as const, problems: [{ file, line: 1, column: 1, message: text.why }] };
}

type ReadText = { ok: true; text: string } | { ok: false; absent: boolean; why: string };

async function read(file: string): Promise<ReadText> {
  try {
    const bytes = await readFile(file);
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, absent: false, why: 'this is not UTF-8 text' };
    const code = (error as NodeJS.ErrnoException).code;
    return { ok: false, absent: code === 'ENOENT', why: code === 'ENOENT' ? 'there is no such file' : `cannot read this file: ${String(code)}` };
  }
}
