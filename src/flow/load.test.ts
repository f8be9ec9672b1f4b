import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFlows } from './load.ts';
import { printProblem } from './problem.ts';

describe('a folder of flows', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'flows-'));
  });
  afterEach(() => rm(dir, { recursive: true }));
  const put = (name: string, text: string | Uint8Array) => writeFile(join(dir, name), text);
  const told = async () => {
    const loaded = await loadFlows(dir);
    return loaded.ok ? Object.keys(loaded.flows.flows) : loaded.problems.map((problem) => printProblem(problem).replace(dir, 'flows'));
  };
  const end = (name: string) => `flow: ${name}\nstart: end\nsteps: { end: { hangup: } }\n`;

  it('gives its flows, and leaves the centre, the cases and the call scripts to others', async () => {
    await put('a.yaml', end('a'));
    await put('b.yaml', end('b'));
    await put('centre.yaml', '[');
    await put('cases.yaml', '[');
    await put('readme.txt', '[');
    await mkdir(join(dir, 'calls'));
    await put('calls/one.yaml', '[');
    expect(await told()).toEqual(['a', 'b']);
  });

  it('that does not exist is named', async () => {
    await rm(dir, { recursive: true });
    expect((await told())[0]).toContain('flows:1:1 cannot read this folder: ENOENT');
    await mkdir(dir);
  });

  it('without a flow says so', async () => {
    expect(await told()).toEqual(['flows:1:1 there is no flow in this folder — expected *.yaml files that begin with flow:']);
  });

  it('with a file that is no text, one too long and one that is wrong names them all', async () => {
    await put('a.yaml', new Uint8Array([0xff, 0xfe, 0x00]));
    await put('b.yaml', 'x'.repeat(2_000_000));
    await put('c.yaml', 'flow: c\n');
    await mkdir(join(dir, 'd.yaml'));
    const files = (await told()).map((line) => line.split(':')[0]);
    expect(new Set(files)).toEqual(new Set(['flows/a.yaml', 'flows/b.yaml', 'flows/c.yaml', 'flows/d.yaml']));
  });
});
