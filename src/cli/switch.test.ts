// caseline switch, against the API's own answers.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { testTerminal } from '../../test/support/terminal.ts';
import { runProgram } from './program.ts';
import { switchText } from './switch.ts';

let server: Server;
beforeEach(async () => {
  const { app } = testApi();
  server = await new Promise<Server>((up) => {
    const listening = app.listen(0, '127.0.0.1', () => up(listening));
  });
});
afterEach(() => new Promise((closed) => server.close(closed)));

async function run(...args: string[]) {
  const terminal = testTerminal();
  const exit = await runProgram(['switch', ...args, '--api', `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, '--token', 'supervisor-token'], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

describe('caseline switch', () => {
  it('says that nothing is set', async () => {
    expect((await run('show')).out).toBe('Every team keeps its usual hours.\nNothing is announced.\n');
  });

  it('closes a team, says how to set it back, and that does it', async () => {
    const { exit, out, err } = await run('close', 'engineers', '--region', 'emea');
    expect([exit, err]).toEqual([0, 'Set back with: caseline switch normal engineers --region emea\n']);
    expect(out).toMatch(/engineers +emea +closed +it is set back/);
    expect((await run('normal', 'engineers', '--region', 'emea')).out).toContain('usual hours');
  });

  it('announces words of one’s own, and tells who hears nothing of it', async () => {
    const { out } = await run('announce', '--text', 'en=We know of an outage.', '--until', '2026-03-11T00:00:00Z');
    expect(out).toMatch(/en +We know of an outage\./);
    expect(out).toContain('until 2026-03-11T00:00:00.000Z');
    expect(out).toContain('Callers in es hear nothing of it');
    expect((await run('silence')).out).toContain('Nothing is announced.');
  });

  it('takes the name of a prepared one', async () => {
    expect((await run('announce', 'outage', '--json')).out).toContain('"es": "Lo sabemos."');
  });

  it('has the words go on into other languages, and shows which a service made', async () => {
    const { out, err } = await run('announce', '--text', 'en=We know of an outage.', '--translate');
    expect(err).toContain('What was translated stands in: caseline switch');
    expect(out).toContain('Callers in es hear nothing of it');
    const machine = switchText({ doors: [], announcement: { texts: { en: 'We know.', es: 'Lo sabemos.' }, machine: { es: { provider: 'deepl' } }, since: 'now', by: 'admin' }, silentIn: [] });
    expect(machine).toMatch(/en +We know\.\nes +deepl +Lo sabemos\./);
  });

  it.each([
    [['announce'], 'expected the name of a prepared announcement, or --text'],
    [['announce', 'outage', '--text', 'en=x'], 'expected the name of a prepared announcement, or --text'],
    [['announce', '--text', 'outage'], 'expected a language and its words'],
    [['close', 'engineers', '--until', 'soon'], '--until soon: expected a time such as 90m'],
  ])('refuses %j', async (args, why) => {
    const { exit, err } = await run(...args);
    expect([exit, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it('passes on what the centre refuses', async () => {
    const { exit, err } = await run('close', 'customer-care');
    expect([exit !== 0, err]).toEqual([true, expect.stringContaining("the team 'customer-care' never closes")]);
  });
});
