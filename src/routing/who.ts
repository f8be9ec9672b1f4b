// Who may answer: expressions as centre files write them, and the one spelling that names a class of agents.
import { readLanguage } from '../language/tag.ts';
import { SKILL_LEVEL_MAX } from '../centre/agent.ts';
import type { ClassName } from '../store/floor.ts';
import { compareText } from '../store/order.ts';

/** An atom, or a combination of terms. Atoms about the call (`assigned`, `region:caller`, …) are settled when a caller joins. */
export type Term = string | { all: readonly Term[] } | { any: readonly Term[] } | { not: Term };

/** People whom only the case of a call can name. */
export const PERSONS = ['assigned', 'deputy', 'service-manager'] as const;
export type Person = (typeof PERSONS)[number];
export const isPerson = (atom: Term): atom is Person => (PERSONS as readonly unknown[]).includes(atom);

/** Regions in the order the sun moves; a centre has few. */
const NEXT_MAX = 49;
const NAME = '[a-z0-9][a-z0-9-]{0,59}';
/** Ids of agents keep their capitals: the API takes agents whose ids have some. */
const AGENT = /^agent\s*:\s*([a-z0-9][a-z0-9_-]{0,63})$/i;
const TEAM = /^team\s*:\s*([a-z0-9][a-z0-9_-]{0,63})$/i;
const SKILL = new RegExp(`^skill\\s*:\\s*(${NAME})(?:\\s*>=\\s*(\\d{1,2}))?$`, 'i');
const REGION = new RegExp(`^region\\s*:\\s*(${NAME})$`, 'i');
const NEXT = /^next(?:-(\d{1,2}))?$/;
const SPOKEN = /^(language|interprets)\s*:\s*([a-z0-9_-]{1,35})$/i;

/** What an atom asks for. */
export type Asked =
  | { person: Person }
  | { team: string }
  | { agent: string }
  /** `case`: the product family of the call's case. */
  | { skill: string; level: number }
  | { region: string }
  /** So many regions further, in the order of the caller's region. */
  | { next: number }
  | { language: string }
  /** An interpreter for a language. */
  | { interprets: string };

/** Reads one atom; undefined for what is none. */
export function readAtom(text: string): Asked | undefined {
  const word = text.trim();
  const person = PERSONS.find((name) => name === word.toLowerCase());
  if (person !== undefined) return { person };
  const team = TEAM.exec(word)?.[1];
  if (team !== undefined) return { team };
  const agent = AGENT.exec(word)?.[1];
  if (agent !== undefined) return { agent };
  return readSkill(word) ?? readRegion(word) ?? readSpoken(word);
}

function readSkill(word: string): Asked | undefined {
  const [, skill, level = '1'] = SKILL.exec(word) ?? [];
  const least = Number(level);
  return skill === undefined || least < 1 || least > SKILL_LEVEL_MAX ? undefined : { skill: skill.toLowerCase(), level: least };
}

function readRegion(word: string): Asked | undefined {
  const region = REGION.exec(word)?.[1]?.toLowerCase();
  const next = NEXT.exec(region ?? '');
  if (region === undefined || !next) return region === undefined ? undefined : { region };
  const further = Number(next[1] ?? '1');
  return further >= 1 && further <= NEXT_MAX ? { next: further } : undefined;
}

function readSpoken(word: string): Asked | undefined {
  const [, how, tag] = SPOKEN.exec(word) ?? [];
  if (tag === undefined) return undefined;
  const language = tag.toLowerCase() === 'caller' ? 'caller' : readLanguage(tag);
  if (language === undefined) return undefined;
  return how?.toLowerCase() === 'interprets' ? { interprets: language } : { language };
}

/** The one spelling of an atom. */
export function spellAtom(asked: Asked): string {
  if ('person' in asked) return asked.person;
  if ('team' in asked) return teamClass(asked.team);
  if ('agent' in asked) return personClass(asked.agent);
  if ('skill' in asked) return `skill:${asked.skill}${asked.level > 1 ? `>=${asked.level}` : ''}`;
  if ('next' in asked) return `region:next${asked.next > 1 ? `-${asked.next}` : ''}`;
  if ('interprets' in asked) return interpreterClass(asked.interprets);
  return 'region' in asked ? `region:${asked.region}` : `language:${asked.language}`;
}

/** A named person is a class of one, which that agent serves without being asked. */
export const personClass = (agent: string): ClassName => `agent:${agent}`;
export const teamClass = (team: string): ClassName => `team:${team}`;
export const interpreterClass = (language: string): ClassName => `interprets:${language}`;

/** Every atom of a term, as often as it stands there. */
export function atomsOf(term: Term): string[] {
  if (typeof term === 'string') return [term];
  return 'not' in term ? atomsOf(term.not) : partsOf(term).flatMap(atomsOf);
}

export const partsOf = (term: { all: readonly Term[] } | { any: readonly Term[] }): readonly Term[] => ('all' in term ? term.all : term.any);

/** The same term with `not` at atoms only, nothing nested needlessly, everything once and in order: two ways of saying it become one. */
export function normal(term: Term, negated = false): Term {
  if (typeof term === 'string') return negated ? { not: term } : term;
  if ('not' in term) return normal(term.not, !negated);
  const isAll = 'all' in term !== negated;
  const parts = partsOf(term).map((part) => normal(part, negated)).flatMap((part) => inside(part, isAll));
  const once = [...new Map(parts.map((part) => [spell(part), part])).entries()].sort(([a], [b]) => compareText(a, b)).map(([, part]) => part);
  const [only] = once;
  if (once.length === 1 && only !== undefined) return only;
  return isAll ? { all: once } : { any: once };
}

/** The parts of a combination of the same kind; anything else is one part. */
function inside(term: Term, all: boolean): readonly Term[] {
  if (typeof term === 'string' || 'not' in term) return [term];
  return 'all' in term === all ? partsOf(term) : [term];
}

/** A term as text. Of a normal term, it is the name of the class. */
export function spell(term: Term): string {
  if (typeof term === 'string') return term;
  if ('not' in term) return `not(${spell(term.not)})`;
  return `${'all' in term ? 'all' : 'any'}(${partsOf(term).map(spell).join(',')})`;
}

/** The classes of a term: an `any` at the top is several, each of which others may share. */
export function classesOf(term: Term): ClassName[] {
  const whole = normal(term);
  return (typeof whole === 'object' && 'any' in whole ? whole.any : [whole]).map(spell);
}

/** Reads what `spell` writes; undefined for what it never would. */
export function parseTerm(text: string): Term | undefined {
  const read = termAt(text, 0, 0);
  return read?.end === text.length ? read.term : undefined;
}

/** Deeper than any file may nest, and shallow enough for any stack. */
const DEPTH_MAX = 20;

function termAt(text: string, from: number, depth: number): { term: Term; end: number } | undefined {
  const kind = (['all', 'any', 'not'] as const).find((word) => text.startsWith(`${word}(`, from));
  if (kind === undefined) return atomAt(text, from);
  if (depth > DEPTH_MAX) return undefined;
  const parts: Term[] = [];
  for (let at = from + kind.length + 1; ; ) {
    const part = termAt(text, at, depth + 1);
    if (!part) return undefined;
    parts.push(part.term);
    const sign = text[part.end];
    if (sign === ')') return made(kind, parts, part.end + 1);
    if (sign !== ',') return undefined;
    at = part.end + 1;
  }
}

function made(kind: 'all' | 'any' | 'not', parts: readonly Term[], end: number): { term: Term; end: number } | undefined {
  if (kind !== 'not') return { term: kind === 'all' ? { all: parts } : { any: parts }, end };
  const [only, ...more] = parts;
  return only === undefined || more.length > 0 ? undefined : { term: { not: only }, end };
}

function atomAt(text: string, from: number): { term: string; end: number } | undefined {
  const word = /^[^(),]+/.exec(text.slice(from))?.[0];
  const asked = word === undefined ? undefined : readAtom(word);
  return word === undefined || asked === undefined ? undefined : { term: spellAtom(asked), end: from + word.length };
}

/** What a class of one atom asks for; undefined for a combination, and for what only a call can settle. */
export function readClass(name: ClassName): Asked | undefined {
  const asked = readAtom(name);
  return asked === undefined || isRelative(asked) ? undefined : asked;
}

/** Whether it takes a call to know whom this asks for. */
export function isRelative(asked: Asked): boolean {
  if ('person' in asked || 'next' in asked) return true;
  if ('skill' in asked) return asked.skill === 'case';
  return ('region' in asked && asked.region === 'caller') || ('language' in asked && asked.language === 'caller') || ('interprets' in asked && asked.interprets === 'caller');
}
