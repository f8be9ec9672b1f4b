import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpokenDigits } from './spoken.ts';

const number = '200608110120';

describe('a caller says the case number in English', () => {
  it.each([
    ['two zero zero six zero eight one one zero one two zero', number],
    ['Two zero zero six, zero eight one one, zero one two zero.', number],
    ['two oh oh six oh eight one one oh one two oh', number],
    ['two double zero six zero eight double one zero one two zero', number],
    ['two double-oh six, oh eight double one, oh one two oh', number],
    ['twenty oh six oh eight eleven oh one twenty', number],
    ['two thousand six oh eight eleven oh one twenty', number],
    ['two thousand and six, zero eight eleven, zero one twenty', number],
    ["it's two zero zero six dash zero eight one one dash zero one two zero", number],
    ['my case number is 2006 0811 0120', number],
    ['2006-0811-0120', number],
    ['2006 oh eight eleven 0 1 20', number],
    ['twenty twenty six oh three ten oh oh oh one', '202603100001'],
    ['two thousand twenty-six zero three ten triple zero one', '202603100001'],
    ['treble five', '555'],
    ['double 7', '77'],
    ['one hundred twenty', '120'],
    ['twelve hundred', '1200'],
    ['to for ate won', '2481'],
    ['nought naught nil o', '0000'],
    ['six twenty', '620'],
    ['twenty zero', '200'],
    ['ten six', '106'],
    ['two six thousand', '26000'],
  ])('%s', (said, digits) => {
    expect(readSpokenDigits(said, 'en-US')).toBe(digits);
  });
});

describe('a caller says the case number in Spanish', () => {
  it.each([
    ['dos cero cero seis cero ocho uno uno cero uno dos cero', number],
    ['dos mil seis, cero ocho once, cero uno veinte', number],
    ['dos mil seis cero ochocientos once cero ciento veinte', number],
    ['dos doble cero seis cero ocho doble uno cero uno dos cero', number],
    ['dos mil veintiséis, cero tres diez, cero cero cero uno', '202603100001'],
    ['dos mil veintiseis guion cero tres diez guion triple cero uno', '202603100001'],
    ['el número de mi caso es 2006 0811 0120', number],
    ['treinta y uno', '31'],
    ['dieciséis', '16'],
    ['mil uno', '1001'],
    ['cien', '100'],
    ['ciento uno', '101'],
    ['mil novecientos noventa y nueve', '1999'],
  ])('%s', (said, digits) => {
    expect(readSpokenDigits(said, 'es-MX')).toBe(digits);
  });
});

describe('a caller who said something else is asked again', () => {
  it.each([
    ['', 'en'],
    ['   ', 'en'],
    ['my case number is', 'en'],
    ['two zero banana six', 'en'],
    ['I lost the paper', 'en'],
    ['double', 'en'],
    ['two double', 'en'],
    ['double eleven', 'en'],
    ['double double two', 'en'],
    ['double thousand', 'en'],
    ['zero hundred', 'en'],
    ['two thousand thousand', 'en'],
    ['constructor', 'en'],
    ['cero ocho', 'en'],
    ['zero eight', 'es'],
    ['zwei null', 'de'],
    ['one '.repeat(61), 'en'],
    ['1'.repeat(601), 'en'],
  ])('%s (%s)', (said, language) => {
    expect(readSpokenDigits(said, language)).toBeUndefined();
  });

  it('but digits are digits in every language', () => {
    expect(readSpokenDigits('2006 0811 0120', 'ja')).toBe(number);
    expect(readSpokenDigits('２００６ ０８１１ ０１２０', 'ja-JP')).toBe(number);
  });
});

it('digits said one by one come back as they were said', () => {
  const tables: [string, string[]][] = [
    ['en-GB', ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']],
    ['es', ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve']],
  ];
  fc.assert(fc.property(fc.constantFrom(...tables), fc.stringMatching(/^\d{1,14}$/), ([language, words], digits) => {
    expect(readSpokenDigits([...digits].map((digit) => words[Number(digit)]).join(' '), language)).toBe(digits);
  }));
});
