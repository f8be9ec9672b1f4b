// What a step gives its verb: read by the verb's own schema, with messages for people who write flows.
import { z } from 'zod';
import { hintFor } from './nearest.ts';
import type { Problem, Spot } from './problem.ts';
import { plain, type Entry, type Tree } from './tree.ts';
import { verbs, type Verb, type VerbRules } from './verbs.ts';

export type ArgumentsResult = { ok: true; args: unknown } | { ok: false; problems: Problem[] };

/** Reads the arguments under a verb's key, filling in what the short forms leave out. */
export function readArguments(verb: Verb, entry: Entry): ArgumentsResult {
  const rules: VerbRules = verbs[verb];
  const given = wholeForm(verb, entry.tree);
  const result = rules.args.safeParse(asWritten(verb, given, entry.tree));
  if (result.success) return { ok: true, args: result.data };
  return { ok: false, problems: result.error.issues.flatMap((issue) => explain(issue, verb, entry)) };
}

/** The field a plain text stands for: the one that is required and takes text, or else the prompt. */
export function shortField(verb: Verb): string | undefined {
  const { args } = verbs[verb] as VerbRules;
  const required = requiredFields(verb).filter(([, field]) => !(field instanceof z.ZodLiteral));
  if (required.length === 0 && args instanceof z.ZodObject && 'prompt' in args.shape) return 'prompt';
  const [only, ...others] = required;
  return only && others.length === 0 && (only[1] instanceof z.ZodString || only[1] instanceof z.ZodEnum) ? only[0] : undefined;
}

export function requiredFields(verb: Verb): [string, z.core.$ZodType][] {
  const { args } = verbs[verb] as VerbRules;
  if (!(args instanceof z.ZodObject)) return [];
  return Object.entries(args.shape as Record<string, z.core.$ZodType>).filter(([, field]) => !z.safeParse(field, undefined).success);
}

/** `say: front.menu` becomes `{prompt: front.menu}`, `take:` becomes `{}`; anything else stays as it is. */
function wholeForm(verb: Verb, tree: Tree): unknown {
  const short = shortField(verb);
  if (tree.is === 'nothing' && (verbs[verb] as VerbRules).args instanceof z.ZodObject) return {};
  if (tree.is !== 'text' || short === undefined) return plain(tree);
  const literals = requiredFields(verb).flatMap(([name, field]) => (field instanceof z.ZodLiteral ? [[name, field.value] as const] : []));
  return { ...Object.fromEntries(literals), [short]: tree.value };
}

/** Variables are text: a number in `set` is taken as it is written. */
function asWritten(verb: Verb, given: unknown, tree: Tree): unknown {
  if (verb !== 'set' || tree.is !== 'map') return given;
  return Object.fromEntries([...tree.entries].map(([name, { tree: value }]) => [name, value.is === 'number' ? value.written : plain(value)]));
}

function explain(issue: z.core.$ZodIssue, verb: Verb, entry: Entry): Problem[] {
  const found = follow(entry, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = fieldsAt(verb, issue.path);
      const parent = found.tree;
      return issue.keys.map((key) => ({
        ...(parent?.is === 'map' ? parent.entries.get(key)?.key ?? found.spot : found.spot),
        ...(known.isFact ? unknownFact(key, known.names) : { message: `'${verb}' has no argument '${key}'`, ...hintFor(key, known.names) }),
      }));
    }
    case 'invalid_key': {
      const names = issue.issues.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []));
      const key = String(issue.path.at(-1));
      const message = names.length > 0 ? unknownFact(key, names) : { message: `'${key}' cannot be a name`, hint: nameHint };
      const parent = follow(entry, issue.path.slice(0, -1)).tree;
      return [{ ...(parent?.is === 'map' ? parent.entries.get(key)?.key ?? found.spot : found.spot), ...message }];
    }
    case 'invalid_value': {
      const names = issue.values.map(String);
      if (found.tree === undefined) return [lacking(verb, issue.path, found.spot)];
      return [{ ...found.spot, message: `${titleOf(issue.path, verb)} cannot be ${shown(found.tree)}`, ...hintFor(text(found.tree), names) }];
    }
    default:
      if (found.tree === undefined) return [lacking(verb, issue.path, found.spot)];
      return [{ ...found.spot, message: `${titleOf(issue.path, verb)} cannot be ${shown(found.tree)}`, ...wanted(issue, found.tree) }];
  }
}

/** What was expected instead, in words. */
function wanted(issue: z.core.$ZodIssue, given: Tree): { hint?: string } {
  if (issue.code === 'invalid_union') return { hint: given.is === 'boolean' ? `expected a text: put it in quotes, or write yes or no` : 'expected a text or a list of texts' };
  if (issue.code === 'too_big') return { hint: `${String(issue.maximum)} is the most` };
  if (issue.code === 'too_small' && issue.origin === 'array') return { hint: 'expected at least one' };
  if (issue.code === 'too_small') return { hint: `${String(issue.minimum)} is the least` };
  if (issue.code === 'invalid_format') return { hint: issue.message };
  if (issue.code === 'invalid_type') return { hint: `expected ${kinds[issue.expected] ?? issue.expected}` };
  return { hint: issue.message };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', int: 'a whole number', object: 'names with values below them', array: 'a list', record: 'names with values below them',
};
const nameHint = 'expected a name in lower case with dashes';

const unknownFact = (name: string, facts: readonly string[]) => ({ message: `unknown fact '${name}'`, ...hintFor(name, facts) });

const lacking = (verb: Verb, path: readonly PropertyKey[], spot: Spot): Problem => ({ ...spot, message: `'${verb}' lacks ${titleOf(path, verb)}` });

const titleOf = (path: readonly PropertyKey[], verb: Verb): string => {
  const last = path.findLast((part) => typeof part === 'string');
  return last === undefined ? `what '${verb}' is given` : `'${last}'`;
};

function shown(tree: Tree): string {
  if (tree.is === 'map' || tree.is === 'list') return tree.is === 'map' ? 'a map' : 'a list';
  return tree.is === 'nothing' ? 'empty' : tree.is === 'text' ? `'${cut(tree.value)}'` : tree.written;
}

const text = (tree: Tree): string => (tree.is === 'text' ? tree.value : '');
const cut = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

/** The tree at a path below an entry and the place to point at; no tree where the path leads to something left out. */
function follow(entry: Entry, path: readonly PropertyKey[]): { tree?: Tree; spot: Spot } {
  let at: { tree: Tree; spot: Spot } = { tree: entry.tree, spot: entry.tree.is === 'nothing' ? entry.key : entry.tree.spot };
  for (const part of path) {
    if (at.tree.is === 'text') return at;
    const next = at.tree.is === 'map' ? at.tree.entries.get(String(part)) : undefined;
    const item = at.tree.is === 'list' && typeof part === 'number' ? at.tree.items[part] : undefined;
    if (item) at = { tree: item, spot: item.spot };
    else if (next) at = { tree: next.tree, spot: next.tree.is === 'nothing' || next.tree.is === 'map' ? next.key : next.tree.spot };
    else return { spot: path.length > 1 ? at.spot : entry.key };
  }
  return at;
}

/** The names a map at a path of the arguments may have, and whether they are facts. */
function fieldsAt(verb: Verb, path: readonly PropertyKey[]): { names: string[]; isFact: boolean } {
  let schema: unknown = verbs[verb].args;
  for (const part of path) {
    if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodObject) schema = (schema.shape as Record<string, unknown>)[String(part)];
  }
  if (schema instanceof z.ZodObject) return { names: Object.keys(schema.shape), isFact: false };
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return { names: schema.keyType.options.map(String), isFact: true };
  return { names: [], isFact: false };
}

