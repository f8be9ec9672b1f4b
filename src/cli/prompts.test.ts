import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/support/terminal.ts';
import { checkLocales } from '../prompts/check.ts';
import type { Locale } from '../prompts/locale.ts';
import { parseLocale } from '../prompts/parse.ts';
import { runProgram } from './program.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caseline-prompts-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const terminal = testTerminal({ env: { LOCALES_DIR: dir } });
  const exit = await runProgram(['prompts', ...args], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

const head = (language: string, more = '') => `language: ${language}\nname: Test\ndirection: ltr\nvoice: ${language}\n${more}keys: {star: s, pound: p}\nprompts:\n`;

async function readLocale(language: string): Promise<Locale> {
  const parsed = parseLocale(`locales/${language}.yaml`, await readFile(join(dir, `${language}.yaml`), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.locale;
}

describe('caseline prompts check', () => {
  it('counts what nobody who speaks the language has read', async () => {
    await writeFile(join(dir, 'en.yaml'), `${head('en')}  a: {b: One., c: Two.}\n`);
    await writeFile(join(dir, 'es.yaml'), `${head('es')}  a: {b: Uno., c: {text: Dos., state: machine}}\n`);
    await writeFile(join(dir, 'fr.yaml'), `${head('fr', 'state: machine\n')}  a: {b: Un., c: {text: Deux., state: reviewed}}\n`);
    expect(await run('check')).toMatchObject({ exit: 0, out: expect.stringMatching(/^en +Test +2 +0\nes +Test +2 +1\nfr +Test +2 +1$/m) as string });
    expect(JSON.parse((await run('check', '--json')).out)).toMatchObject({ ok: true, languages: [{ language: 'en', unread: 0 }, { language: 'es', unread: 1 }, { language: 'fr', unread: 1 }] });
  });

  it('tells what is wrong, and where', async () => {
    await writeFile(join(dir, 'en.yaml'), `${head('en')}  a: {b: One., c: Two.}\n`);
    await writeFile(join(dir, 'es.yaml'), `${head('es')}  a: {b: One.}\n`);
    const { exit, out, err } = await run();
    expect(exit).toBe(3);
    expect(out).toMatch(/es\.yaml:6:1 prompt 'a\.c' is missing[^]*es\.yaml:7:7 prompt 'a\.b' is not translated/);
    expect(err).toContain('2 mistakes');
  });
});

describe('caseline prompts add', () => {
  beforeEach(() => cp(join('locales', 'en.yaml'), join(dir, 'en.yaml')));

  it.each([['it', 'italiano', 'ltr', ['one']], ['ja', '日本語', 'ltr', []], ['ar', 'العربية', 'rtl', ['zero', 'one', 'two', 'few', 'many']]] as const)('begins %s with every prompt, by its own plurals', async (language, name, direction, categories) => {
    expect(await run('add', language)).toMatchObject({ exit: 0, out: `${join(dir, `${language}.yaml`)}\n` });
    const [english, begun] = [await readLocale('en'), await readLocale(language)];
    expect(begun).toMatchObject({ name, direction });
    expect([...begun.messages.keys()].sort()).toEqual([...english.messages.keys()].sort());
    const { model } = begun.messages.get('hold.position') ?? {};
    expect(model?.type === 'select' && model.variants.map(({ keys: [key] }) => (key?.type === 'literal' ? key.value : '*'))).toEqual(['0', ...categories, '*']);
    const told = checkLocales([english, begun, { ...english, language: 'es', messages: english.messages }]).filter(({ file }) => file.endsWith(`${language}.yaml`));
    expect([...new Set(told.map(({ message }) => message.replace(/'.*'/, '…')))]).toEqual(['… is not finished', 'prompt … is not finished']);
    expect(told.length).toBe(2 + [...begun.messages.values()].filter(({ text }) => text.includes('TBD')).length);
  });

  it('never writes over what is there, nor what is no language', async () => {
    expect(await run('add', 'en')).toMatchObject({ exit: 2, err: expect.stringContaining('left as it is') as string });
    expect(await run('add', 'english')).toMatchObject({ exit: 2, err: expect.stringContaining("'english' is no language") as string });
    expect(await run('add', '../x')).toMatchObject({ exit: 2 });
  });

  it('wants the English', async () => {
    await rm(join(dir, 'en.yaml'));
    expect(await run('add', 'it')).toMatchObject({ exit: 3, err: expect.stringContaining('en.yaml cannot be read (ENOENT)') as string });
  });
});
