// caseline reload, against the API's own answers.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { testTerminal } from '../../test/support/terminal.ts';
import type { Reloaded } from '../reception/reload.ts';
import { runProgram } from './program.ts';

const none = { added: [], changed: [], removed: [] };
const changes = { flows: { added: ['night'], changed: ['support'], removed: [] }, languages: { added: [], changed: ['es'], removed: [] }, centre: { added: [], changed: ['settings'], removed: [] }, agents: { added: [], changed: [], removed: ['zoe'] } };
const warning = { file: 'flows/centre.yaml', line: 9, column: 1, message: 'nobody speaks French', level: 'warning' as const };
const mistake = { file: 'flows/support.yaml', line: 3, column: 5, message: "there is no step 'car'" };

async function run(reloaded: Reloaded, ...args: string[]) {
  const api = testApi({ reload: () => Promise.resolve(reloaded) });
  const server = await new Promise<Server>((up) => {
    const listening = api.app.listen(0, '127.0.0.1', () => up(listening));
  });
  const terminal = testTerminal();
  const exit = await runProgram(['reload', ...args, '--api', `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, '--token', 'admin-token'], terminal);
  await new Promise((closed) => server.close(closed));
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

describe('caseline reload', () => {
  it('lists what has changed, and tells warnings apart', async () => {
    expect(await run({ ok: true, changes, flows: '0123456789abcdef', warnings: [warning] })).toEqual({
      exit: 0,
      out: '+ flow night\n~ flow support\n~ language es\n~ centre.yaml settings\n- agent zoe\nIn force. Version 0123456789ab.\n',
      err: 'flows/centre.yaml:9:1 warning: nobody speaks French\n',
    });
  });

  it('says that nothing had changed', async () => {
    expect((await run({ ok: true, changes: { flows: none, languages: none, centre: none, agents: none }, flows: 'a', warnings: [] })).out).toBe('Nothing had changed.\n');
  });

  it('ends with 3 and every problem where the files are refused', async () => {
    const { exit, out, err } = await run({ ok: false, problems: [mistake, { ...mistake, line: 4 }] });
    expect([exit, out]).toEqual([3, '']);
    expect(err).toContain("flows/support.yaml:3:5 there is no step 'car'");
    expect(err).toContain("flows/support.yaml:4:5 there is no step 'car'");
  });

  it('gives JSON', async () => {
    const { out } = await run({ ok: true, changes, flows: 'a', warnings: [] }, '--json');
    expect(JSON.parse(out)).toMatchObject({ flows: { added: ['night'] }, agents: { removed: ['zoe'] } });
  });
});
