// The clocks of a country: the one clock all of it goes by, or of several the one nearest to ours, since nobody says in which zone a customer is.
import { DAY_MINUTES, wallAt } from './zone.ts';

/** Countries whose law knows one time although the zone database keeps another for a part of them. */
const BY_LAW: Readonly<Record<string, string>> = { CN: 'Asia/Shanghai' };

/** Without a country, or where nothing is known of it, the clock at home. */
export function zoneIn(country: string | undefined, home: string, now: number): string {
  const own = zonesOf(country);
  if (own.length === 0 || own.includes(home)) return home;
  const apart = (zone: string): number => Math.abs(minuteIn(zone, now) - minuteIn(home, now));
  return own.reduce((best, zone) => (apart(zone) < apart(best) ? zone : best));
}

/** The clock that all of a country goes by at that moment; undefined where there are several, or nothing is known of it. */
export function clockOf(country: string | undefined, at: number): string | undefined {
  const [first, ...more] = zonesOf(country);
  return first !== undefined && more.every((zone) => sameClock(zone, first, at)) ? first : undefined;
}

/** Whether two zones show the same time at that moment: then nobody need be told whose it is. */
export const sameClock = (zone: string, other: string, at: number): boolean => minuteIn(zone, at) === minuteIn(other, at);

function minuteIn(zone: string, now: number): number {
  const { day, minute } = wallAt(zone, now);
  return day * DAY_MINUTES + minute;
}

/** Part of Intl in every Node we run on, and in no type yet: a property at first, a function in newer ones. */
interface Zoned {
  timeZones?: readonly string[];
  getTimeZones?: () => readonly string[] | undefined;
}

const known = new Map<string, readonly string[]>();

function zonesOf(country: string | undefined): readonly string[] {
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return [];
  const found = known.get(country);
  if (found) return found;
  const locale = new Intl.Locale('und', { region: country }) as Zoned;
  const zones = BY_LAW[country] === undefined ? (locale.getTimeZones?.() ?? locale.timeZones ?? []) : [BY_LAW[country]];
  known.set(country, zones);
  return zones;
}
