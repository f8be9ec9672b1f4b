import { describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/support/terminal.ts';
import { createProgram, runProgram } from './program.ts';
import { configOf, labText } from './start.ts';
import { table } from './table.ts';
import { mayColour } from './terminal.ts';

const commands = createProgram({ terminal: testTerminal(), ended: () => {} }).commands.flatMap((one) => [one, ...one.commands.map((sub) => sub)]);

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const terminal = testTerminal({ env });
  const exit = await runProgram(args, terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

describe('the command line', () => {
  it.each(commands.map((one) => [one.parent?.name() === 'caseline' ? [one.name()] : [one.parent?.name() ?? '', one.name()]]))('%j helps, with examples', async (path) => {
    const { exit, out, err } = await run([...path, '--help']);
    expect(exit).toBe(0);
    expect(out).toContain('Usage: caseline');
    expect(out).toContain('Examples:\n  $ caseline ');
    expect(err).toBe('');
    // Variables stand before the command, and the command stands there once.
    expect(out).not.toMatch(/\$ caseline ([A-Z_]+=|caseline)/);
  });

  it('shows how to set a variable for one call', async () => {
    expect((await run(['start', '--help'])).out).toContain('  $ PORT=8080 caseline start');
  });

  it('tells its version', async () => {
    expect(await run(['--version'])).toMatchObject({ exit: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });

  it.each([
    [['chek'], 'Did you mean check?'],
    [['check', '--flow', 'x'], '--flows'],
    [['why'], "missing required argument 'call'"],
    [['why', 'a', 'b'], 'too many arguments'],
  ])('%j is a slip of the fingers', async (args, part) => {
    const { exit, out, err } = await run(args);
    expect(exit).toBe(2);
    expect(err).toContain(part);
    expect(out).toBe('');
  });

  it('helps whoever types nothing', async () => {
    const { exit, err } = await run([]);
    expect(exit).toBe(2);
    expect(err).toContain('Commands:');
  });
});

describe('caseline start', () => {
  it('lists everything that is wrong with the configuration at once', async () => {
    const { exit, err } = await run(['start'], { PORT: 'http', TWILIO_ACCOUNT_SID: 'XX' });
    expect(exit).toBe(3);
    for (const name of ['PORT', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL']) expect(err).toContain(name);
  });

  it('tells what is wrong with the files, and starts nothing', async () => {
    const { exit, err } = await run(['start'], { FLOWS_DIR: '/nowhere', PORT: '0' });
    expect(exit).toBe(3);
    expect(err).toContain('/nowhere');
  });

  it('reads a configuration', () => {
    expect(configOf({ env: { PORT: '8080' } })).toMatchObject({ port: 8080, lab: true });
  });

  it('tells what to try, with addresses only where they are not the usual ones', () => {
    const usual = labText({ colour: false }, { url: 'http://127.0.0.1:3000', labUrl: 'http://127.0.0.1:3001' });
    expect(usual).toContain('npx caseline call ');
    expect(usual).not.toContain('--lab');
    expect(usual).not.toContain('--api');
    const other = labText({ colour: false }, { url: 'http://127.0.0.1:4000', labUrl: 'http://127.0.0.1:4001' });
    expect(other).toContain('npx caseline call --lab http://127.0.0.1:4001');
    expect(other).toContain('agents list --api http://127.0.0.1:4000/api/v1');
    expect(other).toContain("the token 'lab'");
  });
});

describe('colours and tables', () => {
  it.each([[true, {}, true], [false, {}, false], [true, { NO_COLOR: '1' }, false], [true, { NO_COLOR: '' }, true], [true, { TERM: 'dumb' }, false]])('on a terminal %s with %j: %s', (isTTY, env, colour) => {
    expect(mayColour(isTTY, env)).toBe(colour);
  });

  it('are as wide as their words', () => {
    expect(table(['A', 'LONG'], [['wide', 'x'], ['é', '']])).toBe('A     LONG\nwide  x\né');
  });
});
