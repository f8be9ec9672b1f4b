import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/support/terminal.ts';
import { parseLocale } from '../prompts/parse.ts';
import type { Locale } from '../prompts/locale.ts';
import { play, type Playing } from '../translator/server.contract.ts';
import { services } from '../translator/services.contract.ts';
import { runProgram } from './program.ts';

let dir: string;
let server: Playing;
beforeAll(async () => void (server = await play(services.libretranslate)));
afterAll(() => server.close());
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caseline-translate-'));
  server.mood = undefined;
  server.asked.length = 0;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const set = () => ({ TRANSLATOR: 'libretranslate', TRANSLATOR_URL: server.url, TRANSLATOR_KEY: 'a-key' });

async function run(args: readonly string[], env: Record<string, string> = set()) {
  const terminal = testTerminal({ env: { LOCALES_DIR: dir, ...env } });
  const exit = await runProgram(['prompts', 'translate', ...args], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

async function readLocale(language: string): Promise<Locale> {
  const parsed = parseLocale(`${language}.yaml`, await readFile(join(dir, `${language}.yaml`), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.locale;
}
const english = (prompts: string) => writeFile(join(dir, 'en.yaml'), `language: en\nname: English\ndirection: ltr\nvoice: en\nkeys: {star: star, pound: pound}\nprompts:\n${prompts}`);
const italian = (prompts: string) => writeFile(join(dir, 'it.yaml'), `language: it\nname: italiano\ndirection: ltr\nvoice: it\nkeys: {star: asterisco, pound: cancelletto}\nprompts:\n${prompts}`);

describe('caseline prompts translate', () => {
  it('fills a whole new language, each prompt marked machine, with its values and plurals', async () => {
    await cp(join('locales', 'en.yaml'), join(dir, 'en.yaml'));
    const { exit, out, err } = await run(['it']);
    expect([exit, out]).toEqual([0, `${join(dir, 'it.yaml')}\n`]);
    const [source, made] = [await readLocale('en'), await readLocale('it')];
    expect(made.messages.size).toBe(source.messages.size);
    for (const [key, { state, text, variables }] of made.messages) expect([key, state, text.includes('TBD'), variables]).toEqual([key, 'machine', false, source.messages.get(key)?.variables]);
    expect(made.messages.get('care.connecting')?.text).toMatch(/^it: /);
    expect(err).toMatch(/10 of \d+[^]*prompts are written/);
    expect(JSON.stringify(server.asked)).not.toContain('$');
  });

  it('touches nothing that somebody wrote, and fills what is missing', async () => {
    await english('  a: {b: One., c: Two., d: Three.}\n  e: Four.\n');
    await italian('  # mine\n  a: {b: Uno., c: TBD Two.}\n');
    expect((await run(['it'])).exit).toBe(0);
    const { messages } = await readLocale('it');
    expect([...messages].map(([key, { text, state }]) => [key, text, state])).toEqual([['a.b', 'Uno.', 'reviewed'], ['a.c', 'it: Two.', 'machine'], ['a.d', 'it: Three.', 'machine'], ['e', 'it: Four.', 'machine']]);
    expect(await readFile(join(dir, 'it.yaml'), 'utf8')).toContain('  # mine\n');
    server.asked.length = 0;
    expect((await run(['it'])).exit).toBe(0);
    expect(server.asked).toEqual([]);
  });

  it('does again by name what a program wrote, and nothing that was read', async () => {
    await english('  a: {b: One., c: Two., d: Three.}\n');
    await italian('  a: {b: {text: Uno, state: machine}, c: {text: Due, state: reviewed}, d: {text: Tre, state: machine}}\n');
    expect((await run(['it', '--keys', 'a.b', 'a.c'])).exit).toBe(0);
    expect([...(await readLocale('it')).messages.values()].map(({ text }) => text)).toEqual(['it: One.', 'Due', 'Tre']);
    expect(await run(['it', '--keys', 'a.x'])).toMatchObject({ exit: 2, err: expect.stringContaining("there is no prompt 'a.x'") as string });
  });

  it('keeps what was written when the translator gives up, and goes on from there', async () => {
    await english(Array.from({ length: 25 }, (_, index) => `  p${index}: Text ${index} here.\n`).join(''));
    let requests = 0;
    server.mood = { status: 456, body: '' };
    expect(await run(['it'])).toMatchObject({ exit: 5, err: expect.stringContaining('(quota); what was translated is written') as string });
    server.mood = (texts) => {
      if (++requests === 2) server.mood = { status: 403, body: '' };
      return texts;
    };
    expect((await run(['it'])).exit).toBe(5);
    const first = [...(await readLocale('it')).messages.values()].filter(({ text }) => !text.includes('TBD')).length;
    expect(first).toBe(20);
    server.mood = undefined;
    server.asked.length = 0;
    expect((await run(['it'])).exit).toBe(0);
    expect(server.asked.flatMap(({ texts }) => texts)).toHaveLength(5);
  });

  it('tries again when the service is busy, and names what it could not translate', async () => {
    await english('  a: Press {$star}.\n  b: Two.\n');
    let tries = 0;
    const busy = { status: 429, body: '', headers: { 'retry-after': '0' } };
    server.mood = busy;
    const asking = run(['it']);
    while (server.asked.length < 1) await new Promise((done) => setTimeout(done, 2));
    server.mood = (texts) => {
      tries++;
      return texts.map((text) => text.replace(/QX\d+XQ/, ''));
    };
    expect(await asking).toMatchObject({ exit: 1, err: expect.stringContaining('left to write by hand: a.') as string });
    expect(tries).toBeGreaterThan(1);
    expect((await readLocale('it')).messages.get('a')?.text).toContain('TBD');
    expect((await readLocale('it')).messages.get('b')?.text).toBe('it: Two.');
  });

  it('says what it would send, without a translator, and writes nothing', async () => {
    await english('  a: One.\n  b: Two.\n');
    expect(await run(['it', '--dry-run'], {})).toMatchObject({ exit: 0, out: 'a\nb\n', err: expect.stringContaining('2 prompts with 8 characters') as string });
    await expect(readFile(join(dir, 'it.yaml'))).rejects.toThrow('ENOENT');
  });

  it('wants a translator, and another language than English', async () => {
    await english('  a: One.\n');
    expect(await run(['it'], {})).toMatchObject({ exit: 2, err: expect.stringContaining('no translator is set') as string });
    expect(await run(['en-GB'])).toMatchObject({ exit: 2, err: expect.stringContaining('en-GB is what is translated from') as string });
    expect(await run(['italiano'])).toMatchObject({ exit: 2 });
    await expect(readFile(join(dir, 'it.yaml'))).rejects.toThrow('ENOENT');
  });
});
