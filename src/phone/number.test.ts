import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHONE_INPUT_MAX, readPhone } from './number.ts';

describe('a number is read however a person writes it', () => {
  it.each([
    // written, whose country, number, country, kind
    ['+14085550100', undefined, '+14085550100', 'US', 'fixed-or-mobile'],
    ['+1 (408) 555-0100', undefined, '+14085550100', 'US', 'fixed-or-mobile'],
    ['(408) 555-0100', 'US', '+14085550100', 'US', 'fixed-or-mobile'],
    ['tel:+1-408-555-0100', undefined, '+14085550100', 'US', 'fixed-or-mobile'],
    ['  +1.408.555.0100 ', undefined, '+14085550100', 'US', 'fixed-or-mobile'],
    ['+１４０８５５５０１００', undefined, '+14085550100', 'US', 'fixed-or-mobile'],
    ['011 44 20 7946 0100', 'US', '+442079460100', 'GB', 'fixed'],
    ['+44 (0)20 7946 0100', undefined, '+442079460100', 'GB', 'fixed'],
    ['020 7946 0100', 'GB', '+442079460100', 'GB', 'fixed'],
    ['+61 2 5550 0100', undefined, '+61255500100', 'AU', 'fixed'],
    ['0491 570 156', 'AU', '+61491570156', 'AU', 'mobile'],
    ['+33 1 99 00 00 01', undefined, '+33199000001', 'FR', 'fixed'],
    ['+49 30 23125 001', undefined, '+493023125001', 'DE', 'fixed'],
  ])('%s (%s) is %s', (written, from, number, country, kind) => {
    expect(readPhone(written, from)).toEqual({ ok: true, number, country, kind });
  });
});

describe('the country is the one the number belongs to, not its calling code', () => {
  it.each([
    ['+19055550100', 'CA'],
    ['+18765550100', 'JM'],
    ['+12425550100', 'BS'],
    ['+17875550100', 'PR'],
    ['+18095550100', 'DO'],
  ])('%s belongs to %s', (number, country) => {
    expect(readPhone(number)).toMatchObject({ ok: true, country });
  });
});

describe('a number that belongs to no single country has none', () => {
  it.each([
    ['+18885550100', 'toll-free', 'one toll-free pool serves all of North America'],
    ['+80012345678', 'toll-free', 'international freephone'],
    ['+870773111632', 'mobile', 'a satellite'],
  ])('%s is %s: %s', (number, kind) => {
    expect(readPhone(number)).toEqual({ ok: true, number, kind });
  });

  it('while a national toll-free number keeps its country', () => {
    expect(readPhone('+44 808 157 0100')).toMatchObject({ country: 'GB', kind: 'toll-free' });
  });
});

describe('the kind of a number is told apart where money is at stake', () => {
  it.each([
    ['+19005550100', 'premium'],
    ['+449098790100', 'premium'],
    ['+15005550100', 'personal'],
    ['+611300975707', 'shared-cost'],
    ['+443069990100', 'uan'],
    ['+447700900123', 'unknown'],
    ['+33639980100', 'unknown'],
    ['+15555550100', 'unknown'],
  ])('%s is %s', (number, kind) => {
    expect(readPhone(number)).toMatchObject({ ok: true, number, kind });
  });
});

describe('what follows the number is kept apart from it', () => {
  it.each([
    ['+1 408 555 0100 ext 12', '12'],
    ['+1 408 555 0100;ext=12', '12'],
    ['+14085550100,,911', '911'],
  ])('%s has extension %s', (written, extension) => {
    expect(readPhone(written)).toMatchObject({ ok: true, number: '+14085550100', extension });
  });
});

describe('what is not a number is refused with the reason', () => {
  it.each([
    ['', undefined, 'not-a-number'],
    ['anonymous', undefined, 'not-a-number'],
    ['4085550100', undefined, 'not-a-number'],
    ['4085550100', 'Atlantis', 'not-a-number'],
    ['call +14085550100 now', undefined, 'not-a-number'],
    ['+1*4085550100', undefined, 'not-a-number'],
    ['++14085550100', undefined, 'not-a-number'],
    ['+999123456', undefined, 'not-a-number'],
    ['+14085550100; drop', undefined, 'not-a-number'],
    ['+'.padEnd(PHONE_INPUT_MAX + 1, '1'), undefined, 'not-a-number'],
    ['+1408555', undefined, 'too-short'],
    ['+911', undefined, 'too-short'],
    ['911', 'US', 'too-short'],
    ['+1408555010012', undefined, 'too-long'],
    ['+4412345678901234', undefined, 'too-long'],
  ])('%s (%s) is %s', (written, from, why) => {
    expect(readPhone(written, from)).toEqual({ ok: false, why });
  });

  it('a length between two possible ones is not possible', () => {
    expect(readPhone('+8001234567890')).toMatchObject({ ok: false });
    expect(readPhone('+35312345')).toMatchObject({ ok: false });
  });

  it('never throws, and what it reads it reads again the same', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'+0123456789 ()-.,;xt*#'.split('')), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), keys, keys.map((text) => `+${text}`)), (text) => {
        const read = readPhone(text);
        if (!read.ok) return;
        expect(read.number).toMatch(/^\+[1-9]\d{4,16}$/);
        expect(readPhone(read.number)).toMatchObject({ ok: true, number: read.number, kind: read.kind });
      }),
    );
  });
});
