// Reads a locale file: its head, and its prompts in groups. Everything that is wrong with it comes back at once.
import { hintFor } from '../flow/nearest.ts';
import { inReadingOrder, type Problem, type Spot } from '../flow/problem.ts';
import { type Entry, readTree, type Tree } from '../flow/tree.ts';
import type { Direction, Locale, Message, State } from './locale.ts';
import { readMessage } from './message.ts';
import { offsetInFile } from './position.ts';

export type ParsedLocale = { ok: true; locale: Locale } | { ok: false; problems: readonly Problem[] };

/** Longer than any prompt that anybody would listen to. */
export const messageCharactersMax = 4_000;

const states: readonly State[] = ['machine', 'reviewed'];
const directions: readonly Direction[] = ['ltr', 'rtl'];
const headFields = ['language', 'name', 'direction', 'voice', 'state', 'keys', 'prompts'];

type Entries = ReadonlyMap<string, Entry>;

/** `file` is the name for messages; `text` is what stands in it. Never throws. */
export function parseLocale(file: string, text: string): ParsedLocale {
  const { tree, problems } = readTree(file, text);
  const reader = new Reader(file, text, [...problems]);
  const locale = tree === undefined ? reader.empty() : reader.locale(tree);
  return locale === undefined || reader.problems.length > 0 ? { ok: false, problems: inReadingOrder(reader.problems) } : { ok: true, locale };
}

class Reader {
  readonly problems: Problem[];
  readonly #top: Spot;
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #messages = new Map<string, Message>();
  /** Of the prompts that do not say it themselves. */
  #state: State = 'reviewed';

  constructor(file: string, text: string, problems: Problem[]) {
    this.#top = { file, line: 1, column: 1 };
    this.#text = text;
    this.problems = problems;
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  empty(): undefined {
    if (this.problems.length === 0) this.#refuse(this.#top, 'nothing stands in this file', 'expected language:, name:, direction:, voice:, keys: and prompts:');
    return undefined;
  }

  locale(tree: Tree): Locale | undefined {
    const head = this.#map(tree, 'a locale file');
    if (!head) return undefined;
    for (const [name, { key }] of head) {
      if (!headFields.includes(name)) this.#refuse(key, `unknown field '${name}'`, hintFor(name, headFields).hint);
    }
    this.#state = this.#stateIn(head);
    const keys = this.#fields(head.get('keys'), 'keys');
    const prompts = this.#fields(head.get('prompts'), 'prompts');
    for (const [name, entry] of prompts ?? []) this.#group(name, entry);
    return {
      language: this.#tag(head.get('language')),
      name: this.#word(head.get('name'), 'name', 'Español'),
      direction: this.#choice(head.get('direction'), 'direction', directions, 'ltr'),
      voice: this.#word(head.get('voice'), 'voice', 'es'),
      keys: { star: this.#word(keys?.get('star'), 'keys.star', 'star'), pound: this.#word(keys?.get('pound'), 'keys.pound', 'pound') },
      messages: this.#messages,
      spots: { top: this.#top, voice: head.get('voice')?.tree.spot ?? this.#top, prompts: head.get('prompts')?.key ?? this.#top },
    };
  }

  /** A group of prompts, or a prompt: plain text, or text with a state beside it. */
  #group(key: string, entry: Entry): void {
    const { tree } = entry;
    if (!/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(key)) {
      this.#refuse(entry.key, `'${key}' is not a prompt's key`, 'expected lower case, digits and dashes, such as front.menu');
    } else if (tree.is === 'text') this.#message(key, tree, this.#state, entry.key);
    else if (tree.is === 'map' && tree.entries.has('text')) this.#stated(key, tree.entries, entry.key);
    else if (tree.is === 'map') for (const [name, inner] of tree.entries) this.#group(`${key}.${name}`, inner);
    else this.#refuse(tree.spot, `prompt '${key}' is ${kind(tree)}`, 'expected a text; put numbers in quotes');
  }

  #stated(key: string, entries: Entries, spot: Spot): void {
    for (const [name, other] of entries) {
      if (name !== 'text' && name !== 'state') this.#refuse(other.key, `unknown field '${name}' of prompt '${key}'`, hintFor(name, ['text', 'state']).hint);
    }
    const state = this.#stateIn(entries);
    const text = entries.get('text')?.tree;
    if (text?.is === 'text') this.#message(key, text, state, spot);
    else if (text) this.#refuse(text.spot, `the text of prompt '${key}' is ${kind(text)}`, 'expected a text; put numbers in quotes');
  }

  #stateIn(entries: Entries): State {
    return entries.has('state') ? this.#choice(entries.get('state'), 'state', states, 'machine') : this.#state;
  }

  #message(key: string, tree: Tree & { is: 'text' }, state: State, spot: Spot): void {
    const text = tree.value.trimEnd();
    if (text === '') return this.#refuse(tree.spot, `prompt '${key}' says nothing`, 'expected a sentence');
    if (text.length > messageCharactersMax) return this.#refuse(tree.spot, `prompt '${key}' is ${text.length} characters long`, `${messageCharactersMax} are the most`);
    const read = readMessage(text);
    if (read.ok) this.#messages.set(key, { key, state, spot, ...read.message });
    else for (const slip of read.slips) this.#refuse(this.#within(tree, slip.offset), `prompt '${key}': ${slip.message}`, slip.hint);
  }

  /** The place of a character of a text. */
  #within(tree: Tree & { is: 'text' }, offset: number): Spot {
    const start = (this.#lineStarts[tree.spot.line - 1] ?? 0) + tree.spot.column - 1;
    const at = offsetInFile(this.#text, start, tree.value, offset);
    const line = this.#lineStarts.findLastIndex((lineStart) => lineStart <= at);
    return { ...this.#top, line: line + 1, column: at - (this.#lineStarts[line] ?? 0) + 1 };
  }

  #tag(entry: Entry | undefined): string {
    const tag = this.#word(entry, 'language', 'es');
    if (tag === '' || !entry) return tag;
    if (canonical(tag) !== tag) this.#refuse(entry.tree.spot, `'${tag}' is not a language tag`, `expected ${canonical(tag) ?? 'one such as es or pt-BR'}`);
    const named = this.#top.file.replace(/^.*[\\/]/, '').replace(/\.yaml$/, '');
    if (named !== tag) this.#refuse(entry.tree.spot, `this file is named '${named}' and says that it is '${tag}'`, `rename it to ${tag}.yaml`);
    return tag;
  }

  #word(entry: Entry | undefined, name: string, example: string): string {
    if (entry?.tree.is === 'text' && entry.tree.value.trim() !== '') return entry.tree.value.trim();
    if (entry) this.#refuse(entry.tree.spot, `'${name}' is ${kind(entry.tree)}`, `expected a text such as ${name}: ${example}`);
    else this.#refuse(this.#top, `'${name}' is missing`, `expected a text such as ${name}: ${example}`);
    return '';
  }

  #choice<T extends string>(entry: Entry | undefined, name: string, choices: readonly T[], otherwise: T): T {
    const said = this.#word(entry, name, choices.join(' or '));
    const chosen = choices.find((choice) => choice === said);
    if (chosen === undefined && said !== '' && entry) this.#refuse(entry.tree.spot, `'${name}' is '${said}'`, `expected ${choices.join(' or ')}`);
    return chosen ?? otherwise;
  }

  #fields(entry: Entry | undefined, name: string): Entries | undefined {
    if (entry) return this.#map(entry.tree, `'${name}'`);
    this.#refuse(this.#top, `'${name}' is missing`, `expected ${name}: with its fields below`);
    return undefined;
  }

  #map(tree: Tree, what: string): Entries | undefined {
    if (tree.is === 'map') return tree.entries;
    this.#refuse(tree.spot, `${what} is ${kind(tree)}`, 'expected names with their values');
    return undefined;
  }

  #refuse(spot: Spot, message: string, hint?: string): void {
    this.problems.push({ ...spot, message, ...(hint === undefined ? {} : { hint }) });
  }
}

const kind = (tree: Tree): string => (tree.is === 'nothing' ? 'empty' : tree.is === 'text' && tree.value.trim() === '' ? 'empty' : `a ${tree.is}`);

function canonical(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return undefined;
  }
}
