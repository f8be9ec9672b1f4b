// An agent as the API takes and shows them: their record, and where they stand on the floor.
import { z } from 'zod';
import { agentProblems, agentSchema as agentRecord } from '../../centre/agent.ts';
import type { Agent, Centre } from '../../centre/centre.ts';
import { nearest } from '../../flow/nearest.ts';
import type { FloorAgent } from '../../store/floor.ts';
import { given, time, timeText } from './fields.ts';
import type { WrongField } from './problem.ts';
import { pointerTo } from './wrong-fields.ts';

/** The record as a file has it; the id stands in the address, and may be repeated. */
const { shape } = agentRecord.in;
export const agentParams = z.strictObject({ id: shape.id });
export const agentBody = z.strictObject({ ...shape, id: shape.id.optional() }).meta({ title: 'Agent to write' });

export const presenceSchema = z.enum(['ready', 'away', 'offline']);

const doNotRingView = z.strictObject({ zone: z.string().optional(), from: z.string().optional(), to: z.string().optional(), week: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional() });

export const agentSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    teams: z.array(z.string()),
    phone: z.string().optional(),
    sip: z.string().optional(),
    client: z.string().optional(),
    'staff-id': z.string().optional().meta({ description: 'What they key on the staff line before their PIN.' }),
    region: z.string(),
    languages: z.array(z.string()),
    interprets: z.array(z.string()).optional().meta({ description: 'Languages they interpret.' }),
    skills: z.record(z.string(), z.number()),
    supervisor: z.boolean().optional().meta({ description: 'May turn the emergency switch on the staff line.' }),
    greeting: z.record(z.string(), z.string()).optional().meta({ description: 'What callers hear who leave them a message, by language.' }),
    'do-not-ring': doNotRingView.optional().meta({ description: 'When these hours begin, a presence set before them is over.' }),
    presence: presenceSchema.meta({ description: 'What they set.' }),
    state: z.enum(['offline', 'away', 'ready', 'offered', 'busy', 'wrap']).meta({ description: 'What they are in.' }),
    since: time.optional(),
    until: time.optional().meta({ description: 'When the presence runs out.' }),
    wrapUntil: time.optional(),
  })
  .meta({ title: 'Agent' });
export type AgentView = z.output<typeof agentSchema>;

/** Whoever never signed in is offline. */
export function agentView(agent: Agent, floor: FloorAgent | undefined): AgentView {
  return {
    id: agent.id, name: agent.name, teams: [...agent.teams], ...given('phone', agent.phone), ...given('sip', agent.sip), ...given('client', agent.client), ...given('staff-id', agent.staffId),
    region: agent.region, languages: [...agent.languages], ...given('interprets', agent.interprets && [...agent.interprets]), skills: { ...agent.skills }, ...given('supervisor', agent.supervisor), ...given('greeting', agent.greeting && { ...agent.greeting }), ...given('do-not-ring', agent.doNotRing && doNotRingView.parse(agent.doNotRing)),
    presence: floor?.presence ?? 'offline', state: floor?.state ?? 'offline',
    ...given('since', floor && timeText(floor.since)), ...given('until', floor?.until === undefined ? undefined : timeText(floor.until)),
    ...given('wrapUntil', floor?.wrapUntil === undefined ? undefined : timeText(floor.wrapUntil)),
  };
}

/** What only the centre and the other agents can tell, with the nearest name where a name is not known. */
export function misfits(agent: Agent, centre: Pick<Centre, 'teams' | 'regions'>, others: readonly Agent[]): WrongField[] {
  const rung = agent.phone ?? agent.sip ?? agent.client;
  const silent = rung === undefined ? [{ pointer: '#/phone', detail: 'is missing: expected a phone, a sip address or a client, or nobody can ring this agent' }] : [];
  const found = agentProblems(agent, centre, others).map(({ path, message, known = [] }) => {
    const last: unknown = path.reduce<unknown>((value, part) => (value as Record<string | number, unknown>)[part], agent);
    const near = nearest(String(last), known);
    return { pointer: pointerTo(path), detail: known.length > 0 ? `${message}, expected one of: ${known.join(', ')}` : message, ...(near !== undefined && { hint: `did you mean '${near}'?` }) };
  });
  return [...silent, ...found];
}
