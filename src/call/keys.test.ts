import { describe, expect, it } from 'vitest';
import { readAnswer, readMenu, type Reading, type Typed } from './keys.ts';

const now = Date.UTC(2026, 9, 20, 17);
const menu = { keys: ['*', '2', '9'], number: 'case-number' as const, finishKey: '*' as const };
const typed = (digits: string, finishedBy = ''): Typed => ({ digits, finishedBy, early: false });
/** As from a carrier that leaves the finish key out. */
const unsaid = (early: boolean): Typed => ({ digits: '', finishedBy: undefined, early });
const caseNumber: Reading = { is: 'number', digits: '200608110120' };

// The eight inputs of the first menu, as the carrier reports them with finish key * and thirteen keys at most,
// then the same people with `#` as finish key (the second try), then fat fingers.
const firstMenu: [string, Typed, Reading][] = [
  ['* alone', typed('', '*'), { is: 'key', key: '*' }],
  ['* alone, where the carrier hides the finish key and the answer came before silence could', unsaid(true), { is: 'key', key: '*' }],
  ['2 and silence', typed('2'), { is: 'key', key: '2' }],
  ['2#', typed('2#'), { is: 'key', key: '2' }],
  ['2*', typed('2', '*'), { is: 'start-again' }],
  ['twelve digits and #', typed('200608110120#'), caseNumber],
  ['twelve digits and silence', typed('200608110120'), caseNumber],
  ['eleven digits and #', typed('20060811012#'), { is: 'malformed' }],
  ['thirteen digits', typed('2006081101200'), { is: 'malformed' }],
  ['# alone', typed('#'), { is: 'malformed' }],
  ['nothing', typed(''), { is: 'silence' }],
  ['nothing, where the carrier hides the finish key', unsaid(false), { is: 'silence' }],
  ['9 for another language', typed('9'), { is: 'key', key: '9' }],
  ['2# on the second try', typed('2', '#'), { is: 'key', key: '2' }],
  ['* and # on the second try', typed('*', '#'), { is: 'key', key: '*' }],
  ['* and silence on the second try', typed('*'), { is: 'key', key: '*' }],
  ['twelve digits and # on the second try', typed('200608110120', '#'), caseNumber],
  ['# alone on the second try', typed('', '#'), { is: 'silence' }],
  ['## by a trembling hand', typed('##'), { is: 'malformed' }],
  ['2## by a trembling hand', typed('2##'), { is: 'key', key: '2' }],
  ['a doubled key in the number', typed('2200608110120'), { is: 'malformed' }],
  ['# too early', typed('2006#'), { is: 'malformed' }],
  ['digits, then * to start again', typed('2006', '*'), { is: 'start-again' }],
  ['a date that does not exist', typed('200602300120#'), { is: 'malformed' }],
  ['a date in the future', typed('203008110120#'), { is: 'malformed' }],
  ['a key that means nothing', typed('5'), { is: 'malformed' }],
  ['22 by a doubled key', typed('22'), { is: 'malformed' }],
];

describe('the first menu', () => {
  it.each(firstMenu)('%s', (_name, input, reading) => {
    expect(readMenu(input, menu, now)).toEqual(reading);
  });
});

it('on the second try an early empty answer was #, not *', () => {
  expect(readMenu(unsaid(true), { ...menu, finishKey: '#' }, now)).toEqual({ is: 'silence' });
});

describe('a menu of single keys', () => {
  it.each<[string, Typed, Reading]>([
    ['a key on offer', typed('1'), { is: 'key', key: '1' }],
    ['a key not on offer', typed('7'), { is: 'malformed' }],
    ['nothing', typed(''), { is: 'silence' }],
    ['nothing, with the field left out', unsaid(false), { is: 'silence' }],
    ['# where it is on offer', typed('#'), { is: 'key', key: '#' }],
    ['only the first of several counts', typed('12'), { is: 'key', key: '1' }],
  ])('%s', (_name, input, reading) => {
    expect(readMenu(input, { keys: ['1', '2', '#'], finishKey: '' }, now)).toEqual(reading);
  });
});

describe('a question for a number', () => {
  it.each<[string, Typed, Reading]>([
    ['the number', typed('200608110120', '#'), caseNumber],
    ['# alone', typed('', '#'), { is: 'key', key: '#' }],
    ['# alone, with the field left out', unsaid(true), { is: 'key', key: '#' }],
    ['nothing', typed(''), { is: 'silence' }],
    ['a number too short', typed('2006', '#'), { is: 'malformed' }],
    ['* to start again', typed('2006*', '#'), { is: 'start-again' }],
  ])('%s', (_name, input, reading) => {
    expect(readAnswer(input, 'case-number', now)).toEqual(reading);
  });
});
