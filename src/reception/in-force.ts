// What is in force: the centre, flows and words by which calls begin now. A reload puts others in their place, all at once.
import type { Centre } from '../centre/centre.ts';
import type { Flows } from '../flow/verbs.ts';
import type { Locale } from '../prompts/locale.ts';
import type { Prompts } from '../prompts/prompts.ts';

export interface InForce {
  centre: Centre;
  flows: Flows;
  prompts: Prompts;
  /** What the prompts were made of. */
  locales: readonly Locale[];
}

export interface Holder {
  current: () => InForce;
  /** What a reload has just replaced: a turn that had begun by then still speaks by it. */
  before: () => InForce | undefined;
  replace: (next: InForce) => void;
}

export function holdInForce(first: InForce): Holder {
  let [current, before]: [InForce, InForce | undefined] = [first, undefined];
  return {
    current: () => current,
    before: () => before,
    replace(next) {
      [before, current] = [current, next];
    },
  };
}
