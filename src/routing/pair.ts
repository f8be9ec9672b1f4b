// A pair class names two people who take a caller together: an agent by one class, an interpreter by another.
import type { ClassName } from '../store/floor.ts';
import { readAtom } from './who.ts';

// Callers stand in the line of the agent's side, `with(AGENT,INTERPRETER)`. Whoever may be the interpreter in it serves the
// other side, `beside(AGENT,INTERPRETER)`, so each finds the line, and the other one, by the name of their own class.
const AGENT_SIDE = 'with(';
const INTERPRETER_SIDE = 'beside(';

export const pairClass = (agent: ClassName, interpreter: ClassName): ClassName => `${AGENT_SIDE}${agent},${interpreter})`;

/** Whoever serves it comes with this pair's other half; undefined for a class whose people come alone. */
export function otherSide(name: ClassName): ClassName | undefined {
  if (name.startsWith(AGENT_SIDE)) return `${INTERPRETER_SIDE}${name.slice(AGENT_SIDE.length)}`;
  return name.startsWith(INTERPRETER_SIDE) ? `${AGENT_SIDE}${name.slice(INTERPRETER_SIDE.length)}` : undefined;
}

/** The class callers stand in to whom somebody of this class may come. */
export const lineOf = (name: ClassName): ClassName => (name.startsWith(INTERPRETER_SIDE) ? otherSide(name) ?? name : name);

/** A class with its other side, where it has one: both are opened together. */
export const sidesOf = (names: readonly ClassName[]): ClassName[] => [...new Set(names.flatMap((name) => [name, otherSide(name) ?? name]))];

/** The two classes of a pair, from the name of either side. An interpreter's is one word, so the last comma parts them. */
export function readPair(name: ClassName): { agent: ClassName; interpreter: ClassName } | undefined {
  if (otherSide(name) === undefined || !name.endsWith(')')) return undefined;
  const inside = name.slice(name.indexOf('(') + 1, -1);
  const comma = inside.lastIndexOf(',');
  return comma < 0 ? undefined : { agent: inside.slice(0, comma), interpreter: inside.slice(comma + 1) };
}

/** Of which of its two classes somebody of this side is. */
export function halfOf(name: ClassName): ClassName | undefined {
  const pair = readPair(name);
  return pair && (name.startsWith(AGENT_SIDE) ? pair.agent : pair.interpreter);
}

/** Which language is interpreted in a conversation of this class; undefined for one whose people come alone. */
export function interpretedBy(name: ClassName): string | undefined {
  const asked = readAtom(readPair(name)?.interpreter ?? '');
  return asked && 'interprets' in asked ? asked.interprets : undefined;
}
