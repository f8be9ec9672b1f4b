// The proof that flows hang together: every name, every way, every loop and every end, before any caller hears them.
import { checkEnds } from './check/ends.ts';
import { checkKinds } from './check/kinds.ts';
import { checkLoops } from './check/loops.ts';
import { checkMenus } from './check/menus.ts';
import { checkNames } from './check/names.ts';
import { checkPrompts } from './check/prompts.ts';
import { checkReached } from './check/reached.ts';
import { viewOf, type World } from './check/view.ts';
import { checkWiring } from './check/wiring.ts';
import { inReadingOrder, type Problem } from './problem.ts';
import type { Sources } from './sources.ts';
import type { Flows } from './verbs.ts';

export type { World } from './check/view.ts';

/** All that is wrong with these flows in this centre; where a call can get into the trouble, with a way that does. */
export function checkFlows(flows: Flows, sources: Sources, world: World): Problem[] {
  const view = viewOf(flows, sources, world);
  const checks = [checkWiring, checkNames, checkKinds, checkMenus, checkPrompts, checkReached, checkLoops, checkEnds];
  return inReadingOrder(checks.flatMap((check) => check(view)));
}
