// Who plays in a script: the callers and the line they dial, and the agents with their presence and their phones.
import { type Agent, numbersOf } from '../centre/centre.ts';
import { hintFor } from '../flow/nearest.ts';
import type { Spot } from '../flow/problem.ts';
import type { Entry, Tree } from '../flow/tree.ts';
import { readPhone, type E164 } from '../phone/number.ts';
import type { Presence } from '../store/floor.ts';
import { phraseIn } from './phrases.ts';
import { entrySpot, texts, written, type Cast, type Complaints } from './reading.ts';
import { phonePolicies, type CallerRole, type Script } from './script.ts';

/** What a caller is called who has no name. */
export const CALLER = 'caller';
const callerForm = 'expected a number with its country such as +14155550123, withheld, sip:… or client:…';
const nameForm = /^[a-z][a-z0-9-]*$/;

export function readLine(entry: Entry | undefined, { centre }: Cast, complaints: Complaints): E164 | undefined {
  if (entry) return lineNamed(written(entry.tree) ?? '', entrySpot(entry), { centre }, complaints);
  return centre.lines[0]?.number;
}

/** A number that is a line of the centre, or where its staff sign in. */
export function lineNamed(text: string, spot: Spot, { centre }: Pick<Cast, 'centre'>, complaints: Complaints): E164 | undefined {
  const numbers = numbersOf(centre);
  const read = readPhone(text);
  const found = read.ok ? numbers.find((number) => number === read.number) : undefined;
  return found ?? complaints.say(spot, `'${text}' is no line of this centre`, hintFor(text.replace(/\s/g, ''), numbers));
}

export function readCallers(one: Entry | undefined, several: Entry | undefined, spot: Spot, cast: Cast, complaints: Complaints): CallerRole[] {
  if (!one && !several) complaints.say(spot, "the script has no 'caller:'", callerForm);
  const single = one ? [readCaller(CALLER, one, complaints)] : [];
  if (several && several.tree.is !== 'map') complaints.say(entrySpot(several), "'callers' needs a number for each name", 'expected such as bob: +14155550124');
  const named = several?.tree.is === 'map' ? [...several.tree.entries].map(([name, entry]) => readNamed(name, entry, cast, complaints)) : [];
  return [...single, ...named].filter((caller) => caller !== undefined);
}

function readNamed(name: string, entry: Entry, { centre }: Cast, complaints: Complaints): CallerRole | undefined {
  if (!nameForm.test(name)) return complaints.say(entry.key, `'${name}' cannot be the name of a caller`, 'expected a name in lower case, with dashes if need be');
  if (centre.agents.some(({ id }) => id === name)) return complaints.say(entry.key, `'${name}' is an agent of this centre`, 'expected another name for the caller');
  if (name === CALLER || phraseIn(name)) return complaints.say(entry.key, `'${name}' cannot be the name of a caller`, 'the word has a meaning of its own in a step');
  return readCaller(name, entry, complaints);
}

function readCaller(name: string, entry: Entry, complaints: Complaints): CallerRole | undefined {
  const text = written(entry.tree)?.trim() ?? '';
  if (text === 'withheld') return { name, from: `withheld-${name}`, withheld: true };
  if (/^(sips?|client):\S+$/.test(text)) return { name, from: text, withheld: false };
  const read = readPhone(text);
  if (read.ok) return { name, from: read.number, withheld: false };
  return complaints.say(entrySpot(entry), text === '' ? `'${name}' has no number` : `'${text}' is no number a caller could have`, callerForm);
}

export function agentNamed(text: string, spot: Spot, { centre }: Pick<Cast, 'centre'>, complaints: Complaints): Agent | undefined {
  const agent = centre.agents.find(({ id }) => id === text);
  if (!agent) return complaints.say(spot, `there is no agent '${text}' in this centre`, hintFor(text, centre.agents.map(({ id }) => id)));
  return agent.phone === undefined ? complaints.say(spot, `'${text}' has no phone that could ring`, 'expected phone: for this agent in centre.yaml') : agent;
}

export function readPresence(entry: Entry | undefined, presence: Presence, cast: Cast, complaints: Complaints): Script['presence'][number][] {
  if (!entry) return [];
  const list = isEmptyList(entry.tree) ? [] : texts(entry.tree);
  if (!list) complaints.say(entrySpot(entry), `'${presence}' names nobody`, 'expected agents, such as [amy, dan]');
  return (list ?? []).flatMap(({ text, spot }) => {
    const agent = agentNamed(text, spot, cast, complaints);
    return agent ? [{ agent: agent.id, presence }] : [];
  });
}

const isEmptyList = (tree: Tree): boolean => tree.is === 'list' && tree.items.length === 0;

export function readPhones(entry: Entry | undefined, cast: Cast, complaints: Complaints): Script['phones'][number][] {
  if (!entry) return [];
  if (entry.tree.is !== 'map') {
    complaints.say(entrySpot(entry), "'phones' needs a word for each agent", `expected such as dan: ${phonePolicies[0]}`);
    return [];
  }
  return [...entry.tree.entries].flatMap(([name, inner]) => {
    const agent = agentNamed(name, inner.key, cast, complaints);
    const text = written(inner.tree) ?? '';
    const policy = phonePolicies.find((known) => known === text);
    if (!policy) complaints.say(entrySpot(inner), `a phone cannot be '${text}'`, hintFor(text, phonePolicies));
    return agent && policy ? [{ agent: agent.id, policy }] : [];
  });
}
