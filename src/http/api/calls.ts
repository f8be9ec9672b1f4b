// The calls: which there are, and one of them with its legs and what happened to it.
import { z } from 'zod';
import type { Call } from '../../call/call.ts';
import { isOver, waitOf } from '../../call/call.ts';
import { callerOf } from '../../call/scene.ts';
import { readCaseNumber } from '../../case/number.ts';
import type { Written } from '../../store/store.ts';
import { callSchema, callView } from './call-view.ts';
import { idParams, nothingAsked } from './fields.ts';
import { entrySchema, entryView } from './journal.ts';
import { pageOf, pageQuery, scan } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { watchers } from './rights.ts';
import type { Route } from './route.ts';
import { invalidParameter, ok, route } from './route.ts';
import { whyRoute } from './why.ts';

/** A call of hours has a few hundred entries; its page shows the first of them and the journal the rest. */
const TIMELINE_MAX = 500;
/** Legs shown with a call: a long hunt rings many phones. */
const LEGS_MAX = 50;

const listQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(['live', 'over', 'all']).default('all'),
  case: z.string().max(40).optional().meta({ description: 'Only calls about this case; dashed or not.' }),
  role: z.enum(['caller', 'agent', 'page', 'staff']).optional().meta({ description: 'Only calls of callers, those we dialled to agents, pages, or calls of our own people to the staff line.' }),
});

const detailSchema = z
  .strictObject({
    call: callSchema,
    legs: z.array(callSchema).meta({ description: 'The calls to agents made for it.' }),
    timeline: z.array(entrySchema).meta({ description: `What happened, the first ${TIMELINE_MAX} entries.` }),
  })
  .meta({ title: 'Call in detail' });

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre' | 'people'>;

export function callRoutes(parts: Parts): Route[] {
  return [list(parts), detail(parts), whyRoute(parts)];
}

const list = ({ store, clock }: Parts): Route =>
  route({
    method: 'get', path: '/calls', summary: 'Calls, under way and over', roles: watchers,
    params: nothingAsked, query: listQuery, outcomes: [{ status: 200, body: pageOf(callSchema) }],
    async handle({ query }) {
      const about = query.case === undefined ? undefined : readCaseNumber(query.case, clock.now());
      if (about && !about.ok) return invalidParameter('case', 'expected a case number such as 2006-0811-0120');
      const fits = (call: Call) =>
        (query.role === undefined || call.role === query.role)
        && (query.state !== 'over' || isOver(call))
        && (about === undefined || (call.role === 'caller' && call.case?.number === about.number));
      const live = query.state === 'live';
      const page = await scan((from) => store.calls({ ...from, ...(live && { live }) }), fits, query, ({ id }) => id);
      return ok({ ...page, items: page.items.map((call) => callView(call, clock.now())) });
    },
  });

const detail = ({ store, clock }: Parts): Route =>
  route({
    method: 'get', path: '/calls/{id}', summary: 'One call, its legs and its timeline', roles: watchers,
    params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: detailSchema }],
    async handle({ params: { id } }) {
      const call = await store.call(id);
      if (!call) return problem('not-found', `there is no call ${id}; finished ones are kept for a while only`);
      const entries = await store.journal.read({ call: callerOf(call), limit: TIMELINE_MAX });
      const legs = call.role === 'caller' ? await legsOf({ store }, call, entries) : [];
      return ok({ call: callView(call, clock.now()), legs: legs.map((leg) => callView(leg, clock.now())), timeline: entries.map(entryView) });
    },
  });

/** An agent's leg has its offer's id, so everybody it was offered to is found by the journal and by the place in line. */
async function legsOf({ store }: Pick<ApiParts, 'store'>, call: Extract<Call, { role: 'caller' }>, entries: readonly Written[]): Promise<Call[]> {
  const wait = waitOf(call);
  const offers = wait === undefined ? [] : ((await store.floor.wait(wait))?.offers ?? []);
  const named = entries.flatMap(({ offer, leg }) => [offer, leg]).filter((id) => typeof id === 'string');
  const ids = [...new Set([...named, ...offers, ...call.members.map(({ leg }) => leg)])].filter((id) => id !== call.id).slice(0, LEGS_MAX);
  const found = await Promise.all(ids.map((id) => store.call(id)));
  return found.filter((leg) => leg !== undefined);
}

