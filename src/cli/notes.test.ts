// caseline notes, against the API's own answers.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { testTerminal } from '../../test/support/terminal.ts';
import { runProgram } from './program.ts';

let server: Server;
beforeEach(async () => {
  const { app, store } = testApi();
  await store.records.put('note', 'note-0001', { id: 'note-0001', call: 'call-0001', to: '+14085550123', from: '+18885550100', language: 'es', by: 'agent amy', at: 1, text: 'Please send the log.', written: 'en', state: 'unsent', why: 'line-cap', translation: { text: 'Envíe el registro.', to: 'es', provider: 'deepl', at: 2 } });
  server = await new Promise<Server>((up) => {
    const listening = app.listen(0, '127.0.0.1', () => up(listening));
  });
});
afterEach(() => new Promise((closed) => server.close(closed)));

async function run(...args: string[]) {
  const terminal = testTerminal();
  const exit = await runProgram(['notes', ...args, '--api', `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, '--token', 'supervisor-token'], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

describe('caseline notes', () => {
  it('sends one and says in which language', async () => {
    expect(await run('send', 'Please send the log.', '--call', 'call-0001')).toEqual({ exit: 0, out: 'note-0009 is on its way, in es\n', err: '' });
  });

  it('lists them, and shows one in both languages', async () => {
    expect((await run()).out).toMatch(/note-0001 +unsent \(line-cap\) +agent amy +es +deepl +Please send the log\./);
    expect(JSON.parse((await run('show', 'note-0001')).out)).toMatchObject({ text: 'Please send the log.', translation: { text: 'Envíe el registro.', language: 'es', provider: 'deepl' } });
  });

  it.each([[['send', 'x'], 'expected either call or case'], [['send', 'x', '--call', 'call-0001', '--case', '2026-0301-0001'], 'expected either call or case'], [['send', ' ', '--call', 'call-0001'], 'expected some words'], [['send', 'x', '--call', 'call-0001', '--language', 'spanish'], 'expected a language']])('refuses %j', async (args, why) => {
    const { exit, err } = await run(...args);
    expect([exit, err]).toEqual([1, expect.stringContaining(why)]);
  });
});
