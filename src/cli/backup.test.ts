import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/support/terminal.ts';
import { openStore } from '../store/open.ts';
import { CENTRE } from './backup.ts';
import { runProgram } from './program.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caseline-backup-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function run(args: readonly string[], dataDir: string) {
  const terminal = testTerminal({ env: { DATA_DIR: dataDir } });
  return { exit: await runProgram(args, terminal), err: terminal.stderr };
}

const open = (dataDir: string) => openStore({ dataDir, centre: CENTRE, log: () => {} });

describe('a backup', () => {
  it('brings everything back, the sound of voicemails too', async () => {
    const [data, copy, fresh] = [join(dir, 'data'), join(dir, 'copy'), join(dir, 'fresh')] as const;
    const before = await open(data);
    await before.records.put('case', '202603010001', { priority: 'P1' });
    await mkdir(join(data, 'voicemails'));
    await writeFile(join(data, 'voicemails', 'vm-1.wav'), 'RIFF');
    // The service goes on meanwhile.
    expect(await run(['backup', copy], data)).toMatchObject({ exit: 0 });
    await before.close();
    expect(await run(['restore', copy], fresh)).toMatchObject({ exit: 0 });
    const after = await open(fresh);
    expect((await after.records.get('case', '202603010001'))?.value).toEqual({ priority: 'P1' });
    await after.close();
    expect(await readFile(join(fresh, 'voicemails', 'vm-1.wav'), 'utf8')).toBe('RIFF');
  });

  it('goes into an empty folder only, and comes back into one', async () => {
    const [data, copy] = [join(dir, 'data'), join(dir, 'copy')] as const;
    await (await open(data)).close();
    expect((await run(['backup', copy], data)).exit).toBe(0);
    expect(await run(['backup', copy], data)).toMatchObject({ exit: 1, err: expect.stringContaining('is not empty') as string });
    expect(await run(['restore', copy], data)).toMatchObject({ exit: 1, err: expect.stringContaining('move it away first') as string });
  });

  it('is not brought back from where there is none', async () => {
    expect(await run(['restore', join(dir, 'none')], join(dir, 'fresh'))).toMatchObject({ exit: 4 });
    await writeFile(join(dir, 'note.txt'), 'x');
    expect((await run(['restore', dir], join(dir, 'fresh'))).exit).toBe(1);
  });
});
