// What a locale file may hold, and what its author hears about a mistake.
import { describe, expect, it } from 'vitest';
import { printProblem } from '../flow/problem.ts';
import { offsetInFile } from './position.ts';
import { parseLocale } from './parse.ts';

const head = `language: es
name: Español
direction: ltr
voice: es
keys: {star: asterisco, pound: numeral}
`;

const withPrompts = (prompts: string) => `${head}prompts:\n${prompts}`;

function problemsOf(text: string, file = 'locales/es.yaml'): string[] {
  const parsed = parseLocale(file, text);
  return parsed.ok ? [] : parsed.problems.map(printProblem);
}

describe('a locale file', () => {
  it('gives its prompts by group, with the values they speak of', () => {
    const parsed = parseLocale('locales/es.yaml', withPrompts(`  case:
    found: Es el caso {$case :digits}; oprima {$star}.
  hold:
    position: {text: "Hay {$ahead :position}.", state: machine}
`));
    if (!parsed.ok) throw new Error(problemsOf('').join());
    const { messages, language, keys } = parsed.locale;
    expect({ language, keys }).toEqual({ language: 'es', keys: { star: 'asterisco', pound: 'numeral' } });
    expect(messages.get('case.found')).toMatchObject({ variables: ['case'], state: 'reviewed', spot: { line: 8, column: 5 } });
    expect(messages.get('hold.position')).toMatchObject({ variables: ['ahead'], state: 'machine' });
  });

  it('tells which values a message can do without, and which other languages it speaks', () => {
    const parsed = parseLocale('es.yaml', withPrompts('  a: {b: "{$x :string @optional} {$y :day zone=$z now=$now} {#in language=en}Hello.{/in}"}\n'));
    if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join());
    expect(parsed.locale.messages.get('a.b')).toMatchObject({ variables: ['now', 'x', 'y', 'z'], optional: ['now', 'x'], languages: ['en'] });
  });

  it.each([
    ['nothing in it', '', "locales/es.yaml:1:1 nothing stands in this file — expected language:, name:, direction:, voice:, keys: and prompts:"],
    ['only a list', '- a', 'locales/es.yaml:1:1 a locale file is a list — expected names with their values'],
    ['no name', withPrompts('  a: {b: Hola.}').replace('name: Español\n', ''), "locales/es.yaml:1:1 'name' is missing — expected a text such as name: Español"],
    ['a mistyped field', withPrompts('  a: {b: Hola.}').replace('voice', 'voise'), "locales/es.yaml:4:1 unknown field 'voise' — did you mean 'voice'?"],
    ['another direction', withPrompts('  a: {b: Hola.}').replace('ltr', 'up'), "locales/es.yaml:3:12 'direction' is 'up' — expected ltr or rtl"],
    ['a tag in the wrong case', withPrompts('  a: {b: Hola.}').replace('language: es', 'language: ES'), "locales/es.yaml:1:11 'ES' is not a language tag — expected es"],
    ['another name than the file', withPrompts('  a: {b: Hola.}').replace('language: es', 'language: fr'), "locales/es.yaml:1:11 this file is named 'es' and says that it is 'fr' — rename it to fr.yaml"],
    ['a number for a prompt', withPrompts('  a: {b: 12}'), "locales/es.yaml:7:10 prompt 'a.b' is a number — expected a text; put numbers in quotes"],
    ['an empty prompt', withPrompts('  a: {b: ""}'), "locales/es.yaml:7:10 prompt 'a.b' says nothing — expected a sentence"],
    ['a prompt twice', withPrompts('  a:\n    b: Hola.\n    b: Adiós.'), "locales/es.yaml:9:5 'b' stands here twice — the first one is on line 8"],
    ['a key in capitals', withPrompts('  a:\n    B: Hola.'), "locales/es.yaml:8:5 'a.B' is not a prompt's key — expected lower case, digits and dashes, such as front.menu"],
    ['an unknown state', withPrompts('  a: {b: {text: Hola., state: done}}'), "locales/es.yaml:7:31 'state' is 'done' — expected machine or reviewed"],
    ['an alias', withPrompts('  a: {b: &x Hola., c: *x}'), "locales/es.yaml:7:23 '*x' points at another place of the file — write it out here; for the telephone key, put \"*\" in quotes"],
    ['a very long prompt', withPrompts(`  a: {b: ${'hola '.repeat(1_000)}fin}`), "locales/es.yaml:7:10 prompt 'a.b' is 5003 characters long — 4000 are the most"],
  ])('with %s is refused', (_, text, expected) => {
    expect(problemsOf(text)).toContain(expected);
  });

  it('tells all its mistakes at once', () => {
    expect(problemsOf(withPrompts('  a: {b: "{$x", c: 1, d: "{$x :digitz}"}'))).toHaveLength(3);
  });
});

describe('a mistake inside a message is told where it stands', () => {
  it.each([
    ['plain text', '  a:\n    b: Hola {$x :digitz}', "8:13 prompt 'a.b': unknown function ':digitz' — did you mean 'digits'?"],
    ['quotes', '  a:\n    b: "Hola \\"ya\\" {$x :digitz}"', "8:21 prompt 'a.b': unknown function ':digitz' — did you mean 'digits'?"],
    ['single quotes', "  a:\n    b: 'No''l {$x :digitz}'", "8:15 prompt 'a.b': unknown function ':digitz' — did you mean 'digits'?"],
    ['folded lines', '  a:\n    b: >-\n      Hola,\n      le {$x :digitz}', "10:10 prompt 'a.b': unknown function ':digitz' — did you mean 'digits'?"],
    ['kept lines', '  a:\n    b: |\n      Hola,\n\n      le {$x :digitz}', "11:10 prompt 'a.b': unknown function ':digitz' — did you mean 'digits'?"],
    ['an open brace', '  a:\n    b: Hola {$x', "8:16 prompt 'a.b': expected '}' before the end of the message"],
    ['a loose brace', '  a:\n    b: Hola } ya', "8:13 prompt 'a.b': this does not belong at '} ya'"],
    ['an input that is no value', '  a:\n    b: ".input {|x| :string} {{Hola.}}"', "8:16 prompt 'a.b': expected a value such as {$x} at '{|x| :st'"],
    ['an option given twice', '  a:\n    b: Hola {$x :digits group=2 group=3}', "8:33 prompt 'a.b': an option is given twice at 'group=3}'"],
    ['no last variant', '  a:\n    b: .input {$x :position} .match $x one {{Uno.}}', "8:40 prompt 'a.b': no variant takes the other cases — end with * {{…}}, one * for each value of .match"],
    ['a choice without a function', '  a:\n    b: .input {$x :position} .match $y one {{Uno.}} * {{Más.}}', "8:37 prompt 'a.b': .match chooses by a value without a function — declare it before: .input {$ahead :position}"],
    ['a time without a zone', '  a:\n    b: A las {$x :time}', "8:14 prompt 'a.b': ':time' needs the option 'zone' — expected :time zone=…"],
    ['an unknown option', '  a:\n    b: A las {$x :digits grup=3}', "8:14 prompt 'a.b': ':digits' has no option 'grup' — did you mean 'group'?"],
    ['a function of another house', '  a:\n    b: Hola {$x :number}', "8:13 prompt 'a.b': unknown function ':number' — expected one of 'digits', 'time', 'day', 'zone', 'duration', 'position', 'word', 'language', 'string'"],
    ['now told as a time', '  a:\n    b: Son {$now :time zone=$z}', "8:12 prompt 'a.b': $now is only for :day — expected :day zone=$zone now=$now"],
    ['markup of another house', '  a:\n    b: Hola {#b}ya{/b}', "8:13 prompt 'a.b': unknown markup 'b' — expected {#in language=es}…{/in}"],
    ['a language that is not ended', '  a:\n    b: Hola {#in language=en}hi', "8:13 prompt 'a.b': {#in} and {/in} do not pair — expected {#in language=es}…{/in}"],
  ])('in %s', (_, prompts, expected) => {
    expect(problemsOf(withPrompts(prompts))).toContain(`locales/es.yaml:${expected}`);
  });

  it('never points outside the file', () => {
    for (const wanted of [0, 3, 99]) expect(offsetInFile('a: "b"', 3, 'b', wanted)).toBeLessThanOrEqual(6);
  });
});
