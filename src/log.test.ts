import { describe, expect, it } from 'vitest';
import { createLog, memoryLog } from './log.ts';

function lines(secrets: string[] = []) {
  const written: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void written.push(JSON.parse(line) as Record<string, unknown>) };
  return { log: createLog({ level: 'info', secrets, destination }), written };
}

describe('the log', () => {
  it('writes one JSON line with time, level, message and fields', () => {
    const { log, written } = lines();
    log.info({ call: 'abc', ms: 12 }, 'a turn is done');
    expect(written).toEqual([{ level: 'info', time: expect.any(String) as string, call: 'abc', ms: 12, msg: 'a turn is done' }]);
  });

  it('leaves out what is below its level', () => {
    const { log, written } = lines();
    log.debug({}, 'too fine');
    expect(written).toEqual([]);
  });

  it.each([
    ['a number in the message', {}, 'dialled +12025550123'],
    ['a number in a field', { note: 'call +1 (202) 555-0123 back' }, ''],
    ['a number deep inside', { a: [{ b: { c: '+12025550123' } }] }, ''],
    ['a number as a name', { '+12025550123': 1 }, ''],
    ['a number written as one', { from: 12025550123 }, ''],
    ['a caller of a SIP address', { from: 'sip:202555012@x.example' }, ''],
    ['a number in an error', { err: new Error('no route to +12025550123') }, ''],
    ['a number in the cause of an error', { err: new Error('failed', { cause: new Error('+12025550123') }) }, ''],
    ['a number on an error', { err: Object.assign(new Error('failed'), { to: '+12025550123' }) }, ''],
    ['a case number', { text: 'case 2006-0811-0120' }, ''],
  ])('never shows %s', (_, fields, message) => {
    const { log, written } = lines();
    log.error(fields, message);
    expect(JSON.stringify(written)).not.toMatch(/555-?012|0811-?0120/);
  });

  it.each([
    ['a token by its name', { authToken: 'hunter2' }],
    ['a header', { headers: { Authorization: 'Bearer hunter2', cookie: 'hunter2' } }],
    ['a PIN, and the keys that may be one', { pin: 'hunter2', digits: 'hunter2' }],
    ['several tokens', { tokens: ['hunter2'] }],
    ['a secret it was told, inside other text', { url: 'redis://:known-secret@x.example' }],
    ['a secret it was told, in an error', { err: new Error('bad known-secret') }],
  ])('never shows %s', (_, fields) => {
    const { log, written } = lines(['known-secret']);
    log.info(fields, 'with known-secret');
    expect(JSON.stringify(written)).not.toMatch(/hunter2|known-secret/);
  });

  it('keeps the ids of calls readable', () => {
    const { log, written } = lines();
    log.info({ sid: 'CA01234567890123456789012345678901', opinion: 'fine' }, '');
    expect(written).toMatchObject([{ sid: 'CA01234567890123456789012345678901', opinion: 'fine' }]);
  });

  it('tells of an error with its type, code and cause', () => {
    const { log, written } = lines();
    log.error({ err: Object.assign(new TypeError('no answer', { cause: new Error('connection reset') }), { code: 'E7' }) }, '');
    expect(written).toMatchObject([{ err: { type: 'TypeError', message: 'no answer', code: 'E7', cause: { message: 'connection reset' } } }]);
  });

  it('leaves no end of a secret that begins with another one', () => {
    const { log, written } = lines(['abc', 'abcdef']);
    log.info({}, 'token abcdef');
    expect(written).toMatchObject([{ msg: 'token [hidden]' }]);
  });

  it('takes anything without breaking or growing', () => {
    const { log, written } = lines();
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    log.info({ ring, big: 'x'.repeat(100_000), many: Array.from({ length: 1_000 }, () => 1), bytes: Buffer.alloc(9), when: new Date(NaN), n: 1n, nothing: undefined }, '');
    expect(JSON.stringify(written).length).toBeLessThan(6_000);
    expect(written).toMatchObject([{ bytes: '[9 bytes]', when: '[date]', n: '[bigint]' }]);
  });
});

describe('a log in memory', () => {
  it('fails a story in which an error was logged that nobody expected', () => {
    const log = memoryLog();
    log.info({ from: '+12025550123' }, 'a caller');
    log.failOnErrors();
    log.error({ code: 7 }, 'the store is down');
    expect(() => log.failOnErrors()).toThrow('the store is down {"code":7}');
    log.failOnErrors(['store is down']);
    expect(log.entries[0]).toEqual({ level: 'info', fields: { from: '+1••••••••23' }, message: 'a caller' });
  });
});
