// What all parts of a script file are read with: who and what there is to name, and the list of what is wrong.
import type { Centre } from '../centre/centre.ts';
import type { Problem, Spot } from '../flow/problem.ts';
import type { Entry, Tree } from '../flow/tree.ts';

/** What a script may speak of. */
export interface Cast {
  centre: Centre;
  /** Languages there are prompts in. */
  languages: readonly string[];
}

export class Complaints {
  readonly problems: Problem[] = [];

  /** Gives undefined, so that a reader can complain and leave in one line. */
  say(spot: Spot, message: string, hint?: string | { hint?: string }): undefined {
    const { file, line, column } = spot;
    this.problems.push({ file, line, column, message, ...(typeof hint === 'string' ? { hint } : hint) });
    return undefined;
  }
}

/** A scalar as it is written: `+14155550123` is a number to YAML and loses its plus. */
export function written(tree: Tree): string | undefined {
  switch (tree.is) {
    case 'text': return tree.value;
    case 'number': case 'boolean': return tree.written;
    case 'map': case 'list': case 'nothing': return undefined;
  }
}

export const entrySpot = ({ key, tree }: Entry): Spot => (tree.is === 'nothing' || tree.is === 'map' ? key : tree.spot);

/** One text or a list of them. */
export function texts(tree: Tree): { text: string; spot: Spot }[] | undefined {
  const items = tree.is === 'list' ? tree.items : [tree];
  const read = items.map((item) => ({ text: written(item), spot: item.spot }));
  return read.every((item): item is { text: string; spot: Spot } => item.text !== undefined && item.text.trim() !== '') ? read : undefined;
}
