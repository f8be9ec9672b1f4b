import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { amy, testApi } from '../../test/support/api.ts';
import { testTerminal, type TestTerminal } from '../../test/support/terminal.ts';
import { runProgram } from './program.ts';

let api: ReturnType<typeof testApi>;
let server: Server;
let url: string;

beforeEach(async () => {
  api = testApi({ tokens: [{ token: 'lab', role: 'admin' }] });
  api.people.set('amy', { ...amy, staffId: '0101' });
  server = await new Promise<Server>((up) => {
    const listening = api.app.listen(0, '127.0.0.1', () => up(listening));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterEach(() => new Promise((closed) => {
  server.closeAllConnections();
  server.close(closed);
}));

const runs = (terminal: TestTerminal, args: readonly string[]) => runProgram(['agents', 'pin', ...args, '--api', url], terminal);

describe('caseline agents pin', () => {
  it('reads the PIN from a pipe', async () => {
    const terminal = testTerminal({ input: '482915\n' });
    expect(await runs(terminal, ['amy'])).toBe(0);
    expect([...api.pins]).toEqual([['amy', '482915']]);
    expect(terminal.stdout).toBe('the PIN of amy is set\n');
  });

  it('asks for it twice where somebody sits there, corrects a slip, and shows none of it', async () => {
    const terminal = testTerminal({ seated: true });
    const ended = runs(terminal, ['amy', '--json']);
    await until(() => terminal.stderr.includes('PIN: '));
    terminal.press('48299\u007f15\r');
    await until(() => terminal.stderr.includes('Once more: '));
    terminal.press('482915\n');
    expect(await ended).toBe(0);
    expect([...api.pins]).toEqual([['amy', '482915']]);
    expect(JSON.parse(terminal.stdout)).toEqual({ agent: 'amy', pin: 'set' });
    expect(terminal.stdout + terminal.stderr).not.toContain('4829');
  });

  it('changes nothing where the two are not the same', async () => {
    const terminal = testTerminal({ seated: true });
    const ended = runs(terminal, ['amy']);
    await until(() => terminal.stderr.includes('PIN: '));
    terminal.press('482915\r');
    await until(() => terminal.stderr.includes('Once more: '));
    terminal.press('482916\r');
    expect(await ended).toBe(2);
    expect(terminal.stderr).toContain('nothing was changed');
    expect(api.pins.size).toBe(0);
  });

  it('takes one away', async () => {
    api.pins.set('amy', '482915');
    expect(await runs(testTerminal(), ['amy', '--remove'])).toBe(0);
    expect(api.pins.size).toBe(0);
  });

  it.each([
    [['amy', '482915'], '', 2, 'too many arguments'],
    [['nobody'], '482915', 4, 'there is no agent nobody'],
    [['ben'], '482915', 1, 'has no staff-id'],
    [['amy'], '', 1, 'expected 6 to 12 digits'],
    [['amy'], '12345', 1, 'expected 6 to 12 digits'],
    [['amy', '--remove'], '', 4, 'has no PIN'],
  ])('%j ends with an error', async (args, input, exit, part) => {
    const terminal = testTerminal({ input });
    expect(await runs(terminal, args)).toBe(exit);
    expect(terminal.stderr).toContain(part);
    expect(terminal.stdout).toBe('');
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
}
