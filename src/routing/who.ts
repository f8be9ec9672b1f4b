// Who may answer, as centre files write it, and the class of agents it stands for.
import type { ClassName } from '../store/floor.ts';

/** `assigned` is whoever owns the case of the call; the others are classes as they stand. */
export type WhoExpression = 'assigned' | `team:${string}` | `agent:${string}`;

/** Ids keep their capitals: the API takes agents whose ids have some. */
const FORM = /^(team|agent)\s*:\s*([a-z0-9][a-z0-9_-]{0,63})$/i;

/** Reads an expression into its one canonical spelling; undefined for what is none. */
export function readWho(text: string): WhoExpression | undefined {
  const word = text.trim();
  if (word.toLowerCase() === 'assigned') return 'assigned';
  const [, kind, id] = FORM.exec(word) ?? [];
  return kind === undefined || id === undefined ? undefined : `${kind.toLowerCase() as 'team' | 'agent'}:${id}`;
}

/**
 * The class of agents an expression admits; none for `assigned` where the case has no engineer, or where an outside directory
 * names one who cannot be an agent of ours.
 */
export function classOf(who: string, assigned?: string): ClassName | undefined {
  const read = readWho(who);
  if (read !== 'assigned') return read;
  return assigned === undefined ? undefined : readWho(personClass(assigned));
}

/** A named person is a class of one, which that agent serves without being asked. */
export const personClass = (agent: string): ClassName => `agent:${agent}`;
export const teamClass = (team: string): ClassName => `team:${team}`;

/** What a class asks for: members of a team, or one person. */
export function readClass(name: ClassName): { team: string } | { agent: string } | undefined {
  const [, kind, id] = FORM.exec(name) ?? [];
  if (id === undefined) return undefined;
  return kind?.toLowerCase() === 'team' ? { team: id } : { agent: id };
}
