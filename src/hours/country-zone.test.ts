import { expect, it } from 'vitest';
import { zoneIn } from './country-zone.ts';

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
