// What a schema finds wrong with a file, told to the people who wrote it: where, what, and what was probably meant.
import { z } from 'zod';
import { hintFor, nearest } from '../flow/nearest.ts';
import type { Problem, Spot } from '../flow/problem.ts';
import type { Tree } from '../flow/tree.ts';

export type Path = readonly PropertyKey[];

/** Something wrong at a path of the file; `key` points at the name instead of the value. */
export interface Finding {
  path: Path;
  message: string;
  hint?: string;
  key?: true;
  level?: 'warning';
}

/** The whole tree as plain values, every scalar as it was written: `+12025550101` keeps its plus, `02` its zero. */
export function written(tree: Tree): unknown {
  switch (tree.is) {
    case 'map': return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, written(entry.tree)]));
    case 'list': return tree.items.map(written);
    case 'text': return tree.value;
    case 'number': case 'boolean': return tree.written;
    // `phone:` with nothing behind it is as good as left out.
    case 'nothing': return undefined;
  }
}

/** Every problem at its place; unknown keys are pointed at themselves, missing ones at what lacks them. */
export function problemsOf(error: z.ZodError, schema: z.core.$ZodType, tree: Tree): Problem[] {
  const issues = error.issues.flatMap(likeliest);
  const meant = new Set(issues.flatMap((issue) => mistyped(issue, schema)));
  return issues.filter(({ path }) => !meant.has(path.join('/'))).flatMap((issue) => explain(issue, schema, tree));
}

/** Where several forms are allowed, what is wrong with the one that was meant: the one that is not of another kind altogether. */
function likeliest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const best = issue.errors.find((branch) => branch.some(({ path, code }) => path.length > 0 || code !== 'invalid_type'));
  return best ? best.flatMap((inner) => likeliest({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

/** The paths that mistyped keys were probably meant for: that they are missing need not be told as well. */
function mistyped(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = knownKeys(schema, issue.path);
  return issue.keys.flatMap((key) => nearest(key, known) ?? []).map((key) => [...issue.path, key].join('/'));
}

function explain(issue: z.core.$ZodIssue, schema: z.core.$ZodType, tree: Tree): Problem[] {
  const spot = spotOf(tree, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ ...keySpot(tree, [...issue.path, key]), message: `unknown key '${key}'`, ...hintFor(key, knownKeys(schema, issue.path)) }));
    case 'invalid_key':
      return [{ ...keySpot(tree, issue.path), message: `'${String(issue.path.at(-1))}' is no name`, hint: 'expected lower-case letters, digits and dashes' }];
    case 'custom': {
      const hint: unknown = issue.params?.['hint'];
      return [{ ...spot, message: titled(issue.path, issue.message, follow(tree, issue.path)), ...(typeof hint === 'string' && { hint }) }];
    }
    default: return [{ ...spot, message: described(issue, tree) }];
  }
}

const KINDS: Readonly<Record<string, string>> = { string: 'a text', object: 'names with values below them', record: 'names with values below them', array: 'a list' };

function described(issue: z.core.$ZodIssue, tree: Tree): string {
  const parent = follow(tree, issue.path.slice(0, -1));
  // One value where several may stand is read as a list of one.
  const isWhole = parent !== undefined && parent.is !== 'map' && parent.is !== 'list';
  if (follow(tree, issue.path) === undefined && !isWhole) return `'${String(issue.path.at(-1))}' is missing`;
  return titled(issue.path, issue.code === 'invalid_type' ? `expected ${KINDS[issue.expected] ?? issue.expected}` : issue.message);
}

/** `'ring': expected …`; of a text in a list, the name of the list. */
function titled(path: Path, message: string, of?: Tree): string {
  const last = of?.is === 'map' && typeof path.at(-1) === 'number' ? undefined : path.findLast((part) => typeof part === 'string');
  return last === undefined ? message : `'${last}': ${message}`;
}

/** Where the value at a path stands; of a map or of nothing, its name; where the path ends early, what it ends at. */
export function spotOf(tree: Tree, path: Path): Spot {
  let [at, spot] = [tree, tree.spot];
  for (const part of path) {
    const next = follow(at, [part]);
    if (next === undefined) return spot;
    const key = at.is === 'map' && (next.is === 'map' || next.is === 'nothing') ? at.entries.get(String(part))?.key : undefined;
    [at, spot] = [next, key ?? next.spot];
  }
  return spot;
}

/** Where the name at the end of a path stands; for an item of a list, the item. */
export function keySpot(tree: Tree, path: Path): Spot {
  const parent = follow(tree, path.slice(0, -1));
  const entry = parent?.is === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? spotOf(tree, path);
}

function follow(tree: Tree, path: Path): Tree | undefined {
  let at: Tree | undefined = tree;
  for (const part of path) {
    if (at?.is === 'map') at = at.entries.get(String(part))?.tree;
    else if (at?.is === 'list' && typeof part === 'number') at = at.items[part];
    else return undefined;
  }
  return at;
}

/** The keys that a map at this path of a schema may have. */
function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  let at = bare(schema, path[0]);
  for (const [index, part] of path.entries()) {
    const next = path[index + 1];
    if (at instanceof z.ZodArray) at = bare(at.element, next);
    else if (at instanceof z.ZodRecord) at = bare(at.valueType, next);
    else if (at instanceof z.ZodObject) at = bare((at.shape as Record<string, z.core.$ZodType>)[String(part)], next);
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** A schema without its defaults and transformations; of a union, the branch that is a list if one goes on by an index, else a map. */
function bare(schema: z.core.$ZodType | undefined, next: PropertyKey | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return bare(schema.unwrap(), next);
  if (schema instanceof z.ZodPipe) return bare(schema.in instanceof z.ZodTransform ? schema.out : schema.in, next);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const kind = typeof next === 'number' ? z.ZodArray : z.ZodObject;
  return schema.options.map((option) => bare(option, next)).find((option) => option instanceof kind);
}
