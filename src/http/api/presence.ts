// PUT /agents/{id}/presence: an agent signs in, steps away, or leaves.
import { z } from 'zod';
import { agentParams, agentSchema, agentView, presenceSchema } from './agent-view.ts';
import { nothingAsked } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { runners } from './rights.ts';
import type { Route } from './route.ts';
import { invalidField, ok, route } from './route.ts';

/** Nobody stays ready by forgetting to leave: half a day is a long shift. */
const PRESENCE_MS_MAX = 12 * 3_600_000;
const UNTIL = 'expected a time with its offset, within the next 12 hours, such as 2026-03-10T17:00:00Z';

const body = z
  .strictObject({
    presence: presenceSchema,
    until: z.iso.datetime({ offset: true, error: UNTIL }).optional().meta({ description: 'When they go offline by themselves; 12 hours from now at most, which also is the default.' }),
  })
  .meta({ title: 'Presence' });

export const presenceRoute = ({ store, people, clock, presence }: Pick<ApiParts, 'store' | 'people' | 'clock' | 'presence'>): Route =>
  route({
    method: 'put', path: '/agents/{id}/presence', summary: 'Sign in, step away, or leave', roles: runners, ownAgent: true,
    params: agentParams, query: nothingAsked, body, outcomes: [{ status: 200, body: agentSchema }],
    async handle({ params: { id }, body: asked }) {
      const now = clock.now();
      const until = asked.until === undefined ? now + PRESENCE_MS_MAX : Date.parse(asked.until);
      if (!(until > now && until <= now + PRESENCE_MS_MAX)) return invalidField('#/until', UNTIL);
      const agent = await people.get(id);
      if (!agent) return noSuchAgent(id);
      const set = await (asked.presence === 'offline' ? presence(id, 'offline') : presence(id, asked.presence, until));
      switch (set) {
        case 'done': return ok(agentView(agent, await store.floor.agent(id)));
        case 'unknown-agent': return noSuchAgent(id);
        case 'no-phone': return problem('conflict', `${id} has no phone that could be rung; write one into their record first`);
        case 'until-past': return invalidField('#/until', UNTIL);
      }
    },
  });

export const noSuchAgent = (id: string) => problem('not-found', `there is no agent ${id}`);
