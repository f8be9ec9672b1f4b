// Erasing what is kept of a caller: counted first, then done behind, with a record that knows the number by a keyed hash alone.
import { z } from 'zod';
import type { Erasure } from '../../reception/erasure.ts';
import { given, idParams, nothingAsked, phoneNumber, time, timeText } from './fields.ts';
import { whoAsks } from './note.ts';
import { after, cut, pageOf, pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { admins } from './rights.ts';
import type { Route } from './route.ts';
import { created, ok, route } from './route.ts';

const counts = z.record(z.string(), z.int());

const erasureSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(['running', 'done']),
    at: time,
    ended: time.optional(),
    who: z.string().meta({ description: 'The number as a hash under a key of this centre’s store.' }),
    by: z.string(),
    gone: counts.meta({ description: 'How many of each kind are gone.' }),
  })
  .meta({ title: 'Erasure' });

const foreseenSchema = z.strictObject({ dry: z.literal(true), found: counts.meta({ description: 'How many of each kind would go.' }) }).meta({ title: 'What would go' });

const view = ({ id, state, at, endedAt, who, by, gone }: Erasure): z.output<typeof erasureSchema> =>
  ({ id, state, at: timeText(at), ...given('ended', endedAt === undefined ? undefined : timeText(endedAt)), who, by, gone: { ...gone } });

const body = z
  .strictObject({ number: phoneNumber, dry: z.boolean().default(true).meta({ description: 'Only count. Say false to erase: there is no way back.' }) })
  .meta({ title: 'Whom to erase' });

export function erasureRoutes({ store, wouldErase, beginErasure }: Pick<ApiParts, 'store' | 'wouldErase' | 'beginErasure'>): Route[] {
  return [
    route({
      method: 'post', path: '/erasures', summary: 'Erase what is kept of a caller’s number, or count it first', roles: admins,
      params: nothingAsked, query: nothingAsked, body, outcomes: [{ status: 200, body: foreseenSchema }, { status: 201, body: erasureSchema }],
      async handle({ body: asked, asker }) {
        if (asked.dry) return ok({ dry: true, found: await wouldErase(asked.number) });
        const erasure = await beginErasure(asked.number, whoAsks(asker));
        return created(view(erasure), `/erasures/${erasure.id}`);
      },
    }),
    route({
      method: 'get', path: '/erasures', summary: 'What was erased, and when', roles: admins,
      params: nothingAsked, query: z.strictObject(pageQuery), outcomes: [{ status: 200, body: pageOf(erasureSchema) }],
      async handle({ query }) {
        const page = cut(await store.records.list<Erasure>('erasure', { ...after(query.after), limit: query.limit + 1 }), query.limit, ({ id }) => id);
        return ok({ ...page, items: page.items.map(({ value }) => view(value)) });
      },
    }),
    route({
      method: 'get', path: '/erasures/{id}', summary: 'One erasure, and how far it is', roles: admins,
      params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: erasureSchema }],
      async handle({ params: { id } }) {
        const kept = await store.records.get<Erasure>('erasure', id);
        return kept ? ok(view(kept.value)) : problem('not-found', `there is no erasure ${id}`);
      },
    }),
  ];
}
