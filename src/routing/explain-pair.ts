// Why a caller for whom it takes two still waits: who is there of each side, and which of them is missing.
import type { ClassName, FloorAgent, Wait } from '../store/floor.ts';
import { classInWords } from './in-words.ts';
import { lineOf, otherSide, readPair } from './pair.ts';

/** Whether somebody could come to a caller of this class, on either side of it. */
export const serves = ({ classes }: FloorAgent, name: ClassName): boolean => Object.hasOwn(classes, name) || Object.hasOwn(classes, otherSide(name) ?? name);

interface There {
  agents: readonly FloorAgent[];
}

/** Why an agent who is free could not be rung for a caller: not asked for, or without whom they would have to come. */
export type Missing = { is: 'not-asked' } | { is: 'without'; who: ClassName };

export function missingFor(agent: FloorAgent, { classes }: Pick<Wait, 'classes'>, { agents }: There): Missing | undefined {
  const served = classes.flatMap((name) => [name, ...(otherSide(name) === undefined ? [] : [otherSide(name) as ClassName])]).filter((side) => Object.hasOwn(agent.classes, side));
  const lacking = served.map((side) => lacks(agent, side, agents));
  const [who] = lacking;
  if (lacking.length === 0) return { is: 'not-asked' };
  return who === undefined || lacking.includes(undefined) ? undefined : { is: 'without', who };
}

function lacks(agent: FloorAgent, side: ClassName, agents: readonly FloorAgent[]): ClassName | undefined {
  const other = otherSide(side);
  if (other === undefined || agents.some(({ id, state, classes }) => id !== agent.id && state === 'ready' && Object.hasOwn(classes, other))) return undefined;
  const pair = readPair(side);
  return side === lineOf(side) ? pair?.interpreter : pair?.agent;
}

/** Of each side how many are free, and what is waited for. */
export function pairNow(name: ClassName, agents: readonly FloorAgent[], teams: Readonly<Record<string, { name: string }>>): string {
  const pair = readPair(name);
  if (!pair) return '';
  const sides = ([[pair.agent, name], [pair.interpreter, otherSide(name) ?? name]] as const).map(([half, side]) => {
    const there = agents.filter(({ state, classes }) => state !== 'offline' && Object.hasOwn(classes, side));
    return { half: classInWords(half, teams), there: there.length, free: there.filter(({ state }) => state === 'ready').length };
  });
  const missing = sides.filter(({ free }) => free === 0).map(({ half }) => half);
  const counts = sides.map(({ half, there, free }) => (there === 0 ? `${half}: nobody is signed in` : `${half}: ${free} of ${there} free`)).join('; ');
  return missing.length === 0 ? counts : `${counts}; it waits for ${missing.length === 2 ? 'both' : missing[0] ?? ''}`;
}
