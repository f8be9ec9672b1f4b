// Writes prompts into the text of a locale file and leaves the rest of it as somebody wrote it, down to the comments.
import { Document, isMap, isScalar, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { State } from './locale.ts';

/** Texts by their keys, each marked. Those that are there are replaced, others come at the end of their group. */
export function withEntries(file: string, texts: ReadonlyMap<string, string>, state: State): string {
  const places = placesOf(file);
  const replaced = replacing(file, places, texts, state);
  return [...texts].filter(([key]) => !places.has(key)).reduce((text, [key, words]) => adding(text, key, words, state), replaced);
}

interface Place {
  pair: Pair<Scalar<string>, { range?: [number, number, number] | null }>;
  inFlow: boolean;
}

function promptsOf(file: string): YAMLMap {
  const prompts = parseDocument(file).get('prompts');
  if (!isMap(prompts)) throw new TypeError('a locale file without prompts');
  return prompts;
}

/** Every prompt, by its whole key. */
function placesOf(file: string): Map<string, Place> {
  const places = new Map<string, Place>();
  walk(promptsOf(file), '', (key, place) => void (isGroup(place.pair.value) ? undefined : places.set(key, place)));
  return places;
}

/** A group of prompts, and no prompt with a state beside its text. */
const isGroup = (value: unknown): value is YAMLMap => isMap(value) && !value.has('text');

function walk(group: YAMLMap, before: string, found: (key: string, place: Place) => void): void {
  for (const pair of group.items as Place['pair'][]) {
    if (!isScalar(pair.key)) continue;
    const key = before + String(pair.key.value);
    found(key, { pair, inFlow: group.flow === true });
    if (isGroup(pair.value)) walk(pair.value, `${key}.`, found);
  }
}

function replacing(file: string, places: ReadonlyMap<string, Place>, texts: ReadonlyMap<string, string>, state: State): string {
  const edits = [...texts].flatMap(([key, text]) => {
    const place = places.get(key);
    return place ? [{ from: startOf(place), to: endOf(file, place), text: rendered({ [String(place.pair.key.value)]: { text, state } }, place.inFlow, columnOf(file, startOf(place))) }] : [];
  });
  return edits.sort((a, b) => b.from - a.from).reduce((now, { from, to, text }) => now.slice(0, from) + text + now.slice(to), file);
}

function adding(file: string, key: string, text: string, state: State): string {
  const groups = new Map<string, YAMLMap>([['', promptsOf(file)]]);
  walk(promptsOf(file), '', (name, { pair }) => void (isGroup(pair.value) && groups.set(name, pair.value)));
  const names = key.split('.');
  const depth = names.findLastIndex((_name, index) => groups.has(names.slice(0, index).join('.')));
  const group = groups.get(names.slice(0, depth).join('.')) ?? promptsOf(file);
  const tree = names.slice(depth).reduceRight<unknown>((inner, name) => ({ [name]: inner }), { text, state });
  const inFlow = group.flow === true;
  const last = group.items.at(-1) as Place['pair'] | undefined;
  if (inFlow || !last) {
    const close = (group.range?.[1] ?? file.length) - 1;
    return `${file.slice(0, close)}${last ? ', ' : ''}${rendered(tree, true, 0)}${file.slice(close)}`;
  }
  const [at, column] = [endOf(file, { pair: last }), columnOf(file, startOf({ pair: group.items[0] as Place['pair'] }))];
  return `${file.slice(0, at)}\n${' '.repeat(column)}${rendered(tree, false, column)}${file.slice(at)}`;
}

const startOf = ({ pair }: Pick<Place, 'pair'>): number => pair.key.range?.[0] ?? 0;

/** Behind its value, before the end of its last line. */
function endOf(file: string, { pair }: Pick<Place, 'pair'>): number {
  const end = pair.value?.range?.[1] ?? pair.key.range?.[1] ?? 0;
  return end - (/\n*$/.exec(file.slice(0, end))?.[0].length ?? 0);
}

const columnOf = (file: string, at: number): number => at - (file.lastIndexOf('\n', at - 1) + 1);

/** As it stands at that column; in a line among others, where its neighbours do. */
function rendered(tree: unknown, inFlow: boolean, column: number): string {
  if (inFlow) return inLine(tree).slice(1, -1);
  return new Document(tree).toString({ lineWidth: 0 }).trimEnd().replace(/\n(?=.)/g, `\n${' '.repeat(column)}`);
}

/** JSON is YAML too; names need no quotes. */
const inLine = (tree: unknown): string =>
  (typeof tree === 'object' && tree !== null ? `{${Object.entries(tree).map(([name, inner]) => `${name}: ${inLine(inner)}`).join(', ')}}` : JSON.stringify(tree));
