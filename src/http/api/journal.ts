// GET /journal: what happened, in order, from after a cursor.
import { z } from 'zod';
import type { Written } from '../../store/store.ts';
import { idSchema, given, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { after, pageQuery } from './page.ts';
import { watchers } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';
import { entryInWords } from './words.ts';

export const entrySchema = z
  .strictObject({
    cursor: z.string(),
    at: time,
    kind: z.string(),
    call: z.string().optional(),
    words: z.string().meta({ description: 'The entry as a sentence.' }),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ title: 'Entry' });

export function entryView({ cursor, at, kind, call, ...details }: Written): z.output<typeof entrySchema> {
  return { cursor, at: timeText(at), kind, ...given('call', call), words: entryInWords({ at, kind, ...details }), details };
}

const query = z.strictObject({ ...pageQuery, call: idSchema.optional().meta({ description: 'Only what belongs to this call.' }) });
const answer = z.strictObject({
  items: z.array(entrySchema),
  next: z.string().optional().meta({ description: 'Go on from here, now or later; absent only while there is nothing yet.' }),
});

export function journalRoutes({ store }: Pick<ApiParts, 'store'>): Route[] {
  return [
    route({
      method: 'get', path: '/journal', summary: 'What happened, in order', roles: watchers,
      params: z.strictObject({}), query, outcomes: [{ status: 200, body: answer }],
      async handle({ query: { after: from, limit, call } }) {
        const written = await store.journal.read({ ...after(from), limit, ...given('call', call) });
        return ok({ items: written.map(entryView), ...given('next', written.at(-1)?.cursor ?? from) });
      },
    }),
  ];
}
