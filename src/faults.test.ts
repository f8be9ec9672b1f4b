import { describe, expect, it } from 'vitest';
import { Fault, faults, isFault } from './faults.ts';
import type { FaultCode } from './faults.ts';

describe('a fault', () => {
  it('tells the log what happened, and the caller something kind', () => {
    const cause = new Error('ECONNREFUSED');
    const fault = new Fault('store-down', 'Three tries in two seconds.', { cause });
    expect(fault).toMatchObject({
      name: 'Fault', code: 'store-down', message: 'The store does not answer. Three tries in two seconds.', prompt: 'trouble.moment', retry: true, cause,
    });
  });

  it('can be told from other errors, and from other faults', () => {
    const fault: unknown = new Fault('too-long');
    expect([isFault(fault), isFault(fault, 'too-long'), isFault(fault, 'endless'), isFault(new Error('too-long'))]).toEqual([true, true, false, false]);
  });

  it.each(Object.keys(faults) as FaultCode[])('%s is a sentence for the log, without anything of the caller in it', (code) => {
    expect(new Fault(code).message).toMatch(/^[A-Z].*\.$/);
  });

  it('asks the caller for a moment only where another try may help', () => {
    for (const { prompt, retry } of Object.values(faults)) if (prompt === 'trouble.moment') expect(retry).toBe(true);
  });
});
