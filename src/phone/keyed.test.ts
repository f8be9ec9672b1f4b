import { expect, it } from 'vitest';
import { keyedNumber } from './keyed.ts';

it.each([
  ['4155550177', 'US', '+14155550177'],
  ['14155550177', 'US', '+14155550177'],
  ['011442079460123', 'US', '+442079460123'],
  ['442079460123', 'US', '+442079460123'],
  ['02079460123', 'GB', '+442079460123'],
  ['00442079460123', 'GB', '+442079460123'],
  ['14155550177', 'GB', '+14155550177'],
  ['14155550177', undefined, '+14155550177'],
  ['41555', 'US', undefined],
  ['', 'US', undefined],
])('%s, keyed in %s, is %s', (digits, country, number) => {
  expect(keyedNumber(digits, country)).toBe(number);
});
