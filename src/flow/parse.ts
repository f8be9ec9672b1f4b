// Flow files to flows: the shape of each file and each step. What the steps say of each other is check's matter.
import { readArguments } from './arguments.ts';
import { hashOfFlows } from './hash.ts';
import { hintFor } from './nearest.ts';
import { inReadingOrder, type Problem, type Spot } from './problem.ts';
import { sourceOf, type Source, type Sources } from './sources.ts';
import { readTree, type Entry, type Tree } from './tree.ts';
import { verbs, type Flow, type Flows, type Step, type Verb, type VerbRules } from './verbs.ts';

export interface FlowFile {
  file: string;
  text: string;
}

export type Parsed = { ok: true; flows: Flows; sources: Sources } | { ok: false; problems: Problem[] };

/** Reads all files of one version. Files without a `flow:` key are somebody else's; all problems come at once. */
export function parseFlows(files: readonly FlowFile[]): Parsed {
  const problems: Problem[] = [];
  const flows = new Map<string, Flow>();
  const sources = new Map<string, Source>();
  for (const { file, text } of files) {
    const read = parseFlow(file, text);
    problems.push(...read.problems);
    if (!read.flow || !read.source) continue;
    const first = sources.get(read.flow.name);
    if (first) {
      const at = read.source.spots.get('flow') ?? { file, line: 1, column: 1 };
      problems.push({ ...at, message: `there is a flow '${read.flow.name}' already`, hint: `the first one is in ${first.file}` });
    } else {
      flows.set(read.flow.name, read.flow);
      sources.set(read.flow.name, read.source);
    }
  }
  if (problems.length > 0) return { ok: false, problems: inReadingOrder(problems) };
  return { ok: true, flows: { hash: hashOfFlows([...flows.values()]), flows: Object.fromEntries(flows) }, sources };
}

/** What one file gives: a flow, nothing because it is no flow, or problems. */
export interface FlowResult {
  flow?: Flow;
  source?: Source;
  problems: Problem[];
}

const kinds = ['caller', 'hold', 'agent', 'staff'] as const;
const heads = ['flow', 'kind', 'start', 'steps'] as const;
const nameForm = /^[a-z][a-z0-9-]{0,59}$/;
const nameHint = 'expected a name in lower case with dashes';

export function parseFlow(file: string, text: string): FlowResult {
  const { tree, problems } = readTree(file, text);
  if (!tree) return { problems: problems.length > 0 ? problems : [{ file, line: 1, column: 1, message: 'the file is empty', hint: 'expected flow:, kind:, start: and steps:' }] };
  if (tree.is !== 'map') return { problems: [...problems, { ...tree.spot, message: 'this is no flow', hint: 'expected flow:, kind:, start: and steps:' }] };
  if (!heads.some((head) => tree.entries.has(head))) return { problems: [] };

  const reader = new FlowReader(file, tree.entries, problems);
  const flow = reader.flow();
  return { ...(problems.length === 0 && flow ? { flow } : {}), source: sourceOf(file, tree), problems };
}

class FlowReader {
  readonly #top: Spot;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #problems: Problem[];

  constructor(file: string, entries: ReadonlyMap<string, Entry>, problems: Problem[]) {
    this.#top = { file, line: 1, column: 1 };
    this.#entries = entries;
    this.#problems = problems;
  }

  flow(): Flow | undefined {
    for (const [name, { key }] of this.#entries) {
      if (!oneOfHeads(name)) this.#say(key, `a flow has no '${name}'`, hintFor(name, heads));
    }
    const name = this.#name('flow');
    const kind = this.#kind();
    const start = this.#name('start');
    const steps = this.#steps();
    return name === undefined || kind === undefined || start === undefined ? undefined : { name, kind, start, steps };
  }

  #name(head: 'flow' | 'start'): string | undefined {
    const tree = this.#entries.get(head)?.tree;
    if (!tree) this.#say(this.#top, `the flow has no '${head}:'`, { hint: head === 'flow' ? 'expected the name of the flow' : 'expected the first step' });
    else if (tree.is === 'text' && nameForm.test(tree.value)) return tree.value;
    else this.#say(tree.spot, `'${head}' is not a name`, { hint: nameHint });
    return undefined;
  }

  /** A flow that does not say so answers callers. */
  #kind(): Flow['kind'] | undefined {
    const tree = this.#entries.get('kind')?.tree;
    if (!tree) return 'caller';
    const kind = kinds.find((known) => tree.is === 'text' && known === tree.value);
    if (!kind) this.#say(tree.spot, `unknown kind ${tree.is === 'text' ? `'${tree.value}'` : ''}`.trim(), hintFor(tree.is === 'text' ? tree.value : '', kinds));
    return kind;
  }

  #steps(): Record<string, Step> {
    const entry = this.#entries.get('steps');
    if (entry?.tree.is !== 'map') {
      this.#say(entry?.key ?? this.#top, 'the flow has no steps', { hint: 'expected steps: with a name for each' });
      return {};
    }
    if (entry.tree.entries.size === 0) this.#say(entry.key, 'the flow has no steps');
    const steps: [string, Step][] = [];
    for (const [name, { key, tree }] of entry.tree.entries) {
      if (!nameForm.test(name)) this.#say(key, `'${name}' cannot be the name of a step`, { hint: nameHint });
      const step = this.#step(name, key, tree);
      if (step) steps.push([name, step]);
    }
    return Object.fromEntries(steps);
  }

  #step(name: string, key: Spot, tree: Tree): Step | undefined {
    if (tree.is !== 'map') return this.#say(key, `the step '${name}' does nothing`, { hint: 'expected a verb, such as say: or menu:' });
    const found = [...tree.entries].filter(([word]) => word !== 'then');
    for (const [word, entry] of found) {
      if (!isVerb(word)) this.#say(entry.key, `unknown verb '${word}'`, hintFor(word, [...Object.keys(verbs), 'then']));
    }
    const known = found.filter((pair): pair is [Verb, Entry] => isVerb(pair[0]));
    if (found.length === 0) this.#say(key, `the step '${name}' has no verb`, { hint: 'expected one, such as say: or menu:' });
    if (known.length > 1) {
      this.#say(known[1]?.[1].key ?? key, `the step '${name}' has ${known.length} verbs, ${list(known.map(([word]) => word))}`, { hint: 'a step does one thing: make two steps' });
    }
    const [first] = known;
    return first && this.#verbStep(first[0], first[1], tree.entries.get('then'));
  }

  #verbStep(verb: Verb, entry: Entry, then: Entry | undefined): Step | undefined {
    const read = readArguments(verb, entry);
    if (!read.ok) this.#problems.push(...read.problems);
    const ways = this.#ways(verb, entry.key, then);
    // The schema of this verb has just said that these are its arguments.
    return read.ok ? ({ verb, args: read.args, ways } as Step) : undefined;
  }

  /** `then: down` is short for `then: { next: down }`. */
  #ways(verb: Verb, key: Spot, then: Entry | undefined): Record<string, string> {
    const rules: VerbRules = verbs[verb];
    const ends = rules.ways.length === 0;
    if (!then) {
      if (!ends) this.#say(key, `'${verb}' needs 'then:'`, { hint: `its ways out are ${list(rules.ways)}` });
      return {};
    }
    if (ends) this.#say(then.key, `nothing comes after '${verb}'`, { hint: `leave 'then:' out` });
    const { tree } = then;
    if (tree.is === 'text') {
      if (!ends && !rules.ways.includes('next')) this.#say(tree.spot, `'${verb}' has several ways out`, { hint: `name each: ${list(rules.ways)}` });
      return { next: tree.value };
    }
    if (tree.is !== 'map') {
      this.#say(then.key, `'then' leads nowhere`, { hint: 'expected the name of a step, or a step for each way out' });
      return {};
    }
    return Object.fromEntries([...tree.entries].flatMap(([way, { key: at, tree: to }]) => {
      if (to.is === 'text') return [[way, to.value] as const];
      this.#say(at, `the way '${way}' leads nowhere`, { hint: 'expected the name of a step' });
      return [];
    }));
  }

  #say(spot: Spot, message: string, hint: { hint?: string } = {}): undefined {
    this.#problems.push({ file: spot.file, line: spot.line, column: spot.column, message, ...hint });
    return undefined;
  }
}

const oneOfHeads = (name: string): boolean => heads.some((head) => head === name);
const isVerb = (word: string): word is Verb => Object.hasOwn(verbs, word);
const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
