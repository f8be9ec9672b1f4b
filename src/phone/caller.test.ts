import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCaller } from './caller.ts';

describe('a caller who shows a number', () => {
  it.each([
    ['+14085550100', '+14085550100', 'US', false],
    ['+44 20 7946 0100', '+442079460100', 'GB', false],
    ['+442079460100', '+442079460100', 'GB', false],
    ['00442079460100', '+442079460100', 'GB', false],
    ['tel:+61255500100', '+61255500100', 'AU', false],
    ['+18765550100', '+18765550100', 'JM', false],
    ['+448081570100', '+448081570100', 'GB', true],
  ])('%s is called %s in %s', (from, number, country, tollFree) => {
    expect(readCaller(from)).toEqual({ kind: 'number', number, country, tollFree });
  });

  it('from a North American toll-free number is in no known country', () => {
    expect(readCaller('+18885550100')).toEqual({ kind: 'number', number: '+18885550100', tollFree: true });
  });
});

describe('a caller who hides the number', () => {
  it.each([
    ['', 'nothing at all'],
    ['   ', 'blanks'],
    ['anonymous', 'the word'],
    ['Anonymous', 'the word, capitalised'],
    ['"Anonymous"', 'the word, quoted'],
    ['RESTRICTED', ''],
    ['unavailable', ''],
    ['unknown', ''],
    ['blocked', ''],
    ['Private', ''],
    ['+266696687', 'ANONYMOUS on the keypad'],
    ['266696687', 'the same without a plus'],
    ['+7378742833', 'RESTRICTED on the keypad'],
    ['+17378742833', 'RESTRICTED with a North American 1'],
    ['+86282452253', 'UNAVAILABLE on the keypad'],
    ['+8656696', 'UNKNOWN on the keypad'],
    ['+2562533', 'BLOCKED on the keypad'],
    ['sip:anonymous@anonymous.invalid', 'a SIP caller asking for privacy'],
    ['sip:x7@anonymous.invalid', 'the same, with a made-up user'],
    ['sip:Anonymous@sbc.example.com', 'the word as SIP user'],
    ['sip:', 'an empty address'],
    ['client:', 'an empty name'],
    ['+1', 'a scrap'],
    ['4085550100', 'a number of we do not know which country'],
    ['what?', 'nonsense'],
    ['+'.padEnd(5000, '1'), 'an attack'],
  ])('%s (%s)', (from) => {
    expect(readCaller(from)).toEqual({ kind: 'withheld' });
  });
});

describe('a caller without a telephone', () => {
  it.each([
    ['client:ana', { kind: 'client', name: 'ana' }],
    ['client:agent:7', { kind: 'client', name: 'agent:7' }],
    ['sip:ana@sbc.example.com', { kind: 'sip', address: 'sip:ana@sbc.example.com' }],
    ['sip:+14085550100@sbc.example.com;transport=tls', { kind: 'sip', address: 'sip:+14085550100@sbc.example.com;transport=tls' }],
    ['SIPS:ana@sbc.example.com', { kind: 'sip', address: 'SIPS:ana@sbc.example.com' }],
  ])('%s', (from, caller) => {
    expect(readCaller(from)).toEqual(caller);
  });
});

it('any From at all gives a caller', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((s) => `sip:${s}`), fc.string().map((s) => `client:${s}`)), (from) => {
    expect(['number', 'withheld', 'sip', 'client']).toContain(readCaller(from).kind);
  }));
});
