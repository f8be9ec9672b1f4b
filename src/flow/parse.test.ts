import { describe, expect, it } from 'vitest';
import { parseFlows } from './parse.ts';
import { printProblem } from './problem.ts';
import { spotOf } from './sources.ts';
import { fileCharactersMax } from './tree.ts';

const head = 'flow: support\nstart: front\nsteps:\n';
const read = (text: string, file = 'flows/support.yaml') => parseFlows([{ file, text }]);
const problems = (text: string): string[] => {
  const parsed = read(text);
  return parsed.ok ? [] : parsed.problems.map(printProblem);
};
const flow = (text: string) => {
  const parsed = read(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  return parsed.flows.flows['support'];
};

const front = `flow: support
kind: caller
start: front
steps:
  front:
    menu: { prompt: front.menu, number: case-number, into: case }
    then: { "*": new-case, 2: care, number: find-case, missed: person }
  new-case:
    say: { prompt: new-case.welcome }
    then: down
`;

describe('an author writes a flow', () => {
  it('a menu keeps its ways, whether a key is written as a number or a text, and its defaults are filled in', () => {
    expect(flow(front)?.steps['front']).toEqual({
      verb: 'menu',
      args: { prompt: 'front.menu', announcement: false, misses: 3, timeout: 4, number: 'case-number', into: 'case' },
      ways: { '2': 'care', '*': 'new-case', number: 'find-case', missed: 'person' },
    });
  });

  it('a plain name after then is the way next', () => {
    expect(flow(front)?.steps['new-case']).toEqual({ verb: 'say', args: { prompt: 'new-case.welcome' }, ways: { next: 'down' } });
  });

  it.each([
    ['say: front.menu', { prompt: 'front.menu' }],
    ['goto: closed', { flow: 'closed' }],
    ['leave: voicemail', { by: 'voicemail' }],
    ['find: case', { what: 'case', by: 'case', tries: 3 }],
    ['wrap: ready', { then: 'ready', minutes: 5 }],
    ['consult: escalation', { demand: 'escalation', as: 'manager', within: 60 }],
    ['take:', {}],
    ['hangup: goodbye.short', { prompt: 'goodbye.short' }],
  ])('a step may say just %s', (step, args) => {
    const ends = /^(goto|leave|hangup)/.test(step);
    const then = ends ? '' : '\n    then: { found: a, closed: a, unknown: a, missed: a, not-entitled: a, failed: a, next: a }';
    expect(flow(`${head}  front:\n    ${step}${then}\n`)?.steps['front']?.args).toEqual(args);
  });

  it('a flow that does not say so answers callers', () => {
    expect(flow(`${head}  front: { hangup: }\n`)?.kind).toBe('caller');
  });

  it('a number written into a variable stays as it is written', () => {
    expect(flow(`${head}  front: { set: { code: 0120 }, then: a }\n`)?.steps['front']?.args).toEqual({ code: '0120' });
  });

  it('a rule may ask for one fact and leave the others open', () => {
    const step = `{ when: [{ is: { priority: [P1, P2] }, go: urgent }], then: { urgent: a, otherwise: b } }`;
    expect(flow(`${head}  front: ${step}\n`)?.steps['front']?.args).toEqual([{ is: { priority: ['P1', 'P2'] }, go: 'urgent' }]);
  });

  it('every step, argument and way knows its place', () => {
    const parsed = read(front);
    if (!parsed.ok) throw new Error('the flow is sound');
    const at = (...path: string[]) => {
      const { line, column } = spotOf(parsed.sources, 'support', ...path);
      return `${line}:${column}`;
    };
    expect([at('steps', 'front'), at('steps', 'front', 'menu', 'into'), at('steps', 'front', 'then', '2'), at('steps', 'front', 'then', '#')]).toEqual(['5:3', '6:54', '7:28', '7:5']);
  });
});

describe('an author makes a mistake', () => {
  it.each([
    ['the file is empty', '', ['1:1 the file is empty — expected flow:, kind:, start: and steps:']],
    ['there is only a comment', '# soon\n', ['1:1 the file is empty — expected flow:, kind:, start: and steps:']],
    ['the file is a list', '- a\n', ['1:1 this is no flow — expected flow:, kind:, start: and steps:']],
    ['the name is missing', 'start: a\nsteps: { a: { hangup: } }\n', [`1:1 the flow has no 'flow:' — expected the name of the flow`]],
    ['the name is a number', 'flow: 7\nstart: a\nsteps: { a: { hangup: } }\n', [`1:7 'flow' is not a name — expected a name in lower case with dashes`]],
    ['the start is missing', 'flow: a\nsteps: { a: { hangup: } }\n', [`1:1 the flow has no 'start:' — expected the first step`]],
    ['the kind is misspelt', 'flow: a\nkind: cller\nstart: a\nsteps: { a: { hangup: } }\n', [`2:7 unknown kind 'cller' — did you mean 'caller'?`]],
    ['there are no steps', 'flow: a\nstart: a\n', ['1:1 the flow has no steps — expected steps: with a name for each']],
    ['the steps are a text', 'flow: a\nstart: a\nsteps: none\n', ['3:1 the flow has no steps — expected steps: with a name for each']],
    ['a head is unknown', 'flow: a\nstrat: a\nstart: a\nsteps: { a: { hangup: } }\n', [`2:1 a flow has no 'strat' — did you mean 'start'?`]],
    ['a verb is misspelt', `${head}  front: { mnu: { prompt: a.b }, then: x }\n`, [`4:12 unknown verb 'mnu' — did you mean 'menu'?`]],
    ['a step has two verbs', `${head}  front: { say: a.b, hangup: , then: x }\n`, [`4:22 the step 'front' has 2 verbs, 'say', 'hangup' — a step does one thing: make two steps`]],
    ['a step has no verb', `${head}  front: { then: x }\n`, [`4:3 the step 'front' has no verb — expected one, such as say: or menu:`]],
    ['a step is a text', `${head}  front: hello\n`, [`4:3 the step 'front' does nothing — expected a verb, such as say: or menu:`]],
    ['a step name has capitals', `${head}  Front: { hangup: }\n`, [`4:3 'Front' cannot be the name of a step — expected a name in lower case with dashes`]],
    ['an argument is misspelt', `${head}  front: { menu: { prompt: a.b, timout: 3 }, then: { missed: x } }\n`, [`4:33 'menu' has no argument 'timout' — did you mean 'timeout'?`]],
    ['an argument is missing', `${head}  front: { reach: { demand: care }, then: { answered: x } }\n`, [`4:12 'reach' lacks 'hold'`]],
    ['an argument is of the wrong kind', `${head}  front: { menu: { prompt: a.b, misses: many }, then: { missed: x } }\n`, [`4:41 'misses' cannot be 'many' — expected a number`]],
    ['a number is too big', `${head}  front: { menu: { prompt: a.b, misses: 9 }, then: { missed: x } }\n`, [`4:41 'misses' cannot be 9 — 5 is the most`]],
    ['a number is too small', `${head}  front: { menu: { prompt: a.b, misses: 0 }, then: { missed: x } }\n`, [`4:41 'misses' cannot be 0 — 1 is the least`]],
    ['a pattern is misspelt', `${head}  front: { ask: { prompt: a.b, pattern: case-nmber, into: c }, then: { next: x } }\n`, [`4:41 'pattern' cannot be 'case-nmber' — did you mean 'case-number'?`]],
    ['a prompt is not a key', `${head}  front: { say: Welcome, then: x }\n`, [`4:17 'prompt' cannot be 'Welcome' — expected a prompt key such as front.menu`]],
    ['a fact is misspelt', `${head}  front: { when: [{ is: { prioity: P1 }, go: a }], then: { otherwise: x } }\n`, [`4:27 unknown fact 'prioity' — did you mean 'priority'?`]],
    ['a fact is true or false', `${head}  front: { when: [{ is: { open: true }, go: a }], then: { otherwise: x } }\n`, [`4:33 'open' cannot be true — expected a text: put it in quotes, or write yes or no`]],
    ['a when has no rules', `${head}  front: { when: [], then: { otherwise: x } }\n`, [`4:18 what 'when' is given cannot be a list — expected at least one`]],
    ['a variable has capitals', `${head}  front: { set: { Case: a }, then: x }\n`, [`4:19 'Case' cannot be a name — expected a name in lower case with dashes`]],
    ['then is missing', `${head}  front:\n    say: a.b\n`, [`5:5 'say' needs 'then:' — its ways out are 'next'`]],
    ['then names one step for many ways', `${head}  front: { menu: a.b, then: x }\n`, [`4:29 'menu' has several ways out — name each: 'missed'`]],
    ['then stands after an end', `${head}  front: { hangup: , then: x }\n`, [`4:22 nothing comes after 'hangup' — leave 'then:' out`]],
    ['then is empty', `${head}  front:\n    say: a.b\n    then:\n`, [`6:5 'then' leads nowhere — expected the name of a step, or a step for each way out`]],
    ['a way is empty', `${head}  front: { menu: a.b, then: { 1: , missed: x } }\n`, [`4:31 the way '1' leads nowhere — expected the name of a step`]],
    ['a step stands there twice', `${head}  front: { hangup: }\n  front: { return: }\n`, [`5:3 'front' stands here twice — the first one is on line 4`]],
    ['a key stands there twice, once in quotes', `${head}  front: { menu: a.b, then: { 1: x, "1": y, missed: x } }\n`, [`4:37 '1' stands here twice — the first one is on line 4`]],
    ['the star is not in quotes', `${head}  front: { menu: a.b, then: { *: x } }\n`, [`4:34 this is not YAML: Missing , or : between flow map items — put the telephone keys "*" and "#" in quotes`]],
    ['an alias saves some writing', `${head}  front: &end { hangup: }\n  other: *end\n`, [`5:3 the step 'other' does nothing — expected a verb, such as say: or menu:`, `5:10 '*end' points at another place of the file — write it out here; for the telephone key, put "*" in quotes`]],
    ['a key is a list', `${head}  front: { [a]: b, hangup: }\n`, ['4:12 this key is not a name — expected a word, or a telephone key such as 2 or "*"']],
    ['a quote is not closed', `${head}  front: { say: "a.b }\n`, ['5:1 this is not YAML: Missing closing "quote']],
  ])('%s', (_title, text, expected) => {
    expect(problems(text)).toEqual(expected.map((line) => `flows/support.yaml:${line}`));
  });

  it('all mistakes of all files come at once, in reading order', () => {
    const parsed = parseFlows([
      { file: 'flows/b.yaml', text: 'flow: b\nstart: a\nsteps:\n  a: { hngup: }\n  b: { sya: a.b, then: a }\n' },
      { file: 'flows/a.yaml', text: 'flow: a\nkind: horse\nstart: a\nsteps: { a: { hangup: } }\n' },
    ]);
    expect(parsed.ok ? [] : parsed.problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['flows/a.yaml:2', 'flows/b.yaml:4', 'flows/b.yaml:5']);
  });

  it('two flows of the same name are told apart by their files', () => {
    const text = 'flow: a\nstart: a\nsteps: { a: { hangup: } }\n';
    const parsed = parseFlows([{ file: 'flows/a.yaml', text }, { file: 'flows/b.yaml', text }]);
    expect(parsed.ok ? [] : parsed.problems.map(printProblem)).toEqual([`flows/b.yaml:1:1 there is a flow 'a' already — the first one is in flows/a.yaml`]);
  });

  it('a file without a flow key belongs to somebody else', () => {
    expect(parseFlows([{ file: 'flows/notes.yaml', text: 'lines: [1, 2]\n' }])).toMatchObject({ ok: true, flows: { flows: {} } });
  });
});

describe('a hostile file', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nflow: [*c,*c,*c]\n`;
  it.each([
    ['a bomb of aliases', bomb, 'points at another place'],
    ['a megabyte', 'x'.repeat(1_000_000), `too long: 1000000 characters, where ${fileCharactersMax} are the most`],
    ['twenty thousand brackets', '['.repeat(20_000), 'nested too deeply'],
    ['brackets on lines of their own', '[\n'.repeat(20_000), 'nested too deeply'],
    ['dashes in a row', '- '.repeat(20_000), 'nested too deeply'],
    ['question marks in a row', '? '.repeat(20_000), 'nested too deeply'],
    ['a tag that would run code', 'flow: !!js/function "x"\n', 'Unresolved tag'],
    ['two documents', 'flow: a\n---\nflow: b\n', 'not YAML'],
    ['control characters', 'flow: "\u0000\u0001"\nstart: a\nsteps: { a: { hangup: } }\n', 'is not a name'],
    ['names that every object has', `${head}  __proto__: { hangup: }\n  front: { constructor: x, then: front }\n`, 'unknown verb'],
  ])('%s is refused in words', (_title, text, words) => {
    expect(problems(text).join('\n')).toContain(words);
  });

  it('thousands of mistakes are cut short', () => {
    const text = `x: [${'*a, '.repeat(5_000)}]\nflow: a\n`;
    expect(problems(text).length).toBeLessThan(60);
  });
});

describe('the version of the flows', () => {
  const hash = (text: string) => {
    const parsed = read(text);
    return parsed.ok ? parsed.flows.hash : '';
  };
  it('stays when comments and order change, and changes with the content', () => {
    const turned = front.replace('start: front\n', '').replace('kind: caller', '# a comment\nstart: front');
    expect(hash(turned)).toBe(hash(front));
    expect(hash(front.replace('missed: person', 'missed: care'))).not.toBe(hash(front));
    expect(hash(front)).toMatch(/^[0-9a-f]{16}$/);
  });
});
