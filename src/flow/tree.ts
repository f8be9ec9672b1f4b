// YAML with its places kept: each value knows its line and column, so that every message can point at it.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Problem, Spot } from './problem.ts';

export type Tree =
  | { is: 'map'; spot: Spot; entries: ReadonlyMap<string, Entry> }
  | { is: 'list'; spot: Spot; items: readonly Tree[] }
  | { is: 'text'; spot: Spot; value: string }
  /** `written` is the text as it stands in the file: `02` is not the key 2. */
  | { is: 'number' | 'boolean'; spot: Spot; value: number | boolean; written: string }
  | { is: 'nothing'; spot: Spot };

export interface Entry {
  key: Spot;
  tree: Tree;
}

export interface TreeResult {
  /** Missing where the text has nothing in it, or where nothing can be made of it. */
  tree?: Tree;
  problems: Problem[];
}

/** A hand-written flow has a few hundred lines; more than this is a mistake or an attack. */
export const fileCharactersMax = 256 * 1024;
/** Flows nest five deep; yaml itself would give up only when the stack is full. */
const depthMax = 20;
const nestingMax = 4 * depthMax;
/** Past this many problems in one file, the rest is noise. */
const problemsMax = 50;

/** Reads one YAML document. All that is wrong with it comes back as problems; it never throws. */
export function readTree(file: string, text: string): TreeResult {
  const top: Spot = { file, line: 1, column: 1 };
  if (text.length > fileCharactersMax) return { problems: [{ ...top, message: tooLong(text.length) }] };
  if (nesting(text) > nestingMax) return { problems: [{ ...top, message: tooDeep }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = document.errors.length > 0 ? document.errors : document.warnings;
  const problems: Problem[] = faults.filter(({ pos }, index) => index === 0 || spotAt(pos[0]).line !== spotAt(faults[index - 1]?.pos[0] ?? 0).line).map(({ message, pos }) => {
    const spot = spotAt(pos[0]);
    return { ...spot, ...explain(message, text.split('\n', spot.line)[spot.line - 1] ?? '') };
  });
  const { contents } = document;
  if (problems.length > 0 || contents === null) return { problems: few(problems, top) };
  const tree = new Reader(spotAt, problems).read(contents, 0);
  return { tree, problems: few(problems, top) };
}

class Reader {
  readonly #spotAt: (offset: number) => Spot;
  readonly #problems: Problem[];

  constructor(spotAt: (offset: number) => Spot, problems: Problem[]) {
    this.#spotAt = spotAt;
    this.#problems = problems;
  }

  read(node: ParsedNode | Node | null, depth: number): Tree {
    const spot = this.#spotAt(node?.range?.[0] ?? 0);
    if (depth > depthMax) return this.#refuse(spot, tooDeep);
    if (isAlias(node)) return this.#refuse(spot, `'*${node.source}' points at another place of the file`, quoteStar(node.source));
    if (isMap(node)) return this.#map(node, spot, depth);
    if (isSeq(node)) return this.#list(node, spot, depth);
    return isScalar(node) ? scalar(node, spot) : { is: 'nothing', spot };
  }

  #map(node: YAMLMap, spot: Spot, depth: number): Tree {
    const entries = new Map<string, Entry>();
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const key = this.#spotAt(pair.key?.range?.[0] ?? 0);
      const name = this.#name(pair.key, key);
      if (name === undefined) continue;
      const first = entries.get(name);
      if (first) this.#refuse(key, `'${name}' stands here twice`, `the first one is on line ${first.key.line}`);
      else entries.set(name, { key, tree: pair.value === null ? { is: 'nothing', spot: key } : this.read(pair.value, depth + 1) });
    }
    return { is: 'map', spot, entries };
  }

  #name(node: Node | null, spot: Spot): string | undefined {
    if (isScalar(node)) {
      const tree = scalar(node, spot);
      if (tree.is === 'text') return tree.value;
      if (tree.is === 'number' || tree.is === 'boolean') return tree.written;
    }
    this.#refuse(spot, 'this key is not a name', 'expected a word, or a telephone key such as 2 or "*"');
    return undefined;
  }

  #list(node: YAMLSeq, spot: Spot, depth: number): Tree {
    return { is: 'list', spot, items: (node.items as (Node | null)[]).map((item) => this.read(item, depth + 1)) };
  }

  #refuse(spot: Spot, message: string, hint?: string): Tree {
    this.#problems.push(hint === undefined ? { ...spot, message } : { ...spot, message, hint });
    return { is: 'nothing', spot };
  }
}

function scalar(node: Scalar, spot: Spot): Tree {
  const { value, source } = node;
  if (typeof value === 'string') return { is: 'text', spot, value };
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { is: typeof value === 'number' ? 'number' : 'boolean', spot, value, written: source ?? String(value) };
  }
  return { is: 'nothing', spot };
}

/** The value alone, as JSON would have it. */
export function plain(tree: Tree): unknown {
  switch (tree.is) {
    case 'map': return Object.fromEntries([...tree.entries].map(([name, entry]) => [name, plain(entry.tree)]));
    case 'list': return tree.items.map(plain);
    case 'nothing': return null;
    case 'text': case 'number': case 'boolean': return tree.value;
  }
}

/**
 * How deep brackets and indentation go at most, counted roughly before the parser recurses over them:
 * a file of twenty thousand brackets makes it run out of memory, which nothing can catch.
 */
function nesting(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const line of text.split('\n')) {
    deepest = Math.max(deepest, line.match(/^[ \t?:-]*/)?.[0].length ?? 0);
    for (const letter of line) {
      if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++open);
      else if ((letter === ']' || letter === '}') && open > 0) open--;
    }
  }
  return deepest;
}

const tooDeep = 'nested too deeply to be a flow';
const tooLong = (length: number) => `too long: ${length} characters, where ${fileCharactersMax} are the most`;
const quoteStar = (source: string) => (source === '' ? 'put the key in quotes: "*"' : 'write it out here; for the telephone key, put "*" in quotes');

/** The parser's own words, and what people most often meant: `*:` is an alias to YAML and `#:` a comment. */
function explain(message: string, line: string): { message: string; hint?: string } {
  const said = `this is not YAML: ${message.replace(/\s+/g, ' ').trim()}`;
  return /[{,\s][*#]\s*:/.test(line) ? { message: said, hint: 'put the telephone keys "*" and "#" in quotes' } : { message: said };
}

function few(problems: Problem[], top: Spot): Problem[] {
  if (problems.length <= problemsMax) return problems;
  return [...problems.slice(0, problemsMax), { ...top, message: `and ${problems.length - problemsMax} more problems in this file` }];
}
