// GET /reports/intervals: the numbers of each quarter of an hour, as JSON or CSV, and the calls behind each of them.
import { z } from 'zod';
import type { Centre } from '../../centre/centre.ts';
import type { Rules } from '../../numbers/figures.ts';
import { callsBehind, DIMENSIONS, FIGURES, INTERVAL_MS, wholeOf, type Asked, type Dimension } from '../../numbers/intervals.ts';
import { SERVICE_LEVELS, type ServiceLevel } from '../../numbers/service-level.ts';
import { historyOf, rowsOf } from '../../reception/history.ts';
import { given, nothingAsked, seconds, time, timeText } from './fields.ts';
import { pageIn, pageOf, pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { askedTime, filterIn, filterQuery, timeQuery } from './report-query.ts';
import { csvOf, figuresView, rowSchema, rowView, totalSchema } from './report-view.ts';
import { watchers } from './rights.ts';
import type { Answer, Route } from './route.ts';
import { invalidParameter, ok, route } from './route.ts';

/** A report is built in memory; a longer time is several reports. */
const DAYS_MAX = 7;

const levels = Object.keys(SERVICE_LEVELS) as [ServiceLevel, ...ServiceLevel[]];
const threshold = z.coerce.number('expected seconds').min(0).max(86_400);
const isDimension = (word: string): word is Dimension => (DIMENSIONS as readonly string[]).includes(word);

const asked = {
  ...timeQuery, ...filterQuery,
  level: z.enum(levels).optional().meta({ description: "Which service level; the answer says its formula. The centre file's own, unless given." }),
  within: threshold.optional().meta({ description: "Seconds within which an answer is in time. The centre file's own, unless given." }),
  short: threshold.optional().meta({ description: "Seconds within which who leaves counts as short. The centre file's own, unless given." }),
};
const by = z.string().default(DIMENSIONS.join()).meta({ description: `What rows are told apart by: some of ${DIMENSIONS.join(', ')}, with commas between; empty for none.` });
const reportQuery = z.strictObject({ ...asked, by });
const callsQuery = z.strictObject({ ...asked, figure: z.enum(FIGURES).meta({ description: 'late: answered after the threshold.' }), ...pageQuery });

const reportSchema = z
  .strictObject({
    from: time, to: time, intervalSeconds: z.int(),
    knownFrom: time.optional().meta({ description: 'The journal begins then: of what was before, nothing is counted. Absent where the whole time is known.' }),
    attribution: z.string().meta({ description: 'What is counted in which interval.' }),
    serviceLevel: z.strictObject({ name: z.string(), version: z.int(), formula: z.string(), withinSeconds: z.number(), shortSeconds: z.number() }),
    items: z.array(rowSchema).meta({ description: 'Intervals in which nothing happened and nobody waited are left out.' }),
    total: totalSchema.meta({ description: 'The whole time as one interval.' }),
  })
  .meta({ title: 'Report by interval' });

const ATTRIBUTION = 'callers are counted as joined when they join, and in everything else when their visit, conversation or offer ends';

type Query = z.output<typeof reportQuery>;
type Parts = Pick<ApiParts, 'store' | 'centre' | 'clock'>;

export function reportRoutes(parts: Parts): Route[] {
  return [
    route({
      method: 'get', path: '/reports/intervals', summary: 'The numbers of each quarter of an hour', roles: watchers,
      params: nothingAsked, query: reportQuery, outcomes: [{ status: 200, body: reportSchema }],
      handle: ({ query }) => told(parts, query, async (ask) => {
        const history = await historyFor(parts, ask);
        const { figures, occupancy } = wholeOf(history, ask);
        const { level, withinMs, shortMs } = ask.rules;
        const { version, formula } = SERVICE_LEVELS[level];
        return ok({
          from: timeText(ask.from), to: timeText(ask.to), ...given('knownFrom', await knownFrom(parts, ask)), intervalSeconds: seconds(INTERVAL_MS), attribution: ATTRIBUTION,
          serviceLevel: { name: level, version, formula, withinSeconds: seconds(withinMs), shortSeconds: seconds(shortMs) },
          items: (await rowsOf(history, ask)).map(rowView), total: figuresView(figures, occupancy),
        } satisfies z.output<typeof reportSchema>);
      }),
    }),
    route({
      method: 'get', path: '/reports/intervals.csv', summary: 'The same as a table for spreadsheets', roles: watchers,
      params: nothingAsked, query: reportQuery, outcomes: [{ status: 200, type: 'text/csv' }],
      handle: ({ query }) => told(parts, query, async (ask) => {
        const rows = await rowsOf(await historyFor(parts, ask), ask);
        const level = `${ask.rules.level.replaceAll('-', '_')}_v${SERVICE_LEVELS[ask.rules.level].version}`;
        return { is: 'bytes', type: 'text/csv; charset=utf-8', bytes: Buffer.from(csvOf(rows.map(rowView), level)) };
      }),
    }),
    route({
      method: 'get', path: '/reports/intervals/calls', summary: 'The calls behind a figure, by id', roles: watchers,
      params: nothingAsked, query: callsQuery, outcomes: [{ status: 200, body: pageOf(z.string()) }],
      handle: ({ query }) => told(parts, { ...query, by: '' }, async (ask) => {
        const found = callsBehind(await historyFor(parts, ask), query.figure, ask);
        return ok(pageIn(found, query, (id) => id));
      }),
    }),
  ];
}

/** What began longer ago than a leg can last goes on no more. */
const historyFor = ({ store, centre, clock }: Parts, { from, to }: Asked) => historyOf(store, { from, to, now: clock.now(), leadMs: centre().settings.legS * 1000 });

/** Undefined where the journal goes back to the beginning of what is asked for. */
async function knownFrom({ store }: Parts, { from }: Asked): Promise<string | undefined> {
  const [first] = await store.journal.read({ limit: 1 });
  return first && first.at > from ? timeText(first.at) : undefined;
}

/** As the centre file says, unless asked otherwise. */
function rulesOf({ serviceLevel: own }: Centre, { level, within, short }: Pick<Query, 'level' | 'within' | 'short'>): Rules {
  return { level: level ?? own.level, withinMs: (within ?? own.withinS) * 1000, shortMs: (short ?? own.shortS) * 1000 };
}

async function told({ clock, centre }: Parts, query: Query, answer: (asked: Asked) => Promise<Answer>): Promise<Answer> {
  const between = askedTime(query, clock.now(), DAYS_MAX);
  if ('is' in between) return between;
  const words = query.by.split(',').map((word) => word.trim()).filter((word) => word !== '');
  const wrong = words.find((word) => !isDimension(word));
  if (wrong !== undefined) return invalidParameter('by', `has ${JSON.stringify(wrong)}, expected some of ${DIMENSIONS.join(', ')}`);
  return answer({ ...between, by: DIMENSIONS.filter((each) => words.includes(each)), only: filterIn(query), rules: rulesOf(centre(), query) });
}
