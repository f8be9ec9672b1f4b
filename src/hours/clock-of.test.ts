import { describe, expect, it } from 'vitest';
import { clockOf } from './clock-of.ts';

const winter = Date.UTC(2026, 11, 1);

describe('whose clock a caller reads', () => {
  it.each<[string | undefined, string | undefined, string]>([
    ['GB', 'Europe/London', 'one zone'],
    ['DE', 'Europe/Berlin', 'two zones that show the same'],
    ['CN', 'Asia/Shanghai', 'one time by law'],
    ['US', undefined, 'several'],
    ['AU', undefined, 'several'],
    ['XX', undefined, 'a country that is none'],
    ['', undefined, 'nothing'],
    [undefined, undefined, 'a withheld number'],
  ])('in %s it is %s: %s', (country, zone, _why) => {
    expect(clockOf(country, winter)).toBe(zone);
  });
});
