// GET /reports/staffing: how many agents each line would have needed in each hour, as Erlang reckons from what was measured.
import { z } from 'zod';
import { passes } from '../../numbers/intervals.ts';
import { staffingOf, type LineStaffing } from '../../numbers/staffing.ts';
import { historyOf } from '../../reception/history.ts';
import { given, nothingAsked, seconds, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { askedTime, filterIn, filterQuery, timeQuery } from './report-query.ts';
import { inSeconds } from './report-view.ts';
import { watchers } from './rights.ts';
import type { Answer, Route } from './route.ts';
import { ok, route } from './route.ts';

/** Means want a week or two of conversations. */
const DAYS_MAX = 31;

const NOTE = 'alike agents who serve one line alone: a check against plans, and no plan where agents have several skills and callers several priorities';

const query = z.strictObject({
  ...timeQuery, queue: filterQuery.queue,
  share: z.coerce.number('expected a share').gt(0, 'expected more than 0').lt(1, 'expected less than 1').default(0.8).meta({ description: 'The share that shall be answered in time.' }),
  within: z.coerce.number('expected seconds').min(0).max(86_400).optional().meta({ description: "Seconds within which an answer is in time. The centre file's own, unless given." }),
});

const hour = z.strictObject({
  at: time, joined: z.int(),
  load: z.number().meta({ description: 'In Erlangs: how many agents would talk all the time.' }),
  agents: z.int().optional().meta({ description: 'The fewest with whom the share is answered in time. Absent: no number would do.' }),
});
const staffingSchema = z
  .strictObject({
    from: time, to: time, share: z.number(), withinSeconds: z.number(), note: z.string(),
    items: z.array(z.strictObject({
      queue: z.string(), handled: z.int(),
      model: z.enum(['erlang-a', 'erlang-c']).optional().meta({ description: 'C where too few gave up for their patience to be known. Absent: too few conversations were measured.' }),
      meanHandleSeconds: z.number().optional(), meanPatienceSeconds: z.number().optional(),
      hours: z.array(hour).meta({ description: 'Whole hours in which somebody came.' }),
    })),
  })
  .meta({ title: 'Agents needed' });

type Parts = Pick<ApiParts, 'store' | 'centre' | 'clock'>;

export function staffingRoutes(parts: Parts): Route[] {
  return [
    route({
      method: 'get', path: '/reports/staffing', summary: 'How many agents each line would have needed in each hour', roles: watchers,
      params: nothingAsked, query, outcomes: [{ status: 200, body: staffingSchema }],
      handle: ({ query: asked }) => told(parts, asked),
    }),
  ];
}

async function told({ store, centre, clock }: Parts, asked: z.output<typeof query>): Promise<Answer> {
  const now = clock.now();
  const between = askedTime(asked, now, DAYS_MAX);
  if ('is' in between) return between;
  const withinMs = (asked.within ?? centre().serviceLevel.withinS) * 1000;
  const { visits, handled } = await historyOf(store, { ...between, now, leadMs: centre().settings.legS * 1000 });
  const keep = passes(filterIn({ queue: asked.queue }));
  // The hour under way is not whole.
  const lines = staffingOf({ visits: visits.filter(keep), handled: handled.filter(keep) }, { from: between.from, to: Math.min(between.to, now) }, { share: asked.share, withinMs });
  return ok({ from: timeText(between.from), to: timeText(between.to), share: asked.share, withinSeconds: seconds(withinMs), note: NOTE, items: lines.map(view) } satisfies z.output<typeof staffingSchema>);
}

const view = ({ queue, handled, handleMs, patienceMs, hours }: LineStaffing): z.output<typeof staffingSchema>['items'][number] => ({
  queue, handled,
  ...given('model', handleMs === undefined ? undefined : patienceMs === undefined ? 'erlang-c' as const : 'erlang-a' as const),
  ...given('meanHandleSeconds', handleMs === undefined ? undefined : inSeconds(handleMs)), ...given('meanPatienceSeconds', patienceMs === undefined ? undefined : inSeconds(patienceMs)),
  hours: hours.map(({ at, joined, load, agents }) => ({ at: timeText(at), joined, load: Math.round(load * 100) / 100, ...given('agents', agents) })),
});
