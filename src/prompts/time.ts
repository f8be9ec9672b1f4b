// Times and days as they are spoken: the hour in a zone, and today, tomorrow or a weekday.
import { idiomOf } from './idiom.ts';

/** More zones than centres have regions; beyond it a formatter is made each time. */
const zonesMax = 64;

/** `9 AM`, `9:30 AM`, `14 Uhr 30`. Languages that would say a bare number for the full hour get its minutes. */
export function timeIn(tag: string): (at: number, zone: string) => string {
  const { hour: told } = idiomOf(tag);
  if (told) {
    const wall = perZone((timeZone) => new Intl.DateTimeFormat('en', { hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone }));
    return (at, zone) => {
      const parts = wall(zone).formatToParts(at);
      return told(numberOf('hour', parts), numberOf('minute', parts));
    };
  }
  const full = perZone((timeZone) => new Intl.DateTimeFormat(tag, { hour: 'numeric', timeZone }));
  const exact = perZone((timeZone) => new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone }));
  return (at, zone) => {
    const parts = exact(zone).formatToParts(at);
    // Some zones lie half an hour off, so the full hour is the one on the wall there.
    const onTheHour = parts.find(({ type }) => type === 'minute')?.value === '00' ? plainBlanks(full(zone).format(at)).replace(/^0(?=\d)/, '') : '';
    return /\D/.test(onTheHour) ? onTheHour : plainBlanks(parts.map(({ value }) => value).join(''));
  };
}

/** Any moment of these years: zones had other names before. */
const NOWADAYS = Date.UTC(2026, 6, 1);

/** `Pacific Time`, `hora del Pacífico`: whose time it is, summer and winter alike. */
export function zoneIn(tag: string): (zone: string) => string {
  const named = perZone((timeZone) => new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'longGeneric' }));
  const { zone: told = (text: string) => text } = idiomOf(tag);
  return (zone) => told(plainBlanks(named(zone).formatToParts(NOWADAYS).find(({ type }) => type === 'timeZoneName')?.value ?? zone));
}

export interface Day {
  text: string;
  /** How a message chooses its words: `on Monday`, but not `on tomorrow`. */
  is: 'today' | 'tomorrow' | 'weekday' | 'date';
}

/** Without `now`, or within a week, the weekday; farther away the date as well. */
export function dayIn(tag: string): (at: number, zone: string, now: number | undefined) => Day {
  const weekday = perZone((timeZone) => new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone }));
  const date = perZone((timeZone) => new Intl.DateTimeFormat(tag, { weekday: 'long', month: 'long', day: 'numeric', timeZone }));
  const count = perZone((timeZone) => new Intl.DateTimeFormat('en', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone }));
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const { first, date: between } = idiomOf(tag);
  const dated = (part: Intl.DateTimeFormatPart, index: number): string =>
    (part.type === 'day' && part.value === '1' && first) || (part.type === 'literal' && index === 1 && between) || part.value;
  return (at, zone, now) => {
    const ahead = now === undefined ? undefined : dayNumber(count(zone), at) - dayNumber(count(zone), now);
    if (ahead === 0 || ahead === 1) return { is: ahead === 0 ? 'today' : 'tomorrow', text: relative.format(ahead, 'day') };
    if (ahead === undefined || (ahead > 1 && ahead < 7)) return { is: 'weekday', text: plainBlanks(weekday(zone).format(at)) };
    return { is: 'date', text: plainBlanks(date(zone).formatToParts(at).map(dated).join('')) };
  };
}

const dayMs = 24 * 3_600_000;

/** Days since 1970 on the wall calendar of the formatter's zone. */
function dayNumber(calendar: Intl.DateTimeFormat, at: number): number {
  const parts = calendar.formatToParts(at);
  return Math.round(Date.UTC(numberOf('year', parts), numberOf('month', parts) - 1, numberOf('day', parts)) / dayMs);
}

const numberOf = (type: string, parts: readonly Intl.DateTimeFormatPart[]) => Number(parts.find((each) => each.type === type)?.value);

/** Making a formatter costs a thousand times what using it does. */
function perZone(make: (zone: string) => Intl.DateTimeFormat): (zone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (zone) => {
    const known = made.get(zone);
    if (known) return known;
    const formatter = make(zone);
    if (made.size < zonesMax) made.set(zone, formatter);
    return formatter;
  };
}

/** Intl puts thin and fixed blanks between numbers and words, which some voices stumble over. */
const plainBlanks = (text: string): string => text.replace(/\p{Z}/gu, ' ');
