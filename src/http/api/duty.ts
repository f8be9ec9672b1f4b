// GET /duty: who is on duty in each region, and who comes after them.
import { z } from 'zod';
import { dutyView } from '../../duty/view.ts';
import { nothingAsked, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { everybody } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';

const AT = 'expected a time with its offset, such as 2026-12-24T09:00:00Z';
const query = z.strictObject({ at: z.iso.datetime({ offset: true, error: AT }).optional().meta({ description: 'Who it is at that time; otherwise now.' }) });

const turn = {
  ladder: z.array(z.strictObject({ id: z.string(), name: z.string().optional() })).meta({ description: 'Who is paged, first to last; empty where nobody is on duty anywhere.' }),
  standsIn: z.string().optional().meta({ description: 'The region whose people they are, where this one has nobody.' }),
  why: z.string().meta({ description: 'In words: the ladder whose turn it is, or the override.' }),
};

const regionSchema = z
  .strictObject({
    region: z.string(),
    name: z.string(),
    zone: z.string().meta({ description: 'The zone of its rota, by its IANA name.' }),
    now: z.strictObject({ ...turn, until: time.optional() }),
    next: z.strictObject({ ...turn, from: time }).optional().meta({ description: 'Who comes after them; missing where nothing changes.' }),
  })
  .meta({ title: 'Duty of a region' });
const answer = z.strictObject({ at: time, items: z.array(regionSchema) });

export function dutyRoutes({ centre, people, clock }: Pick<ApiParts, 'centre' | 'people' | 'clock'>): Route[] {
  return [
    route({
      method: 'get', path: '/duty', summary: 'Who is on duty in each region, now and next', roles: everybody,
      params: nothingAsked, query, outcomes: [{ status: 200, body: answer }],
      async handle({ query: asked }) {
        const at = asked.at === undefined ? clock.now() : Date.parse(asked.at);
        const names = new Map((await people.all()).map(({ id, name }) => [id, name]));
        return ok({ at: timeText(at), items: dutyView(centre(), (id) => names.get(id), at) });
      },
    }),
  ];
}
