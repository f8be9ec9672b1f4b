import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_YEAR_MIN, dashed, readCaseNumber, spokenGroups } from './number.ts';

const now = Date.parse('2026-03-10T09:59:59Z');

describe('a caller gives the case number', () => {
  it.each([
    ['200608110120', 'keyed'],
    ['2006-0811-0120', 'read off the paper'],
    ['2006 0811 0120', 'with spaces'],
    ['  2006-0811-0120 ', 'pasted with blanks'],
    ['2006–0811–0120', 'with the dashes a word processor makes'],
    ['2006‑0811‑0120', 'with dashes that do not break'],
    ['2 0 0 6 0 8 1 1 0 1 2 0', 'digit by digit'],
    ['２００６０８１１０１２０', 'on a Japanese keyboard'],
    ['2006-08-11-0120', 'with a dash too many'],
  ])('%s (%s)', (input) => {
    expect(readCaseNumber(input, now)).toEqual({ ok: true, number: '200608110120' });
  });

  it.each([
    ['', 'length'],
    ['#', 'not-digits'],
    ['2006081101', 'length'],
    ['20060811012', 'length'],
    ['2006081101200', 'length'],
    ['2006-0811-0120-0001', 'length'],
    ['200608110120'.repeat(100), 'length'],
    ['2006*0811*0120', 'not-digits'],
    ['R12345', 'not-digits'],
    ['2006-0811-O120', 'not-digits'],
    ['+200608110120', 'not-digits'],
    ['200613110120', 'no-such-date'],
    ['200600110120', 'no-such-date'],
    ['200608000120', 'no-such-date'],
    ['200608320120', 'no-such-date'],
    ['200602290120', 'no-such-date'],
    ['210002290120', 'no-such-date'],
    ['100608110120', 'no-such-date'],
    ['000008110120', 'no-such-date'],
    ['000108110120', 'no-such-date'],
    [`${CASE_YEAR_MIN - 1}12310001`, 'no-such-date'],
    ['202708110120', 'future'],
    ['999908110120', 'future'],
  ])('%s is refused: %s', (input, why) => {
    expect(readCaseNumber(input, now)).toEqual({ ok: false, why });
  });

  it.each(['200402290120', '200002290120', `${CASE_YEAR_MIN}01010001`, '200608110000', '200608119999'])('%s exists', (input) => {
    expect(readCaseNumber(input, now).ok).toBe(true);
  });
});

describe('a case opened where it is already tomorrow', () => {
  // 10 March 09:59:59 UTC: Kiribati (UTC+14) has 10 March 23:59:59.
  it('is not yet anywhere', () => {
    expect(readCaseNumber('202603110001', now)).toEqual({ ok: false, why: 'future' });
  });

  it('is known the second Kiribati turns the page', () => {
    expect(readCaseNumber('202603110001', now + 1_000)).toMatchObject({ ok: true });
  });

  it('is not judged where there is no clock', () => {
    expect(readCaseNumber('299903110001', Infinity)).toMatchObject({ ok: true });
  });
});

describe('a case number is written and spoken in three groups', () => {
  const read = readCaseNumber('200608110120', now);
  if (!read.ok) throw new Error(read.why);

  it('with dashes on paper', () => {
    expect(dashed(read.number)).toBe('2006-0811-0120');
  });

  it('with pauses on the telephone', () => {
    expect(spokenGroups(read.number)).toEqual(['2006', '0811', '0120']);
  });
});

it('every date and running number survives the way to paper and back', () => {
  const dates = fc.date({ min: new Date('2000-01-01'), max: new Date(now), noInvalidDate: true });
  fc.assert(fc.property(dates, fc.integer({ min: 0, max: 9999 }), (date, running) => {
    const keyed = date.toISOString().slice(0, 10).replaceAll('-', '') + String(running).padStart(4, '0');
    const read = readCaseNumber(keyed, now);
    expect(read).toEqual({ ok: true, number: keyed });
    if (read.ok) expect(readCaseNumber(dashed(read.number), now)).toEqual(read);
  }));
});
