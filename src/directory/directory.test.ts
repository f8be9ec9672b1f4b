import { describe, expect, it } from 'vitest';
import { HandClock, systemClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import type { E164 } from '../phone/number.ts';
import { createMemoryStore } from '../store/memory.ts';
import { createBuiltInDirectory } from './built-in.ts';
import { directoryContract, sampleCase } from './directory.contract.ts';
import { isContact } from './directory.ts';
import { createHttpDirectory } from './http.ts';
import { startDirectoryServer } from './server.contract.ts';

directoryContract('built in', () => {
  const clock = new HandClock(0);
  const { records } = createMemoryStore({ clock });
  let broken = false;
  const get: typeof records.get = (...args) => (broken ? Promise.reject(new Error('the store is down')) : records.get(...args));
  const list: typeof records.list = (...args) => (broken ? Promise.reject(new Error('the store is down')) : records.list(...args));
  const directory = createBuiltInDirectory({ store: { records: { ...records, get, list } }, clock });
  return Promise.resolve({
    directory,
    has: async (of) => { await directory.saveCase(of); },
    breaks: () => { broken = true; return Promise.resolve(); },
    close: () => Promise.resolve(),
  });
});

directoryContract('over HTTP', async () => {
  const server = await startDirectoryServer();
  return {
    directory: createHttpDirectory({ url: server.url, token: 'good-token', clock: systemClock, log: memoryLog() }),
    has: (of) => { server.cases.set(of.number, of); return Promise.resolve(); },
    breaks: () => { server.answer = () => ({ status: 500 }); return Promise.resolve(); },
    close: () => server.close(),
  };
}, { save: 'the system outside owns its cases', contacts: 'a calling number has no place in an address' });

describe('a caller is a known contact of a case', () => {
  const one = sampleCase('200608110120');
  it.each([
    ['who calls from one of its phones', { kind: 'number', number: '+14085550123' as E164, tollFree: false }, true],
    ['not who calls from elsewhere', { kind: 'number', number: '+14085550124' as E164, tollFree: false }, false],
    ['not who hides the number', { kind: 'withheld' }, false],
    ['not who calls from a browser', { kind: 'client', name: '+14085550123' }, false],
  ] as const)('%s', (_, caller, known) => {
    expect(isContact(one, caller)).toBe(known);
  });

  it('never of a case without a contact', () => {
    const { contact: _, ...bare } = one;
    expect(isContact(bare, { kind: 'number', number: '+14085550123' as E164, tollFree: false })).toBe(false);
  });
});
