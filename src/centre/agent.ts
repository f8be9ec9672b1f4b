// An agent as a file or the API describes them.
import { z } from 'zod';
import { agentId, distinct, language, name, phone, spokenText, title, yesNo } from './value.ts';
import type { Agent } from './centre.ts';
import { type DoNotRing, doNotRingSchema } from './do-not-ring.ts';

/** Skills have a level, so that a rule can ask for somebody who knows more than the first pages. */
export const SKILL_LEVEL_MAX = 10;
const TEAMS_MAX = 50;

/** A file gives text, the API a number. */
const level = z.union([z.string(), z.number()]).transform((given, context) => {
  const number = Number(given);
  if (Number.isInteger(number) && number >= 1 && number <= SKILL_LEVEL_MAX && given !== '') return number;
  context.addIssue({ code: 'custom', message: `expected a level from 1 to ${SKILL_LEVEL_MAX}` });
  return z.NEVER;
});

const sip = z.string().max(256).regex(/^sips?:[^\s@<>"]+@[^\s@<>"]+$/, 'expected a SIP address such as sip:amy@example.com');
const client = z.string().regex(/^[A-Za-z0-9_.-]{1,120}$/, 'expected the name of a browser phone: letters, digits, dots and dashes');

/** What they key on the staff line, before their PIN; several people may not share one. */
const staffId = z.string().regex(/^\d{2,8}$/, 'expected 2 to 8 digits, such as 0101');

export const agentSchema = z
  .strictObject({
    id: agentId,
    name: title,
    teams: distinct(name).max(TEAMS_MAX).default([]),
    phone: phone.optional(),
    sip: sip.optional(),
    client: client.optional(),
    'staff-id': staffId.optional(),
    region: name,
    languages: distinct(language, 1).default(['en']),
    interprets: distinct(language, 1).optional().meta({ description: 'Languages they interpret: they are rung together with an agent, for a caller who speaks one of them.' }),
    skills: z.record(name, level).default({}),
    /** A file gives a word, the API a boolean. */
    supervisor: z.union([yesNo, z.boolean()], 'expected yes or no').optional().meta({ description: 'May turn the emergency switch on the staff line.' }),
    greeting: z.record(language, spokenText).optional().meta({ description: 'What callers hear who leave them a message, by language; without words in theirs, the usual greeting.' }),
    'do-not-ring': doNotRingSchema.optional().meta({ description: 'When these hours begin, a presence set before them is over.' }),
  })
  .superRefine((agent, context) => {
    if (agent.phone ?? agent.sip ?? agent.client) return;
    context.addIssue({ code: 'custom', message: 'nothing of theirs can be rung', params: { hint: 'expected phone:, sip: or client:' } });
  })
  .transform(withoutAbsent);

/** Optional fields of a schema may be there and undefined; ours are there or not. */
function withoutAbsent({ phone: number, sip: address, client: browser, 'staff-id': keyed, 'do-not-ring': quiet, supervisor, greeting, interprets, ...agent }: {
  id: string; name: string; teams: string[]; region: string; languages: string[]; skills: Record<string, number>;
  phone?: Agent['phone'] | undefined; sip?: string | undefined; client?: string | undefined; 'staff-id'?: string | undefined; 'do-not-ring'?: DoNotRing | undefined; supervisor?: boolean | undefined; greeting?: Record<string, string> | undefined; interprets?: string[] | undefined;
}): Agent {
  return {
    ...agent, ...(number && { phone: number }), ...(address && { sip: address }), ...(browser && { client: browser }),
    ...(keyed !== undefined && { staffId: keyed }), ...(quiet && { doNotRing: quiet }), ...(supervisor && { supervisor: true as const }), ...(greeting && { greeting }), ...(interprets && { interprets }),
  };
}

export interface AgentProblem {
  path: (string | number)[];
  message: string;
  /** A name that does not exist, and those that do. */
  name?: string;
  known?: string[];
}

/** What is wrong with an agent who stands beside those of the centre: teams and a region that exist, a phone of their own. */
export function agentProblems(agent: Agent, centre: { teams: object; regions: object }, others: Iterable<Agent>): AgentProblem[] {
  return [
    ...agent.teams.flatMap((team, index) => unknown('team', team, centre.teams, ['teams', index])),
    ...unknown('region', agent.region, centre.regions, ['region']),
    ...sharedDevice(agent, others),
    ...sharedStaffId(agent, others),
  ];
}

function unknown(what: string, name: string, all: object, path: (string | number)[]): AgentProblem[] {
  return Object.hasOwn(all, name) ? [] : [{ path, message: `there is no ${what} '${name}'`, name, known: Object.keys(all) }];
}

/** Two agents behind one phone: an offer to the second would ring the first, who is talking. */
function sharedDevice(agent: Agent, others: Iterable<Agent>): AgentProblem[] {
  for (const other of others) {
    if (other.id === agent.id) continue;
    const device = (['phone', 'sip', 'client'] as const).find((kind) => agent[kind] !== undefined && agent[kind] === other[kind]);
    if (device) return [{ path: [device], message: `'${other.id}' has the same ${device}` }];
  }
  return [];
}

function sharedStaffId({ id, staffId: keyed }: Agent, others: Iterable<Agent>): AgentProblem[] {
  const other = keyed === undefined ? undefined : [...others].find((one) => one.id !== id && one.staffId === keyed);
  return other ? [{ path: ['staff-id'], message: `'${other.id}' has the same staff-id` }] : [];
}
