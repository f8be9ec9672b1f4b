import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/support/terminal.ts';
import { runProgram } from './program.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caseline-scripts-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function run(...args: string[]) {
  const terminal = testTerminal();
  const exit = await runProgram(['test', ...args], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

const holds = 'call: Ana hears the menu\ncaller: +14155550123\nsteps:\n  - dials\n  - hears: press star\n  - hangs up\n';
const fails = holds.replace('Ana', 'Bob').replace('press star', 'press nine');

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(dir, name), text);
  return join(dir, name);
}

describe('caseline test', () => {
  it('plays a script and says how many there were', async () => {
    const { exit, out, err } = await run(await file('a.yaml', holds));
    expect(exit).toBe(0);
    expect(out).toBe('');
    expect(err).toMatch(/^All is well: 1 script, 1 call, \d+ s of telephoning in \d+\.\d\d s \(\d+ scripts and \d+ calls a second\)\.\n$/);
  });

  it('shows where a script failed, what was heard until then, and the steps of the flow, and ends with 1', async () => {
    await file('a.yaml', holds);
    const bad = await file('b.yaml', fails);
    const { exit, out, err } = await run(dir);
    expect(exit).toBe(1);
    expect(out).toContain(`✗ ${bad}:5:5 Bob hears the menu\n    at “hears: press nine”, 1:00.0 into the call: caller did not hear “press nine” within 60 s\n`);
    expect(out).toMatch(/ 0:00\.0 {2}caller {2}hears “Thank you for calling/);
    expect(out).toContain('support: front');
    expect(out).not.toContain('Ana');
    expect(err).toMatch(/^1 of 2 scripts failed, 2 calls, /);
  });

  it('prints every call where it is asked to', async () => {
    const { exit, out } = await run(await file('a.yaml', holds), '--verbose');
    expect(exit).toBe(0);
    expect(out).toMatch(/^✓ Ana hears the menu\n {5}0:00\.0 {2}caller {2}dials \+18885550100\n/);
    expect(out).toMatch(/caller {2}hangs up\n$/);
  });

  it('plays only what the filter names, and playing nothing is no success', async () => {
    await file('a.yaml', holds);
    await file('b.yaml', fails);
    expect((await run(dir, '--filter', 'ANA')).exit).toBe(0);
    expect(await run(dir, '--filter', 'cho')).toMatchObject({ exit: 4, err: 'caseline: no call script has “cho” in its name or file\n' });
  });

  it('ends with 3 where a script has mistakes, and with 4 where there is none', async () => {
    const bad = await file('a.yaml', holds.replace('- hears', '- heers'));
    expect(await run(bad)).toMatchObject({ exit: 3, err: expect.stringContaining(`${bad}:5:5 nobody can 'heers' here`) as string });
    expect(await run(join(dir, 'none.yaml'))).toMatchObject({ exit: 4, err: expect.stringContaining('none.yaml') as string });
    await rm(bad);
    expect(await run(dir)).toMatchObject({ exit: 4, err: 'caseline: there is no call script to play\n' });
  });

  it('ends with 3 where the flows have mistakes', async () => {
    await file('centre.yaml', 'name: x\n');
    expect((await run('--flows', dir)).exit).toBe(3);
  });

  it('tells a machine the same', async () => {
    await file('a.yaml', holds);
    const bad = await file('b.yaml', fails);
    const { exit, out } = await run(dir, '--json', '--coverage');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false, passed: 1, failed: 1,
      scripts: [
        { name: 'Ana hears the menu', ok: true, calls: 1 },
        { name: 'Bob hears the menu', ok: false, failure: { file: bad, line: 5, column: 5, step: 'hears: press nine', message: 'caller did not hear “press nine” within 60 s' } },
      ],
      coverage: { steps: { tried: expect.any(Number) as number } },
    });
  });

  it('lists what no script goes through', async () => {
    const { exit, out } = await run(await file('a.yaml', holds), '--coverage');
    expect(exit).toBe(0);
    expect(out).toMatch(/flows\/support\.yaml:\d+:\d+ support\/front –\*→\n/);
    expect(out).toMatch(/Scripts go through 1 of \d+ steps/);
  });
});
