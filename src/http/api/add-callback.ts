// POST /callbacks: a promise on a customer's behalf, which stands in line from when it is due and is kept like any other.
import { z } from 'zod';
import { readCaseNumber } from '../../case/number.ts';
import { PRIORITIES } from '../../case/priority.ts';
import type { OutgoingRefusal } from '../../phone/outgoing.ts';
import type { CallbackAdded } from '../../reception/callbacks.ts';
import { callbackSchema, callbackView, kinds } from './callbacks.ts';
import { EXPECTED_CASE } from './cases.ts';
import { given, nothingAsked, phoneNumber } from './fields.ts';
import { whoAsks } from './note.ts';
import type { ApiParts } from './parts.ts';
import { problem, unknownName } from './problem.ts';
import { runners } from './rights.ts';
import type { Answer, Route } from './route.ts';
import { created, invalidField, route } from './route.ts';

/** A promise holds on to the flows it was made with; nobody plans a call further ahead than this. */
const AHEAD_DAYS_MAX = 60;
const DAY_MS = 86_400_000;

const body = z
  .strictObject({
    number: phoneNumber.meta({ description: 'Whom to call: a number of a country that outgoing lists.' }),
    case: z.string().max(40, EXPECTED_CASE).optional().meta({ description: 'An open case, by its number.' }),
    demand: z.string().min(1).max(64).optional().meta({ description: 'The line to stand in, as the centre file calls it; without it, the one that closed hours promise a call in.' }),
    priority: z.enum(PRIORITIES).optional().meta({ description: 'Without it, the case’s, or P4.' }),
    due: z.iso.datetime({ offset: true }).optional().meta({ description: 'In line from then on, or from when the customer may be called after that; without it, from now on.' }),
    kind: z.enum(kinds).optional().meta({ description: 'engineer: by the engineer of the case, when they are back.' }),
    language: z.string().min(2).max(35).optional().meta({ description: 'One that the line serves; without it, the contact’s or their country’s.' }),
  })
  .meta({ title: 'Callback to promise' });

export function addCallbackRoute(parts: Pick<ApiParts, 'addCallback' | 'clock'>): Route {
  return route({
    method: 'post', path: '/callbacks', roles: runners,
    summary: 'Promise a customer a callback. Sent again it makes no second one: a person has one open for one case, or in one line, and 409 names it',
    params: nothingAsked, query: nothingAsked, body, outcomes: [{ status: 201, body: callbackSchema }],
    async handle({ body: { number, case: about, demand, priority, due, language, kind }, asker }) {
      const now = parts.clock.now();
      const read = about === undefined ? undefined : readCaseNumber(about, now);
      if (read?.ok === false) return invalidField('#/case', EXPECTED_CASE);
      const at = due === undefined ? undefined : Date.parse(due);
      if (at !== undefined && (at < now || at > now + AHEAD_DAYS_MAX * DAY_MS)) return invalidField('#/due', `expected a moment that is not over, in the next ${AHEAD_DAYS_MAX} days`);
      return answer(await parts.addCallback({
        number, by: whoAsks(asker), ...given('case', read?.number), ...given('demand', demand), ...given('priority', priority), ...given('due', at), ...given('language', language), ...(kind === 'engineer' && { engineer: true as const }),
      }), demand, language);
    },
  });
}

function answer(added: CallbackAdded, demand: string | undefined, language: string | undefined): Answer {
  switch (added.is) {
    case 'added': return created(callbackView(added.callback), `/api/v1/callbacks/${added.callback.id}`);
    case 'open': return problem('conflict', `the callback ${added.callback} is open for this already; call it off first if it is to be another`);
    case 'too-often': return problem('conflict', 'this number was called back as often as it may be in a day; name a later due time, or another number');
    case 'not-callable': return invalidField('#/number', `is one that we do not call: ${WHY_NOT[added.why]}`);
    case 'no-case': return added.why === 'closed' ? problem('conflict', 'this case is closed; open it again first, or leave it out') : invalidField('#/case', 'there is no such case');
    case 'no-line': return demand === undefined ? invalidField('#/demand', `expected one of: ${added.known.join(', ')}`) : unknownName('#/demand', demand, 'line that a flow reaches', added.known);
    case 'no-engineer': return invalidField('#/kind', 'asks for the engineer of the case, and there is none: name a case that has one');
    case 'no-language': return unknownName('#/language', language ?? '', 'language of that line', added.served);
    case 'upstream': return problem('upstream', `the case directory did not do it: ${added.why}`);
    case 'busy': return problem('conflict', 'somebody asked for the same at this moment; ask again');
  }
}

export const WHY_NOT: Readonly<Record<OutgoingRefusal, string>> = {
  'not-a-number': 'no telephone number, or one with an extension', 'country': 'its country is not among outgoing.countries', 'premium': 'a premium number', 'shared-cost': 'a shared-cost number',
  'personal': 'a personal number', 'unknown-type': 'a number of unknown type', 'emergency': 'an emergency number', 'short': 'too short a number',
};
