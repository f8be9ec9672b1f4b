// A prompt on its way through a translator: its words go, its values, choices and other languages stay where they are, and the plurals become those of the new language.
import { type Model, stringifyMessage } from 'messageformat';
import type { Message } from './locale.ts';
import { readMessage } from './message.ts';
import { spread } from './skeleton.ts';

export interface Draft {
  key: string;
  /** What is to be translated; `{0}` stands for what is not. */
  texts: readonly string[];
  /** The prompt made of the translations; undefined where it cannot be one, or nothing was translated. */
  written: (translated: readonly string[]) => string | undefined;
}

type Part = Model.Pattern[number];

/** One pattern: its text with places, and what belongs there. */
interface Worded {
  text: string;
  kept: readonly (readonly Part[])[];
}

/** `categories`: the plurals of the new language, without the one for all others. */
export function draftOf({ key, model, variables }: Message, categories: readonly string[]): Draft {
  const made = model.type === 'message' ? undefined : spread(model, categories);
  const worded = (made?.map(({ value }) => value) ?? (model.type === 'message' ? [model.pattern] : [])).map(wordedOf);
  const texts = worded.map(({ text }) => text);
  return {
    key, texts,
    written(translated) {
      const patterns = worded.map(({ kept }, index) => patternOf(translated[index] ?? '', kept));
      if (!patterns.every((pattern) => pattern !== undefined) || isUntouched(texts, translated) || translated.some((text) => SIGNS.test(text))) return undefined;
      const next: Model.Message = model.type === 'message' ? { ...model, pattern: patterns[0] ?? [] } : { ...model, variants: (made ?? []).map((variant, index) => ({ ...variant, value: patterns[index] ?? [] })) };
      const text = stringifyMessage(next);
      const read = readMessage(text);
      return read.ok && read.message.variables.join() === variables.join() ? text : undefined;
    },
  };
}

/** Voices say them each in its own way; no prompt has one, so no translation needs one. */
const SIGNS = /[*#<>]/;

const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\d+\}/g, ''));

/** Where there are words, some of them must be others now. */
const isUntouched = (texts: readonly string[], translated: readonly string[]): boolean => texts.some(hasWords) && texts.every((text, index) => text.toLowerCase() === translated[index]?.toLowerCase());

/** What stands in another language belongs together, its marks and its words. */
function wordedOf(pattern: Model.Pattern): Worded {
  const kept: Part[][] = [];
  let open = false;
  const text = pattern.map((part): string => {
    const goesOn = open;
    if (typeof part !== 'string' && part.type === 'markup') open = part.kind === 'open';
    if (goesOn) {
      kept.at(-1)?.push(part);
      return '';
    }
    if (typeof part === 'string') return part;
    kept.push([part]);
    return `{${kept.length - 1}}`;
  }).join('');
  return { text: text.replace(/\s+/g, ' ').trim(), kept };
}

/** Every place once, and nothing else in braces. */
function patternOf(text: string, kept: Worded['kept']): Model.Pattern | undefined {
  const seen: number[] = [];
  const pattern = text.split(/(\{\d+\})/).flatMap((piece, index): Part[] => {
    if (index % 2 === 0) return piece === '' ? [] : [piece];
    const place = Number(piece.slice(1, -1));
    seen.push(place);
    return [...(kept[place] ?? [])];
  });
  return seen.toSorted((a, b) => a - b).join() === kept.map((_part, index) => index).join() && !pattern.some((part) => typeof part === 'string' && /[{}]/.test(part) && !kept.flat().includes(part)) ? pattern : undefined;
}
