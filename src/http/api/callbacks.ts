// The callbacks: who was promised one, how it went, and that it is wanted no more.
import { z } from 'zod';
import type { Callback } from '../../call/callback.ts';
import { PRIORITIES } from '../../case/priority.ts';
import { callerText } from './call-view.ts';
import { given, idParams, nothingAsked, time, timeText } from './fields.ts';
import { whoAsks } from './note.ts';
import { pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { noSuch, shownRoutes } from './records.ts';
import { runners } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';
import { callInWords } from './words.ts';

const states = ['open', 'kept', 'declined', 'escalated'] as const;
export const kinds = ['next-free', 'engineer'] as const;
const unreached = ['busy', 'no-answer', 'mailbox', 'hung-up', 'failed', 'refused'] as const;

export const callbackSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(states).meta({ description: 'open; kept: they talked; declined: wanted no more; escalated: people see to it.' }),
    kind: z.enum(kinds).meta({ description: 'next-free: whoever of the line is free; engineer: the engineer of the case when they are back, until then for nobody else.' }),
    engineer: z.strictObject({ agent: z.string(), until: time }).optional(),
    number: z.string().meta({ description: 'Where they are called.' }),
    asked: time,
    due: time.meta({ description: 'It stands in line from then on.' }),
    call: z.string().meta({ description: 'The call that stands for it: every try has one of its own.' }),
    case: z.string().optional(),
    by: z.string().optional().meta({ description: 'With whose token it was asked for; absent where the customer did by phone.' }),
    demand: z.string(),
    priority: z.enum(PRIORITIES),
    region: z.string(),
    language: z.string(),
    tries: z.array(z.strictObject({ at: time, why: z.enum(unreached) })).meta({ description: 'Those that came to nothing.' }),
    ended: time.optional(),
  })
  .meta({ title: 'Callback' });

export function callbackView({ id, state, to, asked, due, call, demand, priority, region, language, tries, endedAt, ...of }: Callback): z.output<typeof callbackSchema> {
  return {
    id, state, kind: of.engineer ? 'engineer' : 'next-free', ...given('engineer', of.engineer && { agent: of.engineer.agent, until: timeText(of.engineer.until) }), number: callerText(to), asked: timeText(asked), due: timeText(due), call, ...given('case', of.case), ...given('by', of.askedBy), demand, priority, region, language,
    tries: tries.map(({ at, why }) => ({ at: timeText(at), why })), ...given('ended', endedAt === undefined ? undefined : timeText(endedAt)),
  };
}

const listQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(states).optional(),
  case: z.string().max(20).optional().meta({ description: 'Only those of this case, by its twelve digits.' }),
});

export function callbackRoutes(parts: Pick<ApiParts, 'store' | 'clock' | 'cancelCallback'>): Route[] {
  const { store, clock } = parts;
  return [
    ...shownRoutes(parts, {
      kind: 'callback', many: 'Callbacks, open and ended', one: 'One callback', schema: callbackSchema, view: callbackView, query: listQuery,
      fits: (value: Callback, query) => (query.state === undefined || value.state === query.state) && (query.case === undefined || value.case === query.case),
    }),
    route({
      method: 'post', path: '/callbacks/{id}/cancel', summary: 'Say that a callback is wanted no more', roles: runners,
      params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: callbackSchema }],
      async handle({ params: { id }, asker }) {
        const kept = await store.records.get<Callback>('callback', id);
        if (!kept) return noSuch('callback', id);
        if (kept.value.state === 'open') await parts.cancelCallback(kept.value.call, whoAsks(asker));
        const now = (await store.records.get<Callback>('callback', id)) ?? kept;
        if (now.value.state === 'declined') return ok(callbackView(now.value));
        const call = await store.call(now.value.call);
        return problem('conflict', now.value.state === 'open' ? `this callback is under way: the call ${call ? callInWords(call, clock.now()) : 'is gone'}` : `this callback was ${now.value.state} already`);
      },
    }),
  ];
}
