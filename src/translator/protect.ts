// What must not be translated (placeholders, addresses, numbers, product names) leaves as an opaque mark and is put back. So no number of a caller or of a case goes to a service either.

/** Capital letters around a number come through the services untouched; some of them put blanks in, or write them wide. */
const MARK = String.raw`[QqＱｑ]\s?[XxＸｘ]\s?[0-9０-９]{1,4}\s?[XxＸｘ]\s?[QqＱｑ]`;
export const markOf = (index: number): string => `QX${index}XQ`;
/** A mark, or one character: what a text may be cut between. */
export const unbroken = (): RegExp => new RegExp(`${MARK}|[^]`, 'gu');

export interface Hidden {
  text: string;
  /** By the number of their mark. */
  held: readonly string[];
}

/** Each is bounded, so that no text makes the search long. What looks like a mark is held like anything else. */
const ALWAYS = [
  MARK,
  String.raw`\{[^{}]{0,200}\}`,
  String.raw`https?:\/\/[^\s<>"'{}]{1,500}[^\s<>"'{}.,;:!?)]`,
  String.raw`(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}`,
  // Numbers of telephones, cases and machines, however they are grouped.
  String.raw`\+?\d(?:[ ().\/\-]{0,3}\d){5,}`,
];
/** In HTML the services know tags by themselves. */
const TAG = String.raw`<[^<>]{1,200}>`;
const HELD_MAX = 9_999;

/** `words`: what stays as it is, in this very spelling, such as names of products. */
export function hide(text: string, words: readonly string[], format: 'text' | 'html' = 'text'): Hidden {
  const held: string[] = [];
  const pattern = new RegExp([...(format === 'text' ? [TAG] : []), ...ALWAYS, ...words.toSorted((a, b) => b.length - a.length).map(wordPattern)].join('|'), 'gu');
  const hidden = text.replace(pattern, (found) => {
    if (held.length > HELD_MAX) return found;
    held.push(found);
    return markOf(held.length - 1);
  });
  return { text: hidden, held };
}

/** Not inside another word. Where writing has no blanks, any neighbour of another script will do. */
function wordPattern(word: string): string {
  const edge = (character: string | undefined) => /[\p{Script=Latin}\p{N}]/u.test(character ?? '');
  const [first, last] = [[...word].at(0), [...word].at(-1)];
  return `${edge(first) ? String.raw`(?<![\p{Script=Latin}\p{N}])` : ''}${word.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)}${edge(last) ? String.raw`(?![\p{Script=Latin}\p{N}])` : ''}`;
}

/** Undefined where a mark is missing, stands there twice, or was made up. */
export function reveal(text: string, held: readonly string[]): string | undefined {
  const seen = new Set<number>();
  let wrong = false;
  const shown = text.replace(new RegExp(MARK, 'gu'), (mark) => {
    const index = Number(mark.normalize('NFKC').replace(/\D/g, ''));
    wrong ||= seen.has(index) || index >= held.length;
    seen.add(index);
    return held[index] ?? '';
  });
  return wrong || seen.size !== held.length ? undefined : shown;
}
