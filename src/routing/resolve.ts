// From who may answer to classes of agents, once it is known whose call it is.
import { memo } from '../prompts/memo.ts';
import type { ClassName } from '../store/floor.ts';
import { classesOf, interpreterClass, normal, parseTerm, partsOf, personClass, readAtom, spellAtom } from './who.ts';
import type { Asked, Term } from './who.ts';

/** What a call tells of the people who may answer it. */
export interface Persons {
  assigned?: string;
  deputy?: string;
  serviceManager?: string;
  /** The product family of the case. */
  product?: string;
  region?: string;
  /** The one they need: where that is none of ours, the one an interpreter speaks with them. */
  language?: string;
}

/** Regions with those that follow, in the order the sun moves. */
export type Neighbours = Readonly<Record<string, { neighbours: readonly string[] }>>;

/** `nobody`: this can never be met. `anybody`: nothing is known that could be asked for. */
type Settled = Term | { is: 'nobody' } | { is: 'anybody' };
const NOBODY = { is: 'nobody' } as const;
const ANYBODY = { is: 'anybody' } as const;
const isOpen = (settled: Settled): settled is { is: 'nobody' } | { is: 'anybody' } => typeof settled === 'object' && 'is' in settled;

/** The classes of agents that `who` admits for this call, each in its one spelling; a way that admits nobody is left out. */
export function resolve(who: readonly string[], persons: Persons, regions: Neighbours): ClassName[] {
  const settled = who.map((one) => settle(termNamed(one), persons, regions));
  const terms = settled.filter((one): one is Term => !isOpen(one));
  return [...new Set(terms.flatMap(classesOf))];
}

/** The expressions of a centre file are few, and each call asks for some of them. */
const terms = memo<Term>(2_000);

export function termNamed(text: string): Term {
  const known = terms.get(text);
  if (known !== undefined) return known;
  const term = parseTerm(text);
  if (term === undefined) throw new Error(`'${text}' is no expression of who may answer`);
  terms.set(text, term);
  return term;
}

function settle(term: Term, persons: Persons, regions: Neighbours): Settled {
  if (typeof term === 'string') return settleAtom(readAtom(term), persons, regions);
  if ('not' in term) return negated(settle(term.not, persons, regions));
  const parts = partsOf(term).map((part) => settle(part, persons, regions));
  return 'all' in term ? allOf(parts) : anyOf(parts);
}

/** Not somebody who does not exist is no wish at all; and of what is unknown, the contrary is unknown too. */
const negated = (settled: Settled): Settled => (isOpen(settled) ? ANYBODY : normal({ not: settled }));

function allOf(parts: readonly Settled[]): Settled {
  if (parts.some((part) => isOpen(part) && part.is === 'nobody')) return NOBODY;
  const all = parts.filter((part): part is Term => !isOpen(part));
  return all.length === 0 ? ANYBODY : normal({ all });
}

function anyOf(parts: readonly Settled[]): Settled {
  const any = parts.filter((part): part is Term => !isOpen(part));
  if (any.length > 0) return normal({ any });
  return parts.some((part) => isOpen(part) && part.is === 'anybody') ? ANYBODY : NOBODY;
}

function settleAtom(asked: Asked | undefined, persons: Persons, regions: Neighbours): Settled {
  if (asked === undefined) return NOBODY;
  if ('person' in asked) return personNamed(asked.person === 'service-manager' ? persons.serviceManager : persons[asked.person]);
  if ('skill' in asked && asked.skill === 'case') return family(persons.product, asked.level);
  if ('next' in asked) return regionNamed(persons.region === undefined ? undefined : regions[persons.region]?.neighbours[asked.next - 1], regions);
  if ('region' in asked && asked.region === 'caller') return regionNamed(persons.region, regions);
  if ('language' in asked && asked.language === 'caller') return spoken(persons.language);
  if ('interprets' in asked && asked.interprets === 'caller') return interpreted(persons.language);
  return spellAtom(asked);
}

/** An outside directory may name somebody who cannot be an agent of ours. */
function personNamed(id: string | undefined): Settled {
  const asked = id === undefined ? undefined : readAtom(personClass(id));
  return asked ? spellAtom(asked) : NOBODY;
}

function regionNamed(region: string | undefined, regions: Neighbours): Settled {
  return region !== undefined && Object.hasOwn(regions, region) ? `region:${region}` : NOBODY;
}

function spoken(language: string | undefined): Settled {
  const asked = language === undefined ? undefined : readAtom(`language:${language}`);
  return asked ? spellAtom(asked) : ANYBODY;
}

/** Nobody interprets a language of which nothing is known. */
function interpreted(language: string | undefined): Settled {
  const asked = language === undefined ? undefined : readAtom(interpreterClass(language));
  return asked ? spellAtom(asked) : NOBODY;
}

function family(product: string | undefined, level: number): Settled {
  const skill = skillOf(product);
  return skill === undefined ? ANYBODY : spellAtom({ skill, level });
}

/** Skills are named like product families: `Core Routing` of a directory is the skill `core-routing`. A case without one asks for none. */
export function skillOf(product: string | undefined): string | undefined {
  const name = (product ?? '').trim().toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  return name === '' || name === 'case' ? undefined : name;
}
