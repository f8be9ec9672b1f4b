// Classes of agents and lengths of time as people read them.
import type { ClassName } from '../store/floor.ts';
import { readPair } from './pair.ts';
import { parseTerm, partsOf, readAtom, type Term } from './who.ts';

type Teams = Readonly<Record<string, { name: string }>>;

/** `team:customer-care` by its name, `agent:amy` as amy, `all(language:es,skill:routing>=3)` as `speaking es, routing 3 or more`. */
export function classInWords(name: ClassName, teams: Teams): string {
  const pair = readPair(name);
  if (pair) return `${classInWords(pair.agent, teams)} with ${classInWords(pair.interpreter, teams)}`;
  const term = parseTerm(name);
  return term === undefined ? name : termInWords(term, teams);
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** `vi` as Vietnamese. */
export const languageInWords = (tag: string): string => languages.of(tag) ?? tag;

function termInWords(term: Term, teams: Teams): string {
  if (typeof term === 'string') return atomInWords(term, teams);
  if ('not' in term) return `not ${inside(term.not, teams)}`;
  return partsOf(term).map((part) => inside(part, teams)).join('all' in term ? ', ' : ' or ');
}

const inside = (term: Term, teams: Teams): string => (typeof term === 'string' || 'not' in term ? termInWords(term, teams) : `(${termInWords(term, teams)})`);

function atomInWords(atom: string, teams: Teams): string {
  const asked = readAtom(atom);
  if (asked === undefined) return atom;
  if ('team' in asked) return teams[asked.team]?.name ?? `team ${asked.team}`;
  if ('agent' in asked) return asked.agent;
  if ('skill' in asked) return asked.level > 1 ? `${asked.skill} ${asked.level} or more` : asked.skill;
  if ('region' in asked) return `in ${asked.region}`;
  if ('interprets' in asked) return `an interpreter of ${languageInWords(asked.interprets)}`;
  if ('language' in asked) return `speaking ${asked.language}`;
  return 'person' in asked ? `the ${asked.person} engineer` : atom;
}

/** `0:42`, `12:07`, `1:02:03`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** `amy`, `amy and ben`, `amy, ben and cid`. */
export function listed(parts: readonly string[], last = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1) ?? ''}`;
}
