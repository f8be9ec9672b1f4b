import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hours } from './hours.ts';
import { CACHED_MINUTES_MAX, hoursSchema, minuteCache, openAt } from './hours.ts';

function hours(zone: string, week: unknown, holidays: unknown = []): Hours {
  return hoursSchema.parse({ zone, week, holidays });
}

const at = (time: string) => Date.parse(time);
const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

/** "until …", "opens …", "opens … (holiday)", "always" or "never", with the moment in UTC. */
function told(opening: ReturnType<typeof openAt>): string {
  if (opening.open) return opening.until === undefined ? 'always' : `until ${iso(opening.until)}`;
  const why = opening.holiday === undefined ? '' : ` (${opening.holiday.name})`;
  return (opening.opens === undefined ? 'never' : `opens ${iso(opening.opens)}`) + why;
}

describe('a caller in an ordinary week', () => {
  const office = hours('America/New_York', { 'mon-fri': ['08:00-12:00', '13:00-17:00'], sat: '09:00-12:00' });
  it.each([
    ['Monday before opening', '2026-01-12T07:59:59-05:00', 'opens 2026-01-12T13:00:00.000Z'],
    ['Monday at the stroke of eight', '2026-01-12T08:00:00-05:00', 'until 2026-01-12T17:00:00.000Z'],
    ['a second before lunch', '2026-01-12T11:59:59-05:00', 'until 2026-01-12T17:00:00.000Z'],
    ['lunch', '2026-01-12T12:00:00-05:00', 'opens 2026-01-12T18:00:00.000Z'],
    ['after lunch', '2026-01-12T13:00:00-05:00', 'until 2026-01-12T22:00:00.000Z'],
    ['Monday at the stroke of five', '2026-01-12T17:00:00-05:00', 'opens 2026-01-13T13:00:00.000Z'],
    ['Friday evening', '2026-01-16T20:00:00-05:00', 'opens 2026-01-17T14:00:00.000Z'],
    ['Saturday noon', '2026-01-17T12:00:00-05:00', 'opens 2026-01-19T13:00:00.000Z'],
    ['Sunday', '2026-01-18T10:00:00-05:00', 'opens 2026-01-19T13:00:00.000Z'],
    ['Monday here, still Sunday there', '2026-01-19T04:00:00Z', 'opens 2026-01-19T13:00:00.000Z'],
  ])('%s', (_, now, answer) => {
    expect(told(openAt(office, at(now)))).toBe(answer);
  });
});

describe('a caller in the night', () => {
  const late = hours('Asia/Tokyo', { 'mon-fri': '22:00-06:00' });
  it.each([
    ['before the shift', '2026-01-12T21:59:00+09:00', 'opens 2026-01-12T13:00:00.000Z'],
    ['before midnight', '2026-01-12T23:00:00+09:00', 'until 2026-01-12T21:00:00.000Z'],
    ['after midnight', '2026-01-13T05:59:00+09:00', 'until 2026-01-12T21:00:00.000Z'],
    ['in the morning', '2026-01-13T06:00:00+09:00', 'opens 2026-01-13T13:00:00.000Z'],
    ['early on Saturday, which is still Friday’s shift', '2026-01-17T03:00:00+09:00', 'until 2026-01-16T21:00:00.000Z'],
    ['Saturday night', '2026-01-17T23:00:00+09:00', 'opens 2026-01-19T13:00:00.000Z'],
    ['early on Monday, which nobody’s shift reaches', '2026-01-19T03:00:00+09:00', 'opens 2026-01-19T13:00:00.000Z'],
  ])('%s', (_, now, answer) => {
    expect(told(openAt(late, at(now)))).toBe(answer);
  });

  it('finds spans that touch or overlap at midnight to be one', () => {
    const joined = hours('UTC', { mon: ['08:00-12:00', '12:00-24:00'], tue: '00:00-06:00', wed: '22:00-06:00', thu: '05:00-09:00' });
    expect(told(openAt(joined, at('2026-01-12T09:00:00Z')))).toBe('until 2026-01-13T06:00:00.000Z');
    expect(told(openAt(joined, at('2026-01-14T23:00:00Z')))).toBe('until 2026-01-15T09:00:00.000Z');
  });
});

describe('a caller at a door that never closes, or never opens', () => {
  it.each([
    ['24x7', '24x7', 'always'],
    ['24 hours written out', { 'mon-sun': '24h' }, 'always'],
    ['two shifts that touch', { 'mon-sun': ['00:00-12:00', '12:00-24:00'] }, 'always'],
    ['two shifts over midnight', { 'mon-sun': ['06:00-18:00', '18:00-06:00'] }, 'always'],
    ['no day at all', {}, 'never'],
    ['every day closed', { 'mon-sun': 'closed' }, 'never'],
    ['every day an empty list', { 'mon-sun': [] }, 'never'],
  ])('%s', (_, week, answer) => {
    expect(told(openAt(hours('Europe/Paris', week), at('2026-03-29T00:30:00Z')))).toBe(answer);
  });

  it('hears the next holiday of a door that never closes otherwise', () => {
    const always = hours('UTC', '24x7', [{ name: 'Christmas Day', date: '12-25' }]);
    expect(told(openAt(always, at('2026-12-01T00:00:00Z')))).toBe('until 2026-12-25T00:00:00.000Z');
    expect(told(openAt(always, at('2026-12-25T00:00:00Z')))).toBe('opens 2026-12-26T00:00:00.000Z (Christmas Day)');
  });

  it('is not promised an opening further ahead than we look', () => {
    const far = hours('UTC', { wed: '10:00-11:00' }, Array.from({ length: 60 }, (_, week) => {
      const date = new Date(at('2026-01-07T00:00:00Z') + week * 7 * 86_400_000).toISOString().slice(0, 10);
      return { name: 'Rebuilding', date };
    }));
    expect(told(openAt(far, at('2026-01-07T09:00:00Z')))).toBe('never (Rebuilding)');
    expect(told(openAt(far, at('2026-02-05T09:00:00Z')))).toBe('opens 2027-03-03T10:00:00.000Z');
  });
});

describe('a caller on a holiday', () => {
  const office = hours('Europe/London', { 'mon-fri': '08:00-17:00', 'sat': '22:00-04:00' }, [
    { name: 'Christmas Day', date: '12-25' },
    { name: 'Christmas Eve', date: '12-24', open: '08:00-12:00' },
    { name: 'Spring Fair', date: '2026-05-04', open: ['10:00-11:00', '15:00-16:00'] },
    { name: 'New Year', date: '01-01' },
    { name: 'New Year, observed', date: '2027-01-01', open: '10:00-11:00' },
    { name: 'Leap Day', date: '02-29' },
    { name: 'Easter Sunday', date: '2026-04-05' },
    { name: 'Late Summer Day', date: '2026-08-29' },
  ]);
  it.each([
    ['hears its name', '2026-12-25T10:00:00Z', 'opens 2026-12-26T22:00:00.000Z (Christmas Day)'],
    ['hears it from midnight on', '2026-12-25T00:00:00Z', 'opens 2026-12-26T22:00:00.000Z (Christmas Day)'],
    ['does not hear it the evening before', '2025-12-23T23:59:59Z', 'opens 2025-12-24T08:00:00.000Z'],
    ['reaches somebody on half a day', '2025-12-24T11:00:00Z', 'until 2025-12-24T12:00:00.000Z'],
    ['hears the name once half a day is over', '2025-12-24T12:00:00Z', 'opens 2025-12-26T08:00:00.000Z (Christmas Eve)'],
    ['finds two spans on a day of its own', '2026-05-04T12:00:00+01:00', 'opens 2026-05-04T14:00:00.000Z (Spring Fair)'],
    ['finds the same day ordinary a year later', '2027-05-04T12:00:00+01:00', 'until 2027-05-04T16:00:00.000Z'],
    ['finds the yearly one in any year', '2031-01-01T10:30:00Z', 'opens 2031-01-02T08:00:00.000Z (New Year)'],
    ['finds a dated one before the yearly one', '2027-01-01T10:30:00Z', 'until 2027-01-01T11:00:00.000Z'],
    ['finds leap day closed when there is one', '2028-02-29T10:00:00Z', 'opens 2028-03-01T08:00:00.000Z (Leap Day)'],
    ['and the first of March open when there is none', '2027-03-01T10:00:00Z', 'until 2027-03-01T17:00:00.000Z'],
    ['finds the night before it cut at midnight', '2026-04-04T23:30:00+01:00', 'until 2026-04-04T23:00:00.000Z'],
    ['is not reached by the night shift before', '2026-04-05T01:00:00+01:00', 'opens 2026-04-06T07:00:00.000Z (Easter Sunday)'],
    ['does not find its night shift begin', '2026-08-29T22:30:00+01:00', 'opens 2026-08-31T07:00:00.000Z (Late Summer Day)'],
    ['nor go on into the next day', '2026-08-30T01:00:00+01:00', 'opens 2026-08-31T07:00:00.000Z'],
  ])('%s', (_, now, answer) => {
    expect(told(openAt(office, at(now)))).toBe(answer);
  });
});

/*
 * The nights the clock changes. New York jumps at 02:00 to 03:00 on 8 March and falls at 02:00 to 01:00 on 1 November 2026; London at 01:00 to
 * 02:00 on 29 March and 02:00 to 01:00 on 25 October; Sydney, the other way round in the year, falls on 5 April and jumps on 4 October.
 */
const NY = 'America/New_York';
const LONDON = 'Europe/London';
const SYDNEY = 'Australia/Sydney';

describe('a caller on the night the clock jumps ahead', () => {
  it.each([
    // zone, the span of that Sunday, now, answer
    ['opens on the wall clock', NY, '08:00-17:00', '2026-03-08T07:59:59-04:00', 'opens 2026-03-08T12:00:00.000Z'],
    ['closes on the wall clock', NY, '08:00-17:00', '2026-03-08T16:59:59-04:00', 'until 2026-03-08T21:00:00.000Z'],
    ['finds a span across the jump an hour shorter', NY, '01:00-04:00', '2026-03-08T01:00:00-05:00', 'until 2026-03-08T08:00:00.000Z'],
    ['finds a span begun in the gap begin with the jump', NY, '02:30-05:00', '2026-03-08T01:59:59-05:00', 'opens 2026-03-08T07:00:00.000Z'],
    ['is in that span right after the jump', NY, '02:30-05:00', '2026-03-08T03:00:00-04:00', 'until 2026-03-08T09:00:00.000Z'],
    ['finds a span that ends in the gap end with the jump', NY, '00:30-02:30', '2026-03-08T01:59:59-05:00', 'until 2026-03-08T07:00:00.000Z'],
    ['is too late for that span after the jump', NY, '00:30-02:30', '2026-03-08T03:00:00-04:00', 'opens 2026-03-15T04:30:00.000Z'],
    ['misses a span inside the gap by a week', NY, '02:15-02:45', '2026-03-08T00:00:00-05:00', 'opens 2026-03-15T06:15:00.000Z'],
    ['opens on the wall clock', LONDON, '08:00-17:00', '2026-03-29T07:59:59+01:00', 'opens 2026-03-29T07:00:00.000Z'],
    ['finds a span begun in the gap begin with the jump', LONDON, '01:30-05:00', '2026-03-29T00:59:59Z', 'opens 2026-03-29T01:00:00.000Z'],
    ['finds a span that ends in the gap end with the jump', LONDON, '00:00-01:30', '2026-03-29T00:30:00Z', 'until 2026-03-29T01:00:00.000Z'],
    ['misses a span inside the gap by a week', LONDON, '01:15-01:45', '2026-03-29T00:00:00Z', 'opens 2026-04-05T00:15:00.000Z'],
    ['finds two spans that meet in the gap to be one', LONDON, '00:00-01:15+01:45-05:00', '2026-03-29T00:30:00Z', 'until 2026-03-29T04:00:00.000Z'],
    ['opens on the wall clock', SYDNEY, '08:00-17:00', '2026-10-04T07:59:59+11:00', 'opens 2026-10-03T21:00:00.000Z'],
    ['finds a span begun in the gap begin with the jump', SYDNEY, '02:30-05:00', '2026-10-04T01:59:59+10:00', 'opens 2026-10-03T16:00:00.000Z'],
    ['finds a span that ends in the gap end with the jump', SYDNEY, '00:30-02:30', '2026-10-04T01:59:59+10:00', 'until 2026-10-03T16:00:00.000Z'],
    ['finds a gap of half an hour', 'Australia/Lord_Howe', '02:15-05:00', '2026-10-04T01:59:59+10:30', 'opens 2026-10-03T15:30:00.000Z'],
  ])('%s (%s, %s)', (_, zone, spans, now, answer) => {
    expect(told(openAt(hours(zone, { sun: spans.split('+') }), at(now)))).toBe(answer);
  });

  it('finds the day begin at one where midnight itself is skipped', () => {
    const cairo = hours('Africa/Cairo', { fri: '00:00-06:00' });
    expect(told(openAt(cairo, at('2026-04-23T21:59:59Z')))).toBe('opens 2026-04-23T22:00:00.000Z');
    expect(told(openAt(cairo, at('2026-04-23T22:00:00Z')))).toBe('until 2026-04-24T03:00:00.000Z');
  });

  it('finds no Friday where a whole day was skipped', () => {
    const apia = hours('Pacific/Apia', { fri: '08:00-17:00' });
    expect(told(openAt(apia, at('2011-12-30T09:00:00Z')))).toBe('opens 2012-01-05T18:00:00.000Z');
  });
});

describe('a caller on the night the clock falls back', () => {
  it.each([
    ['opens on the wall clock', NY, '08:00-17:00', '2026-11-01T07:59:59-05:00', 'opens 2026-11-01T13:00:00.000Z'],
    ['closes on the wall clock', NY, '08:00-17:00', '2026-11-01T16:59:59-05:00', 'until 2026-11-01T22:00:00.000Z'],
    ['finds a span across it an hour longer', NY, '00:00-04:00', '2026-11-01T00:00:00-04:00', 'until 2026-11-01T09:00:00.000Z'],
    ['finds a span begin the first time its hour comes', NY, '01:30-05:00', '2026-11-01T01:29:59-04:00', 'opens 2026-11-01T05:30:00.000Z'],
    ['is not turned away when that hour comes again', NY, '01:30-05:00', '2026-11-01T01:10:00-05:00', 'until 2026-11-01T10:00:00.000Z'],
    ['finds a span end the last time its hour comes', NY, '00:00-01:30', '2026-11-01T01:40:00-04:00', 'until 2026-11-01T06:30:00.000Z'],
    ['is too late for it after that', NY, '00:00-01:30', '2026-11-01T01:30:00-05:00', 'opens 2026-11-08T05:00:00.000Z'],
    ['finds a span that ends where the hour begins end the first time', NY, '00:00-01:00', '2026-11-01T00:59:00-04:00', 'until 2026-11-01T05:00:00.000Z'],
    ['finds a span that ends with the hour end the last time', NY, '00:00-02:00', '2026-11-01T01:59:00-04:00', 'until 2026-11-01T07:00:00.000Z'],
    ['finds a span inside the hour cover both', NY, '01:15-01:45', '2026-11-01T01:50:00-04:00', 'until 2026-11-01T06:45:00.000Z'],
    ['finds two spans inside the hour to be one', NY, '01:00-01:20+01:40-02:30', '2026-11-01T01:30:00-04:00', 'until 2026-11-01T07:30:00.000Z'],
    ['opens on the wall clock', LONDON, '08:00-17:00', '2026-10-25T07:59:59Z', 'opens 2026-10-25T08:00:00.000Z'],
    ['finds a span begin the first time its hour comes', LONDON, '01:30-05:00', '2026-10-25T00:29:59Z', 'opens 2026-10-25T00:30:00.000Z'],
    ['finds a span end the last time its hour comes', LONDON, '00:00-01:30', '2026-10-25T00:45:00Z', 'until 2026-10-25T01:30:00.000Z'],
    ['opens on the wall clock', SYDNEY, '08:00-17:00', '2026-04-05T07:59:59+10:00', 'opens 2026-04-04T22:00:00.000Z'],
    ['finds a span begin the first time its hour comes', SYDNEY, '02:30-05:00', '2026-04-05T02:29:59+11:00', 'opens 2026-04-04T15:30:00.000Z'],
    ['finds a span end the last time its hour comes', SYDNEY, '00:00-02:30', '2026-04-05T02:45:00+11:00', 'until 2026-04-04T16:30:00.000Z'],
    ['finds half an hour come twice', 'Australia/Lord_Howe', '01:45-05:00', '2026-04-05T01:44:59+11:00', 'opens 2026-04-04T14:45:00.000Z'],
  ])('%s (%s, %s)', (_, zone, spans, now, answer) => {
    expect(told(openAt(hours(zone, { sun: spans.split('+') }), at(now)))).toBe(answer);
  });

  it('finds Saturday’s night shift end on Sunday’s wall clock', () => {
    const late = hours(NY, { sat: '22:00-06:00' });
    expect(told(openAt(late, at('2026-10-31T23:00:00-04:00')))).toBe('until 2026-11-01T11:00:00.000Z');
    expect(told(openAt(late, at('2026-03-07T23:00:00-05:00')))).toBe('until 2026-03-08T10:00:00.000Z');
  });
});

describe('whatever the week', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 60 }))
    .map(([quarter, length]): [number, number] => [quarter * 15, quarter * 15 + length * 15]);
  const time = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const anyWeek = fc.array(fc.option(span), { minLength: 7, maxLength: 7 });
  const zone = fc.constantFrom(NY, LONDON, SYDNEY, 'Asia/Tokyo', 'Asia/Kolkata', 'America/St_Johns', 'Africa/Cairo', 'UTC');
  const quarters = { min: at('2026-01-01T00:00:00Z') / 900_000, max: at('2027-01-01T00:00:00Z') / 900_000 };
  const changes = ['2026-03-08T06:00Z', '2026-11-01T05:00Z', '2026-03-29T00:00Z', '2026-10-25T00:00Z', '2026-04-04T15:00Z', '2026-10-03T15:00Z'];
  const nearChange = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -24, max: 24 })).map(([time, off]) => at(time) + off * 900_000);
  const moment = fc.oneof(fc.integer(quarters).map((quarter) => quarter * 900_000), nearChange);

  /** Reads the wall in another way than the code does, and asks each span whether it holds that time. */
  function sign(zoneName: string, week: ([number, number] | null)[], now: number): boolean {
    const digits = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const wall = new Intl.DateTimeFormat('en-US', { timeZone: zoneName, weekday: 'short', ...digits });
    const found = new Map<string, string>(wall.formatToParts(now).map(({ type, value }) => [type, value]));
    const day = names.indexOf((found.get('weekday') ?? '').toLowerCase());
    const minute = Number(found.get('hour')) * 60 + Number(found.get('minute'));
    const holds = (index: number, at: number) => {
      const range = week[index];
      return range ? range[0] <= at && at < range[1] : false;
    };
    return holds(day, minute) || holds((day + 6) % 7, minute + 1_440);
  }

  it('nobody whose clock says open is told that we are closed, and the moments named are those of the change', () => {
    fc.assert(
      fc.property(zone, anyWeek, moment, (zoneName, week, now) => {
        const written = Object.fromEntries(week.map((range, day) => [names[day] ?? '', range ? `${time(range[0])}-${time(range[1])}` : 'closed']));
        const door = hours(zoneName, written);
        const opening = openAt(door, now);
        if (sign(zoneName, week, now)) expect(opening.open).toBe(true);
        const change = opening.open ? opening.until : opening.opens;
        if (change === undefined) return;
        expect(change).toBeGreaterThan(now);
        expect(openAt(door, change).open).toBe(!opening.open);
        expect(openAt(door, change - 1).open).toBe(opening.open);
        // Open beyond the sign is only ever the hour that came twice: the sign says open less than an hour before, or after.
        if (!opening.open || sign(zoneName, week, now)) return;
        const near = [-4, -3, -2, -1, 1, 2, 3, 4].map((quarter) => sign(zoneName, week, now + quarter * 900_000));
        expect(near).toContain(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the answer of a minute', () => {
  const office = hours('Europe/London', { 'mon-fri': '08:00-17:00' });

  it('is looked up once, and is the same as asking', () => {
    const cached = minuteCache(office);
    const first = cached(at('2026-01-12T08:00:00.000Z'));
    expect(cached(at('2026-01-12T08:00:59.999Z'))).toBe(first);
    expect(first).toEqual(openAt(office, at('2026-01-12T08:00:30Z')));
    expect(cached(at('2026-01-12T07:59:59.999Z'))).toEqual({ open: false, opens: at('2026-01-12T08:00:00Z') });
  });

  it('makes room for others after a while', () => {
    const cached = minuteCache(office);
    const first = cached(0);
    for (let minute = 1; minute < CACHED_MINUTES_MAX; minute++) cached(minute * 60_000);
    expect(cached(0)).toBe(first);
    cached(CACHED_MINUTES_MAX * 60_000);
    expect(cached(0)).not.toBe(first);
    expect(cached(0)).toEqual(first);
  });
});

it('hours are plain data and answer the same after being kept', () => {
  const office = hours('Europe/London', { 'mon-fri': '08:00-17:00' }, [{ name: 'Christmas Day', date: '12-25' }]);
  expect(JSON.parse(JSON.stringify(office))).toEqual(office);
});
