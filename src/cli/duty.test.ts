import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { testTerminal } from '../../test/support/terminal.ts';
import { runProgram } from './program.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caseline-duty-'));
  await cp('flows', dir, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function run(...args: string[]) {
  const terminal = testTerminal({ env: {} });
  const exit = await runProgram(args, terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

async function edit(from: string, to: string): Promise<void> {
  const file = join(dir, 'centre.yaml');
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`the sample centre has no ${from}`);
  await writeFile(file, text.replace(from, to));
}

const emea = '      ladders: [[eva, lars], [lars, eva]]\n';
const apac = '      ladders: [[finn, mei], [mei, finn]]\n';
const americas = / {6}handover: mon 09:00\n {6}from: 2026-01-12\n {6}ladders: \[\[dan[^\n]*\n {6}overrides:\n[^\n]*\n/;

describe('caseline duty', () => {
  it('tells it by the files, in the times of each region', async () => {
    const { exit, out } = await run('duty', '--flows', dir, '--at', '2026-12-24T20:00:00Z');
    expect([exit, out]).toEqual([0, [
      'REGION    ON DUTY                         UNTIL                 THEN                           ZONE',
      'americas  kim, gus (override: Christmas)  Mon 2026-12-28 09:00  dan, gus, kim (ladder 1 of 2)  America/Los_Angeles',
      'emea      lars, eva (ladder 2 of 2)       Mon 2026-12-28 09:00  eva, lars (ladder 1 of 2)      Europe/London',
      'apac      mei, finn (ladder 2 of 2)       Mon 2026-12-28 09:00  finn, mei (ladder 1 of 2)      Australia/Sydney', '',
    ].join('\n')]);
  });

  it('tells who stands in, who is there for good, and where nobody is', async () => {
    await edit(emea, `${emea}      hours: { mon-fri: "08:00-18:00" }\n`);
    const { out } = await run('duty', '--flows', dir, '--at', '2026-12-21T22:00:00Z');
    expect(out).toContain('emea      gus, dan, kim (of americas, ladder 2 of 2)  Tue 2026-12-22 08:00  lars, eva (ladder 2 of 2)');
    await writeFile(join(dir, 'centre.yaml'), (await readFile(join(dir, 'centre.yaml'), 'utf8')).replaceAll(/^ {4}duty:\n(?: {6}.*\n)+/gm, ''));
    expect((await run('duty', '--flows', dir)).out).toContain('americas  nobody   for good        America/Los_Angeles');
  });

  it('asks a running centre, unless told to read files', async () => {
    const { app } = testApi({ tokens: [{ token: 'lab', role: 'read-only' }] });
    const server = await new Promise<Server>((up) => {
      const listening = app.listen(0, '127.0.0.1', () => up(listening));
    });
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
    const { exit, out } = await run('duty', '--api', api, '--at', '2026-03-10T10:00:00+01:00', '--json');
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ at: '2026-03-10T09:00:00.000Z', items: [{ region: 'americas', now: { ladder: [{ id: 'ben' }, { id: 'amy' }] } }, { region: 'emea', now: { standsIn: 'americas' } }] });
  });

  it.each([
    [['--at', 'tomorrow'], 2, 'expected a time with its offset'],
    [['--flows', 'nowhere'], 3, 'run: caseline check --flows nowhere'],
    [['--api', 'http://127.0.0.1:9/api/v1'], 5, 'no answer'],
  ])('%j ends with %d', async (args, exit, part) => {
    const ended = await run('duty', ...args);
    expect([ended.exit, ended.out]).toEqual([exit, '']);
    expect(ended.err).toContain(part);
  });
});

describe('caseline check', () => {
  it('proves that a P1 has somebody on duty at every minute of a year', async () => {
    const { exit, err } = await run('check', '--flows', dir);
    expect(exit).toBe(0);
    expect(err).toMatch(/^A P1 has somebody on duty at every minute until \d{4}-\d\d-\d\dT\d\d:\d\dZ\.$/m);
  });

  it('names the gaps with their places, and refuses', async () => {
    const week = '      hours: { mon-fri: "08:00-20:00" }\n';
    await edit(emea, emea + week);
    await edit(apac, apac + week);
    const file = join(dir, 'centre.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(americas, `      ladders: [[dan, gus, kim]]\n${week}`));
    const { exit, out, err } = await run('check', '--flows', dir);
    expect(exit).toBe(3);
    expect(out).toMatch(new RegExp(`^${file}:\\d+:5 nobody is on duty for a P1, in no region, from \\w{3} \\d{4}-\\d\\d-\\d\\d 20:00 to \\w{3} \\d{4}-\\d\\d-\\d\\d .* \\(America/Los_Angeles\\)`, 'm'));
    expect(err).not.toContain('at every minute');
    const { duty } = JSON.parse((await run('check', '--flows', dir, '--json')).out) as { duty: { gaps: { region: string }[] } };
    expect(duty.gaps.length).toBeGreaterThan(51);
  });
});
