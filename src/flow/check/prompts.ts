// Prompts: those a step speaks exist in every language, and those that exist are spoken by somebody.
import type { Place } from '../graph.ts';
import { hintFor } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import type { Step } from '../verbs.ts';
import { eachStep, problemOf, quoted, type View } from './view.ts';

export function checkPrompts(view: View): Problem[] {
  return [...eachStep(view, (place, step) => missing(view, place, step)), ...unused(view)];
}

/** Arguments that name a prompt. */
const speaking = ['prompt', 'again', 'announce', 'ask', 'all', 'personal', 'review', 'other'] as const;

/** The prompts a step speaks, with the argument that names each. */
export function promptsOf({ verb, args }: Step): { argument: (typeof speaking)[number]; key: string }[] {
  // What `set` writes are variables, whatever they are called.
  if (verb === 'set') return [];
  return speaking.flatMap((argument) => {
    const key: unknown = (args as Record<string, unknown>)[argument];
    return typeof key === 'string' ? [{ argument, key }] : [];
  });
}

function missing(view: View, place: Place, step: Step): Problem[] {
  const { prompts } = view.world;
  return promptsOf(step).flatMap(({ argument, key }) => {
    const without = prompts.locales.filter((locale) => !prompts.has(locale, key));
    if (without.length === 0) return [];
    const nowhere = without.length === prompts.locales.length;
    const told = nowhere ? { message: `there is no prompt '${key}'`, ...hintFor(key, prompts.keys) } : { message: `the prompt '${key}' is missing in ${quoted(without)}` };
    return [problemOf(view, place, [step.verb, argument, '='], told)];
  });
}

function unused({ graph, world }: View): Problem[] {
  const spoken = new Set(graph.places.flatMap((place) => promptsOf(graph.stepAt(place)).map(({ key }) => key)));
  const byCode = (key: string) => world.usedByCode.some((used) => (used.endsWith('.*') ? key.startsWith(used.slice(0, -1)) : key === used));
  return world.prompts.keys.filter((key) => !spoken.has(key) && !byCode(key)).map((key) => ({
    ...(world.prompts.at?.(key) ?? { file: 'locales', line: 1, column: 1 }), message: `nothing speaks the prompt '${key}'`, level: 'warning',
  }));
}
