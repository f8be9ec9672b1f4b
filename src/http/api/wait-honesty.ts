// GET /reports/wait-honesty: what callers were told of how long it would be, held against how long it was.
import { z } from 'zod';
import { honestyReport, type Honesty, type HonestyReport } from '../../numbers/honesty.ts';
import { passes } from '../../numbers/intervals.ts';
import { historyOf } from '../../reception/history.ts';
import { BAND } from '../../waits/band.ts';
import { given, nothingAsked, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { askedTime, filterIn, filterQuery, timeQuery } from './report-query.ts';
import { inSeconds, tableOf } from './report-view.ts';
import { watchers } from './rights.ts';
import type { Answer, Route } from './route.ts';
import { ok, route } from './route.ts';

/** By day and by priority there may be few who were told. */
const DAYS_MAX = 31;

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const figures = {
  told: count.meta({ description: 'Visits in which a band was said. The first one said counts.' }),
  sooner: count.meta({ description: 'Answered before the band began.' }),
  within: count,
  later: count.meta({ description: 'Answered after the band ended, or gone or still waiting by then.' }),
  left: count.meta({ description: 'Left before it could be seen; they count in no share.' }),
  waiting: count.meta({ description: 'Wait still, and it cannot be seen yet.' }),
  coverage: share.optional().meta({ description: 'The share whose wait fell in the band. Absent: of nobody can it be seen.' }),
  notLater: share.optional().meta({ description: 'The share who waited no longer than the end of the band.' }),
  medianErrorSeconds: z.number().optional().meta({ description: "The wait less the band's middle, of those answered; above nothing it took longer." }),
  medianOffSeconds: z.number().optional().meta({ description: 'The same, however it was off.' }),
};
const honestySchema = z
  .strictObject({
    from: time, to: time,
    exact: z.strictObject({ coverage: share, notLater: share }).meta({ description: 'What the shares would be if futures were drawn from what came and no minute was rounded.' }),
    items: z.array(z.strictObject({ priority: z.string(), ...figures })),
    byAge: z.array(z.strictObject({ age: z.string(), ...figures })).meta({ description: 'By how old the forecast was when it was said.' }),
    total: z.strictObject(figures),
  })
  .meta({ title: 'Honesty of waits told' });

const query = z.strictObject({ ...timeQuery, ...filterQuery });
type Query = z.output<typeof query>;
type Parts = Pick<ApiParts, 'store' | 'centre' | 'clock'>;

export function waitHonestyRoutes(parts: Parts): Route[] {
  return [
    route({
      method: 'get', path: '/reports/wait-honesty', summary: 'What callers were told of how long it would be, and how long it was', roles: watchers,
      params: nothingAsked, query, outcomes: [{ status: 200, body: honestySchema }],
      handle: ({ query: asked }) => told(parts, asked, ({ from, to, report: { total, byPriority, byAge } }) => ok({
        from: timeText(from), to: timeText(to), exact: { coverage: inHundredths(BAND.to - BAND.from), notLater: BAND.to },
        items: byPriority.map(({ priority, ...of }) => ({ priority, ...view(of) })), byAge: byAge.map(({ age, ...of }) => ({ age, ...view(of) })), total: view(total),
      } satisfies z.output<typeof honestySchema>)),
    }),
    route({
      method: 'get', path: '/reports/wait-honesty.csv', summary: 'The same by priority, as a table for spreadsheets', roles: watchers,
      params: nothingAsked, query, outcomes: [{ status: 200, type: 'text/csv' }],
      handle: ({ query: asked }) => told(parts, asked, ({ report }) => ({ is: 'bytes', type: 'text/csv; charset=utf-8', bytes: Buffer.from(csvOf(report)) })),
    }),
  ];
}

const inHundredths = (value: number): number => Math.round(value * 100) / 100;

interface Told {
  from: number;
  to: number;
  report: HonestyReport;
}

async function told({ store, centre, clock }: Parts, asked: Query, answer: (told: Told) => Answer): Promise<Answer> {
  const now = clock.now();
  const between = askedTime(asked, now, DAYS_MAX);
  if ('is' in between) return between;
  const { from, to } = between;
  // Whoever was told at the end of that time may have been answered long after.
  const legMs = centre().settings.legS * 1000;
  const { said } = await historyOf(store, { from, to: Math.min(now + 1, to + legMs), now, leadMs: legMs });
  return answer({ from, to, report: honestyReport(said, { between, keep: passes(filterIn(asked)), now }) });
}

const view = ({ medianErrorMs, medianOffMs, ...rest }: Honesty): z.output<typeof honestySchema>['total'] => ({
  ...rest, ...given('medianErrorSeconds', medianErrorMs === undefined ? undefined : inSeconds(medianErrorMs)), ...given('medianOffSeconds', medianOffMs === undefined ? undefined : inSeconds(medianOffMs)),
});

function csvOf({ byPriority, total }: HonestyReport): string {
  const rows = [...byPriority.map(({ priority, ...of }) => ({ priority, ...view(of) })), { priority: 'all', ...view(total) }];
  return tableOf(rows, [
    ['priority', (row) => row.priority], ['told', (row) => row.told], ['sooner', (row) => row.sooner], ['within', (row) => row.within], ['later', (row) => row.later], ['left', (row) => row.left], ['waiting', (row) => row.waiting],
    ['coverage', (row) => row.coverage], ['not_later', (row) => row.notLater], ['median_error_seconds', (row) => row.medianErrorSeconds], ['median_off_seconds', (row) => row.medianOffSeconds],
  ]);
}
