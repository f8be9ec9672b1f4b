// The clock of a country: of its time zones the one nearest to ours, since nobody says in which of them a customer is.
import { DAY_MINUTES, wallAt } from './zone.ts';

/** Without a country, or where nothing is known of it, the clock at home. */
export function zoneIn(country: string | undefined, home: string, now: number): string {
  const own = country === undefined ? [] : zonesOf(country);
  if (own.length === 0 || own.includes(home)) return home;
  const apart = (zone: string): number => Math.abs(minuteIn(zone, now) - minuteIn(home, now));
  return own.reduce((best, zone) => (apart(zone) < apart(best) ? zone : best));
}

function minuteIn(zone: string, now: number): number {
  const { day, minute } = wallAt(zone, now);
  return day * DAY_MINUTES + minute;
}

/** Part of Intl in every Node we run on, and in no type yet: a property at first, a function in newer ones. */
interface Zoned {
  timeZones?: readonly string[];
  getTimeZones?: () => readonly string[] | undefined;
}

function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale('und', { region: country }) as Zoned;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
