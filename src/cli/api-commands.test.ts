import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../test/support/api.ts';
import { testTerminal } from '../../test/support/terminal.ts';
import { exitOf, tokenOf } from './api-client.ts';
import { runProgram } from './program.ts';
import { staffingTable } from './report-staffing.ts';

let api: ReturnType<typeof testApi>;
let server: Server;
let url: string;

beforeEach(async () => {
  api = testApi({ tokens: [{ token: 'lab', role: 'admin' }, { token: 'reader', role: 'read-only' }] });
  server = await new Promise<Server>((up) => {
    const listening = api.app.listen(0, '127.0.0.1', () => up(listening));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterEach(() => new Promise((closed) => {
  server.closeAllConnections();
  server.close(closed);
}));

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const terminal = testTerminal({ env });
  const exit = await runProgram([...args, '--api', url], terminal);
  return { exit, out: terminal.stdout, err: terminal.stderr };
}

describe('caseline agents', () => {
  it('lists everybody in a table', async () => {
    const { exit, out } = await run(['agents', 'list']);
    expect(exit).toBe(0);
    expect(out).toBe([
      'ID   NAME              TEAMS          REGION    STATE    UNTIL',
      'amy  Sample Agent Amy  engineers      americas  offline',
      'ben  Sample Agent Ben  customer-care  americas  offline', '',
    ].join('\n'));
  });

  it('lists as JSON, one agent a line, filtered', async () => {
    const { out } = await run(['agents', 'list', '--team', 'engineers', '--json']);
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['amy']);
  });

  it('sets somebody ready', async () => {
    const { exit, out } = await run(['agents', 'presence', 'amy', 'ready', '--until', '2026-03-10T10:00:00Z']);
    expect(exit).toBe(0);
    expect(out).toBe('amy is ready until 2026-03-10T10:00:00.000Z\n');
    expect((await api.store.floor.agent('amy'))?.presence).toBe('ready');
  });

  it.each([
    [['agents', 'presence', 'nobody', 'ready'], 4, 'there is no agent nobody'],
    [['agents', 'presence', 'amy', 'redy'], 1, "did you mean 'ready'?"],
    [['agents', 'presence', 'amy'], 2, "missing required argument 'presence'"],
    [['agents', 'presense', 'amy'], 2, ''],
  ])('%j ends with %d', async (args, exit, part) => {
    const ended = await run(args);
    expect(ended.exit).toBe(exit);
    expect(ended.err).toContain(part);
    expect(ended.out).toBe('');
  });
});

describe('caseline cases', () => {
  it('lists them in a table', async () => {
    const { out } = await run(['cases', 'list', '--status', 'open']);
    expect(out).toBe('NUMBER          STATUS  PRIORITY  ENGINEER  TITLE\n2026-0301-0001  open    P3        amy       Line card resets\n');
  });

  it('shows one', async () => {
    const { exit, out } = await run(['cases', 'get', '2026-0301-0001']);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ number: '202603010001', assignedTo: 'amy' });
  });

  it('changes what it was told and keeps the rest', async () => {
    expect((await run(['cases', 'put', '2026-0301-0001', '--priority', 'P1'])).exit).toBe(0);
    expect(api.cases.get('202603010001')).toMatchObject({ priority: 'P1', assignedTo: 'amy', title: 'Line card resets', modifiedAt: NOW });
  });

  it('opens one from a file', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'caseline-cli-'));
    const file = join(dir, 'case.json');
    await writeFile(file, JSON.stringify({ status: 'open', priority: 'P4', title: 'From a file' }));
    expect((await run(['cases', 'put', '2026-0309-0001', '--file', file, '--priority', 'P2'])).exit).toBe(0);
    expect(api.cases.get('202603090001')).toMatchObject({ priority: 'P2', title: 'From a file' });
    await writeFile(file, '[1]');
    expect(await run(['cases', 'put', '2026-0309-0001', '--file', file])).toMatchObject({ exit: 1, err: `caseline: ${file}: expected a JSON object, the case\n` });
    await rm(dir, { recursive: true });
  });

  it.each([
    [['cases', 'get', '2026-0301-9999'], 4, 'there is no case 202603019999'],
    [['cases', 'get', '12'], 1, 'expected a case number such as 2006-0811-0120'],
    [['cases', 'put', '2026-0309-0001', '--title', 'New'], 1, '#/status is missing'],
    [['cases', 'put', '2026-0309-0001', '--file', '/nowhere/case.json'], 1, '/nowhere/case.json: cannot be read'],
    [['cases', 'list', '--limit', 'many'], 2, '--limit many: expected a whole number'],
    [['cases', 'list', '--token', 'wrong'], 1, 'this token is not one of ours'],
    [['cases', 'put', '2026-0301-0001', '--priority', 'P1', '--token', 'reader'], 1, 'This token may not do that'],
  ])('%j ends with %d', async (args, exit, part) => {
    const ended = await run(args);
    expect(ended.exit).toBe(exit);
    expect(ended.err).toContain(part);
    expect(ended.out).toBe('');
  });

  it('takes its token from the environment', async () => {
    expect((await run(['cases', 'list'], { API_TOKEN: 'wrong' })).exit).toBe(1);
    expect((await run(['cases', 'list'], { API_TOKEN: 'read-only:reader,admin:other' })).exit).toBe(0);
  });
});

describe('caseline why', () => {
  it('answers in sentences, with what happened last', async () => {
    await api.callInLine();
    await api.store.journal.append([{ at: NOW - 42_000, kind: 'joined', call: 'call-0001', demand: 'care', priority: 'P3' }]);
    const { exit, out } = await run(['why', 'call-0001']);
    expect(exit).toBe(0);
    expect(out).toContain('It waits for Engineers, with nobody ahead.');
    expect(out).toContain('  08:59:18  stood in the line care as a P3');
  });

  it('answers as JSON', async () => {
    await api.callInLine();
    expect(JSON.parse((await run(['why', 'call-0001', '--json'])).out)).toMatchObject({ call: 'call-0001', waiting: { ahead: 0 } });
  });

  it('answers why not a certain agent', async () => {
    await api.callInLine();
    expect((await run(['why', 'call-0001', '--agent', 'amy'])).out).toContain('amy is not signed in.');
    expect(await run(['why', 'call-0001', '--agent', 'amyy'])).toMatchObject({ exit: 1, err: expect.stringContaining("did you mean 'amy'?") as string });
  });

  it('does not find a call that is not there', async () => {
    expect(await run(['why', 'call-9999'])).toMatchObject({ exit: 4, out: '' });
  });
});

describe('caseline report', () => {
  const joins = (call: string, at: number) => ({ at, kind: 'joined', call, demand: 'care', priority: 'P3', region: 'americas', language: 'en', arrived: at });
  const writes = () => api.store.journal.append([joins('call-1', NOW - 600_000), { at: NOW - 588_000, kind: 'answered', call: 'call-1' }, joins('call-2', NOW - 500_000)]);

  it('prints a table with the level’s formula, and a dash where there was no traffic', async () => {
    await writes();
    const { exit, out } = await run(['report']);
    expect([exit, out]).toEqual([0, [
      'INTERVAL          QUEUE  PRIORITY  START  JOINED  ANSWERED  ABANDONED  SHORT  OUT  END  LEVEL   ASA   P90   MAX   AHT  NO RESPONSE',
      '2026-03-10 08:45  care   P3        0      2       1         0          0      0    1    100.0%  0:12  0:12  0:12  -    -',
      'all                                0      2       1         0          0      0    1    100.0%  0:12  0:12  0:12  -    -', '',
      'Level: neutral (version 1), answered in time / (answered + abandoned - abandoned in time), in time within 20 s, short within 5 s; - is no traffic.',
      'Counted: callers are counted as joined when they join, and in everything else when their visit, conversation or offer ends. Occupancy of all agents: -.',
      'The journal begins at 2026-03-10 08:50 UTC: of what was before, nothing is counted.', '',
    ].join('\n')]);
  });

  it('says what too few conversations were measured for, and how many agents were needed where there were enough', async () => {
    await writes();
    const { exit, out } = await run(['report', '--staffing', '--share', '90', '--within', '30']);
    expect([exit, out]).toEqual([0, [
      'care: 0 conversations were measured, too few to reckon with.',
      'Agents: the fewest with whom 90.0% are answered within 30 s. Reckoned for alike agents who serve one line alone: a check against plans, and no plan where agents have several skills and callers several priorities.', '',
    ].join('\n')]);
    expect(staffingTable({ from: '2026-03-10T07:00:00.000Z', to: '2026-03-10T09:00:00.000Z', share: 0.8, withinSeconds: 20, note: 'this', items: [
      { queue: 'care', handled: 40, model: 'erlang-a', meanHandleSeconds: 300, meanPatienceSeconds: 130, hours: [{ at: '2026-03-10T07:00:00.000Z', joined: 40, load: 3.33, agents: 6 }, { at: '2026-03-10T08:00:00.000Z', joined: 4, load: 0.33 }] },
    ] }).split('\n')).toEqual([
      'LINE  HOUR              JOINED  LOAD  AGENTS', 'care  2026-03-10 07:00  40      3.3   6', 'care  2026-03-10 08:00  4       0.3   none would do', '',
      'care: 40 conversations of 5:00 on average, wrap-up included; callers give up after 2:10 on average.', 'Agents: the fewest with whom 80.0% are answered within 20 s. Reckoned for this.',
    ]);
    expect(await run(['report', '--staffing', '--share', 'most'])).toMatchObject({ exit: expect.any(Number) as number, out: '', err: expect.stringContaining('share') as string });
  });

  it('prints CSV and JSON for other programs', async () => {
    await writes();
    const csv = (await run(['report', '--csv', '--by', 'queue'])).out.trimEnd().split(/\r?\n/);
    expect([csv.length, csv[1]]).toEqual([2, expect.stringMatching(/^2026-03-10T08:45:00.000Z,care,,,,0,2,1,/)]);
    expect(JSON.parse((await run(['report', '--json', '--within', '5'])).out)).toMatchObject({ total: { joined: 2, serviceLevel: 0, flowedOutBy: {} }, serviceLevel: { withinSeconds: 5 } });
  });

  it('says so where nobody stood in line, and what is wrong with a question', async () => {
    expect(await run(['report'])).toMatchObject({ exit: 0, out: 'Nobody stood in a line from 2026-03-09 09:00 to 2026-03-10 09:00 UTC, as far as was asked for. Another time: --from and --to; who joins a line is counted at once.\n' });
    expect(await run(['report', '--honesty'])).toMatchObject({ exit: 0, out: expect.stringContaining('Nobody was told how long it would be from 2026-03-09 09:00') as string });
    expect((await run(['report', '--honesty', '--csv'])).out).toMatch(/^priority,told,.*\r?\nall,0,/);
    expect(JSON.parse((await run(['report', '--honesty', '--json', '--priority', 'P2'])).out)).toMatchObject({ items: [], total: { told: 0 } });
    expect(await run(['report', '--by', 'team'])).toMatchObject({ exit: 1, out: '', err: expect.stringContaining('expected some of queue') as string });
    expect(await run(['report', '--csv', '--from', 'noon'])).toMatchObject({ exit: 1, out: '', err: expect.stringContaining('expected a time with its offset') as string });
  });
});

describe('the client of the API', () => {
  it('says when nothing answers', async () => {
    const terminal = testTerminal();
    expect(await runProgram(['agents', 'list', '--api', 'http://127.0.0.1:9/api/v1'], terminal)).toBe(5);
    expect(terminal.stderr).toContain('no answer from http://127.0.0.1:9/api/v1');
  });

  it('says when something else answers', async () => {
    const terminal = testTerminal();
    expect(await runProgram(['agents', 'list', '--api', url.replace('/v1', '/v1/queues?')], terminal)).not.toBe(0);
    expect(terminal.stdout).toBe('');
  });

  it.each([[404, 4], [500, 5], [502, 5], [503, 5], [401, 1], [403, 1], [409, 1], [422, 1]])('%d means exit %d', (status, exit) => {
    expect(exitOf(status)).toBe(exit);
  });

  it.each([[undefined, {}, 'lab'], ['x', { API_TOKEN: 'y' }, 'x'], [undefined, { API_TOKEN: 'y' }, 'y'], [undefined, { API_TOKEN: 'agent:amy:t1,admin:t2' }, 't1'], [undefined, { API_TOKEN: '' }, 'lab']])('%s with %j shows %s', (given, env, token) => {
    expect(tokenOf(given, env)).toBe(token);
  });
});
