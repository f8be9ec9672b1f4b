import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForm } from './form.ts';

describe('a form', () => {
  it.each([
    ['an empty field', 'Digits=&From=x', { Digits: '', From: 'x' }],
    ['a plus and percents', 'City=SAN+FRANCISCO&From=%2B14155550123', { City: 'SAN FRANCISCO', From: '+14155550123' }],
    ['letters beyond English', 'Name=Jos%C3%A9', { Name: 'José' }],
    ['an equals sign in a value', 'a=b=c', { a: 'b=c' }],
    ['a field without a value', 'a&b=1', { a: '', b: '1' }],
    ['a percent that encodes nothing', 'a=100%&b=%zz', { a: '100%', b: '%zz' }],
    ['nothing at all', '', {}],
  ])('reads %s', (_, body, fields) => {
    const form = readForm(body);
    for (const [name, value] of Object.entries(fields)) expect([name, form.get(name)]).toEqual([name, value]);
    expect(form.get('missing')).toBeNull();
    expect(form.has('missing')).toBe(false);
  });

  it('reads as URLSearchParams does, whatever is posted', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '=', '&', '%', '+', '2', 'B', 'é', '\u0000', ' ', ';') }), (body) => {
      const form = readForm(body);
      const usual = new URLSearchParams(body);
      for (const name of new Set(usual.keys())) expect(form.get(name)).toBe(usual.get(name));
      const names = [...new Set(usual.keys())].sort();
      expect(form.signed()).toBe(names.map((name) => [...new Set(usual.getAll(name))].sort().map((value) => name + value).join('')).join(''));
    }), { numRuns: 2_000 });
  });
});
