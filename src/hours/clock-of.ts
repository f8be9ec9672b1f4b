// Whose clock a time is told by: a caller's own, where all of their country goes by one.
import { wallAt } from './zone.ts';

/** Countries whose law knows one time although the zone database keeps another for a part of them. */
const BY_LAW: Readonly<Record<string, string>> = { CN: 'Asia/Shanghai' };

/** The runtime's list; newer ones have it as a function. */
interface CountryLocale {
  timeZones?: readonly string[];
  getTimeZones?: () => readonly string[] | undefined;
}

const known = new Map<string, readonly string[]>();

function zonesOf(country: string): readonly string[] {
  const found = known.get(country);
  if (found) return found;
  const locale = new Intl.Locale(`und-${country}`) as unknown as CountryLocale;
  const zones = BY_LAW[country] === undefined ? (locale.getTimeZones?.() ?? locale.timeZones ?? []) : [BY_LAW[country]];
  known.set(country, zones);
  return zones;
}

/** The zone of a country at that moment, where every wall clock in it shows the same; of several such zones, the first. */
export function clockOf(country: string | undefined, at: number): string | undefined {
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return undefined;
  const [first, ...more] = zonesOf(country);
  if (first === undefined) return undefined;
  return more.every((zone) => sameClock(zone, first, at)) ? first : undefined;
}

/** Whether two zones show the same time at that moment: then nobody need be told whose it is. */
export function sameClock(zone: string, other: string, at: number): boolean {
  const [one, two] = [wallAt(zone, at), wallAt(other, at)];
  return one.day === two.day && one.minute === two.minute;
}
