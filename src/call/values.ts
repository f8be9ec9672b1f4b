// The values a prompt may speak of, taken from the call and the facts of its turn. Only those that it does speak of go with it.
import { type CaseNumber, dashed, readCaseNumber } from '../case/number.ts';
import { type Opening } from '../hours/hours.ts';
import { openNow } from '../hours/open-now.ts';
import type { Call, CallerCall } from './call.ts';
import type { Facts } from './facts.ts';
import type { PromptValues } from './instruction.ts';

interface About {
  call: Call;
  customer: CallerCall;
  facts: Facts;
}

/** Enough to know one's own number by. */
const ENDING_DIGITS = 4;

const values: Readonly<Record<string, (about: About) => string | number | undefined>> = {
  now: ({ facts }) => facts.now,
  case: (about) => caseOf(about) ?? '',
  dashed: (about) => {
    const number = caseOf(about);
    return number === undefined ? '' : dashed(number);
  },
  priority: ({ customer }) => customer.vars['priority'] ?? customer.case?.priority ?? '',
  verified: ({ customer }) => (customer.case?.verified ? 'yes' : 'no'),
  journey: ({ customer }) => customer.vars['journey'] ?? '',
  'caller-language': ({ customer }) => customer.language,
  waited: ({ customer, facts }) => Math.max(0, Math.round((facts.now - (customer.standing?.joined ?? facts.now)) / 1000)),
  ahead: ({ facts }) => facts.ahead ?? 0,
  ringing: ({ facts }) => facts.wait?.offers.length ?? 0,
  /** Whether somebody on duty has said that they have it. */
  acknowledged: ({ customer }) => customer.vars['acknowledged'] ?? 'no',
  region: ({ customer }) => customer.region,
  zone: ({ customer, facts }) => facts.centre.regions[customer.region]?.hours.zone ?? 'UTC',
  opens: (about) => closedOf(about)?.opens,
  holiday: (about) => closedOf(about)?.holiday,
  /** The end of the caller's number, for an agent to ask whether a text reaches them there. */
  ending: ({ customer }) => (customer.from.kind === 'number' ? customer.from.number.slice(-ENDING_DIGITS) : ''),
  code: ({ call }) => (call.role === 'agent' ? call.code ?? '' : ''),
  'code-name': ({ call, facts }) => (call.role === 'agent' ? facts.centre.codes[call.code ?? ''] ?? '' : ''),
  reason: ({ call }) => call.vars['reason'] ?? '',
  'asked-by': ({ call }) => call.vars['asked-by'] ?? '',
};

const valueNames = Object.keys(values);

/** All that a prompt may speak of: `seconds`, how long a voicemail is, and `line`, where staff call, go with text messages alone; how somebody stands is told on the staff line. */
export const promptValues: readonly string[] = [...valueNames, 'state', 'presence', 'until', 'seconds', 'line'];

export function valuesFor(call: Call, facts: Facts, names: readonly string[] = valueNames): PromptValues {
  const customer = call.role === 'caller' ? call : facts.customer;
  const found: Record<string, string | number> = {};
  if (!customer) return found;
  for (const name of names) {
    const value = values[name]?.({ call, customer, facts });
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** An agent who asks for somebody may do so about another case than the caller's. What a caller keyed counts only once it was found. */
export function caseOf({ call, customer, facts }: Omit<About, 'customer'> & { customer: CallerCall | undefined }): CaseNumber | undefined {
  const keyed = call.role === 'caller' ? undefined : readCaseNumber(call.vars['case'] ?? '', facts.now);
  return keyed?.ok ? keyed.number : customer?.case?.number;
}

function closedOf({ customer, facts }: About): (Opening & { open: false }) | undefined {
  const region = facts.centre.regions[customer.region];
  const opening = region && openNow(region.hours, facts.now);
  return opening && !opening.open ? opening : undefined;
}
