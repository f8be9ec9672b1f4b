import { describe, expect, it } from 'vitest';
import { NOW, callerCall } from '../../../test/support/api.ts';
import type { Doing } from '../../call/call.ts';
import type { E164 } from '../../phone/number.ts';
import { classInWords, duration } from '../../routing/in-words.ts';
import { callInWords, entryInWords } from './words.ts';

describe('a call in words', () => {
  it.each<[Doing, string]>([
    [{ is: 'new' }, 'has just arrived'],
    [{ is: 'listening', tries: 1, quietFrom: 0 }, 'hears support/line'],
    [{ is: 'listening', tries: 3, quietFrom: 0 }, 'hears support/line, try 3'],
    [{ is: 'waiting', wait: 'w', musicS: 0 }, 'has been waiting for 0:42'],
    [{ is: 'joining', wait: 'w', since: NOW }, 'has been taken and is being put through'],
    [{ is: 'talking', room: 'r', since: NOW - 3_723_000 }, 'has been talking for 1:02:03'],
    [{ is: 'left-alone', id: 'x', agent: 'amy', musicS: 0 }, 'was left by amy and is being reconnected'],
    [{ is: 'outside', to: '+14155550199' as E164, by: 'dan', since: NOW - 65_000, dialled: true }, 'was given to an outside number by dan 1:05 ago'],
    [{ is: 'calling-back', voicemail: 'vm-1' }, 'is about to call the customer of a message'],
    [{ is: 'calling-back', voicemail: 'vm-1', dialled: true }, 'is with the customer of a message'],
    [{ is: 'recording', part: 1 }, 'is leaving a message'],
    [{ is: 'over', at: NOW - 5_000, how: 'completed' }, 'ended 0:05 ago: hung up'],
    [{ is: 'over', at: NOW, how: 'no-answer' }, 'ended 0:00 ago: did not answer'],
  ])('%o', (doing, words) => {
    expect(callInWords(callerCall({ doing }), NOW)).toBe(words);
  });
});

describe('times, entries and classes in words', () => {
  it.each([[0, '0:00'], [-5, '0:00'], [59_999, '0:59'], [60_000, '1:00'], [3_599_000, '59:59'], [3_600_000, '1:00:00']])('%d ms are %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it.each([
    [{ at: 1, kind: 'call-arrived', call: 'c' }, 'call arrived'],
    [{ at: 1, kind: 'offer-made', agent: 'amy', class: 'team:a' }, 'offer made: agent amy, class team:a'],
    [{ at: 1, kind: 'passed-over', why: ['busy'], extra: undefined }, 'passed over: why ["busy"]'],
    [{ at: 1, kind: 'long', text: 'x'.repeat(300) }, `long: text ${'x'.repeat(120)}…`],
  ])('%o', (entry, words) => {
    expect(entryInWords(entry)).toBe(words);
  });

  it.each([['team:care', 'Customer Care'], ['team:gone', 'team gone'], ['agent:amy', 'amy'], ['all(a,b)', 'all(a,b)']])('%s is %s', (name, words) => {
    expect(classInWords(name, { care: { name: 'Customer Care' } })).toBe(words);
  });
});
