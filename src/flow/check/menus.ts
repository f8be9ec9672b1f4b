// Menus whose keys and typed numbers can be told apart, and rules that can hold.
import type { Place } from '../graph.ts';
import type { Problem } from '../problem.ts';
import type { Args, Pattern, Step } from '../verbs.ts';
import { eachStep, problemOf, type View } from './view.ts';

/**
 * Digits that cannot be a whole number of a pattern by themselves. A case number has twelve, so a lone 2 followed by silence
 * is the key 2; a lone 2 may well be all of somebody's `digits`.
 */
const needsMore: Readonly<Record<Pattern, boolean>> = { 'case-number': true, digits: false };

export function checkMenus(view: View): Problem[] {
  return eachStep(view, (place, step) => {
    if (step.verb === 'when') return rules(view, place, step.args);
    if (step.verb === 'closed') return choices(view, place, step);
    return step.verb === 'menu' ? menu(view, place, step) : [];
  });
}

function menu(view: View, place: Place, { args, ways }: Extract<Step, { verb: 'menu' }>): Problem[] {
  const told = (path: string[], message: string, hint: string) => [problemOf(view, place, path, { message, hint })];
  const keys = Object.keys(ways).filter((way) => /^[0-9*#]$/.test(way));
  const { number, into } = args;
  if (number === undefined) {
    const silent = keys.length === 0 ? told(['menu'], 'this menu takes no key and no number', 'wire some keys, or use say') : [];
    return into === undefined ? silent : [...silent, ...told(['menu', 'into'], `'into' is for a typed number, and this menu takes none`, 'say number: case-number')];
  }
  return [
    ...(into === undefined ? told(['menu', 'number'], 'the number typed here is not kept', 'say into: and a variable') : []),
    ...(keys.includes('#') ? told(['then', '#'], `'#' ends the typed number, so it cannot be a way of its own`, 'use another key') : []),
    ...(needsMore[number] ? [] : keys.filter((key) => key >= '0' && key <= '9').flatMap((key) => (
      told(['then', key], `'${key}' may be the key or the whole number`, `use '*', or ask for the number in a step of its own`)
    ))),
  ];
}

/** Each key leads somewhere, and each way has a key. */
function choices(view: View, place: Place, { args, ways }: Extract<Step, { verb: 'closed' }>): Problem[] {
  const offered = Object.entries(args.keys);
  const unwired = offered.filter(([, choice]) => !(choice in ways)).map(([key, choice]) => (
    problemOf(view, place, ['closed', 'keys', key], { message: `the key '${key}' is for '${choice}', and that way leads nowhere`, hint: `add '${choice}' under then:` })
  ));
  const silent = Object.keys(ways).filter((way) => way !== 'missed' && !offered.some(([, choice]) => choice === way)).map((way) => (
    problemOf(view, place, ['then', way], { message: `no key leads to '${way}'`, hint: `add a key for '${way}' under keys:` })
  ));
  return [...unwired, ...silent];
}

/** A rule that an earlier one has already decided never holds. */
function rules(view: View, place: Place, args: Args<'when'>): Problem[] {
  return args.flatMap((rule, index) => {
    const earlier = args.findIndex((other, at) => at < index && covers(other.is, rule.is));
    if (earlier >= 0) return [problemOf(view, place, ['when', index], { message: `this rule never holds: rule ${earlier + 1} has decided all of its callers`, hint: 'put the narrower rule first' })];
    return Object.keys(rule.is).length === 0 ? [problemOf(view, place, ['when', index, 'is'], { message: 'this rule asks for nothing, so it always holds', hint: `use 'otherwise'` })] : [];
  });
}

type Condition = Args<'when'>[number]['is'];

const covers = (wide: Condition, narrow: Condition): boolean => Object.entries(wide).every(([fact, values]) => {
  const here = narrow[fact as keyof Condition];
  return here !== undefined && list(here).every((value) => list(values).includes(value));
});

const list = (values: string | string[]): string[] => (Array.isArray(values) ? values : [values]);
