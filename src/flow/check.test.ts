import { describe, expect, it } from 'vitest';
import { checkFlows, type World } from './check.ts';
import { parseFlows } from './parse.ts';
import { printProblem, refuses } from './problem.ts';

const support = `flow: support
start: front
steps:
  front:
    menu: { prompt: front.menu, again: front.again, number: case-number, into: case }
    then: { "*": new-case, 2: care, number: find-case, start-again: front, missed: care }
  new-case:
    menu: { prompt: new-case.down }
    then: { 1: urgent, quiet: care, missed: care }
  urgent: { set: { journey: network-down }, then: care }
  find-case:
    find: case
    then: { found: which, closed: care, unknown: again, missed: care, not-entitled: care, failed: care }
  again:
    ask: { prompt: case.ask, pattern: case-number, into: case }
    then: { next: find-case, missed: care }
  which:
    when:
      - { is: { priority: P1 }, go: critical }
    then: { critical: care, otherwise: engineer }
  engineer:
    reach: { demand: engineer, hold: hold }
    then: { answered: bye, unavailable: note, voicemail: note, care: care }
  care:
    reach: { demand: care, hold: hold }
    then: { answered: bye, unavailable: note, voicemail: note, care: care }
  note: { voicemail: { for: assigned, prompt: voicemail.greeting }, then: { saved: bye, nothing: bye } }
  bye: { hangup: goodbye.short }
`;
const hold = `flow: hold
kind: hold
start: first
steps:
  first: { hold: { prompt: hold.first }, then: { 1: voicemail, 2: care, next: first } }
  voicemail: { leave: voicemail }
  care: { leave: care }
`;
const agent = `flow: agent
kind: agent
start: whisper
steps:
  whisper: { menu: agent.whisper, then: { 1: take, 2: pass, missed: pass } }
  take: { take: , then: { taken: talk, gone: over } }
  talk: { talk: , then: { star: star, over: over } }
  star: { menu: agent.star, then: { 1: talk, 2: consult, 6: end, quiet: talk, missed: talk } }
  consult: { consult: managers, then: { star: together, nobody: talk, alone: talk } }
  together: { together: , then: talk }
  end: { end: , then: over }
  pass: { pass: , then: over }
  over: { hangup: }
`;
const keys = ['front.menu', 'front.again', 'new-case.down', 'case.ask', 'hold.first', 'voicemail.greeting', 'goodbye.short', 'agent.whisper', 'agent.star'];
const world: World = {
  prompts: { locales: ['en', 'es'], has: (_locale, key) => keys.includes(key), keys },
  demands: ['care', 'engineer', 'managers'],
  lines: [{ name: 'main', flow: 'support' }],
  entries: ['agent'],
  usedByCode: [],
};

const told = (texts: { support?: string; hold?: string; agent?: string; more?: string[] }, around: Partial<World> = {}): string[] => {
  const files = [
    { file: 'flows/support.yaml', text: texts.support ?? support },
    { file: 'flows/hold.yaml', text: texts.hold ?? hold },
    { file: 'flows/agent.yaml', text: texts.agent ?? agent },
    ...(texts.more ?? []).map((text, index) => ({ file: `flows/more-${index}.yaml`, text })),
  ];
  const parsed = parseFlows(files);
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  return checkFlows(parsed.flows, parsed.sources, { ...world, ...around }).map((problem) => printProblem(problem).replaceAll('flows/', ''));
};

/** A sound text with one thing changed; it must really be there. */
const but = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the text has no ${from}`);
  return text.replace(from, to);
};
const more = (steps: string) => `flow: more\nstart: a\nsteps:\n${steps}`;

describe('flows that hang together', () => {
  it('have no problems', () => {
    expect(told({})).toEqual([]);
  });

  it('may warn and still go live', () => {
    const parsed = parseFlows([{ file: 'a.yaml', text: 'flow: a\nstart: a\nsteps: { a: { hangup: } }\n' }]);
    if (!parsed.ok) throw new Error('the flow is sound');
    const problems = checkFlows(parsed.flows, parsed.sources, { ...world, lines: [{ name: 'main', flow: 'a' }], entries: [], prompts: { ...world.prompts, keys: ['old.words'] } });
    expect(problems.map(printProblem)).toEqual([`locales:1:1 warning: nothing speaks the prompt 'old.words'`]);
    expect(refuses(problems)).toBe(false);
  });
});

describe('an author leads a way astray', () => {
  it.each([
    ['a start that is no step', { support: but(support, 'start: front', 'start: frnt') }, [
      `support.yaml:2:8 there is no step 'frnt' to start with — did you mean 'front'?`,
    ]],
    ['a way to a step that is not there', { support: but(support, 'quiet: care', 'quiet: crae') }, [
      `support.yaml:9:31 there is no step 'crae' in 'support' — did you mean 'care'?\n    front –*→ new-case`,
    ]],
    ['a short way to a step that is not there', { support: but(support, 'network-down }, then: care', 'network-down }, then: bey') }, [
      `support.yaml:10:51 there is no step 'bey' in 'support' — did you mean 'bye'?\n    front –*→ new-case –1→ urgent`,
    ]],
    ['a way that a verb needs', { support: but(support, 'unknown: again, missed: care', 'unknown: again') }, [
      `support.yaml:13:5 'find' has no way 'missed' — every 'find' needs it\n    front –number→ find-case`,
    ]],
    ['a way that a verb does not have', { support: but(support, 'failed: care', 'failed: care, clsd: care') }, [
      `support.yaml:13:105 'find' has no way 'clsd' — did you mean 'closed'?\n    front –number→ find-case`,
    ]],
    ['two keys at once', { support: but(support, '1: urgent', '12: urgent, 1: urgent') }, [
      `support.yaml:9:13 'menu' has no way '12' — expected 'missed' or 'quiet'\n    front –*→ new-case`,
    ]],
    ['a typed number that goes nowhere', { support: but(support, ', number: find-case', '') }, [
      `support.yaml:6:5 'menu' has no way 'number' — the menu takes a case-number`,
      `support.yaml:11:3 no way leads to the step 'find-case'`,
      `support.yaml:14:3 no way leads to the step 'again'`,
      `support.yaml:17:3 no way leads to the step 'which'`,
      `support.yaml:21:3 no way leads to the step 'engineer'`,
    ]],
    ['a number that the menu does not take', { support: but(support, 'then: { 1: urgent', 'then: { number: care, start-again: care, 1: urgent') }, [
      `support.yaml:9:13 'menu' takes no number, so nothing goes by 'number' — say number: case-number\n    front –*→ new-case`,
      `support.yaml:9:27 'menu' takes no number, so nothing goes by 'start-again' — it is for a star after some digits\n    front –*→ new-case`,
    ]],
    ['a rule whose way is not wired', { support: but(support, 'critical: care, ', '') }, [
      `support.yaml:20:5 'when' has no way 'critical' — a rule goes there\n    front –number→ find-case –found→ which`,
    ]],
    ['a way that no rule goes', { support: but(support, 'otherwise: engineer', 'otherwise: engineer, critcal: care') }, [
      `support.yaml:20:50 no rule goes by 'critcal' — did you mean 'critical'?\n    front –number→ find-case –found→ which`,
    ]],
    ['a hold flow left by a way that is not wired', { support: but(support, 'unavailable: note, voicemail: note, care: care }\n  care', 'unavailable: note, voicemail: note }\n  care') }, [
      `support.yaml:23:5 'reach' has no way 'care' — 'hold' leaves by it\n    front –number→ find-case –found→ which –otherwise→ engineer`,
    ]],
    ['a way by which no hold flow leaves', { support: but(support, 'unavailable: note, voicemail: note, care: care }\n  note', 'unavailable: note, voicemail: note, care: care, callback: note }\n  note') }, [
      `support.yaml:26:76 'hold' never leaves by 'callback' — expected one of 'answered', 'unavailable', 'voicemail', 'care', 'full', 'promised'\n    front –2→ care`,
    ]],
  ])('%s', (_title, texts, expected) => {
    expect(told(texts)).toEqual(expected);
  });
});

describe('a hold flow that leaves the line in another flow', () => {
  const leaving = 'flow: leaving\nkind: hold\nstart: a\nsteps:\n  a: { hold: hold.first, then: { 9: out, next: b } }\n  out: { leave: out }\n  b: { return: }\n';
  it.each([
    ['by calling it', but(hold, '2: care, next: first }', '2: care, next: there }').replace('  voicemail:', '  there: { call: leaving, then: first }\n  voicemail:')],
    ['by going there', but(hold, '2: care, next: first }', '2: care, next: there }').replace('  voicemail:', '  there: { goto: leaving }\n  voicemail:')],
  ])('asks its reach for that way, %s', (_title, text) => {
    expect(told({ hold: text, more: [leaving] }).filter((line) => line.includes('has no way'))).toEqual([
      `support.yaml:23:5 'reach' has no way 'out' — 'hold' leaves by it\n    front –number→ find-case –found→ which –otherwise→ engineer`,
      `support.yaml:26:5 'reach' has no way 'out' — 'hold' leaves by it\n    front –2→ care`,
    ]);
  });
});

describe('a line in which only so many may wait', () => {
  it('a rule of the centre for a journey that no flow sets never holds', () => {
    const journeys = ['network-down', 'network-dwn'].map((name, line) => ({ name, at: { file: 'centre.yaml', line: line + 1, column: 7 } }));
    expect(told({}, { journeys })).toEqual([`centre.yaml:2:7 this can never hold: no flow sets the journey 'network-dwn' — did you mean 'network-down'?`]);
  });

  it('needs a way for whoever finds it full', () => {
    expect(told({}, { limited: ['engineer'] })).toEqual([expect.stringContaining("'reach' has no way 'full' — only so many may wait for 'engineer'")]);
  });
});

describe('an author names what is not there', () => {
  it.each([
    ['a demand', { support: but(support, 'reach: { demand: engineer', 'reach: { demand: enginer') }, [
      `support.yaml:22:22 there is no demand 'enginer' — did you mean 'engineer'?\n    front –number→ find-case –found→ which –otherwise→ engineer`,
    ]],
    ['a flow to go to', { support: but(support, 'bye: { hangup: goodbye.short }', 'bye: { goto: closd }') }, [
      `support.yaml:28:16 there is no flow 'closd' — did you mean 'closed'?\n    front –2→ care –answered→ bye`,
    ]],
    ['a step of another flow', { support: but(support, 'bye: { hangup: goodbye.short }', 'bye: { goto: { flow: closed, step: en } }') }, [
      `support.yaml:28:38 there is no step 'en' in 'closed' — did you mean 'end'?\n    front –2→ care –answered→ bye`,
    ]],
    ['a hold flow', { support: but(support, 'demand: engineer, hold: hold', 'demand: engineer, hold: hld') }, [
      `support.yaml:22:38 there is no flow 'hld' — did you mean 'hold'?\n    front –number→ find-case –found→ which –otherwise→ engineer`,
      `support.yaml:23:47 'hld' never leaves by 'voicemail' — expected one of 'answered', 'unavailable', 'full', 'promised'\n    front –number→ find-case –found→ which –otherwise→ engineer`,
      `support.yaml:23:64 'hld' never leaves by 'care' — expected one of 'answered', 'unavailable', 'full', 'promised'\n    front –number→ find-case –found→ which –otherwise→ engineer`,
    ]],
    ['a variable', { support: but(support, 'find: case', 'find: { what: case, by: cse }') }, [
      `support.yaml:12:29 no step fills the variable 'cse' — did you mean 'case'?\n    front –number→ find-case`,
    ]],
  ])('%s', (_title, texts, expected) => {
    const closed = 'flow: closed\nstart: end\nsteps: { end: { hangup: goodbye.short } }\n';
    const lines = [{ name: 'main', flow: 'support' }, { name: 'closed', flow: 'closed' }];
    expect(told({ ...texts, more: [closed] }, { lines })).toEqual(expected);
  });

  it('a prompt that no language has, and one that a language lacks', () => {
    const has = (locale: string, key: string) => keys.includes(key) && !(locale === 'es' && key === 'front.again');
    const texts = { support: but(support, 'case.ask', 'case.aks') };
    expect(told(texts, { prompts: { locales: ['en', 'es'], has, keys } })).toEqual([
      `support.yaml:5:40 the prompt 'front.again' is missing in 'es'`,
      `support.yaml:15:20 there is no prompt 'case.aks' — did you mean 'case.ask'?\n    front –number→ find-case –unknown→ again`,
      `locales:1:1 warning: nothing speaks the prompt 'case.ask'`,
    ]);
  });

  it('a prompt that only code speaks is no leftover', () => {
    const prompts = { ...world.prompts, keys: [...keys, 'trouble.moment', 'sms.upload', 'old.words'] };
    expect(told({}, { prompts, usedByCode: ['trouble.moment', 'sms.*'] })).toEqual([`locales:1:1 warning: nothing speaks the prompt 'old.words'`]);
  });

  it('a line answered by no flow, or by one that callers never hear', () => {
    const at = { file: 'centre.yaml', line: 7, column: 5 };
    const lines = [...world.lines, { name: 'west', flow: 'suport', at }, { name: 'east', flow: 'agent' }];
    expect(told({}, { lines })).toEqual([
      `centre.yaml:1:1 the line 'east' is answered by 'agent', which is a flow of kind 'agent' — expected one of kind 'caller'`,
      `centre.yaml:7:5 the line 'west' is answered by 'suport', and there is no such flow — did you mean 'support'?`,
    ]);
  });

  it('a flow that code begins and that is not there', () => {
    expect(told({}, { entries: ['agent', 'agnet'] })).toEqual([`flows:1:1 there is no flow 'agnet' — did you mean 'agent'?`]);
  });
});

describe('an author puts a step where it cannot stand', () => {
  it.each([
    ['a hold round among callers who are not in line', { support: but(support, 'urgent: { set: { journey: network-down }', 'urgent: { hold: hold.first') }, [
      `support.yaml:10:13 'hold' cannot stand in 'support', a flow of kind 'caller' — it belongs in one of kind 'hold'\n    front –*→ new-case –1→ urgent`,
    ]],
    ['an agent step among callers', { support: but(support, 'urgent: { set: { journey: network-down }', 'urgent: { pass: ') }, [
      `support.yaml:10:13 'pass' cannot stand in 'support', a flow of kind 'caller' — it belongs in one of kind 'agent'\n    front –*→ new-case –1→ urgent`,
    ]],
    ['a second line for somebody in line', { hold: but(hold, 'care: { leave: care }', 'care: { reach: { demand: care, hold: hold }, then: { answered: out, unavailable: out, voicemail: out, care: out } }\n  out: { leave: care }') }, [
      `hold.yaml:7:11 'reach' cannot stand in 'hold', a flow of kind 'hold' — it belongs in one of kind 'caller'\n    support: front –2→ care –hold→ hold: first –2→ care`,
    ]],
    ['a caller in an agent flow', { support: but(support, 'bye: { hangup: goodbye.short }', 'bye: { goto: agent }') }, [
      `support.yaml:28:16 'agent' is a flow of kind 'agent' — expected one of kind 'caller'\n    front –2→ care –answered→ bye`,
    ]],
    ['a hold flow that is none', { support: but(support, 'demand: engineer, hold: hold', 'demand: engineer, hold: agent').replace('voicemail: note, care: care }\n  care', '}\n  care') }, [
      `support.yaml:22:38 'agent' is a flow of kind 'agent' — expected one of kind 'hold'\n    front –number→ find-case –found→ which –otherwise→ engineer`,
    ]],
  ])('%s', (_title, texts, expected) => {
    expect(told(texts).filter((line) => !line.includes('warning') && !line.includes('goodbye'))).toEqual(expected);
  });

  it('a hold flow that code begins', () => {
    expect(told({}, { entries: ['agent', 'hold'] })).toEqual([`hold.yaml:2:7 'hold' is begun by a call of its own, so it cannot be of kind 'hold' — expected 'agent' or 'caller'`]);
  });
});

describe('an author makes a menu that cannot tell what was meant', () => {
  it.each([
    ['the pound key beside a typed number', { support: but(support, '2: care, number', '2: care, "#": care, number') }, [
      `support.yaml:6:37 '#' ends the typed number, so it cannot be a way of its own — use another key`,
    ]],
    ['a digit beside a number of any length', { support: but(support, 'number: case-number, into', 'number: digits, into') }, [
      `support.yaml:6:28 '2' may be the key or the whole number — use '*', or ask for the number in a step of its own`,
    ]],
    ['a number that is not kept', { support: but(support, 'number: case-number, into: case', 'number: case-number') }, [
      `support.yaml:5:53 the number typed here is not kept — say into: and a variable`,
    ]],
    ['a variable without a number', { support: but(support, 'menu: { prompt: new-case.down }', 'menu: { prompt: new-case.down, into: case }') }, [
      `support.yaml:8:36 'into' is for a typed number, and this menu takes none — say number: case-number\n    front –*→ new-case`,
    ]],
    ['a menu without keys', { support: but(support, '1: urgent, quiet', 'quiet') }, [
      `support.yaml:8:5 this menu takes no key and no number — wire some keys, or use say\n    front –*→ new-case`,
      `support.yaml:10:3 no way leads to the step 'urgent'`,
    ]],
    ['a rule after one that takes all its callers', { support: but(support, '- { is: { priority: P1 }, go: critical }', '- { is: { priority: [P1, P2] }, go: critical }\n      - { is: { priority: P2, region: emea }, go: critical }') }, [
      `support.yaml:20:9 this rule never holds: rule 1 has decided all of its callers — put the narrower rule first\n    front –number→ find-case –found→ which`,
    ]],
    ['a rule that asks for nothing', { support: but(support, 'is: { priority: P1 }', 'is: {}') }, [
      `support.yaml:19:11 this rule asks for nothing, so it always holds — use 'otherwise'\n    front –number→ find-case –found→ which`,
    ]],
  ])('%s', (_title, texts, expected) => {
    expect(told(texts)).toEqual(expected);
  });

  it('a closed door with a key that leads nowhere, and a way that no key takes', () => {
    const closed = more('  a: { closed: { prompt: front.menu, keys: { 1: voicemail } }, then: { care: b, missed: b } }\n  b: { reach: { demand: care, hold: hold }, then: { answered: c, unavailable: c, voicemail: c, care: c } }\n  c: { hangup: }\n');
    expect(told({ more: [closed] }, { lines: [...world.lines, { name: 'other', flow: 'more' }] })).toEqual([
      `more-0.yaml:4:46 the key '1' is for 'voicemail', and that way leads nowhere — add 'voicemail' under then:`,
      `more-0.yaml:4:72 no key leads to 'care' — add a key for 'care' under keys:`,
    ]);
  });

  it('the key 2 beside a case number is fine: a case number has twelve digits', () => {
    expect(told({ support })).toEqual([]);
  });
});

describe('an author leaves something behind', () => {
  it('a step that no way leads to', () => {
    expect(told({ support: `${support}  old: { hangup: }\n` })).toEqual([`support.yaml:29:3 no way leads to the step 'old'`]);
  });

  it('a flow that nothing leads to', () => {
    expect(told({ more: [more('  a: { hangup: }\n')] })).toEqual([`more-0.yaml:1:7 no line and no other flow leads to 'more' — name it in a line, a goto, a call or a reach`]);
  });

  it('what follows a call that never comes back', () => {
    const calls = but(support, 'bye: { hangup: goodbye.short }', 'bye: { call: more, then: end }\n  end: { hangup: goodbye.short }');
    expect(told({ support: calls, more: [more('  a: { hangup: }\n')] })).toEqual([`support.yaml:29:3 no way leads to the step 'end'`]);
    expect(told({ support: calls, more: [more('  a: { return: }\n')] })).toEqual([]);
  });
});

describe('a caller goes round and round', () => {
  const lines = [...world.lines, { name: 'other', flow: 'more' }];
  const loops = (steps: string, extra: string[] = []) => told({ more: [more(`${steps}  care: { reach: { demand: care, hold: hold }, then: { answered: out, unavailable: out, voicemail: out, care: care } }\n  out: { hangup: }\n`), ...extra] }, { lines });
  const sub = (steps: string) => `flow: sub\nstart: s\nsteps:\n${steps}`;

  it.each([
    ['within one turn', '  a: { say: front.menu, then: b }\n  b: { when: [{ is: { open: yes }, go: c }], then: { c: care, otherwise: a } }\n', [
      'more-0.yaml:4:3 no step of this loop waits for the caller, so one turn would never end — put a menu into it, or lead out of it\n    a –next→ b –otherwise→ a',
    ]],
    ['within one turn, when nobody is on duty', '  a: { reach: { demand: care, hold: hold }, then: { answered: out, unavailable: b, voicemail: out, care: care } }\n  b: { say: front.menu, then: a }\n', [
      'more-0.yaml:4:3 no step of this loop waits for the caller, so one turn would never end — put a menu into it, or lead out of it\n    a –unavailable→ b –next→ a',
    ]],
    ['in silence', '  a: { menu: front.menu, then: { 1: care, missed: b } }\n  b: { say: front.again, then: a }\n', [
      `more-0.yaml:4:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    a –missed→ b –next→ a`,
    ]],
    ['in silence, by quiet', '  a: { menu: front.menu, then: { 1: care, quiet: a, missed: care } }\n', [
      `more-0.yaml:4:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    a –quiet→ a`,
    ]],
    ['mistyping numbers that nobody counts', '  a: { ask: { prompt: case.ask, pattern: digits, into: case }, then: { next: b, missed: care } }\n  b: { when: [{ is: { case: known }, go: c }], then: { c: care, otherwise: a } }\n', [
      `more-0.yaml:4:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    a –next→ b –otherwise→ a`,
    ]],
    ['typing the number of a closed case', '  a: { ask: { prompt: case.ask, pattern: case-number, into: case }, then: { next: b, missed: care } }\n  b: { find: case, then: { found: care, closed: a, unknown: a, missed: care, not-entitled: care, failed: care } }\n', [
      `more-0.yaml:4:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    a –next→ b –closed→ a`,
    ]],
    ['leaving empty messages', '  a: { voicemail: { for: care, prompt: voicemail.greeting }, then: { saved: care, nothing: a } }\n', [
      `more-0.yaml:4:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    a –nothing→ a`,
    ]],
  ])('%s', (_title, steps, expected) => {
    expect(loops(steps)).toEqual(expected);
  });

  it.each([
    ['by a key', '  a: { menu: front.menu, then: { 1: care, 9: a, missed: care } }\n'],
    ['by a number that find counts', '  a: { ask: { prompt: case.ask, pattern: case-number, into: case }, then: { next: b, missed: care } }\n  b: { find: case, then: { found: care, closed: care, unknown: a, missed: care, not-entitled: care, failed: care } }\n'],
    ['as often as a limit allows', '  a: { ask: { prompt: case.ask, pattern: digits, into: case }, then: { next: b, missed: care } }\n  b: { allow: { what: tries, times: 3, hours: 1 }, then: { yes: a, no: care } }\n'],
  ])('and is let, %s', (_title, steps) => {
    expect(loops(steps)).toEqual([]);
  });

  it('in a hold flow that leaves by itself', () => {
    const leaving = but(hold, '2: care, next: first', '2: care, next: voicemail');
    const again = but(support, 'saved: bye, nothing: bye', 'saved: bye, nothing: care');
    expect(told({ support: again })).toEqual([`support.yaml:24:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    front –2→ care –unavailable→ note –nothing→ care`]);
    const patient = but(again, 'unavailable: note, voicemail: note, care: care }\n  note', 'unavailable: bye, voicemail: note, care: care }\n  note');
    expect(told({ support: patient })).toEqual([]);
    expect(told({ support: patient, hold: leaving })).toEqual([`support.yaml:24:3 a caller who chooses nothing goes round here for ever — lead a way 'missed' out of it, to a person\n    front –2→ care –voicemail→ note –nothing→ care`]);
  });

  it('through another flow that does not wait', () => {
    const quick = sub('  s: { say: front.again, then: t }\n  t: { return: }\n');
    expect(loops('  a: { call: sub, then: a }\n', [quick])).toContain('more-0.yaml:4:3 no step of this loop waits for the caller, so one turn would never end — put a menu into it, or lead out of it\n    a –next→ a');
  });

  it('and may call the same flow twice, one after the other', () => {
    const quick = sub('  s: { say: front.again, then: t }\n  t: { return: }\n');
    expect(loops('  a: { call: sub, then: b }\n  b: { call: sub, then: care }\n', [quick])).toEqual([]);
  });

  it('through calls that never return', () => {
    const back = sub('  s: { menu: front.menu, then: { 1: t, 2: u, missed: u } }\n  t: { return: }\n  u: { goto: more }\n');
    expect(loops('  a: { call: sub, then: care }\n', [back])).toContain('more-0.yaml:4:3 these calls never return: each lap is one more to come back from — use goto, or return first\n    more: a –call→ sub: s –2→ u –goto→ more: a');
  });
});

describe('a caller comes to no end', () => {
  const lines = [...world.lines, { name: 'other', flow: 'more' }];

  it('where every way leads on for ever', () => {
    const steps = '  a: { menu: front.menu, then: { 1: b, missed: b } }\n  b: { menu: front.menu, then: { 1: a, missed: a } }\n';
    expect(told({ more: [more(steps)] }, { lines })).toEqual(expect.arrayContaining([
      `more-0.yaml:4:3 nothing after 'a' ends the call or comes to a person — lead a way to a reach, a return or a hangup`,
      `more-0.yaml:5:3 nothing after 'b' ends the call or comes to a person — lead a way to a reach, a return or a hangup\n    a –1→ b`,
    ]));
  });

  it('where a menu gives up on somebody and hangs up', () => {
    expect(told({ support: but(support, 'start-again: front, missed: care', 'start-again: front, missed: bye') })).toEqual([
      `support.yaml:6:76 a caller who leaves 'front' by 'missed' never comes to a person — lead the way on to a reach\n    front –missed→ bye`,
    ]);
  });

  it('where the cases cannot be looked up', () => {
    expect(told({ support: but(support, 'failed: care', 'failed: bye') })).toEqual([
      `support.yaml:13:91 a caller who leaves 'find-case' by 'failed' never comes to a person — lead the way on to a reach\n    front –number→ find-case –failed→ bye`,
    ]);
  });

  it('in a called flow, unless every caller of it goes on to a person', () => {
    const ask = 'flow: ask\nstart: a\nsteps:\n  a: { menu: front.menu, then: { 1: b, missed: b } }\n  b: { return: }\n';
    const twice = (after: string) => told({ support: but(support, 'urgent: { set: { journey: network-down }, then: care }', `urgent: { call: ask, then: ${after} }`), more: [ask] });
    expect(twice('care')).toEqual([]);
    expect(twice('bye')).toEqual([
      `more-0.yaml:4:40 a caller who leaves 'a' by 'missed' never comes to a person — lead the way on to a reach\n    support: front –*→ new-case –1→ urgent –call→ ask: a –missed→ b`,
    ]);
  });

  it('in a flow called from two places, of which only one goes on to a person', () => {
    const ask = 'flow: ask\nstart: a\nsteps:\n  a: { menu: front.menu, then: { 1: b, missed: b } }\n  b: { return: }\n';
    const both = (after: string) => but(but(support, 'urgent: { set: { journey: network-down }, then: care }', 'urgent: { call: ask, then: care }'), 'bye: { hangup: goodbye.short }', `bye: { call: ask, then: ${after} }\n  end: { hangup: goodbye.short }`);
    expect(told({ support: both('end'), more: [ask] })).toEqual([
      `more-0.yaml:4:40 a caller who leaves 'a' by 'missed' never comes to a person — lead the way on to a reach\n    support: front –2→ care –answered→ bye –call→ ask: a –missed→ b`,
    ]);
  });

  it('at a return that nobody called', () => {
    expect(told({ support: but(support, 'bye: { hangup: goodbye.short }', 'bye: { return: }') })).toContain(
      `support.yaml:28:10 nobody called, so there is nowhere to return to — use goto or hangup\n    front –2→ care –answered→ bye`,
    );
  });
});
