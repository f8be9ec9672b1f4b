// The values a prompt may speak of, taken from the call and the facts of its turn. Only those that it does speak of go with it.
import { type CaseNumber, dashed, readCaseNumber } from '../case/number.ts';
import type { Centre } from '../centre/centre.ts';
import { type Closed, closedIn } from '../door/door.ts';
import { clockOf, sameClock } from '../hours/country-zone.ts';
import type { Call, CallerCall } from './call.ts';
import { languageNeeded } from './needed.ts';
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
  /** What an interpreter is asked for. */
  interpret: ({ call, customer }) => call.vars['interpret'] ?? languageNeeded(customer),
  waited: ({ customer, facts }) => Math.max(0, Math.round((facts.now - (customer.standing?.joined ?? facts.now)) / 1000)),
  'in-line': ({ customer }) => (customer.standing ? 'yes' : 'no'),
  ahead: ({ facts }) => facts.ahead ?? 0,
  ringing: ({ facts }) => facts.wait?.offers.length ?? 0,
  /** Whether somebody on duty has said that they have it. */
  acknowledged: ({ customer }) => customer.vars['acknowledged'] ?? 'no',
  region: ({ customer }) => customer.region,
  /** Whose clock times are told by: the caller's own, or else the region's, and then `whose` names it. */
  zone: (about) => clockFor(about).zone,
  whose: (about) => (clockFor(about).own ? '' : clockFor(about).zone),
  opens: (about) => closedFor(about)?.opens,
  'closed-by': (about) => closedFor(about)?.cause,
  holiday: (about) => nameOf(closedFor(about), about),
  /** The end of the caller's number, for an agent to ask whether a text reaches them there. */
  ending: ({ customer }) => (customer.from.kind === 'number' ? customer.from.number.slice(-ENDING_DIGITS) : ''),
  /** Where they want to be called back. */
  'callback-number': ({ customer }) => (customer.vars['callback-number'] ?? '').replace('+', ''),
  /** Where an agent gives the caller. */
  'outside-number': ({ call }) => (call.vars['outside-number'] ?? '').replace('+', ''),
  refusal: ({ call }) => call.vars['refusal'] ?? '',
  code: ({ call }) => (call.role === 'agent' ? call.code ?? '' : ''),
  'code-name': ({ call, facts }) => (call.role === 'agent' ? facts.centre.codes[call.code ?? ''] ?? '' : ''),
  reason: ({ call }) => call.vars['reason'] ?? '',
  'asked-by': ({ call }) => call.vars['asked-by'] ?? '',
};

const valueNames = Object.keys(values);

/** All that a prompt may speak of: `seconds`, how long a voicemail is, and `line`, where staff call, `age`, `engineer` and `role`, of a case that grows old, go with text messages alone, `soonest` and `latest`, in minutes, with how long a wait will be; how somebody stands is told on the staff line. */
export const promptValues: readonly string[] = [...valueNames, 'state', 'presence', 'until', 'seconds', 'line', 'soonest', 'latest', 'turn', 'team', 'choice', 'key', 'announcement', 'greeting', 'tongue', 'age', 'engineer', 'role'];

export function valuesFor(call: Call, facts: Facts, names: readonly string[] = valueNames): PromptValues {
  if (call.role === 'staff') return switchValues(call.vars, facts.centre);
  const customer = call.role === 'caller' ? call : facts.customer;
  const found: Record<string, string | number> = {};
  if (!customer) return found;
  for (const name of names) {
    const value = values[name]?.({ call, customer, facts });
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** On the staff line: what the emergency switch is about to be turned to. */
function switchValues({ turn = '', team = '', region = '', announcement = '' }: Call['vars'], { teams, regions, announcements }: Centre): PromptValues {
  return { turn, team: nameIn(teams, team), region: nameIn(regions, region), announcement: nameIn(announcements, announcement) };
}

const nameIn = (all: Readonly<Record<string, { name: string }>>, id: string): string => (Object.hasOwn(all, id) ? all[id]?.name ?? '' : '');

/** An agent who asks for somebody may do so about another case than the caller's. What a caller keyed counts only once it was found. */
export function caseOf({ call, customer, facts }: Omit<About, 'customer'> & { customer: CallerCall | undefined }): CaseNumber | undefined {
  const keyed = call.role === 'caller' ? undefined : readCaseNumber(call.vars['case'] ?? '', facts.now);
  return keyed?.ok ? keyed.number : customer?.case?.number;
}

const closedFor = ({ customer, facts }: About): Closed | undefined => closedIn(facts.centre, facts.switched, customer.region, facts.now);

/** A holiday is named where it has a name in the caller's language. */
function nameOf(closed: Closed | undefined, { customer, facts }: About): string | undefined {
  if (!closed?.holiday) return undefined;
  const { name, names = {} } = closed.holiday;
  return customer.language === facts.centre.lines[0]?.languages[0] ? name : names[customer.language];
}

function clockFor(about: About): { zone: string; own: boolean } {
  const { customer, facts } = about;
  const at = closedFor(about)?.opens ?? facts.now;
  const regions = facts.centre.regions[customer.region]?.hours.zone ?? 'UTC';
  const own = clockOf(customer.country, at);
  return own === undefined || sameClock(own, regions, at) ? { zone: regions, own: own !== undefined } : { zone: own, own: true };
}
