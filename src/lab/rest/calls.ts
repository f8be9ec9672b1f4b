// Calls: make one, look at it, send it elsewhere, end it (page on the Call resource).
import { rfc2822, type Carrier } from '../carrier.ts';
import { countryOf } from '../country.ts';
import { isOver, type Script } from '../exchange.ts';
import type { CallStatus, Leg } from '../leg.ts';
import { callTimeoutSecondsDefault, restTwimlMax, timeLimitSecondsDefault } from '../limits.ts';
import { wholeNumber } from '../twiml.ts';
import { addressed, created, notFound, ok, page, refuse, type RestAnswer, type Route } from './answer.ts';

const timeoutSecondsMax = 600;
const address = /^(\+[1-9]\d{6,14}|(sip|client):\S+)$/;

export function callRoutes(carrier: Carrier): Route[] {
  const { exchange } = carrier;

  function create(form: URLSearchParams): RestAnswer {
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const wrong = checkParties(carrier, to, from);
    if (wrong) return wrong;
    const script = scriptOf(form);
    if ('status' in script) return script;
    const statusCallback = addressed(form, 'StatusCallback', 'StatusCallbackMethod');
    const fallback = addressed(form, 'FallbackUrl', 'FallbackMethod');
    const events = form.getAll('StatusCallbackEvent');
    const leg = exchange.dialOut({
      from, to, direction: 'outbound-api',
      timeoutMs: Math.min(timeoutSecondsMax, wholeNumber(form.get('Timeout') ?? undefined, callTimeoutSecondsDefault)) * 1_000,
      timeLimitMs: wholeNumber(form.get('TimeLimit') ?? undefined, timeLimitSecondsDefault) * 1_000,
      ...(statusCallback && { statusCallback: { ...statusCallback, events: events.length > 0 ? events : ['completed'] } }),
      ...(fallback && { fallback }),
      onAnswered: (answered) => exchange.redirect(answered, script),
    });
    return created(callBody(carrier, leg));
  }

  function update(leg: Leg, form: URLSearchParams): RestAnswer {
    const status = form.get('Status');
    if (isOver(leg.status)) return refuse(400, 21220, 'Call is not in-progress. Cannot redirect.');
    if (status === 'completed' || status === 'canceled') {
      if (status === 'canceled' && leg.status === 'in-progress') return refuse(400, 21220, 'Call is in-progress. Cannot cancel.');
      exchange.hangUp(leg);
      return ok(callBody(carrier, leg));
    }
    if (status !== null) return refuse(400, 20001, `Status "${status}": expected completed or canceled`);
    if (form.has('Url') && form.has('Twiml')) return refuse(400, 21218, 'Url and Twiml exclude each other');
    const script = scriptOf(form);
    if ('status' in script) return script;
    if (leg.status !== 'in-progress') return refuse(400, 21220, 'Call is not in-progress. Cannot redirect.');
    exchange.redirect(leg, script);
    return ok(callBody(carrier, leg));
  }

  const withLeg = (run: (leg: Leg, form: URLSearchParams) => RestAnswer): Route['run'] => ({ names, form }) => {
    const leg = exchange.get(names['sid'] ?? '');
    return leg ? run(leg, form) : notFound(`call ${names['sid']}`);
  };

  return [
    { method: 'POST', path: 'Calls.json', run: ({ form }) => create(form) },
    { method: 'GET', path: 'Calls.json', run: (call) => page('calls', chosen(exchange.all(), call.query).map((leg) => callBody(carrier, leg)), call) },
    { method: 'GET', path: 'Calls/{sid}.json', run: withLeg((leg) => ok(callBody(carrier, leg))) },
    { method: 'POST', path: 'Calls/{sid}.json', run: withLeg(update) },
  ];
}

/** Newest first, as Twilio lists; `To`, `From`, `Status` and `ParentCallSid` narrow it. */
function chosen(legs: Leg[], query: URLSearchParams): Leg[] {
  const wants = (name: string, value: string | undefined) => !query.get(name) || query.get(name) === value;
  return legs.reverse().filter((leg) =>
    wants('To', leg.to) && wants('From', leg.from) && wants('Status', leg.status) && wants('ParentCallSid', leg.options.parentSid));
}

function checkParties({ numbers, faults }: Carrier, to: string, from: string): RestAnswer | undefined {
  if (!to) return refuse(400, 21201, 'No "To" number is specified');
  if (!from) return refuse(400, 21213, 'No "From" number is specified');
  if (!address.test(to)) return refuse(400, 21211, `The "To" phone number ${to} is not a valid phone number: expected E.164, sip: or client:`);
  if (!address.test(from)) return refuse(400, 21212, `The "From" phone number ${from} is not a valid phone number: expected E.164`);
  if (!numbers.get(from)) return refuse(400, 21210, `The "From" phone number ${from} is not a number of this account`);
  if (faults.forbiddenCountries.includes(countryOf(to))) return refuse(400, 21215, `Account not authorized to call ${to}`);
  return undefined;
}

function scriptOf(form: URLSearchParams): Script | RestAnswer {
  const request = addressed(form, 'Url', 'Method');
  const twiml = form.get('Twiml');
  if (request) return URL.canParse(request.url) ? request : refuse(400, 21205, `Url "${request.url}" is not a valid address`);
  if (!twiml) return refuse(400, 21205, 'Url is missing: expected Url or Twiml');
  if (twiml.length > restTwimlMax) return refuse(400, 32018, `Twiml is longer than ${restTwimlMax} characters`);
  return { twiml };
}

export function callBody({ accountSid, clock }: Carrier, leg: Leg) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}`;
  const date = (ms: number | undefined) => (ms === undefined ? null : rfc2822(ms));
  const status: CallStatus = leg.status;
  return {
    sid: leg.sid, account_sid: accountSid, parent_call_sid: leg.options.parentSid ?? null, from: leg.from, from_formatted: leg.from, to: leg.to, to_formatted: leg.to,
    direction: leg.direction, status, api_version: '2010-04-01', date_created: date(leg.createdAt), date_updated: date(clock.now()),
    start_time: date(leg.answeredAt), end_time: date(leg.endedAt),
    duration: leg.endedAt === undefined ? null : String(Math.round((leg.endedAt - (leg.answeredAt ?? leg.endedAt)) / 1_000)),
    queue_time: String((leg.startedAt ?? clock.now()) - leg.createdAt), answered_by: null, forwarded_from: leg.options.forwardedFrom ?? null, caller_name: null,
    group_sid: null, trunk_sid: '', phone_number_sid: null, price: null, price_unit: 'USD', annotation: null, uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json` },
  };
}
