// The steps of a script: `amy hears: press 1` is who, a phrase, and what the phrase takes.
import { readDuration } from '../centre/value.ts';
import type { Agent } from '../centre/centre.ts';
import { editDistance, hintFor } from '../flow/nearest.ts';
import type { Spot } from '../flow/problem.ts';
import type { Entry, Tree } from '../flow/tree.ts';
import type { E164 } from '../phone/number.ts';
import { agentNamed, CALLER, lineNamed } from './cast.ts';
import { plainWords } from './ear.ts';
import { phraseIn, phrases, tellings, type Phrase } from './phrases.ts';
import { entrySpot, texts, written, type Cast, type Complaints } from './reading.ts';
import type { Act, Step } from './script.ts';

export interface Names {
  callers: readonly string[];
  agents: readonly Agent[];
  line: E164;
}

/** A story that waits longer than this tells of something else; time is free, but every second of it is played. */
const WAIT_S_MAX = 4 * 3_600;
/** As long as somebody speaks who does not say how long. */
const SPEECH_S = 5;
const CHARACTERS_A_SECOND = 15;

export function readSteps(entry: Entry | undefined, names: Names, spot: Spot, cast: Cast, complaints: Complaints): Step[] {
  if (entry?.tree.is !== 'list' || entry.tree.items.length === 0) {
    complaints.say(entry?.key ?? spot, 'the script has no steps', 'expected steps: with a list, such as - dials');
    return [];
  }
  const before = complaints.problems.length;
  const steps = entry.tree.items.flatMap((item) => {
    const told = tellingOf(item, complaints);
    return (told && new StepReader(told, names, cast, complaints).step()) ?? [];
  });
  // A step that cannot be read may be the one in which they dial.
  if (complaints.problems.length === before) checkPhones(steps, complaints);
  return steps;
}

/** One step as it stands in the file: its words, and what comes after the colon. */
interface Telling {
  text: string;
  spot: Spot;
  argument?: Entry;
  within?: Entry;
}

function tellingOf(tree: Tree, complaints: Complaints): Telling | undefined {
  const text = written(tree);
  if (text !== undefined) return withinLine(text.trim(), tree.spot);
  if (tree.is !== 'map') return complaints.say(tree.spot, 'this step says nothing', 'expected who does what, such as amy answers');
  const [first, ...others] = [...tree.entries].filter(([name]) => name !== 'within');
  const within = tree.entries.get('within');
  const [second] = others;
  if (second) return complaints.say(second[1].key, 'two things in one step', 'begin each step with a dash of its own');
  if (!first) return complaints.say(tree.spot, 'this step says only how long', 'expected what is waited for beside it');
  const [name, entry] = first;
  return { text: name.trim(), spot: entry.key, argument: entry, ...(within && { within }) };
}

/** `amy answers within 5s`, all in one line. */
function withinLine(text: string, spot: Spot): Telling {
  const [, words, time] = /^(.*\S)\s+within\s+(\d+\s*[smh]?)$/.exec(text) ?? [];
  if (words === undefined || time === undefined) return { text, spot };
  return { text: words, spot, within: { key: spot, tree: { is: 'text', spot, value: time } } };
}

/** Somebody who has not dialled or answered hears nothing. */
function checkPhones(steps: readonly Step[], complaints: Complaints): void {
  const onPhone = new Set<string>();
  for (const step of steps) {
    const { onPhone: needed, picksUp } = phrases[step.do];
    const people = step.do === 'talks with' ? [step.who, ...step.whom] : [step.who];
    for (const who of needed ? people : []) {
      if (!onPhone.has(who)) complaints.say(step.spot, `'${who}' is not on the phone yet`, 'expected a step before in which they dial or answer');
    }
    if (picksUp) onPhone.add(step.who);
  }
}

class StepReader {
  readonly #told: Telling;
  readonly #names: Names;
  readonly #cast: Cast;
  readonly #complaints: Complaints;

  constructor(told: Telling, names: Names, cast: Cast, complaints: Complaints) {
    this.#told = told;
    this.#names = names;
    this.#cast = cast;
    this.#complaints = complaints;
  }

  step(): Step | undefined {
    const { text, spot } = this.#told;
    const [first = '', ...rest] = text.split(' ');
    const name = first.replace(/['’]s$/, '');
    const remainder = rest.join(' ').trim();
    const isKnown = this.#isPerson(name);
    const found = phraseIn(isKnown ? remainder : text);
    if (!found) return isKnown || !phraseIn(remainder) ? this.#unknownPhrase(isKnown ? remainder : text) : this.#unknownPerson(name);
    const who = isKnown ? name : this.#somebody(found.phrase);
    if (who === undefined) return undefined;
    const act = this.#act(found.phrase, found.rest, who);
    return act && { ...act, spot, told: this.#shown() };
  }

  #isPerson = (name: string): boolean => this.#names.callers.includes(name) || this.#names.agents.some(({ id }) => id === name);

  /** A step that names nobody is the caller's, if there is one whom that can only mean. */
  #somebody(phrase: Phrase): string | undefined {
    const { callers } = this.#names;
    const only = callers.includes(CALLER) ? CALLER : callers.length === 1 ? callers[0] : undefined;
    if (phrases[phrase].agent) return this.#say(`who ${phrase}?`, `expected an agent first, such as ${phrases[phrase].example}`);
    if (only === undefined && phrase === 'waits') return callers[0];
    return only ?? this.#say(`who ${phrase}?`, `expected ${callers.join(' or ')} first`);
  }

  #unknownPerson(name: string): undefined {
    return this.#say(`there is nobody called '${name}'`, hintFor(name, [...this.#names.callers, ...this.#names.agents.map(({ id }) => id)]));
  }

  #unknownPhrase(text: string): undefined {
    if (text === '') return this.#say('this step does nothing', 'expected what they do, such as answers');
    const near = tellings.map(([words, phrase]) => ({ words, phrase, slips: editDistance(text.split(' ').slice(0, words.split(' ').length).join(' '), words) })).sort((a, b) => a.slips - b.slips)[0];
    const isNear = near !== undefined && near.slips <= Math.min(3, Math.floor((near.words.length + 1) / 3));
    return this.#say(`nobody can '${text}' here`, isNear ? `did you mean '${near.words}'? As in: ${phrases[near.phrase].example}` : `expected one of ${tellings.map(([words]) => `'${words}'`).sort().join(', ')}`);
  }

  #act(phrase: Phrase, rest: string, who: string): Act | undefined {
    const { agent, takes, withinS } = phrases[phrase];
    if (agent && !this.#agent(who)) return this.#say(`'${who}' is a caller and cannot do this`, `expected an agent, such as ${phrases[phrase].example}`);
    if (this.#agent(who) && !agentNamed(who, this.#told.spot, this.#cast, this.#complaints)) return undefined;
    if (rest !== '' && this.#told.argument && this.#told.argument.tree.is !== 'nothing') return this.#say(`'${phrase}' is followed by '${rest}' and by a colon`, `expected ${phrases[phrase].example}`);
    const within = this.#within(phrase, withinS);
    if (within === undefined) return undefined;
    const value = this.#value(rest);
    // Each phrase's rules say what it takes, and the reader of that gives just this.
    const act = (fields: object): Act => ({ do: phrase, who, ...(withinS === undefined ? {} : { withinS: within }), ...fields }) as Act;
    switch (takes) {
      case 'nothing': return value === undefined ? act({}) : this.#say(`'${phrase}' stands alone`, `expected ${phrases[phrase].example}`, this.#spot());
      case 'words': return this.#with(phrase, rest, (list) => this.#words(list, act));
      case 'keys': return this.#keys(phrase, value, act);
      case 'time': return this.#time(phrase, value, (seconds) => act({ seconds }));
      case 'speech': return this.#speech(phrase, value, act);
      case 'line': return this.#line(value, act);
      case 'people': return this.#with(phrase, rest, (list) => this.#people(list, act));
      case 'presence': return this.#presence(phrase, value, act);
    }
  }

  #agent = (who: string): boolean => !this.#names.callers.includes(who);

  #value(rest: string): string | undefined {
    if (rest !== '') return rest;
    const { argument } = this.#told;
    if (!argument || argument.tree.is === 'nothing') return undefined;
    return written(argument.tree) ?? '';
  }

  #with(phrase: Phrase, rest: string, read: (list: { text: string; spot: Spot }[]) => Act | undefined): Act | undefined {
    const list = rest !== '' ? [{ text: rest, spot: this.#told.spot }] : this.#told.argument && texts(this.#told.argument.tree);
    return list && list.length > 0 ? read(list) : this.#lacks(phrase);
  }

  /** Punctuation alone is no words: it would be heard in anything. */
  #words(list: readonly { text: string; spot: Spot }[], act: (fields: object) => Act): Act | undefined {
    const empty = list.find(({ text }) => plainWords(text) === '');
    return empty ? this.#say(`there are no words in '${empty.text}'`, 'expected letters or digits', empty.spot) : act({ words: list.map(({ text }) => text) });
  }

  #lacks = (phrase: Phrase): undefined => this.#say(`'${phrase}' says not what`, `expected ${phrases[phrase].example}`, this.#spot());

  #within(phrase: Phrase, usual: number | undefined): number | undefined {
    const { within } = this.#told;
    if (!within) return usual ?? 0;
    const seconds = readDuration(written(within.tree) ?? '');
    if (usual === undefined) return this.#say(`'${phrase}' waits for nothing`, "leave 'within:' out", within.key);
    if (seconds === undefined || seconds > WAIT_S_MAX) return this.#say(`'within' cannot be '${written(within.tree) ?? ''}'`, 'expected a time such as 20s or 2m', entrySpot(within));
    return seconds;
  }

  #keys(phrase: Phrase, value: string | undefined, act: (fields: object) => Act): Act | undefined {
    if (value === undefined) return this.#lacks(phrase);
    const keys = value.replace(/\s/g, '');
    if (/^[0-9*#wW]+$/.test(keys)) return act({ keys });
    return this.#say(`a phone has no keys '${value}'`, /^[\d-]+#?$/.test(keys) ? 'leave the dashes out' : 'expected 0 to 9, * and #, and w for half a second between', this.#spot());
  }

  #time(phrase: Phrase, value: string | undefined, done: (seconds: number) => Act): Act | undefined {
    if (value === undefined) return this.#lacks(phrase);
    const seconds = readDuration(value);
    return seconds !== undefined && seconds <= WAIT_S_MAX ? done(seconds) : this.#say(`'${value}' is no time to wait`, 'expected a time such as 20s or 2m', this.#spot());
  }

  /** How long, or what: words take the time it takes to say them. */
  #speech(phrase: Phrase, value: string | undefined, act: (fields: object) => Act): Act | undefined {
    if (value === undefined) return act({ seconds: SPEECH_S, words: '' });
    const seconds = readDuration(value);
    if (seconds === undefined && value === '') return this.#lacks(phrase);
    return seconds === undefined ? act({ seconds: Math.max(1, Math.ceil(value.length / CHARACTERS_A_SECOND)), words: value }) : act({ seconds, words: '' });
  }

  #line(value: string | undefined, act: (fields: object) => Act): Act | undefined {
    if (value === undefined) return act({ line: this.#names.line });
    const line = lineNamed(value, this.#spot(), this.#cast, this.#complaints);
    return line === undefined ? undefined : act({ line });
  }

  #people(list: readonly { text: string; spot: Spot }[], act: (fields: object) => Act): Act | undefined {
    const whom = list.flatMap(({ text, spot }) => text.split(/\s+and\s+|\s*,\s*/).map((name) => ({ name, spot })));
    const stranger = whom.find(({ name }) => !this.#isPerson(name));
    if (stranger) return this.#say(`there is nobody called '${stranger.name}'`, hintFor(stranger.name, [...this.#names.callers, ...this.#names.agents.map(({ id }) => id)]), stranger.spot);
    return act({ whom: whom.map(({ name }) => name) });
  }

  #presence(phrase: Phrase, value: string | undefined, act: (fields: object) => Act): Act | undefined {
    const known = ['ready', 'away', 'offline'];
    if (value === undefined) return this.#lacks(phrase);
    return known.includes(value) ? act({ presence: value }) : this.#say(`nobody can become '${value}'`, hintFor(value, known), this.#spot());
  }

  #spot(): Spot {
    return this.#told.argument ? entrySpot(this.#told.argument) : this.#told.spot;
  }

  #shown(): string {
    const { text, argument } = this.#told;
    const list = argument && texts(argument.tree)?.map((item) => item.text).join(' … ');
    return list === undefined ? text : `${text}: ${list}`;
  }

  #say(message: string, hint: string | { hint?: string }, spot: Spot = this.#told.spot): undefined {
    return this.#complaints.say(spot, message, hint);
  }
}
