// Whom a class admits, and how it orders them.
import { SKILL_LEVEL_MAX } from '../centre/agent.ts';
import type { Agent, Team } from '../centre/centre.ts';
import { memo } from '../prompts/memo.ts';
import type { ClassName, FloorAgent } from '../store/floor.ts';
import { halfOf, otherSide, readPair } from './pair.ts';
import { atomsOf, parseTerm, partsOf, readAtom } from './who.ts';
import type { Asked, Term } from './who.ts';

/**
 * A score is base and time since when free, in milliseconds since 1970, and the smallest comes first. This base is
 * below any time there will be, so whoever is asked for by name comes before everybody else who may take the call.
 */
export const NAMED_BASE = -1e13;

/** More than any time until the year 2096: one step of a base outweighs however long somebody is free. */
export const BASE_STEP = 4e12;

/** The calls an agent has taken, for the strategies that count them. */
export interface Taken {
  /** Today, in the agent's region. */
  calls: number;
  /** When the last one was taken. */
  last: number;
}

/** What orders the agents of a class besides who they are. */
export interface Ordering {
  teams?: Readonly<Record<string, Pick<Team, 'strategy'>>>;
  taken?: Taken;
}

/** The base of an agent in a class, or undefined where the class does not admit them. Of a pair class, in their half of it. */
export function base(name: ClassName, agent: Agent, { teams = {}, taken }: Ordering = {}): number | undefined {
  const asked = readTerm(halfOf(name) ?? name);
  if (asked === undefined || !admits(asked, agent)) return undefined;
  if (names(asked, agent)) return NAMED_BASE;
  switch (strategyIn(asked, agent, teams)) {
    case 'longest-idle': return 0;
    case 'most-skilled': return (SKILL_LEVEL_MAX - levelIn(asked, agent)) * BASE_STEP;
    case 'fewest-calls': return (taken?.calls ?? 0) * BASE_STEP;
    // By the second: that is near enough, and a base may be as large as it likes since all others here are so too.
    case 'round-robin': return Math.floor((taken?.last ?? 0) / 1000) * BASE_STEP;
  }
}

/** Read once for all agents; a centre has some hundreds of classes. */
const known = memo<Read>(5_000);
type Test = { asked: Asked } | { all: readonly Test[] } | { any: readonly Test[] } | { not: Test };
interface Read {
  test: Test;
  atoms: readonly Asked[];
}

function readTerm(name: ClassName): Read | undefined {
  const read = known.get(name);
  if (read) return read;
  const term = parseTerm(name);
  if (term === undefined) return undefined;
  const made = { test: testOf(term), atoms: atomsOf(term).flatMap((atom) => readAtom(atom) ?? []) };
  known.set(name, made);
  return made;
}

function testOf(term: Term): Test {
  if (typeof term === 'string') return { asked: readAtom(term) ?? { person: 'assigned' } };
  if ('not' in term) return { not: testOf(term.not) };
  return 'all' in term ? { all: partsOf(term).map(testOf) } : { any: partsOf(term).map(testOf) };
}

const admits = ({ test }: Read, agent: Agent): boolean => passes(test, agent);

function passes(test: Test, agent: Agent): boolean {
  if ('asked' in test) return isAsked(test.asked, agent);
  if ('not' in test) return !passes(test.not, agent);
  return 'all' in test ? test.all.every((one) => passes(one, agent)) : test.any.some((one) => passes(one, agent));
}

/** What only a call can settle stands in no class, and admits nobody. */
export function isAsked(asked: Asked, agent: Agent): boolean {
  if ('team' in asked) return agent.teams.includes(asked.team);
  if ('agent' in asked) return agent.id === asked.agent;
  if ('skill' in asked) return levelOf(agent, asked.skill) >= asked.level;
  if ('region' in asked) return agent.region === asked.region;
  if ('interprets' in asked) return speaks(agent.interprets ?? [], asked.interprets);
  return 'language' in asked && speaks(agent.languages, asked.language);
}

const levelOf = ({ skills }: Agent, skill: string): number => (Object.hasOwn(skills, skill) ? skills[skill] ?? 0 : 0);

/** Whoever speaks Spanish serves a caller from Mexico, and who speaks the Spanish of Mexico anybody's. */
const speaks = (languages: readonly string[], wanted: string): boolean =>
  languages.some((spoken) => spoken === wanted || spoken.startsWith(`${wanted}-`) || wanted.startsWith(`${spoken}-`));

/** Whether the class asks for this very person, whatever it asks besides. */
function names({ test }: Read, agent: Agent): boolean {
  const all = 'all' in test ? test.all : [test];
  return all.some((one) => 'asked' in one && 'agent' in one.asked && one.asked.agent === agent.id);
}

/** The strategy of the first team of the class the agent is in. */
function strategyIn({ atoms }: Read, agent: Agent, teams: NonNullable<Ordering['teams']>): NonNullable<Team['strategy']> {
  const team = atoms.find((asked) => 'team' in asked && agent.teams.includes(asked.team));
  return (team && 'team' in team && Object.hasOwn(teams, team.team) ? teams[team.team]?.strategy : undefined) ?? 'longest-idle';
}

/** Their level in what the class asks for, or else in what they know best. */
function levelIn({ atoms }: Read, agent: Agent): number {
  const asked = atoms.flatMap((atom) => ('skill' in atom ? [levelOf(agent, atom.skill)] : []));
  return Math.max(0, ...(asked.length > 0 ? asked : Object.values(agent.skills)));
}

/** Whether a class asks for this agent, on either side where it takes two. */
export const mayCome = (name: ClassName, agent: Agent): boolean => base(name, agent) !== undefined || base(otherSide(name) ?? name, agent) !== undefined;

/** Whether anybody could come for a class: where it takes two, for both. */
export function isAnybodyThere(name: ClassName, agents: readonly Agent[], stateOf: (id: string) => FloorAgent['state']): boolean {
  const { agent, interpreter } = readPair(name) ?? { agent: name, interpreter: name };
  return [agent, interpreter].every((half) => agents.some((one) => isThere(half, one, stateOf(one.id))));
}

/** Whether somebody could come for a class: of a person asked for by name, that they are ready, of all others that they are at work. */
export function isThere(name: ClassName, agent: Agent, state: FloorAgent['state']): boolean {
  if (state === 'offline' || state === 'away') return false;
  const asked = readTerm(name);
  return asked !== undefined && admits(asked, agent) && (state === 'ready' || !names(asked, agent));
}
