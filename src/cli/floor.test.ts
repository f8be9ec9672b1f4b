import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerCall, testApi } from '../../test/support/api.ts';
import { testTerminal, type TestTerminal } from '../../test/support/terminal.ts';
import type { CallerCall } from '../call/call.ts';
import { runProgram } from './program.ts';

let api: ReturnType<typeof testApi>;
let server: Server;
let url: string;

beforeEach(async () => {
  // As the reception does it: the caller's call says what it is now.
  const supervised = new Map<string, CallerCall>();
  api = testApi({
    tokens: [{ token: 'lab', role: 'admin' }, { token: 'reader', role: 'read-only' }],
    supervise: async (id, message) => {
      const call = supervised.get(id) ?? ((await api.store.call(id)) as CallerCall);
      const { standing } = call;
      if (!standing) return call;
      const wait = call.doing.is === 'waiting' ? call.doing.wait : '';
      const after: CallerCall = message.tell === 'set-priority' ? { ...call, standing: { ...standing, priority: message.priority } }
        : message.tell === 'move' ? { ...call, standing: { ...standing, demand: message.demand } }
        : message.agent === undefined ? call : { ...call, picked: { agent: message.agent, wait, steps: [], until: 0 } };
      const next = { ...after, turn: call.turn + 1 };
      supervised.set(id, next);
      await api.store.commit({ calls: [{ call: next, was: call.turn }] });
      return next;
    },
  });
  server = await listen(0);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterEach(() => stop());

const listen = (port: number): Promise<Server> => new Promise((up) => {
  const listening = api.app.listen(port, '127.0.0.1', () => up(listening));
});
const stop = (): Promise<unknown> => new Promise((closed) => {
  server.closeAllConnections();
  server.close(closed);
});

async function run(...args: readonly string[]) {
  const terminal = testTerminal();
  const exit = await runProgram(['floor', ...args, '--api', url], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

async function shows(terminal: TestTerminal, words: string | RegExp): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (terminal.shown !== undefined && (typeof words === 'string' ? terminal.shown.includes(words) : words.test(terminal.shown))) return;
    await sleep(25);
  }
  throw new Error(`never shown: ${String(words)}, but:\n${terminal.shown ?? ''}`);
}

describe('caseline floor, at a glance', () => {
  it('says that the floor is empty', async () => {
    expect(await run('--once')).toMatchObject({ exit: 0, out: 'Nobody waits. Nobody talks.\n\nNobody is signed in.\n' });
  });

  it('has who waits and who is there', async () => {
    await api.callInLine();
    await api.ask('put', '/agents/ben/presence', { token: 'lab', body: { presence: 'away' } });
    const { exit, out } = await run('--once');
    expect(exit).toBe(0);
    expect(out).toContain('1 waits, the longest for 0:42.');
    expect(out).toMatch(/1 +call-0001 +P3 +care +0:42 +\+1••••••••23 +Engineers +nobody is there/);
    expect(out).toMatch(/ben +Sample Agent Ben +away/);
  });

  it('is the same without a terminal, and JSON for a program', async () => {
    await api.callInLine();
    expect((await run()).out).toContain('call-0001');
    expect(JSON.parse((await run('--json')).out)).toMatchObject({ waiting: [{ call: 'call-0001', why: 'nobody is there' }] });
  });
});

describe('a supervisor’s commands', () => {
  beforeEach(() => api.callInLine());

  it('say what is so now, and how to set it back', async () => {
    expect(await run('priority', 'call-0001', 'p2')).toMatchObject({ exit: 0, out: 'call-0001 is a P2 now (was P3), with nobody ahead\n', err: 'Set back with: caseline floor priority call-0001 P3\n' });
    expect(await run('priority', 'call-0001', 'P2')).toMatchObject({ exit: 0, out: 'call-0001 is a P2 already\n', err: '' });
    expect(await run('move', 'call-0001', 'logistics')).toMatchObject({ exit: 0, err: 'Set back with: caseline floor move call-0001 care\n' });
    await api.ask('put', '/agents/amy/presence', { token: 'lab', body: { presence: 'ready' } });
    expect(await run('pick', 'call-0001', 'amy')).toMatchObject({ exit: 0, out: 'amy takes call-0001 next\n', err: 'Set back with: caseline floor pick call-0001 --off\n' });
    expect(JSON.parse((await run('priority', 'call-0001', 'P1', '--json')).out)).toMatchObject({ before: { priority: 'P2' }, now: { priority: 'P1' } });
  });

  it.each([
    [['priority', 'call-0001', 'P9'], 1, '#/priority'],
    [['move', 'call-0001', 'logistic'], 1, "did you mean 'logistics'?"],
    [['pick', 'call-0001', 'amyy'], 1, "did you mean 'amy'?"],
    [['pick', 'call-0001', 'amy'], 1, 'amy is offline; set them ready first'],
    [['pick', 'call-0001'], 2, 'expected an agent, or --off'],
    [['pick', 'call-0001', 'amy', '--off'], 2, 'expected an agent, or --off'],
    [['move', 'call-9999', 'care'], 4, 'there is no call call-9999'],
    [['priority', 'call-0001', 'P1', '--token', 'reader'], 1, 'This token may not do that'],
  ])('%j ends with %d', async (args, exit, part) => {
    const ended = await run(...args);
    expect([ended.exit, ended.out]).toEqual([exit, '']);
    expect(ended.err).toContain(part);
  });
});

describe('the live floor', () => {
  const live = () => {
    const terminal = testTerminal({ seated: true });
    return { terminal, ended: runProgram(['floor', '--api', url], terminal) };
  };

  it('shows who comes and goes, and ends with q', async () => {
    const { terminal, ended } = live();
    await shows(terminal, 'Nobody waits.');
    await api.callInLine();
    await shows(terminal, '> 1      call-0001');
    terminal.press('q');
    expect(await ended).toBe(0);
    expect(terminal.shown).toBeUndefined();
  });

  it('does what the keys say, tells it, and sets it back', async () => {
    await api.callInLine();
    const { terminal, ended } = live();
    await shows(terminal, 'call-0001');
    terminal.press('r2');
    await shows(terminal, 'call-0001 is a P2 now (was P3)');
    await shows(terminal, /call-0001 +P2/);
    terminal.press('u');
    await shows(terminal, 'call-0001 is a P3 now (was P2)');
    terminal.press('pamyy\r');
    await shows(terminal, "did you mean 'amy'?");
    terminal.press('w');
    await shows(terminal, 'It waits for Engineers, with nobody ahead.');
    terminal.press(' ');
    await shows(terminal, 'PLACE');
    terminal.interrupt();
    expect(await ended).toBe(0);
  });

  it('says that the connection is lost, keeps the last picture, and goes on when it is back', async () => {
    await api.callInLine(callerCall());
    const { terminal, ended } = live();
    await shows(terminal, 'call-0001');
    const { port } = server.address() as AddressInfo;
    await stop();
    await shows(terminal, 'No answer from');
    expect(terminal.shown).toContain('call-0001');
    server = await listen(port);
    await shows(terminal, /^(?!.*No answer)[\s\S]*call-0001/);
    terminal.press('q');
    expect(await ended).toBe(0);
  });

  it('ends where the token may not look', async () => {
    const terminal = testTerminal({ seated: true });
    expect(await runProgram(['floor', '--api', url, '--token', 'wrong'], terminal)).toBe(1);
    expect(terminal.shown).toBeUndefined();
    expect(terminal.stderr).toContain('this token is not one of ours');
  });
});
