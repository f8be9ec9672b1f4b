// Plurals: a message may choose by those its language has, and by numbers. A variant no number ever leads to is never heard.
import type { Model } from 'messageformat';
import type { Problem } from '../flow/problem.ts';
import type { Message } from './locale.ts';

export function pluralProblems({ key, model, spot }: Message, language: string): Problem[] {
  if (model.type !== 'select') return [];
  const counted = countedIn(model);
  if (!counted.includes(true)) return [];
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const strange = model.variants.flatMap(({ keys }) => keys.filter((each, index) => counted[index] && each.type === 'literal' && !isChoice(each.value, known)));
  return [...new Set(strange.map((each) => String(each.value)))].map((name) => ({
    ...spot, message: `prompt '${key}' chooses by '${name}', which ${new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language} does not have`, hint: `expected a number, none, ${known.join(', ')} or *`,
  }));
}

const isChoice = (name: string, known: readonly string[]): boolean => name === 'none' || /^\d+$/.test(name) || known.includes(name);

/** Which of the values it chooses by are numbers. */
function countedIn({ declarations, selectors }: Model.SelectMessage): boolean[] {
  return selectors.map(({ name }) => declarations.some((each) => each.name === name && each.value.functionRef?.name === 'position'));
}
