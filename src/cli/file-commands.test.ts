import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/support/terminal.ts';
import type { Problem } from '../flow/problem.ts';
import { problemText, summary } from './check.ts';
import { formatOf } from './draw.ts';
import { runProgram } from './program.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caseline-cli-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const terminal = testTerminal({ env });
  const exit = await runProgram(args, terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

const mistake: Problem = { file: 'flows/a.yaml', line: 3, column: 5, message: "unknown verb 'mnu'", hint: "did you mean 'menu'?" };

describe('caseline check', () => {
  it('tells a mistake with its place, and ends with 3', async () => {
    await cp('flows', dir, { recursive: true });
    const file = join(dir, 'closed.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('menu:', 'mnu:'));
    const { exit, out, err } = await run(['check', '--flows', dir]);
    expect(exit).toBe(3);
    expect(out).toMatch(new RegExp(`^${file}:\\d+:\\d+ .*mnu.*menu`, 'm'));
    expect(err).toContain('a reload would refuse this centre');
  });

  it('prints how far anybody can be overtaken, and what is left of the head start of a P1', async () => {
    const { exit, out } = await run(['check', '--bounds']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^P2 +any +10m +– +– +5m +10m$/m);
    expect(out).toMatch(/^P2 +experts +escalated yes, certified yes +250m/m);
    expect(out).toMatch(/A P1 is always ahead: its head start of 7d is .* more than the longest wait of 56h/);
    const json = JSON.parse((await run(['check', '--bounds', '--json'])).out) as { bounds: { p1: { marginS: number } } };
    expect(json.bounds.p1.marginS).toBeGreaterThan(0);
  });

  it.each([
    ['a line that no flow answers', 'centre.yaml', 'flow: support', 'flow: suport', /centre\.yaml:\d{2}:11 .*'suport'.*did you mean 'support'/],
    ['a rule for a journey that no flow sets', 'centre.yaml', 'when: { escalated: yes } }', 'when: { journey: escalated } }', /centre\.yaml:\d+:\d+ this can never hold: no flow sets the journey 'escalated'/],
    ['a voicemail for a team that is not there', 'support.yaml', 'for: customer-care', 'for: custmer-care', /support\.yaml:\d+:\d+ .*'custmer-care'.*did you mean 'customer-care'/],
  ])('tells where there is %s', async (_name, name, right, wrong, told) => {
    await cp('flows', dir, { recursive: true });
    const file = join(dir, name);
    await writeFile(file, (await readFile(file, 'utf8')).replace(right, wrong));
    expect(await run(['check', '--flows', dir])).toMatchObject({ exit: 3, out: expect.stringMatching(told) as string });
  });

  it('tells of a prompt that speaks of what no call knows, in whatever language', async () => {
    await cp('locales', dir, { recursive: true });
    for (const language of ['en', 'es']) {
      const file = join(dir, `${language}.yaml`);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('$ahead', '$ahed'));
    }
    expect(await run(['check', '--locales', dir])).toMatchObject({ exit: 3, out: expect.stringMatching(/en\.yaml:\d+:\d+ .*\$ahed.*did you mean 'ahead'/) as string });
  });

  it('tells it as JSON too', async () => {
    const { exit, out } = await run(['check', '--flows', dir, '--json']);
    expect(exit).toBe(3);
    const { ok, problems } = JSON.parse(out) as { ok: boolean; problems: Problem[] };
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({ line: 1, column: 1 });
  });

  it('finds its folders by flag, then by environment, then as usual', async () => {
    expect((await run(['check'], { FLOWS_DIR: dir })).out).toContain(dir);
    expect((await run(['check', '--flows', join(dir, 'other')], { FLOWS_DIR: dir })).out).toContain(join(dir, 'other'));
    expect((await run(['check', '--locales', join(dir, 'none')])).out).toContain(join(dir, 'none'));
  });

  it.each([
    [{ ok: false, problems: [mistake] }, '1 error: a reload would refuse this centre.'],
    [{ ok: false, problems: [mistake, mistake, { ...mistake, level: 'warning' as const }] }, '2 errors and 1 warning: a reload would refuse this centre.'],
    [{ ok: true, problems: [], flows: { hash: 'abcdef0123456789', names: ['a'] }, languages: ['en', 'es'], lines: 4 }, 'All is well: 1 flow on 4 lines, in en, es. Version abcdef012345.'],
    [{ ok: true, problems: [{ ...mistake, level: 'warning' as const }], flows: { hash: 'abcdef0123456789', names: ['a'] }, languages: ['en'], lines: 1 }, 'All is well: 1 flow on 1 line, in en; 1 warning. Version abcdef012345.'],
  ])('%o', (checked, text) => {
    expect(summary({ colour: false }, checked)).toBe(text);
  });

  it('colours the place alone', () => {
    expect(problemText({ colour: false }, mistake)).toBe("flows/a.yaml:3:5 unknown verb 'mnu' — did you mean 'menu'?");
    expect(problemText({ colour: true }, mistake)).toBe("\u001b[31mflows/a.yaml:3:5\u001b[39m unknown verb 'mnu' — did you mean 'menu'?");
  });
});

describe('caseline draw', () => {
  it('draws on stdout what others read, and speaks on stderr', async () => {
    const { exit, out, err } = await run(['draw']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^flowchart/);
    expect(err).toContain("This is 'support'");
  });

  it('writes a picture', async () => {
    const file = join(dir, 'hold.svg');
    expect(await run(['draw', 'hold', '--output', file])).toMatchObject({ exit: 0, out: '' });
    expect(await readFile(file, 'utf8')).toMatch(/^<svg/);
  });

  it('knows the flow one meant', async () => {
    const { exit, out, err } = await run(['draw', 'suport']);
    expect(exit).toBe(4);
    expect(err).toContain("did you mean 'support'?");
    expect(out).toBe('');
  });

  it('draws nothing that cannot be read', async () => {
    await writeFile(join(dir, 'a.yaml'), 'flow: a\nstart: b\nsteps: { b: { mnu: {} } }\n');
    const { exit, err } = await run(['draw', 'a', '--flows', dir]);
    expect(exit).toBe(3);
    expect(err).toContain(join(dir, 'a.yaml:'));
  });

  it.each([[{}, 'mermaid'], [{ output: 'a.svg' }, 'svg'], [{ output: 'a.md' }, 'mermaid'], [{ output: 'a.svg', format: 'mermaid' }, 'mermaid']])('%j is drawn as %s', (flags, format) => {
    expect(formatOf(flags)).toBe(format);
  });

  it('refuses formats nobody draws', async () => {
    expect(await run(['draw', '--format', 'gif'])).toMatchObject({ exit: 2, err: 'caseline: --format gif: expected mermaid or svg\n' });
  });
});

describe('caseline schema', () => {
  it('writes one that says which dialect it is', async () => {
    expect(JSON.parse((await run(['schema'])).out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    const file = join(dir, 'flow.schema.json');
    expect(await run(['schema', '--output', file])).toMatchObject({ exit: 0, out: '' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('$schema');
  });
});
