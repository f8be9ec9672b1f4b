// Where each flow, step, argument and way stands in its file, kept apart from the flows so that those stay plain values.
import type { Problem, Spot } from './problem.ts';
import type { Tree } from './tree.ts';

/**
 * One flow's places, by path: `steps/front`, `steps/front/menu/number`, `steps/front/then/2` are where those keys stand,
 * and the same with `/=` after it is where the value stands.
 */
export interface Source {
  file: string;
  spots: ReadonlyMap<string, Spot>;
}

/** By flow name. */
export type Sources = ReadonlyMap<string, Source>;

/** The places of everything below a tree; `''` is the file itself. */
export function sourceOf(file: string, tree: Tree): Source {
  const spots = new Map<string, Spot>();
  const visit = (at: Tree, path: string, spot: Spot): void => {
    spots.set(path, spot);
    spots.set(`${path}/=`, at.is === 'nothing' ? spot : at.spot);
    const below = path === '' ? '' : `${path}/`;
    if (at.is === 'map') for (const [name, { key, tree: inner }] of at.entries) visit(inner, `${below}${name}`, key);
    if (at.is === 'list') at.items.forEach((item, index) => visit(item, `${below}${index}`, item.spot));
  };
  visit(tree, '', { file, line: 1, column: 1 });
  return { file, spots };
}

/** The place of a path in a flow (ending in `=`: of its value), or of the nearest thing around it that has one. */
export function spotOf(sources: Sources, flow: string, ...path: readonly (string | number)[]): Spot {
  const source = sources.get(flow);
  const end = path.at(-1) === '=' ? '/=' : '';
  for (let length = path.length - (end ? 1 : 0); length > 0; length--) {
    const spot = source?.spots.get(path.slice(0, length).join('/') + end);
    if (spot) return spot;
  }
  return { file: source?.file ?? 'flows', line: 1, column: 1 };
}

/** A problem of a step, or of one of its arguments or ways. */
export function problemAt(sources: Sources, place: { flow: string; step?: string }, path: readonly (string | number)[], told: Omit<Problem, keyof Spot>): Problem {
  const whole = place.step === undefined ? path : ['steps', place.step, ...path];
  return { ...spotOf(sources, place.flow, ...whole), ...told };
}
