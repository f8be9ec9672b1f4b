// GET /closed-calls: the calls that came while nobody was at work for them, and what became of each.
import { z } from 'zod';
import type { ClosedCallRecord } from '../../call/closed-call.ts';
import { PRIORITIES } from '../../case/priority.ts';
import { closedChoices } from '../../flow/verbs.ts';
import { callerText } from './call-view.ts';
import { given, time, timeText } from './fields.ts';
import { pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { shownRoutes } from './records.ts';
import type { Route } from './route.ts';

const choices = [...closedChoices, 'nothing', 'none'] as const;

const schema = z
  .strictObject({
    id: z.string().meta({ description: 'The id of the call.' }),
    at: time,
    from: z.string().meta({ description: 'The number, address or name that called, or withheld.' }),
    line: z.string(),
    region: z.string(),
    language: z.string(),
    priority: z.enum(PRIORITIES),
    case: z.string().optional(),
    cause: z.enum(['hours', 'holiday', 'switch']).meta({ description: 'Why nobody was at work: the hours of the region, a holiday, or the emergency switch.' }),
    holiday: z.string().optional(),
    opens: time.optional().meta({ description: 'When somebody would be, as the caller was told.' }),
    choice: z.enum(choices).meta({ description: 'What the caller chose. nothing: no key, so they came to Customer Care; none: they hung up.' }),
  })
  .meta({ title: 'Closed-hours call' });

const query = z.strictObject({ ...pageQuery, region: z.string().max(64).optional(), choice: z.enum(choices).optional() });

function view({ at, caller, call: _call, opens, holiday, case: about, ...rest }: ClosedCallRecord): z.output<typeof schema> {
  return { ...rest, at: timeText(at), from: callerText(caller), ...given('case', about), ...given('holiday', holiday), ...given('opens', opens === undefined ? undefined : timeText(opens)) };
}

export const closedCallRoutes = (parts: Pick<ApiParts, 'store'>): Route[] =>
  shownRoutes(parts, {
    kind: 'closed-call', many: 'The calls that came while nobody was at work for them', one: 'One such call', schema, view, query,
    fits: (record: ClosedCallRecord, { region, choice }) => (region === undefined || record.region === region) && (choice === undefined || record.choice === choice),
  });
