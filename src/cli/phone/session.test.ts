import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../../test/support/terminal.ts';
import type { TestTerminal } from '../../../test/support/terminal.ts';
import { systemClock } from '../../clock.ts';
import { createLab } from '../../lab/lab.ts';
import { runProgram } from '../program.ts';

const LINE = '+18885550100';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A lab whose line answers with these documents: the first, and the one after a key. */
async function labWith(first: string, next = '<Hangup/>') {
  const service = createServer((request, response) => {
    request.resume().on('end', () => {
      const body = request.url?.startsWith('/next') ? next : first;
      response.writeHead(200, { 'content-type': 'text/xml' }).end(request.url === '/voice/status' ? '' : `<Response>${body}</Response>`);
    });
  });
  await new Promise<void>((up) => service.listen(0, '127.0.0.1', up));
  const at = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const lab = createLab({ clock: systemClock, accountSid: 'AClab', authToken: 'secret', numbers: [{ number: LINE, voiceUrl: `${at}/voice` }] });
  const listening = await lab.listen(0);
  closing.push(() => new Promise((closed) => service.close(closed)), () => listening.close());
  return { lab, url: listening.url, at };
}

/** Resolves once the text was shown so many times. */
async function shown(terminal: TestTerminal, text: string, times = 1): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (`${terminal.stdout}${terminal.stderr}`.split(text).length > times) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`never shown: ${text}\n${terminal.stdout}${terminal.stderr}`);
}

const menu = '<Gather input="dtmf" numDigits="1" timeout="20" action="/next"><Say>Thank you for calling.</Say></Gather>';

describe('a phone in the terminal', () => {
  it('dials, shows what is heard, takes keys and tells how the call ended', async () => {
    const { url } = await labWith(menu, '<Say>Good choice.</Say><Hangup/>');
    const terminal = testTerminal({ seated: true });
    const over = runProgram(['call', '--lab', url], terminal);
    await shown(terminal, '“Thank you for calling.”');
    terminal.press('?2');
    expect(await over).toBe(0);
    expect(terminal.stdout).toMatch(/0:00 {2}dialling \+18885550100[^]*connected[^]*“Thank you for calling.”[^]*press that key[^]*you press 2[^]*“Good choice.”[^]*The call is over\./);
    expect(terminal.stderr).toContain('hang up');
  });

  it('works without hands, and without anybody in front of it', async () => {
    const { url, lab } = await labWith(menu, '<Say>Good choice.</Say><Pause length="60"/>');
    const terminal = testTerminal();
    expect(await runProgram(['call', LINE, '--from', '+44 20 7946 0123', '--keys', 'w0.1 2 w0.5 h', '--lab', url], terminal)).toBe(0);
    expect(terminal.stdout).toMatch(/you press 2[^]*“Good choice.”[^]*The call is over\./);
    expect(lab.calls()[0]?.from).toBe('+442079460123');
  });

  it('can hide its number', async () => {
    const { url, lab } = await labWith('<Hangup/>');
    await runProgram(['call', '--withheld', '--lab', url], testTerminal());
    expect(lab.calls()[0]?.from).toBe('anonymous');
  });

  it('hangs up when it is interrupted', async () => {
    const { url, lab } = await labWith('<Say>Please wait.</Say><Pause length="60"/>');
    const terminal = testTerminal();
    const over = runProgram(['call', '--lab', url], terminal);
    await shown(terminal, 'connected');
    terminal.interrupt();
    expect(await over).toBe(0);
    expect(lab.calls().every((call) => call.over)).toBe(true);
  });

  it('tells the same as JSON, one event a line', async () => {
    const { url } = await labWith(menu);
    const terminal = testTerminal();
    expect(await runProgram(['call', '--keys', 'w0.1 2', '--json', '--lab', url], terminal)).toBe(0);
    const events = terminal.stdout.trim().split('\n').map((line) => JSON.parse(line) as { event: string });
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['held', 'call', 'answered', 'heard', 'pressed', 'ended']));
    expect(events).toContainEqual(expect.objectContaining({ event: 'heard', text: 'Thank you for calling.' }));
    expect(events).toContainEqual(expect.objectContaining({ event: 'pressed', keys: '2' }));
  });

  it('fails when the call does', async () => {
    const { url } = await labWith('<Reject reason="busy"/>');
    const terminal = testTerminal();
    expect(await runProgram(['call', '--lab', url], terminal)).toBe(1);
    expect(terminal.stdout).toContain('Busy');
  });

  it('ends when the number is not in service', async () => {
    const { url } = await labWith(menu);
    const terminal = testTerminal();
    expect(await runProgram(['call', '+19995550100', '--keys', 'w9 1', '--lab', url], terminal)).toBe(1);
    expect(terminal.stdout).toContain('not in service');
  });

  it('says who is in the room', async () => {
    const { url, lab, at } = await labWith('<Dial><Conference>room-1</Conference></Dial>');
    lab.phone('+12025550101').answers({ afterMs: 0 });
    const terminal = testTerminal();
    const over = runProgram(['call', '--lab', url], terminal);
    await shown(terminal, 'connected');
    await lab.rest('POST', '/2010-04-01/Accounts/AClab/Calls.json', new URLSearchParams({ To: '+12025550101', From: LINE, Url: `${at}/voice` }), { user: 'AClab', password: 'secret' });
    await shown(terminal, 'in the room with +12025550101');
    terminal.interrupt();
    expect(await over).toBe(0);
  });

  it('says where it looked for a lab that is not there', async () => {
    const terminal = testTerminal();
    expect(await runProgram(['call', '--lab', 'http://127.0.0.1:9'], terminal)).toBe(5);
    expect(terminal.stderr).toContain('no lab answers at http://127.0.0.1:9');
  });

  it.each([
    [['call', 'nobody'], 'is no phone number'],
    [['call', '--from', '12'], '--from'],
    [['call', '--keys', 'w'], '--keys'],
  ])('refuses %j', async (args, part) => {
    const terminal = testTerminal();
    expect(await runProgram(args, terminal)).toBe(2);
    expect(terminal.stderr).toContain(part);
  });
});

describe('a phone that is held', () => {
  const AGENT = '+12025550101';
  const ring = (lab: Awaited<ReturnType<typeof labWith>>['lab'], at: string) =>
    lab.rest('POST', '/2010-04-01/Accounts/AClab/Calls.json', new URLSearchParams({ To: AGENT, From: LINE, Url: `${at}/voice`, Timeout: '10' }), { user: 'AClab', password: 'secret' });

  it('rings, is answered by a key, and goes on being held afterwards', async () => {
    const { url, lab, at } = await labWith(menu, '<Say>Caller coming.</Say><Hangup/>');
    const terminal = testTerminal({ seated: true });
    const over = runProgram(['call', '--hold', AGENT, '--lab', url], terminal);
    await shown(terminal, `Holding ${AGENT}`);
    for (const round of [1, 2]) {
      await ring(lab, at);
      await shown(terminal, 'ringing: ', round);
      terminal.press('a');
      await shown(terminal, '“Thank you for calling.”', round);
      terminal.press('1');
      await shown(terminal, 'The call is over.', round);
    }
    terminal.interrupt();
    expect(await over).toBe(0);
    // The lab hears of it a moment later.
    while (lab.phone(AGENT).held) await new Promise((done) => setTimeout(done, 10));
  });

  it('is declined by a key', async () => {
    const { url, lab, at } = await labWith(menu);
    const terminal = testTerminal({ seated: true });
    const over = runProgram(['call', '--hold', AGENT, '--lab', url], terminal);
    await shown(terminal, 'Holding');
    terminal.press('1');
    await shown(terminal, 'There is no call now.');
    await ring(lab, at);
    await shown(terminal, 'ringing: ');
    terminal.press('d');
    await shown(terminal, 'Busy');
    terminal.interrupt();
    expect(await over).toBe(0);
  });

  it('takes one call without hands', async () => {
    const { url, lab, at } = await labWith(menu, '<Say>Caller coming.</Say><Hangup/>');
    const terminal = testTerminal();
    const over = runProgram(['call', '--hold', AGENT, '--keys', 'a w0.3 1', '--lab', url], terminal);
    while (!lab.phone(AGENT).held) await new Promise((done) => setTimeout(done, 10));
    await ring(lab, at);
    expect(await over).toBe(0);
    expect(terminal.stdout).toMatch(/ringing: [^]*connected[^]*you press 1[^]*“Caller coming.”[^]*The call is over\./);
  });
});
