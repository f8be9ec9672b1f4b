// A script file to scripts: one story, or a list of them. All that is wrong comes at once, each with its place.
import { hintFor } from '../flow/nearest.ts';
import { inReadingOrder, type Problem, type Spot } from '../flow/problem.ts';
import { readTree, type Entry, type Tree } from '../flow/tree.ts';
import { readCallers, readLine, readPhones, readPresence } from './cast.ts';
import { readEndings } from './endings.ts';
import { Complaints, entrySpot, written, type Cast } from './reading.ts';
import type { Script } from './script.ts';
import { phrases } from './phrases.ts';
import { readSteps } from './steps.ts';
import { readTime, usualTime, zoneOf } from './when.ts';

export type ParsedScripts = { ok: true; scripts: Script[] } | { ok: false; problems: Problem[] };

/** What a script may say of itself. */
export const heads = ['call', 'caller', 'callers', 'line', 'at', 'ready', 'away', 'phones', 'directory', 'steps', 'ends'] as const;
type Head = (typeof heads)[number];
const shape = 'expected call:, caller: and steps:';

export function parseScripts(file: string, text: string, cast: Cast): ParsedScripts {
  const { tree, problems } = readTree(file, text);
  if (problems.length > 0) return { ok: false, problems: problems.map(withYamlHint) };
  const complaints = new Complaints();
  if (!tree) complaints.say({ file, line: 1, column: 1 }, 'the file is empty', shape);
  const scripts = tree === undefined ? [] : (tree.is === 'list' ? tree.items : [tree]).flatMap((one) => readScript(one, cast, complaints) ?? []);
  if (tree?.is === 'list' && tree.items.length === 0) complaints.say(tree.spot, 'there is no script in this file', shape);
  return complaints.problems.length > 0 ? { ok: false, problems: inReadingOrder(complaints.problems) } : { ok: true, scripts };
}

/** The mistakes everybody makes: words with a colon in them, `within:` under a step that has none, and star, which YAML keeps for itself. */
function withYamlHint(problem: Problem): Problem {
  if (/nested mappings/i.test(problem.message)) return { ...problem, hint: 'put words that have a colon in them in quotes' };
  if (/implicit keys/i.test(problem.message)) return { ...problem, hint: "write it on one line, such as 'amy answers within 5s'" };
  return /alias/i.test(problem.message) ? { ...problem, hint: 'put the telephone key in quotes: "*"' } : problem;
}

type Entries = ReadonlyMap<string, Entry>;

function readScript(tree: Tree, cast: Cast, complaints: Complaints): Script | undefined {
  if (tree.is !== 'map') return complaints.say(tree.spot, 'this is no call script', shape);
  const before = complaints.problems.length;
  for (const [name, { key }] of tree.entries) if (!heads.some((head) => head === name)) complaints.say(key, `a call script has no '${name}'`, hintFor(name, heads));
  const get = (head: Head): Entry | undefined => tree.entries.get(head);
  const name = readName(get('call'), tree.spot, complaints);
  const line = readLine(get('line'), cast, complaints);
  const callers = readCallers(get('caller'), get('callers'), tree.spot, cast, complaints);
  const presence = [...readPresence(get('ready'), 'ready', cast, complaints), ...readPresence(get('away'), 'away', cast, complaints)];
  const phones = readPhones(get('phones'), cast, complaints);
  const directory = readDirectory(get('directory'), complaints);
  const names = { callers: callers.map((caller) => caller.name), agents: cast.centre.agents };
  const at = line === undefined ? undefined : readAt(get('at'), line, cast, complaints);
  const steps = line === undefined || callers.length === 0 ? [] : readSteps(get('steps'), { ...names, line }, tree.spot, cast, complaints);
  const ends = readEndings(get('ends'), names, cast, complaints);
  if (complaints.problems.length > before || name === undefined || line === undefined || at === undefined) return undefined;
  if (ends.length === 0 && !steps.some((step) => phrases[step.do].asserts)) {
    return complaints.say(nameSpot(tree.entries, tree.spot), 'this script proves nothing', "expected a step that can fail, such as 'hears: …', or 'ends:'");
  }
  return { name, spot: nameSpot(tree.entries, tree.spot), callers, line, at, presence, phones, directory, steps, ends };
}

function nameSpot(entries: Entries, spot: Spot): Spot {
  return entries.get('call')?.key ?? spot;
}

function readName(entry: Entry | undefined, spot: Spot, complaints: Complaints): string | undefined {
  if (!entry) return complaints.say(spot, "the script has no 'call:'", 'expected what happens, in a sentence');
  const text = written(entry.tree)?.trim();
  return text ? text : complaints.say(entrySpot(entry), "'call' has no words", 'expected what happens, in a sentence');
}

function readAt(entry: Entry | undefined, line: string, { centre }: Cast, complaints: Complaints): number | undefined {
  if (!entry) return usualTime(centre, line);
  const read = readTime(written(entry.tree) ?? '', zoneOf(centre, line));
  return 'at' in read ? read.at : complaints.say(entrySpot(entry), `'at' cannot be '${written(entry.tree) ?? ''}'`, read.why);
}

function readDirectory(entry: Entry | undefined, complaints: Complaints): Script['directory'] {
  const words = ['answers', 'fails'] as const;
  const found = words.find((word) => entry === undefined || written(entry.tree) === word);
  if (!found && entry) complaints.say(entrySpot(entry), `'directory' cannot be '${written(entry.tree) ?? ''}'`, hintFor(written(entry.tree) ?? '', words));
  return found ?? 'answers';
}
