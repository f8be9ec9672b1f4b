// Whom a class admits, and how it orders them.
import type { Agent } from '../centre/centre.ts';
import type { ClassName } from '../store/floor.ts';
import { readClass } from './who.ts';

/**
 * A score is base and time since when free, in milliseconds since 1970, and the smallest comes first. This base is
 * below any time there will be, so whoever is asked for by name comes before everybody else who may take the call.
 */
export const NAMED_BASE = -1e13;

/** The base of an agent in a class, or undefined where the class does not admit them. */
export function base(name: ClassName, agent: Agent): number | undefined {
  const asked = readClass(name);
  if (asked === undefined) return undefined;
  if ('agent' in asked) return asked.agent === agent.id ? NAMED_BASE : undefined;
  return agent.teams.includes(asked.team) ? 0 : undefined;
}
