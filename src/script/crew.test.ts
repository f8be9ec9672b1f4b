// Threads need what was built: this runs the command as people do.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

interface Result { threads: number; passed: number; failed: number; scripts: { name: string; ok: boolean; calls: number; seconds: number; failure?: { message: string } }[] }

const dir = await mkdtemp(join(tmpdir(), 'caseline-crew-'));
const people = ['Ana', 'Bob', 'Chi', 'Dee', 'Eva', 'Fay'];
beforeAll(async () => {
  // Who waits longer is told from the others by the seconds of the story.
  for (const [index, name] of people.entries()) {
    const key = name === 'Dee' ? 'nine' : 'star';
    await writeFile(join(dir, `${name}.yaml`), `call: ${name} hears the menu\ncaller: +14155550123\nsteps:\n  - dials\n  - hears: press ${key}\n  - waits: ${index + 1} s\n  - hangs up\n`);
  }
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function played(threads: number): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/caseline.js', 'test', dir, '--json', '--threads', String(threads)]).catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as Result;
}

it('on several threads every script is played once, in its place, and goes as it does on one', async () => {
  const [alone, together] = [await played(1), await played(3)];
  expect([alone.threads, together.threads]).toEqual([1, 3]);
  expect(together.scripts).toEqual(alone.scripts);
  expect(together.scripts.map(({ name, ok }) => [name, ok])).toEqual(people.map((name) => [`${name} hears the menu`, name !== 'Dee']));
  expect([together.passed, together.failed]).toEqual([people.length - 1, 1]);
}, 60_000);
