import { describe, expect, it } from 'vitest';
import { readKeys } from './keys.ts';

describe('keys written down', () => {
  it('are read as waits, keys and what one does with the receiver', () => {
    expect(readKeys(" w5 *  w0.5 200608110120#\n1 a d H ")).toEqual({
      ok: true,
      steps: [
        { do: 'wait', seconds: 5 }, { do: 'press', keys: '*' }, { do: 'wait', seconds: 0.5 }, { do: 'press', keys: '200608110120#' }, { do: 'press', keys: '1' },
        { do: 'pick-up' }, { do: 'decline' }, { do: 'hang-up' },
      ],
    });
    expect(readKeys('  ')).toEqual({ ok: true, steps: [] });
  });

  it.each([['w', 1], ['1 w 2', 2], ['w9999', 1], ['w-1', 1], ['1x', 1], ['hang-up', 1], ['constructor', 1], ['1 '.repeat(3) + 'é', 4], ['1'.repeat(101), 1]])('%s is refused with its place', (text, place) => {
    expect(readKeys(text)).toMatchObject({ ok: false, problem: expect.stringContaining(`(number ${place}): expected keys`) as string });
  });
});
