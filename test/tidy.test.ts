// What a program can hold about the shape of this repository. Each rule says why it is there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFlows } from '../src/flow/load.ts';
import { loadPrompts } from '../src/prompts/load.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'test', 'bench'], { encoding: 'utf8' }).split('\n').filter((file) => file.endsWith('.ts'));
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const sources = files.filter((file) => file.startsWith('src/') && !file.endsWith('.test.ts') && !file.endsWith('.contract.ts'));

/** Folders whose code is a calculation, and what each may import besides itself. Types may come from further away. */
const pure: Readonly<Record<string, readonly string[]>> = {
  language: [],
  phone: [],
  hours: ['flow'],
  case: ['phone', 'language'],
  flow: [],
  prompts: ['flow'],
  centre: ['case', 'phone', 'hours', 'language', 'flow', 'routing', 'duty', 'numbers'],
  duty: ['case', 'centre', 'hours', 'flow'],
  routing: ['case', 'centre', 'flow', 'language'],
  door: ['centre', 'hours', 'routing'],
  call: ['case', 'phone', 'hours', 'language', 'flow', 'centre', 'door', 'routing', 'waits'],
  sound: [],
  numbers: [],
  waits: ['case', 'centre', 'numbers', 'routing'],
};
/** Calculations outside these folders that all may use: the faults by name, the one order of callers and agents, a bounded memory. */
const shared = ['src/faults.ts', 'src/store/order.ts', 'src/prompts/memo.ts'];
/** The one file of a pure folder that reads files. */
const readers = /\/(load|import)\.ts$/;

const importLine = /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

interface Import { from: string; to: string; typeOnly: boolean }

const imports: Import[] = sources.flatMap((from) =>
  [...(text.get(from) ?? '').matchAll(importLine)].map(([, type, to = '']) => ({ from, to: to.startsWith('.') ? normalize(join(dirname(from), to)) : to, typeOnly: type !== undefined })));

const folderOf = (file: string): string => file.split('/').length > 2 ? (file.split('/')[1] ?? '') : '';

describe('import direction', () => {
  it('pure folders import only what the table lets them, and types', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const allowed = pure[folderOf(from)];
      if (!allowed || typeOnly || !to.startsWith('src/') || shared.includes(to)) return false;
      return folderOf(to) !== folderOf(from) && !allowed.includes(folderOf(to));
    });
    expect(wrong, 'the middle of this service is computed from plain values: let the shell fetch, and pass the result in').toEqual([]);
  });

  it('pure folders touch no disk, network, clock or chance', () => {
    const wrong = sources.filter((file) => pure[folderOf(file)] && !readers.test(file)).flatMap((file) =>
      [...(text.get(file) ?? '').matchAll(/\b(Date\.now\(\)|new Date\(\)|Math\.random\(\)|performance\.now\(\)|setTimeout\(|from 'node:(?:fs|net|http|child_process)[^']*')/g)].map(([what]) => `${file}: ${what}`));
    expect(wrong, 'time, chance and files come in as arguments').toEqual([]);
  });

  it('nothing below imports the edges', () => {
    const edges = ['http', 'cli'];
    const wrong = imports.filter(({ from, to }) => edges.includes(folderOf(to)) && to.startsWith('src/') && folderOf(from) !== '' && !edges.includes(folderOf(from)) && folderOf(from) !== 'lab');
    expect(wrong, 'HTTP and the command line are ways in; what they call does not call back').toEqual([]);
  });

  it.each([
    ['twilio', /^src\/(twilio)\//],
    ['ioredis', /^src\/store\//],
    ['lmdb', /^src\/store\//],
    ['express', /^src\/(http\/|app\.ts)/],
    ['pino', /^src\/log/],
    ['messageformat', /^src\/prompts\//],
    ['libphonenumber-js/max', /^src\/(phone|case)\//],
  ])('only one home imports %s', (name, home) => {
    const wrong = imports.filter(({ from, to }) => (to === name || to.startsWith(`${name}/`)) && !home.test(from));
    expect(wrong.map(({ from }) => from), `${name} has one home, so that it can be replaced there`).toEqual([]);
  });
});

describe('files', () => {
  it('are short enough to read in one go', () => {
    const most = (file: string) => (sources.includes(file) ? 300 : 600);
    const long = files.filter((file) => (text.get(file)?.split('\n').length ?? 0) > most(file));
    expect(long, 'about eighty lines is comfortable, three hundred the limit, twice that for tables of tests: find the noun that wants a file of its own').toEqual([]);
  });

  it('open with a line on their role', () => {
    expect(sources.filter((file) => !(text.get(file) ?? '').startsWith('//')), 'the first line says what the file is for').toEqual([]);
  });

  it('skip no test', () => {
    const skipped = files.filter((file) => file !== 'test/tidy.test.ts' && /\b(it|test|describe)\.(todo|only)\b|\bx(it|describe)\(/.test(text.get(file) ?? ''));
    expect(skipped, 'a test that does not run proves nothing').toEqual([]);
  });
});

describe('prompts', () => {
  it('that the code speaks are in every locale', async () => {
    const prompts = await loadPrompts('locales');
    if (!prompts.ok) throw new Error(prompts.problems.map(({ message }) => message).join('\n'));
    const spoken = sources.filter((file) => file.startsWith('src/call/')).flatMap((file) => [...(text.get(file) ?? '').matchAll(/(?:\.say\(|key: )'([a-z-]+\.[a-z.-]+)'/g)].map(([, key = '']) => key));
    expect(spoken.length).toBeGreaterThan(10);
    const missing = prompts.locales.flatMap(({ language, messages }) => [...new Set(spoken)].filter((key) => !messages.has(key)).map((key) => `${language}: ${key}`));
    expect(missing, 'a caller would hear another language, or an excuse').toEqual([]);
  });

  it('that the flows speak are in every locale', async () => {
    const [flows, prompts] = await Promise.all([loadFlows('flows'), loadPrompts('locales')]);
    if (!flows.ok || !prompts.ok) throw new Error('the flows or locales have problems: run caseline check');
    const spoken = Object.values(flows.flows.flows).flatMap((flow) => Object.values(flow.steps)).flatMap(({ args }) => Object.entries(args as Record<string, unknown>).filter(([name]) => name === 'prompt' || name === 'again').map(([, key]) => String(key)));
    expect(spoken.length).toBeGreaterThan(20);
    const missing = prompts.locales.flatMap(({ language, messages }) => [...new Set(spoken)].filter((key) => !messages.has(key)).map((key) => `${language}: ${key}`));
    expect(missing).toEqual([]);
  });
});
