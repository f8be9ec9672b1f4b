// Reads who may answer from what stands in a file: an atom, a list of terms, or all, any and not, nested.
import { hintFor, nearest } from '../flow/nearest.ts';
import { classesOf, readAtom, spellAtom } from './who.ts';
import type { Term } from './who.ts';

export interface WhoProblem {
  /** Keys and indexes below the expression. */
  path: (string | number)[];
  message: string;
  hint?: string;
}

export interface PlacedAtom {
  path: (string | number)[];
  atom: string;
}

export type WhoRead =
  /** Any of these, each in its one spelling; and every atom with its place below the expression. */
  | { ok: true; who: readonly string[]; atoms: readonly PlacedAtom[] }
  | { ok: false; problems: readonly WhoProblem[] };

/** More atoms than anybody reads, and few enough that the name of the class stays within the store's bound. */
export const ATOMS_MAX = 30;
const NESTED_MAX = 6;

export function readWho(value: unknown): WhoRead {
  const found: Found = { problems: [], atoms: [] };
  const term = read(value, [], found);
  const { problems, atoms } = found;
  if (term === undefined || problems.length > 0) return { ok: false, problems };
  if (atoms.length > ATOMS_MAX) return { ok: false, problems: [{ path: [], message: `expected at most ${ATOMS_MAX} teams, skills, people and the like in one step, and these are ${atoms.length}` }] };
  return { ok: true, who: classesOf(term), atoms };
}

interface Found {
  problems: WhoProblem[];
  atoms: PlacedAtom[];
}

const KINDS = ['all', 'any', 'not'] as const;

function read(value: unknown, path: (string | number)[], found: Found): Term | undefined {
  if (path.length > 2 * NESTED_MAX) return complain(found, { path, message: `expected at most ${NESTED_MAX} levels` });
  if (typeof value === 'string') return atom(value, path, found);
  if (Array.isArray(value)) return list('any', value, path, found);
  if (typeof value === 'object' && value !== null) return combination(value as Record<string, unknown>, path, found);
  return complain(found, { path, message: EXPECTED });
}

const EXPECTED = 'expected who may answer, such as assigned, team:NAME or skill:NAME>=3';
const WORDS = ['assigned', 'deputy', 'service-manager', 'team:', 'agent:', 'skill:', 'region:', 'language:', 'interprets:'];

function atom(text: string, path: (string | number)[], found: Found): Term | undefined {
  const asked = readAtom(text);
  if (asked) {
    found.atoms.push({ path, atom: spellAtom(asked) });
    return spellAtom(asked);
  }
  const [, kind, rest = ''] = /^\s*([^:]*?)\s*(:.*)?$/.exec(text) ?? [];
  const near = nearest(rest === '' ? (kind ?? '') : `${kind}:`, WORDS.filter((word) => word.endsWith(':') === (rest !== '')));
  const meant = near === undefined ? undefined : `${near.replace(/:$/, '')}${rest}`;
  return complain(found, { path, message: EXPECTED, ...(meant !== undefined && readAtom(meant) && { hint: `did you mean '${meant}'?` }) });
}

function list(kind: 'all' | 'any', items: readonly unknown[], path: (string | number)[], found: Found): Term | undefined {
  if (items.length === 0) return complain(found, { path, message: 'expected at least one' });
  const terms = items.flatMap((item, index) => read(item, [...path, index], found) ?? []);
  return kind === 'all' ? { all: terms } : { any: terms };
}

function combination(map: Record<string, unknown>, path: (string | number)[], found: Found): Term | undefined {
  const keys = Object.keys(map);
  const unknown = keys.filter((key) => !(KINDS as readonly string[]).includes(key));
  for (const key of unknown) complain(found, { path: [...path, key], message: 'expected all, any or not', ...hintFor(key, KINDS) });
  if (keys.length === 0) return complain(found, { path, message: 'expected all:, any: or not:' });
  const terms = KINDS.filter((kind) => keys.includes(kind)).flatMap((kind) => part(kind, map[kind], [...path, kind], found) ?? []);
  return unknown.length > 0 ? undefined : { all: terms };
}

function part(kind: (typeof KINDS)[number], value: unknown, path: (string | number)[], found: Found): Term | undefined {
  if (kind !== 'not') return Array.isArray(value) ? list(kind, value, path, found) : complain(found, { path, message: 'expected a list' });
  const term = read(value, path, found);
  return term === undefined ? undefined : { not: term };
}

function complain({ problems }: Found, problem: WhoProblem): undefined {
  problems.push(problem);
  return undefined;
}
