import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withEntries } from './entries.ts';
import { parseLocale } from './parse.ts';

const head = 'language: it\nname: Italiano\ndirection: ltr\nvoice: it\nkeys: {star: asterisco, pound: cancelletto}\n\n# What callers hear.\nprompts:\n';
const written = (body: string, texts: Record<string, string>): string => withEntries(head + body, new Map(Object.entries(texts)), 'machine').slice(head.length);

describe('a prompt is written', () => {
  it.each([
    ['over what is not written yet', '  a:\n    b: TBD One # first\n    c: Due.\n', { 'a.b': 'Uno.' }, '  a:\n    b:\n      text: Uno.\n      state: machine # first\n    c: Due.\n'],
    ['over several lines', '  a:\n    b: >-\n      TBD One\n      more\n\n    # next\n    c: Due.\n', { 'a.b': 'Uno: "due" #tre' }, '  a:\n    b:\n      text: \'Uno: "due" #tre\'\n      state: machine\n\n    # next\n    c: Due.\n'],
    ['over one that is marked', '  a:\n    b: {text: Uno, state: machine}\n', { 'a.b': 'Un.' }, '  a:\n    b:\n      text: Un.\n      state: machine\n'],
    ['at the end of its group', '  a:\n    b: Uno.\n  # other\n  z: Zeta.\n', { 'a.c': 'Due.' }, '  a:\n    b: Uno.\n    c:\n      text: Due.\n      state: machine\n  # other\n  z: Zeta.\n'],
    ['in a group of its own, once', '  a:\n    b: Uno.\n', { 'x.y.a': 'Due.', 'x.y.b': 'Tre.' }, '  a:\n    b: Uno.\n  x:\n    y:\n      a:\n        text: Due.\n        state: machine\n      b:\n        text: Tre.\n        state: machine\n'],
    ['in a line among others', '  a: {b: TBD One, c: Due.}\n', { 'a.b': 'Un "o".', 'a.d': 'Tre.' }, '  a: {b: {text: "Un \\"o\\".", state: "machine"}, c: Due., d: {text: "Tre.", state: "machine"}}\n'],
    ['behind the last line, which has no end', '  a: Uno.', { b: 'Due.' }, '  a: Uno.\n  b:\n    text: Due.\n    state: machine'],
  ])('%s', (_, body, texts, expected) => {
    const now = written(body, texts);
    expect(now).toBe(expected);
    const parsed = parseLocale('it.yaml', head + now);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    for (const [key, text] of Object.entries(texts)) expect(parsed.locale.messages.get(key)).toMatchObject({ text, state: 'machine' });
  });

  it('with several lines and choices, and is read as it was', () => {
    const text = '.input {$ahead :position}\n.match $ahead\none {{Una\n  persona.}}\n* {{{$ahead} persone.}}';
    const parsed = parseLocale('it.yaml', head + written('  a:\n    b: TBD\n', { 'a.b': text }));
    expect(parsed.ok && parsed.locale.messages.get('a.b')?.text).toBe(text);
  });

  it('and every other prompt of a file that somebody wrote stays as it is', () => {
    const file = readFileSync('locales/es.yaml', 'utf8');
    const now = withEntries(file, new Map([['care.connecting', 'Un momento.'], ['brand.new', 'Nuevo.']]), 'machine');
    const [before, after] = [parseLocale('es.yaml', file), parseLocale('es.yaml', now)];
    if (!before.ok || !after.ok) throw new Error('not read');
    for (const [key, { text }] of before.locale.messages) if (key !== 'care.connecting') expect(after.locale.messages.get(key)?.text).toBe(text);
    expect(after.locale.messages.get('brand.new')).toMatchObject({ text: 'Nuevo.', state: 'machine' });
    expect(now.split('\n').filter((line) => !file.split('\n').includes(line)).length).toBeLessThan(8);
  });
});
