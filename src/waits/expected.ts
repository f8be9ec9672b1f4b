// What a forecast has for one caller: a band, or that nobody can say.
import type { Key } from '../numbers/visits.ts';
import { later, type Band } from './band.ts';
import type { Forecast } from './forecast.ts';
import { kindOf, readKind } from './snapshot.ts';

export type Expected = { is: 'unknown' } | { is: 'band'; band: Band; ageMs: number };

/** A floor changes within a minute; an older forecast is nobody's any more. */
export const STALE_MS = 60_000;

/** Where nobody comes in most futures, nobody is there: whoever signs in is not foreseen, so there is nothing to tell. */
const told = (band: Band | undefined): Band | undefined => (band && band.fromMs < Infinity ? band : undefined);

/** Their own band, less the time since; who came after the floor was looked at has that of their kind. */
export function expectedIn(forecast: Forecast | undefined, { wait = '', key }: { wait?: string | undefined; key?: Key | undefined }, now: number): Expected {
  if (!forecast || now - forecast.at > STALE_MS) return { is: 'unknown' };
  const ageMs = Math.max(0, now - forecast.at);
  const [own, ofKind] = [told(forecast.bands[wait]), told(key && forecast.bands[kindOf(key)])];
  if (own) return { is: 'band', band: later(own, ageMs), ageMs };
  return ofKind ? { is: 'band', band: ofKind, ageMs } : { is: 'unknown' };
}

/** What somebody of each kind would have to wait who came now. */
export function expectedByKind(forecast: Forecast | undefined, now: number): (Key & { band: Band })[] {
  if (!forecast || now - forecast.at > STALE_MS) return [];
  return Object.entries(forecast.bands).flatMap(([name, band]) => {
    const key = told(band) && readKind(name);
    return key ? [{ ...key, band }] : [];
  });
}
