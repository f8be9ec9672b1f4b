// What a translator is told: one row for each kind of mistake.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printProblem } from '../flow/problem.ts';
import { checkLocales } from './check.ts';
import { loadPrompts } from './load.ts';
import { spokenSeconds } from './length.ts';
import { parseLocale } from './parse.ts';

const head = (language: string) => `language: ${language}\nname: Test\ndirection: ltr\nvoice: ${language}\nkeys: {star: s, pound: p}\nprompts:\n`;

function check(files: Readonly<Record<string, string>>, voices?: readonly string[]): string[] {
  const locales = Object.entries(files).map(([language, prompts]) => {
    const parsed = parseLocale(`locales/${language}.yaml`, head(language) + prompts);
    if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
    return parsed.locale;
  });
  return checkLocales(locales, voices === undefined ? {} : { voices }).map(printProblem);
}

const english = '  a:\n    one: One {$x}.\n    two: Two {$y :position @optional}.\n';

describe('the locales agree', () => {
  it('when each has the same prompts with the same values in its own words', () => {
    expect(check({ en: english, es: '  a:\n    two: Dos {$y :position @optional}.\n    one: Uno {$x}.\n' }, ['en', 'es'])).toEqual([]);
  });

  it.each([
    ['a prompt is missing', '  a:\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:6:1 prompt 'a.one' is missing — locales/en.yaml:8 has it"],
    ['a prompt is mistyped', '  a:\n    ome: Uno {$x}.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.ome' is not in locales/en.yaml — did you mean 'a.one'?"],
    ['a prompt is only here', '  a:\n    one: Uno {$x}.\n    two: Dos {$y :position @optional}.\n  zebra: Cebra.\n', "locales/es.yaml:10:3 prompt 'zebra' is not in locales/en.yaml — remove it, or write it in every language"],
    ['a value is left out', '  a:\n    one: Uno.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one' does not speak of $x — locales/en.yaml:8 does"],
    ['a value is made up', '  a:\n    one: Uno {$x} {$z}.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one' speaks of $z, which nobody gives it — expected 'x'"],
    ['a value is optional here only', '  a:\n    one: Uno {$x :string @optional}.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one': $x is @optional in one language only — locales/en.yaml:8 has the other way"],
    ['a prompt is still English', '  a:\n    one: one  {$x}.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one' is not translated — it is the same text as in locales/en.yaml:8"],
    ['a prompt is not finished', '  a:\n    one: Uno TBD {$x}.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one' is not finished — write the sentence"],
    ['a key is written as a sign', '  a:\n    one: Uno {$x}, oprima *.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one' has a '*', which each voice says differently — write {$star}"],
    ['a prompt is long', `  a:\n    one: Uno {$x} ${'y otra vez '.repeat(50)}.\n    two: Dos {$y :position @optional}.\n`, "locales/es.yaml:8:5 prompt 'a.one' takes about 41 s to say — 30 s are the most; say less, or in two prompts"],
    ['another language has no file', '  a:\n    one: Uno {$x} {#in language=fr}un{/in}.\n    two: Dos {$y :position @optional}.\n', "locales/es.yaml:8:5 prompt 'a.one' speaks 'fr', which has no locale file — expected 'en' or 'es'"],
  ])('not when %s', (_, spanish, expected) => {
    expect(check({ en: english, es: spanish })).toContain(expected);
  });

  it('not when it chooses by a plural that the language does not have', () => {
    const ahead = (...variants: string[]) => `  a: {b: ".input {$x :position} .match $x ${variants.join(' ')}"}\n`;
    expect(check({ en: ahead('0 {{Next.}}', 'one {{One.}}', '* {{Many.}}'), ja: ahead('0 {{次です。}}', '1 {{一人です。}}', '* {{大勢です。}}'), ar: ahead('two {{اثنان}}', '* {{كثير}}') })).toEqual([]);
    expect(check({ en: ahead('few {{Some.}}', '* {{Many.}}'), ja: ahead('one {{一人です。}}', '* {{大勢です。}}') })).toEqual([
      "locales/en.yaml:7:7 prompt 'a.b' chooses by 'few', which English does not have — expected a number, none, one, other or *",
      "locales/ja.yaml:7:7 prompt 'a.b' chooses by 'one', which Japanese does not have — expected a number, none, other or *",
    ]);
  });

  it('not when a word wants values', () => {
    expect(check({ en: '  word: {day: {x: "On {$y}"}}\n' })).toEqual(["locales/en.yaml:7:16 prompt 'word.day.x' speaks of $y — a word is said inside other prompts and gets no values"]);
  });

  it('not without English, nor with a voice nobody has', () => {
    expect(check({ es: '  a: {b: Hola.}\n' }, ['en', 'fr'])).toEqual([
      'locales/es.yaml:1:1 there is no en.yaml — callers hear English where a translation is missing, so it must be there',
      "locales/es.yaml:4:8 there is no voice 'es' — did you mean 'en'?",
    ]);
  });

  it('and a file that has only been begun is told in few lines', () => {
    const many = Array.from({ length: 50 }, (_, index) => `  p${index}: Prompt number ${index}.\n`).join('');
    expect(check({ en: many, es: '  p0: Uno.\n' })).toHaveLength(21);
  });
});

describe('the length of what is said', () => {
  it.each([['', 0], ['a'.repeat(150), 10], ['少々お待ちください。', 1.867], ['잠시만 기다려 주세요.', 1.733]])('%s', (text, seconds) => {
    expect(spokenSeconds(text)).toBeCloseTo(seconds, 0);
  });
});

describe('a folder of locales', () => {
  it('that comes with the house is read without a problem', async () => {
    expect(await loadPrompts(fileURLToPath(new URL('../../locales', import.meta.url)))).toMatchObject({ ok: true, warnings: [] });
  });

  it('tells the problems of all its files at once, and where files are missing', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'locales-'));
    try {
      expect(await loadPrompts(dir)).toMatchObject({ ok: false, problems: [{ message: 'there are no locale files here' }] });
      await writeFile(join(dir, 'en.yaml'), `${head('en')}  a: {b: 1}\n`);
      await writeFile(join(dir, 'es.yaml'), `${head('es')}  a: {b: "{$"}\n`);
      const loaded = await loadPrompts(dir);
      expect(loaded.ok ? [] : loaded.problems.map(({ file, line }) => `${file.slice(-7)}:${line}`)).toEqual(['en.yaml:7', 'es.yaml:7']);
    } finally {
      await rm(dir, { recursive: true });
    }
    expect(await loadPrompts(join(dir, 'gone'))).toMatchObject({ ok: false });
  });
});

describe('a hostile file', () => {
  const scraps = fc.constantFrom('{', '}', '{{', '}}', '.input ', '.match ', '.local ', '$x', ':digits', ' ', '\n', '    ', '"', "'", '|', '>-', '#in ', '/in', '\\', '*', '@a', '=', 'a: ', '- ', '\u0000', '😀');
  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.array(scraps, { maxLength: 30 }), (parts) => {
      for (const text of [parts.join(''), `${head('en')}  a: {b: ${JSON.stringify(parts.join(''))}}`, `${head('en')}  a:\n    b: >-\n      ${parts.join('').replaceAll('\n', '\n      ')}`]) {
        const parsed = parseLocale('en.yaml', text);
        const lines = text.split('\n').length;
        for (const { line, column } of parsed.ok ? [] : parsed.problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThan(0);
        }
      }
    }), { numRuns: 1_000 });
  });

  it.each([['a megabyte', 'a'.repeat(1_000_000)], ['deep brackets', '['.repeat(20_000)], ['a bomb of aliases', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n']])('of %s is refused', (_, text) => {
    expect(parseLocale('en.yaml', text).ok).toBe(false);
  });
});
