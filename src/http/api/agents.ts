// The agents: who there is, how to ring them, and whether they are there.
import { z } from 'zod';
import type { Agent } from '../../centre/centre.ts';
import { agentBody, agentParams, agentSchema, agentView, misfits, presenceSchema } from './agent-view.ts';
import { given, nothingAsked } from './fields.ts';
import { note } from './note.ts';
import { pageIn, pageOf, pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { pinRoutes } from './pin.ts';
import { problem } from './problem.ts';
import { noSuchAgent, presenceRoute } from './presence.ts';
import { admins, watchers } from './rights.ts';
import type { Answer, Route } from './route.ts';
import { created, invalidField, nothing, ok, route } from './route.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  team: z.string().max(64).optional(),
  region: z.string().max(64).optional(),
  presence: presenceSchema.optional(),
});

type Parts = Pick<ApiParts, 'store' | 'people' | 'centre' | 'clock' | 'presence' | 'edited' | 'pins' | 'unlock'>;

export function agentRoutes(parts: Parts): Route[] {
  return [list(parts), read(parts), write(parts), remove(parts), presenceRoute(parts), ...pinRoutes(parts)];
}

const list = ({ store, people }: Parts): Route =>
  route({
    method: 'get', path: '/agents', summary: 'The agents, in order of their ids', roles: watchers,
    params: nothingAsked, query: listQuery, outcomes: [{ status: 200, body: pageOf(agentSchema) }],
    async handle({ query }) {
      const floor = new Map((await store.floor.agents()).map((agent) => [agent.id, agent]));
      const fits = (agent: Agent) =>
        (query.team === undefined || agent.teams.includes(query.team))
        && (query.region === undefined || agent.region === query.region)
        && (query.presence === undefined || (floor.get(agent.id)?.presence ?? 'offline') === query.presence);
      const page = pageIn((await people.all()).filter(fits), query, ({ id }) => id);
      return ok({ ...page, items: page.items.map((agent) => agentView(agent, floor.get(agent.id))) });
    },
  });

const read = ({ store, people }: Parts): Route =>
  route({
    method: 'get', path: '/agents/{id}', summary: 'One agent', roles: watchers, ownAgent: true,
    params: agentParams, query: nothingAsked, outcomes: [{ status: 200, body: agentSchema }],
    async handle({ params: { id } }) {
      const agent = await people.get(id);
      return agent ? ok(agentView(agent, await store.floor.agent(id))) : noSuchAgent(id);
    },
  });

const write = (parts: Parts): Route =>
  route({
    method: 'put', path: '/agents/{id}', summary: 'Write an agent whole', roles: admins,
    params: agentParams, query: nothingAsked, body: agentBody, outcomes: [{ status: 200, body: agentSchema }, { status: 201, body: agentSchema }],
    async handle({ params: { id }, body, asker }): Promise<Answer> {
      if (body.id !== undefined && body.id !== id) return invalidField('#/id', `expected ${id} as in the address, or nothing`);
      const { phone, sip, client, 'staff-id': staffId, 'do-not-ring': doNotRing, supervisor, greeting, interprets, ...rest } = body;
      const agent: Agent = { ...rest, id, ...given('phone', phone), ...given('sip', sip), ...given('client', client), ...given('staffId', staffId), ...given('doNotRing', doNotRing), ...(supervisor && { supervisor: true }), ...given('greeting', greeting), ...given('interprets', interprets) };
      const errors = misfits(agent, parts.centre(), await parts.people.all());
      if (errors[0]) return problem('invalid', `the body: ${errors[0].pointer} ${errors[0].detail}`, { errors });
      const before = await parts.people.get(id);
      await parts.people.save(agent);
      await parts.edited(id);
      await note(parts, asker, 'agent-saved', { agent: id });
      const view = agentView(agent, await parts.store.floor.agent(id));
      return before ? ok(view) : created(view, `/api/v1/agents/${id}`);
    },
  });

const remove = (parts: Parts): Route =>
  route({
    method: 'delete', path: '/agents/{id}', summary: 'Remove an agent', roles: admins,
    params: agentParams, query: nothingAsked, outcomes: [{ status: 204 }],
    async handle({ params: { id }, asker }) {
      if (!(await parts.people.get(id))) return noSuchAgent(id);
      // Offline first, so that nobody rings them between this look and the removal.
      await parts.presence(id, 'offline');
      const state = (await parts.store.floor.agent(id))?.state;
      if (state === 'busy' || state === 'offered') return problem('conflict', `${id} is ${state === 'busy' ? 'in a call' : 'being rung'} now and has been set offline; remove them after it`);
      await parts.people.remove(id);
      // Whoever has this id some day is somebody else.
      await parts.pins.remove(id);
      await parts.edited(id);
      await note(parts, asker, 'agent-removed', { agent: id });
      return nothing;
    },
  });
