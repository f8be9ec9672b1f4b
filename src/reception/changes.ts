// What a reload changes, by name: flows, languages, sections of the centre, agents. And whose classes may be others now.
import type { Agent, Centre } from '../centre/centre.ts';
import { canonical } from '../flow/hash.ts';
import type { Flows } from '../flow/verbs.ts';
import type { Locale } from '../prompts/locale.ts';
import { wordsOf } from '../prompts/pack.ts';

export interface Named {
  added: string[];
  changed: string[];
  removed: string[];
}

export interface Changes {
  flows: Named;
  languages: Named;
  /** Sections of the centre file, its agents apart. */
  centre: Named;
  /** Those of the file. What the API wrote since stays as the API left it. */
  agents: Named;
}

/** What stands in files. */
export interface Written {
  centre: Centre;
  flows: Flows;
  locales: readonly Locale[];
}

export function changesBetween(before: Written, after: Written): Changes {
  return {
    flows: named(before.flows.flows, after.flows.flows),
    languages: named(byLanguage(before.locales), byLanguage(after.locales)),
    centre: named(sections(before.centre), sections(after.centre)),
    agents: named(byId(before.centre.agents), byId(after.centre.agents)),
  };
}

export const isNothing = (changes: Changes): boolean =>
  Object.values(changes).every(({ added, changed, removed }: Named) => added.length + changed.length + removed.length === 0);

function named(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Named {
  const has = (all: object, name: string) => Object.hasOwn(all, name);
  const names = Object.keys(after);
  return {
    added: names.filter((name) => !has(before, name)),
    changed: names.filter((name) => has(before, name) && canonical(before[name]) !== canonical(after[name])),
    removed: Object.keys(before).filter((name) => !has(after, name)),
  };
}

const byLanguage = (locales: readonly Locale[]): Record<string, unknown> => Object.fromEntries(locales.map((locale) => [locale.language, wordsOf([locale])]));
const byId = (agents: readonly Agent[]): Record<string, Agent> => Object.fromEntries(agents.map((agent) => [agent.id, agent]));

/** The version is the file as a whole, and would stand beside every change. */
function sections({ agents: _agents, version: _version, ...rest }: Centre): Record<string, unknown> {
  return { ...rest };
}

/**
 * Who has to be published again: agents of the file who are new or differ in what a class may ask for, and everybody in a team
 * whose strategy orders its people otherwise now. Whoever only has another name or staff number is left alone.
 */
export function toPublish(before: Centre, after: Centre, everybody: readonly Agent[]): string[] {
  const was = byId(before.agents);
  const differs = after.agents.filter((agent) => !Object.hasOwn(was, agent.id) || canonical(asked(was[agent.id])) !== canonical(asked(agent)));
  const teams = [...new Set([...Object.keys(before.teams), ...Object.keys(after.teams)])].filter((id) => canonical(before.teams[id]?.strategy) !== canonical(after.teams[id]?.strategy));
  const reordered = everybody.filter((agent) => agent.teams.some((team) => teams.includes(team)));
  return [...new Set([...differs, ...reordered].map(({ id }) => id))];
}

function asked(agent: Agent | undefined): unknown {
  if (!agent) return undefined;
  const { name: _name, staffId: _staffId, ...rest } = agent;
  return rest;
}
