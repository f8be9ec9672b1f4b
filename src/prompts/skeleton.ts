// The beginning of a new language: every prompt of the source with its values and the plurals of that language, each marked as not written yet.
import { type Model, stringifyMessage } from 'messageformat';
import { Document } from 'yaml';
import type { Locale } from './locale.ts';

/** Stands before the English of each prompt; the check refuses it, so that no caller hears it. */
export const unwritten = 'TBD';

/** Nothing greater is spoken by its plural: places in line and minutes. */
const countedMost = 100;

type Head = Pick<Locale, 'language' | 'name' | 'direction' | 'voice'>;

/** The text of its file. */
export function skeletonOf(source: Locale, { language, name, direction, voice }: Head): string {
  const known = pluralsOf(language);
  const prompts: Tree = {};
  for (const { key, model } of source.messages.values()) put(prompts, key.split('.'), stringifyMessage(begun(model, known)));
  const keys = { star: `${unwritten} ${source.keys.star}`, pound: `${unwritten} ${source.keys.pound}` };
  return new Document({ language, name, direction, voice, keys, prompts }).toString({ lineWidth: 0 });
}

/** Those that its numbers lead to, without the one for all others. */
export function pluralsOf(language: string): string[] {
  const plural = new Intl.PluralRules(language);
  const known = new Set(Array.from({ length: countedMost + 1 }, (_, number) => plural.select(number)));
  known.delete('other');
  return [...known];
}

interface Tree { [name: string]: Tree | string }

function put(tree: Tree, [name = '', ...rest]: readonly string[], text: string): void {
  const inner = tree[name];
  if (rest.length === 0) tree[name] = text;
  else put(typeof inner === 'object' ? inner : (tree[name] = {}), rest, text);
}

function begun(model: Model.Message, categories: readonly string[]): Model.Message {
  if (model.type === 'message') return { ...model, pattern: marked(model.pattern) };
  return { ...model, variants: spread(model, categories).map(({ keys, value }) => ({ keys, value: marked(value) })) };
}

/** English knows one and other: a variant for one becomes one for each category of the language, which may be none. All but one of them speak of several. */
export function spread({ variants }: Model.SelectMessage, categories: readonly string[]): Model.Variant[] {
  const wordsFor = (keys: Model.Variant['keys'], otherwise: Model.Pattern) => variants.find((variant) => written(variant.keys) === written(keys))?.value ?? otherwise;
  return variants.flatMap(({ keys, value }) => choicesOf(keys, categories).map((each): Model.Variant => {
    const several = each.map((key, index): Model.Variant['keys'][number] => (isOne(keys[index]) && !isOne(key) ? { type: '*' } : key));
    return { keys: each, value: wordsFor(several, value) };
  }));
}

const isOne = (key: Model.Variant['keys'][number] | undefined): boolean => key?.type === 'literal' && key.value === 'one';

const written = (keys: Model.Variant['keys']): string => keys.map((key) => (key.type === 'literal' ? key.value : '*')).join(' ');

function choicesOf(keys: Model.Variant['keys'], categories: readonly string[]): Model.Variant['keys'][] {
  return keys.reduce<Model.Variant['keys'][]>((all, key) => {
    const choices = key.type === 'literal' && isOne(key) ? categories.map((value) => ({ ...key, value })) : [key];
    return all.flatMap((before) => choices.map((choice) => [...before, choice]));
  }, [[]]);
}

/** Where there are no words there is nothing to write. */
function marked(pattern: Model.Pattern): Model.Pattern {
  return pattern.some((part) => typeof part === 'string' && /\p{L}/u.test(part)) ? [`${unwritten} `, ...pattern] : pattern;
}
