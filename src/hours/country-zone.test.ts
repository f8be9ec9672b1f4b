import { describe, expect, it } from 'vitest';
import { clockOf, zoneIn } from './country-zone.ts';

const now = Date.UTC(2026, 9, 20, 17);

it.each([
  ['US', 'America/Los_Angeles', 'America/Los_Angeles', 'home is one of the country’s own'],
  ['JM', 'America/Los_Angeles', 'America/Jamaica', 'the country has one clock'],
  ['AU', 'Europe/London', 'Australia/Perth', 'of many clocks the nearest to home'],
  ['IN', 'Australia/Sydney', 'Asia/Calcutta', 'hours apart'],
  [undefined, 'Europe/London', 'Europe/London', 'nobody knows the country'],
  ['ZZ', 'Europe/London', 'Europe/London', 'there is no such country'],
])('a customer in %s, served from %s, goes by %s: %s', (country, home, zone, _why) => {
  expect(zoneIn(country, home, now)).toBe(zone);
});

const winter = Date.UTC(2026, 11, 1);

describe('the one clock of a country', () => {
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
