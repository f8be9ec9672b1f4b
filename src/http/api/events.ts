// GET /events: the journal as it is written, as server-sent events. A reader who comes back says which id they saw last.
import { z } from 'zod';
import { nothingAsked } from './fields.ts';
import { entryView } from './journal.ts';
import { cursorSchema } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { watchers } from './rights.ts';
import type { Route, StreamEvent } from './route.ts';
import { route } from './route.ts';

/** Each reader follows the journal on its own; more than this is a mistake in somebody's loop. */
export const READERS_MAX = 100;
const COME_BACK_S = 10;

const query = z.strictObject({ after: cursorSchema.optional().meta({ description: 'From after this cursor; the header Last-Event-ID goes before it. Absent: from now.' }) });

export function eventRoutes({ store }: Pick<ApiParts, 'store'>): Route[] {
  let readers = 0;

  async function* follow(from: string | undefined, gone: AbortSignal): AsyncGenerator<StreamEvent> {
    readers += 1;
    try {
      for await (const entry of store.journal.follow(from, gone)) yield { id: entry.cursor, data: entryView(entry) };
    } finally {
      readers -= 1;
    }
  }

  return [
    route({
      method: 'get', path: '/events', summary: 'What happens, as it happens', roles: watchers,
      params: nothingAsked, query, outcomes: [{ status: 200, type: 'text/event-stream' }],
      handle({ query: { after }, lastEventId }) {
        const seen = cursorSchema.safeParse(lastEventId);
        if (lastEventId !== undefined && !seen.success) return Promise.resolve(problem('invalid', 'Last-Event-ID: expected the id of an event of this stream'));
        if (readers >= READERS_MAX) return Promise.resolve(problem('unavailable', `there are ${READERS_MAX} readers already`, { headers: { 'retry-after': String(COME_BACK_S) } }));
        return Promise.resolve({ is: 'events', events: (gone) => follow(seen.data ?? after, gone) });
      },
    }),
  ];
}
