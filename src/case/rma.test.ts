import { describe, expect, it } from 'vitest';
import { formatRma, readRma } from './rma.ts';

describe('a customer asks for an RMA', () => {
  it.each([
    ['R12345', { number: 'R12345' }, 'R12345'],
    ['r12345', { number: 'R12345' }, 'R12345'],
    ['R 12345', { number: 'R12345' }, 'R12345'],
    ['R00001', { number: 'R00001' }, 'R00001'],
    ['R12345-1', { number: 'R12345', item: 1 }, 'R12345-1'],
    ['r12345 – 12', { number: 'R12345', item: 12 }, 'R12345-12'],
    [' R12345-999 ', { number: 'R12345', item: 999 }, 'R12345-999'],
  ])('%s', (input, rma, written) => {
    expect(readRma(input)).toEqual(rma);
    expect(formatRma(rma)).toBe(written);
  });

  it.each([
    ...['', 'R', '12345', 'R1234', 'R123456', 'S12345', 'R1234a', '200608110120'],
    ...['R12345-', 'R12345-0', 'R12345-01', 'R12345-1000', 'R12345-1-1'],
  ])('%s is none', (input) => {
    expect(readRma(input)).toBeUndefined();
  });
});
