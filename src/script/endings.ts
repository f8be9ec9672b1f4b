// What a script says must be true in the end: `answered by amy`, `voicemail for dan`, `no text`.
import type { Agent } from '../centre/centre.ts';
import { readCaseNumber } from '../case/number.ts';
import { readPriority } from '../case/priority.ts';
import { hintFor } from '../flow/nearest.ts';
import type { Spot } from '../flow/problem.ts';
import type { Entry } from '../flow/tree.ts';
import { agentNamed } from './cast.ts';
import { entrySpot, texts, type Cast, type Complaints } from './reading.ts';
import type { Ending } from './script.ts';

/** An ending without its place. */
type End = Ending extends infer E ? (E extends Ending ? Omit<E, 'spot' | 'told'> : never) : never;

interface Names {
  callers: readonly string[];
  agents: readonly Agent[];
}

const examples = [
  'answered', 'answered by amy', 'not answered', 'voicemail', 'voicemail for dan', 'no voicemail', 'text', 'text to dan', 'no text',
  'escalation', 'escalation asked', 'escalation paged', 'escalation acknowledged', 'no escalation',
  'callback', 'callback open', 'callback kept', 'no callback', 'case 2006-0811-0120', 'language es', 'region emea', 'priority P1',
];

export function readEndings(entry: Entry | undefined, names: Names, cast: Cast, complaints: Complaints): Ending[] {
  if (!entry) return [];
  const list = texts(entry.tree);
  if (!list || list.length === 0) complaints.say(entrySpot(entry), "'ends' says nothing", `expected such as ${examples.slice(0, 2).join(' or ')}`);
  return (list ?? []).flatMap(({ text, spot }) => {
    const end = readEnding(text.trim(), spot, names, cast, complaints);
    return end ? [{ ...end, spot, told: text.trim() }] : [];
  });
}

function readEnding(text: string, spot: Spot, names: Names, cast: Cast, complaints: Complaints): End | undefined {
  const [, name] = / (?:by|for|to) (\S+)$/.exec(text) ?? [];
  const words = name === undefined ? text : text.slice(0, -name.length - 1);
  const value = text.slice(text.indexOf(' ') + 1);
  const agent = () => agentNamed(name ?? '', spot, cast, complaints)?.id;
  switch (words) {
    case 'answered': return { is: 'answered' };
    case 'answered by': return named(agent(), (by) => ({ is: 'answered', by }));
    case 'not answered': return { is: 'not answered' };
    case 'voicemail': return { is: 'voicemail' };
    case 'voicemail for': return named(addressee(name ?? '', spot, cast, complaints), (whom) => ({ is: 'voicemail', for: whom }));
    case 'text': return { is: 'text' };
    case 'text to': return names.callers.includes(name ?? '') ? { is: 'text', to: name ?? '' } : named(agent(), (to) => ({ is: 'text', to }));
    case 'escalation': return { is: 'escalation' };
    case 'escalation asked': case 'escalation paged': case 'escalation acknowledged': return { is: 'escalation', state: value as 'asked' | 'paged' | 'acknowledged' };
    case 'callback': return { is: 'callback' };
    case 'callback open': case 'callback kept': return { is: 'callback', state: value as 'open' | 'kept' };
    case 'no voicemail': case 'no text': case 'no escalation': case 'no callback': return { is: 'none', of: value as 'voicemail' | 'text' | 'escalation' | 'callback' };
  }
  const [head = ''] = text.split(' ');
  switch (head) {
    case 'case': return named(caseNumber(value, spot, complaints), (number) => ({ is: 'case', number }));
    case 'language': return named(among(value, cast.languages, 'language', spot, complaints), (found) => ({ is: 'language', value: found }));
    case 'region': return named(among(value, Object.keys(cast.centre.regions), 'region', spot, complaints), (found) => ({ is: 'region', value: found }));
    case 'priority': return named(readPriority(value) ?? complaints.say(spot, `there is no priority '${value}'`, 'expected P1, P2, P3 or P4'), (found) => ({ is: 'priority', value: found }));
  }
  return complaints.say(spot, `a call cannot end '${text}'`, nearHint(text));
}

function named<Value>(value: Value | undefined, make: (value: Value) => End): End | undefined {
  return value === undefined ? undefined : make(value);
}

function nearHint(text: string): { hint?: string } {
  const { hint } = hintFor(text, examples);
  return { hint: hint ?? `expected such as ${examples.map((example) => `'${example}'`).join(', ')}` };
}

function addressee(name: string, spot: Spot, { centre }: Cast, complaints: Complaints): string | undefined {
  if (Object.hasOwn(centre.teams, name)) return `team:${name}`;
  if (centre.agents.some(({ id }) => id === name)) return `agent:${name}`;
  return complaints.say(spot, `there is neither an agent nor a team '${name}'`, hintFor(name, [...centre.agents.map(({ id }) => id), ...Object.keys(centre.teams)]));
}

function among(value: string, known: readonly string[], what: string, spot: Spot, complaints: Complaints): string | undefined {
  return known.find((one) => one === value) ?? complaints.say(spot, `there is no ${what} '${value}'`, hintFor(value, known));
}

function caseNumber(text: string, spot: Spot, complaints: Complaints) {
  const read = readCaseNumber(text, Infinity);
  return read.ok ? read.number : complaints.say(spot, `'${text}' is no case number`, 'expected twelve digits such as 2006-0811-0120');
}
