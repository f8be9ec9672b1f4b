import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parse } from 'yaml';
import { hoursSchema } from './schema.ts';

const zone = 'America/New_York';

function problemsOf(input: unknown): string[] {
  const read = hoursSchema.safeParse(input);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('hours are read as they are written in the centre file', () => {
  it('in YAML, with nothing in quotes that need not be', () => {
    const text = `
      zone: america/new_york
      week:
        mon-thu: 08:00-17:00
        fri: [08:00-12:00, 13:00-15:00]
        sat,sun: closed
      holidays:
        - { name: Christmas Day, date: 12-25 }
        - { name: Fair, date: 2026-05-04, open: 10:00-12:00 }
    `;
    const usual = [{ from: 480, to: 1_020 }];
    expect(hoursSchema.parse(parse(text))).toEqual({
      zone,
      week: [usual, usual, usual, usual, [{ from: 480, to: 720 }, { from: 780, to: 900 }], [], []],
      holidays: {
        '12-25': { name: 'Christmas Day', date: '12-25', spans: [] },
        '2026-05-04': { name: 'Fair', date: '2026-05-04', spans: [{ from: 600, to: 720 }] },
      },
    });
  });

  it.each([
    ['Monday', [0]],
    ['MON-fri', [0, 1, 2, 3, 4]],
    ['fri-mon', [4, 5, 6, 0]],
    ['mon, wed ,fri', [0, 2, 4]],
    ['mon-tue,sat-sun', [0, 1, 5, 6]],
    ['mon–fri', [0, 1, 2, 3, 4]],
  ])('days %s', (key, days) => {
    const { week } = hoursSchema.parse({ zone, week: { [key]: '08:00-17:00' } });
    expect(week.map((spans, day) => (spans.length > 0 ? day : -1)).filter((day) => day >= 0)).toEqual([...days].sort());
  });

  it.each([
    ['08:00-17:00', [[480, 1_020]]],
    ['8:00 - 17:00', [[480, 1_020]]],
    ['08:00–17:00', [[480, 1_020]]],
    ['22:00-06:00', [[1_320, 1_800]]],
    ['00:00-24:00', [[0, 1_440]]],
    ['24h', [[0, 1_440]]],
    ['closed', []],
    [['13:00-17:00', '08:00-12:00'], [[480, 720], [780, 1_020]]],
    [['00:00-08:00', '08:00-24:00'], [[0, 480], [480, 1_440]]],
    [[], []],
  ])('spans %j', (spans, read) => {
    const { week } = hoursSchema.parse({ zone, week: { mon: spans } });
    expect(week[0]?.map(({ from, to }) => [from, to])).toEqual(read);
  });

  it.each(['UTC', 'utc', 'Europe/London', 'US/Eastern', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])('zone %s', (name) => {
    expect(problemsOf({ zone: name, week: '24x7' })).toEqual([]);
  });
});

describe('a mistake in the hours is told with what was expected', () => {
  const zoneProblem = (input: string, nearest: string) =>
    `zone: expected a time zone by its IANA name, got ${JSON.stringify(input)}; did you mean ${nearest}?`;

  it.each([
    ['America/New_Yrok', 'America/New_York'],
    ['New York', 'America/New_York'],
    ['london', 'Europe/London'],
    ['Europe/Berlin ish', 'Europe/Berlin'],
    ['Asia/Tokio', 'Asia/Tokyo'],
    ['Bangalore/Kolkata', 'Asia/Kolkata'],
    ['EST', 'America/New_York'],
    ['cet', 'Europe/Berlin'],
    ['GMT', 'Europe/London'],
  ])('zone %s', (input, nearest) => {
    expect(problemsOf({ zone: input, week: '24x7' })).toEqual([zoneProblem(input, nearest)]);
  });

  it.each(['', '+05:00', 'Etc/GMT+5', 'constructor', 'x'.repeat(1_000)])('zone %s is refused too', (input) => {
    expect(problemsOf({ zone: input, week: '24x7' })).toEqual([expect.stringMatching(/^zone: expected .* did you mean \S+\?$/)]);
  });

  it.each([
    [{ week: '24/7' }, 'week: expected 24x7, or days with their spans such as mon-fri: 08:00-17:00, got "24/7"'],
    [{ week: 7 }, 'week: expected 24x7, or days with their spans such as mon-fri: 08:00-17:00'],
    [{ week: { funday: '08:00-17:00' } }, 'week: expected days such as mon, mon-fri or sat,sun, got "funday"'],
    [{ week: { 'mon-funday': '08:00-17:00' } }, 'week: expected days such as mon, mon-fri or sat,sun, got "mon-funday"'],
    [{ week: { 'mon-tue-wed': '08:00-17:00' } }, 'week: expected days such as mon, mon-fri or sat,sun, got "mon-tue-wed"'],
    [{ week: { 'mon-fri': '08:00-17:00', 'wed': 'closed' } }, 'week: wed is given twice, by mon-fri and by wed'],
    [{ week: { mon: null } }, 'week.mon: expected a span such as 08:00-17:00, a list of them, or closed'],
    [{ week: { mon: '8-17' } }, 'week.mon: expected a span such as 08:00-17:00, or 22:00-06:00 over midnight, got "8-17"'],
    [{ week: { mon: '08:00-17:60' } }, 'week.mon: expected a span such as 08:00-17:00, or 22:00-06:00 over midnight, got "08:00-17:60"'],
    [{ week: { mon: '24:00-06:00' } }, 'week.mon: expected a span such as 08:00-17:00, or 22:00-06:00 over midnight, got "24:00-06:00"'],
    [{ week: { mon: '08:00-24:01' } }, 'week.mon: expected a span such as 08:00-17:00, or 22:00-06:00 over midnight, got "08:00-24:01"'],
    [{ week: { mon: '08:00-08:00' } }, 'week.mon: "08:00-08:00" begins when it ends; for a whole day write 24h'],
    [{ week: { mon: ['08:00-12:00', '11:00-17:00'] } }, 'week.mon: 11:00-17:00 begins before 08:00-12:00 ends'],
    [{ week: { mon: ['22:00-06:00', '23:00-24:00'] } }, 'week.mon: 23:00-24:00 begins before 22:00-06:00 ends'],
    [{ week: { mon: Array(13).fill('08:00-09:00') } }, 'week.mon: expected at most 12 spans a day, got 13'],
    [{ holidays: [{ date: '12-25' }] }, 'holidays.0.name: expected the name of the holiday, which callers hear'],
    [{ holidays: [{ name: 'x', names: { english: 'y' }, date: '12-25' }] }, 'holidays.0.names.english: Invalid key in record'],
    [{ holidays: [{ name: 'x', names: { es: '' }, date: '12-25' }] }, 'holidays.0.names.es: expected the name of the holiday, which callers hear'],
    [{ holidays: [{ name: 'x', date: '02-30' }] }, 'holidays.0.date: expected a date that exists, "2026-12-25", or "12-25" for every year'],
    [{ holidays: [{ name: 'x', date: '2026-02-29' }] }, 'holidays.0.date: expected a date that exists, "2026-12-25", or "12-25" for every year'],
    [{ holidays: [{ name: 'x', date: 20261225 }] }, 'holidays.0.date: expected a date in quotes, "2026-12-25", or "12-25" for every year'],
    [{ holidays: [{ name: 'a', date: '12-25' }, { name: 'b', date: '12-25' }] }, 'holidays: 12-25 is given twice, as a and as b'],
    [
      { holidays: [{ name: 'x', date: '12-25', open: 'noon' }] },
      'holidays.0.open: expected a span such as 08:00-17:00, or 22:00-06:00 over midnight, got "noon"',
    ],
    [{ holiday: [] }, ': Unrecognized key: "holiday"'],
  ])('%j', (part, problem) => {
    expect(problemsOf({ zone, week: '24x7', ...part })).toEqual([problem]);
  });
});

it('an editor can be told what hours look like', () => {
  expect(z.toJSONSchema(hoursSchema, { io: 'input' })).toMatchObject({ type: 'object', required: ['zone', 'week'] });
});
