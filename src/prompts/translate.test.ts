import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseLocale } from './parse.ts';
import { pluralsOf } from './skeleton.ts';
import { draftOf } from './translate.ts';

function draft(text: string, language = 'it') {
  const parsed = parseLocale('en.yaml', `language: en\nname: E\ndirection: ltr\nvoice: en\nkeys: {star: s, pound: p}\nprompts:\n  a: ${JSON.stringify(text)}\n`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return draftOf(parsed.locale.messages.get('a')!, pluralsOf(language));
}
/** As a translator might: other words, the same places. */
const said = (texts: readonly string[]) => texts.map((text) => text.replace(/\p{L}+/gu, (word) => `${word}o`));

describe('a prompt goes to the translator', () => {
  it.each([
    ['with places for its values', 'Press {$star} for {$who :word of=journey}.', ['Press {0} for {1}.'], 'Presso {$star} foro {$who :word of=journey}.'],
    ['without what stands in another language', 'Press 1. {#in language=es}Oprima {$key}.{/in} Or wait.', ['Press 1. {0} Or wait.'], 'Presso 1. {#in language=es}Oprima {$key}.{/in} Oro waito.'],
    ['in one line', 'One\n  two\nthree', ['One two three'], 'Oneo twoo threeo'],
    ['by its choices', '.input {$a :string}\n.match $a\nyes {{Yes.}}\n* {{No.}}', ['Yes.', 'No.'], '.input {$a :string}\n.match $a\nyes {{Yeso.}}\n* {{Noo.}}'],
    ['with braces and quotes', 'Say "a" \\{b\\} now', ['Say "a" {b} now'], undefined],
  ])('%s', (_, text, texts, written) => {
    const made = draft(text);
    expect(made.texts).toEqual(texts);
    expect(made.written(said(texts))).toBe(written);
  });

  it.each([['it', ['0', 'one', '*']], ['ja', ['0', '*']], ['pl', ['0', 'many', 'one', 'few', '*']]])('with the plurals of %s, all but one of them as of several', (language, keys) => {
    const made = draft('.input {$n :position}\n.match $n\n0 {{Nobody.}}\none {{One caller.}}\n* {{{$n} callers.}}', language);
    const expected = keys.map((key) => (key === '0' ? 'Nobody.' : key === 'one' ? 'One caller.' : '{0} callers.'));
    expect(made.texts).toEqual(expected);
    for (const key of keys) expect(made.written(said(expected))).toContain(`\n${key} {{`);
  });

  it.each([
    ['a place is missing', ['Premi per.']],
    ['a place stands there twice', ['Premi {0} {0}.']],
    ['a place was made up', ['Premi {0} {1}.']],
    ['nothing was translated', ['press {0}.']],
    ['a sign is in it that each voice says differently', ['Premi # {0}.']],
    ['a tag is in it', ['Premi <break/> {0}.']],
  ])('and is not written where %s', (_, translated) => {
    expect(draft('Press {$star}.').written(translated)).toBeUndefined();
  });

  it('and every prompt there is comes back with its values', () => {
    const parsed = parseLocale('en.yaml', readFileSync('locales/en.yaml', 'utf8'));
    if (!parsed.ok) throw new Error('en.yaml');
    for (const language of ['it', 'ar', 'ja']) {
      for (const message of parsed.locale.messages.values()) {
        const made = draftOf(message, pluralsOf(language));
        const written = made.written(said(made.texts));
        expect([message.key, written === undefined]).toEqual([message.key, false]);
      }
    }
  });
});
