// The escalations: what callers asked to have escalated, and who sees to it.
import { z } from 'zod';
import type { EscalationRecord } from '../../call/escalation.ts';
import { callerText } from './call-view.ts';
import { given, idParams, nothingAsked, time, timeText } from './fields.ts';
import { pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { changeRecord, shownRoutes } from './records.ts';
import { runners } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';

const states = ['asked', 'paged', 'acknowledged', 'done'] as const;

const escalationSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(states).meta({ description: 'asked: a manager is being reached; paged: none came, and whoever has duty is rung; acknowledged: one of them has it; done.' }),
    at: time,
    call: z.string(),
    case: z.string().optional(),
    reason: z.string(),
    from: z.string().optional().meta({ description: 'The number, address or name that called, or withheld.' }),
    region: z.string(),
    by: z.string().optional().meta({ description: 'The agent who asked for it.' }),
  })
  .meta({ title: 'Escalation' });

function escalationView({ at, caller, id, state, call, reason, region, ...of }: EscalationRecord): z.output<typeof escalationSchema> {
  return { id, state, at: timeText(at), call, ...given('case', of.case), reason, ...given('from', caller && callerText(caller)), region, ...given('by', of.by) };
}

const stateBody = z.strictObject({ state: z.enum(states) }).meta({ title: 'State of an escalation' });
const listQuery = z.strictObject({ ...pageQuery, state: z.enum(states).optional() });

export function escalationRoutes(parts: Pick<ApiParts, 'store' | 'clock'>): Route[] {
  return [
    ...shownRoutes(parts, {
      kind: 'escalation', many: 'Escalations, open and done', one: 'One escalation', schema: escalationSchema, view: escalationView, query: listQuery,
      fits: (value: EscalationRecord, { state }) => state === undefined || value.state === state,
    }),
    route({
      method: 'put', path: '/escalations/{id}/state', summary: 'Mark an escalation done, or open it again', roles: runners,
      params: idParams, query: nothingAsked, body: stateBody, outcomes: [{ status: 200, body: escalationSchema }],
      async handle({ params: { id }, body, asker }) {
        const set = await changeRecord<EscalationRecord>(parts, { kind: 'escalation', id, asker, as: `escalation-${body.state}`, to: (now) => ({ ...now, state: body.state }) });
        return set.is === 'problem' ? set : ok(escalationView(set.value));
      },
    }),
  ];
}
