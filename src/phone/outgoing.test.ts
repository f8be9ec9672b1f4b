import fc from 'fast-check';
import { parseDigits } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { isEmergency } from './emergency.ts';
import type { OutgoingRules, OutgoingUse } from './outgoing.ts';
import { mayDial } from './outgoing.ts';

const rules: OutgoingRules = { countries: ['US', 'CA', 'GB', 'AU', 'FR', 'DE', 'AT', 'JP'] };
const uses: OutgoingUse[] = ['callback', 'transfer', 'text', 'page', 'agent'];

describe('a customer who left a number in a served country is rung', () => {
  it.each([
    ['+14085550100'],
    ['+12025550123'],
    ['+442079460100'],
    ['+61255500100'],
    ['+61491570156'],
    ['+33199000001'],
    ['+493023125001'],
    ['+443069990100'],
    ['+448081570100'],
    ['+18885550100'],
  ])('%s', (number) => {
    for (const use of uses) expect(mayDial(number, rules, use)).toEqual({ ok: true, number });
  });

  it('at the number as the carrier writes it, however they wrote it', () => {
    expect(mayDial('+1 (408) 555-0100', rules, 'callback')).toEqual({ ok: true, number: '+14085550100' });
  });
});

describe('the country decides, not the calling code', () => {
  it.each([
    ['+18765550100', 'Jamaica'],
    ['+12425550100', 'the Bahamas'],
    ['+18095550100', 'the Dominican Republic'],
    ['+17875550100', 'Puerto Rico'],
    ['+353209100123', 'Ireland'],
    ['+80012345678', 'no country at all'],
    ['+870773111632', 'a satellite'],
  ])('%s in %s is refused', (number) => {
    expect(mayDial(number, rules, 'callback')).toEqual({ ok: false, why: 'country' });
  });

  it('and Canada can be served without the United States', () => {
    expect(mayDial('+19055550100', { countries: ['CA'] }, 'callback')).toMatchObject({ ok: true });
    expect(mayDial('+14085550100', { countries: ['CA'] }, 'callback')).toEqual({ ok: false, why: 'country' });
  });

  it('a North American toll-free number is rung where North America is served', () => {
    expect(mayDial('+18885550100', { countries: ['CA'] }, 'transfer')).toMatchObject({ ok: true });
    expect(mayDial('+18885550100', { countries: ['GB'] }, 'transfer')).toEqual({ ok: false, why: 'country' });
  });

  it('with nobody on the list nobody is rung', () => {
    expect(mayDial('+14085550100', { countries: [] }, 'callback')).toEqual({ ok: false, why: 'country' });
  });
});

describe('numbers that cost whoever dials them are refused', () => {
  it.each([
    ['+19005550100', 'premium'],
    ['+449098790100', 'premium'],
    ['+12129760100', 'premium'],
    ['+12125551212', 'premium'],
    ['+611300975707', 'shared-cost'],
    ['+15005550100', 'personal'],
    ['+447700900123', 'unknown-type'],
    ['+33639980100', 'unknown-type'],
    ['+17005550100', 'unknown-type'],
    ['+15555550100', 'unknown-type'],
  ])('%s is %s', (number, why) => {
    for (const use of uses) expect(mayDial(number, rules, use)).toEqual({ ok: false, why });
  });
});

describe('an emergency number is refused in any notation', () => {
  it.each([
    ['112'],
    ['911'],
    ['999'],
    ['000'],
    ['110'],
    ['119'],
    ['17'],
    ['9-1-1'],
    ['9 1 1'],
    ['(911)'],
    ['９１１'],
    ['٩١١'],
    ['+112'],
    ['+911'],
    ['+1911'],
    ['+1 (911)'],
    ['1-911'],
    ['9911'],
    ['9-911'],
    ['0112'],
    ['tel:911'],
    ['tel:+1911'],
    ['sip:911'],
    ['+44999'],
    ['+44 112'],
    ['+61000'],
    ['+61 106'],
    ['+33112'],
    ['+33 15'],
    ['+49112'],
    ['+49 0112'],
    ['0049112'],
    ['01144999'],
    ['+81119'],
    ['+988'],
    ['+4930112'],
    ['+49 30 110'],
    ['+494421112'],
    ['+43 1 112'],
  ])('%s', (number) => {
    for (const use of uses) expect(mayDial(number, { ...rules, samples: true }, use)).toEqual({ ok: false, why: 'emergency' });
  });

  it('while a subscriber whose number merely holds those digits is rung', () => {
    expect(isEmergency('+12025550112')).toBe(false);
    expect(isEmergency('+442079460911')).toBe(false);
    expect(isEmergency('+493023125112')).toBe(false);
    // Andorra's numbers have six digits in two threes, and no area codes to hide 112 behind.
    expect(isEmergency('+376 712 112')).toBe(false);
  });
});

describe('a short number is refused', () => {
  it.each([['411'], ['611'], ['311'], ['12345'], ['116000'], ['+1411'], ['+12345'], ['+441189'], ['+49222'], ['+1408555']])(
    '%s',
    (number) => {
      expect(mayDial(number, rules, 'callback')).toEqual({ ok: false, why: 'short' });
    },
  );
});

describe('what is not a number the carrier could dial is refused', () => {
  it.each([
    [''],
    ['anonymous'],
    ['4085550100'],
    ['14085550100'],
    ['client:ana'],
    ['sip:ana@sbc.example.com'],
    ['*67+14085550100'],
    ['+14085550100#'],
    ['+14085550100 ext 12'],
    ['+14085550100,,911'],
    ['+14085550100;ext=900'],
    ['+1408555010012'],
    ['+999123456789'],
  ])('%s', (number) => {
    expect(mayDial(number, rules, 'callback')).toEqual({ ok: false, why: 'not-a-number' });
  });
});

describe('on a laptop the numbers reserved for samples are let through', () => {
  const lab = { ...rules, samples: true };

  it.each([['+447700900123'], ['+33639980100'], ['+441632960123'], ['+14085550100']])('%s', (number) => {
    expect(mayDial(number, lab, 'callback')).toEqual({ ok: true, number });
  });

  it('but only where the country is served, and never the dear ones', () => {
    expect(mayDial('+353209100123', lab, 'callback')).toEqual({ ok: false, why: 'country' });
    expect(mayDial('+12425550100', lab, 'callback')).toEqual({ ok: false, why: 'country' });
    expect(mayDial('+449098790100', lab, 'callback')).toEqual({ ok: false, why: 'premium' });
    expect(mayDial('+17005550200', lab, 'callback')).toEqual({ ok: false, why: 'unknown-type' });
  });
});

it('whatever passes the gate is E.164, long enough and no emergency number', () => {
  const keys = fc.string({ unit: fc.constantFrom(...'+0123456789 -()'.split('')), maxLength: 18 });
  const close = fc.tuple(fc.constantFrom('+1', '+44', '+49', '+61', '+33', '+43', '+81'), fc.stringMatching(/^\d{1,11}$/)).map((p) => p.join(''));
  fc.assert(
    fc.property(fc.oneof(keys, close), fc.constantFrom(...uses), fc.boolean(), (number, use, samples) => {
      const answer = mayDial(number, { ...rules, samples }, use);
      if (!answer.ok) return;
      expect(answer.number).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(answer.number.slice(1)).toBe(parseDigits(answer.number));
      expect(isEmergency(answer.number)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
