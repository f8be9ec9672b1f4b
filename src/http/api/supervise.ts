// POST /calls/{id}/priority, /move and /pick: a supervisor's hand on a caller who waits. Each answers with what was before, so that it can be set back.
import { z } from 'zod';
import { type Call, type CallerCall, lineOf } from '../../call/call.ts';
import { pickOf } from '../../call/pick.ts';
import type { Supervision } from '../../call/supervise.ts';
import { PRIORITIES } from '../../case/priority.ts';
import type { Agent } from '../../centre/centre.ts';
import type { FloorAgent } from '../../store/floor.ts';
import { given, idParams, nothingAsked } from './fields.ts';
import { whoAsks } from './note.ts';
import type { ApiParts } from './parts.ts';
import { problem, type Problem, unknownName } from './problem.ts';
import { runners } from './rights.ts';
import type { Answer, Asker, Route } from './route.ts';
import { ok, route } from './route.ts';
import { callInWords } from './words.ts';

const priority = z.enum(PRIORITIES);

const standingSchema = z.strictObject({
  priority,
  demand: z.string().meta({ description: 'The line the caller stands in, as the centre file calls it.' }),
  picked: z.string().optional().meta({ description: 'The agent who is to take them next.' }),
});
const supervisedSchema = z
  .strictObject({
    call: z.string(),
    before: standingSchema,
    now: standingSchema,
    ahead: z.int().meta({ description: 'Callers before this one among those who wait for any of the same people.' }),
  })
  .meta({ title: 'Supervised' });
type StandingView = z.output<typeof standingSchema>;

const priorityBody = z.strictObject({ priority }).meta({ title: 'Priority to set' });
const moveBody = z.strictObject({ demand: z.string().min(1).max(64).meta({ description: 'A demand of the centre file; the arrival time is kept.' }) }).meta({ title: 'Line to move to' });
const pickBody = z
  .strictObject({ agent: z.string().min(1).max(64).nullable().meta({ description: 'Rung for this caller as soon as they are free, before callers better placed. If they pass or miss, the caller is back at the old place. null calls it off.' }) })
  .meta({ title: 'Agent to be next' });

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre' | 'people' | 'supervise'>;

export function superviseRoutes(parts: Parts): Route[] {
  const common = { method: 'post', roles: runners, params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: supervisedSchema }] } as const;
  return [
    route({
      ...common, path: '/calls/{id}/priority', summary: 'Give a waiting caller another priority', body: priorityBody,
      handle: ({ params: { id }, body, asker }) => supervise(parts, id, asker, (by) => ({ tell: 'set-priority', priority: body.priority, by }), (now) => now.priority === body.priority),
    }),
    route({
      ...common, path: '/calls/{id}/move', summary: 'Send a waiting caller to another line', body: moveBody,
      async handle({ params: { id }, body: { demand }, asker }) {
        const known = Object.keys(parts.centre().demands);
        if (!known.includes(demand)) return unknownName('#/demand', demand, 'line', known);
        return supervise(parts, id, asker, (by) => ({ tell: 'move', demand, by }), (now) => now.demand === demand && now.picked === undefined);
      },
    }),
    route({
      ...common, path: '/calls/{id}/pick', summary: 'Say who takes a waiting caller next', body: pickBody,
      async handle({ params: { id }, body: { agent }, asker }) {
        const cannot = agent === null ? undefined : await whyNotPicked(parts, agent);
        return cannot ?? supervise(parts, id, asker, (by) => ({ tell: 'pick', ...given('agent', agent ?? undefined), by }), (now) => now.picked === (agent ?? undefined));
      },
    }),
  ];
}

/** Tells the caller's call, and answers with how it stands then. Asked for what is so already, nothing changes. */
async function supervise(parts: Parts, id: string, asker: Asker, message: (by: string) => Supervision, isSo: (now: StandingView) => boolean): Promise<Answer> {
  const { store, clock } = parts;
  const call = await store.call(id);
  if (!call) return problem('not-found', `there is no call ${id}; finished ones are kept for a while only`);
  const before = call.role === 'caller' ? standingOf(call) : undefined;
  if (call.role !== 'caller' || !before) return problem('conflict', notInLine(call, clock.now()));
  const after = await parts.supervise(id, message(whoAsks(asker)));
  const now = after?.role === 'caller' ? standingOf(after) : undefined;
  if (!after || !now) return problem('conflict', `this caller waits no longer${after ? `: the call ${callInWords(after, clock.now())}` : ''}`);
  if (!isSo(now)) return problem('conflict', 'this caller stays where they are: somebody is just taking them, or nobody of that line may take this call');
  const wait = after.role === 'caller' ? lineOf(after) : undefined;
  return ok({ call: id, before, now, ahead: wait === undefined ? 0 : (await store.floor.inLine(wait))?.ahead ?? 0 });
}

function standingOf(call: CallerCall): StandingView | undefined {
  const { standing } = call;
  if (lineOf(call) === undefined || !standing) return undefined;
  return { priority: standing.priority, demand: standing.demand, ...given('picked', pickOf(call)?.agent) };
}

function notInLine(call: Call, now: number): string {
  const about = 'caller' in call ? `; the caller’s own call is ${call.caller}` : '';
  return call.role === 'caller' ? `this caller stands in no line: the call ${callInWords(call, now)}` : `this is no caller’s call${about}`;
}

/** Everything that would leave the caller waiting for nobody. */
async function whyNotPicked({ people, store }: Parts, id: string): Promise<Problem | undefined> {
  const [agent, floor] = await Promise.all([people.get(id), store.floor.agent(id)]);
  if (!agent) return unknownName('#/agent', id, 'agent', (await people.all()).map((each) => each.id));
  const cannot = whyNotRung(agent, floor);
  return cannot === undefined ? undefined : problem('conflict', cannot);
}

function whyNotRung({ id, phone }: Agent, floor: FloorAgent | undefined): string | undefined {
  if (phone === undefined) return `${id} has no phone that could be rung; write one into their record first`;
  switch (floor?.state ?? 'offline') {
    case 'offline': case 'away': return `${id} is ${floor?.state ?? 'offline'}; set them ready first, or pick somebody who is there`;
    case 'busy': case 'wrap': case 'offered':
      return floor?.presence === 'ready' ? undefined : `${id} will be ${floor?.presence ?? 'offline'} after the call they are in; pick somebody who stays`;
    case 'ready': return undefined;
  }
}
