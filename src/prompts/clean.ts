// Values come from outside: names, titles, numbers. Cleaned here, none of them can make the voice do anything but speak a few words.
import type { PromptValue } from './prompts.ts';

/** Longer than any name or title that is read aloud; the rest is cut. */
export const valueCharactersMax = 200;

const tags = /<[^<>]*>/g;
const brackets = /[<>{}]/g;
/** Controls, marks that turn the direction, lone halves of a pair, unassigned and private characters; the two joiners are letters' business. */
const unspeakable = /(?![\u200c\u200d])\p{C}/gu;
const blanks = /[\s\p{Z}]+/gu;

/** One line of plain words. */
export function cleanValue(value: string): string {
  return cut(value).replace(tags, ' ').replace(/[\t\n\r]/g, ' ').replace(unspeakable, '').replace(brackets, ' ').replace(blanks, ' ').trim();
}

export const isCut = (value: PromptValue | undefined): boolean => typeof value === 'string' && value.length > valueCharactersMax;

/** Half of a pair left at the end is taken away with the unspeakable. */
export const cut = (value: string): string => (value.length > valueCharactersMax ? value.slice(0, valueCharactersMax) : value);

/** What gaps leave behind: double blanks, a blank before a stop, two stops in a row. A wide stop brings its own blank. */
export function tidy(text: string): string {
  return text.replace(blanks, ' ').replace(/ (?=[,.;:!?，。、；：！？])|(?<=[，。、；：！？]) /g, '').replace(/([,;:，、；：])(?:\s*[,;:，、；：])+/g, '$1')
    .replace(/[,;:，、；：]+(?=[.!?。！？])/g, '').replace(/([.!?。！？])(?:\s*[.。])+/g, '$1').replace(/^[\s,.;:，。、；：]+/, '').trim();
}
