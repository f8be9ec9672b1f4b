// Open or closed, remembered for the minute: a look at a time zone is dear, and every turn of every caller asks.
import { type Hours, minuteCache, type Opening } from './hours.ts';

const caches = new WeakMap<Hours, (now: number) => Opening>();

export function openNow(hours: Hours, now: number): Opening {
  const known = caches.get(hours);
  if (known) return known(now);
  const cache = minuteCache(hours);
  caches.set(hours, cache);
  return cache(now);
}
