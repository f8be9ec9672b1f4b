// PUT and DELETE /agents/{id}/pin: what an agent keys on the staff line after their staff id. It goes in and never comes out.
import { z } from 'zod';
import { agentParams } from './agent-view.ts';
import { nothingAsked } from './fields.ts';
import { note } from './note.ts';
import type { ApiParts } from './parts.ts';
import { noSuchAgent } from './presence.ts';
import { problem } from './problem.ts';
import { runners } from './rights.ts';
import type { Route } from './route.ts';
import { nothing, route } from './route.ts';

const PIN_FORM = 'expected 6 to 12 digits';

/** Those a guesser tries first: one digit all along, or a run up or down the keypad. */
export function isEasy(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  return steps.size === 1 && [-1, 0, 1].some((step) => steps.has(step));
}

const pin = z.string({ error: PIN_FORM }).regex(/^\d{6,12}$/, PIN_FORM)
  .refine((digits) => !isEasy(digits), 'is one of those a guesser tries first: expected neither one digit all along nor a run such as 123456')
  .meta({ description: 'Kept as a salted slow hash. It is in no answer, log or journal.' });

const body = z.strictObject({ pin }).meta({ title: 'PIN' });

type Parts = Pick<ApiParts, 'store' | 'people' | 'clock' | 'pins' | 'unlock'>;

export function pinRoutes(parts: Parts): Route[] {
  return [set(parts), take(parts)];
}

const set = (parts: Parts): Route =>
  route({
    method: 'put', path: '/agents/{id}/pin', summary: 'Give an agent a PIN for the staff line, and lift a lock', roles: runners,
    params: agentParams, query: nothingAsked, body, outcomes: [{ status: 204 }],
    async handle({ params: { id }, body: asked, asker }) {
      const agent = await parts.people.get(id);
      if (!agent) return noSuchAgent(id);
      if (agent.staffId === undefined) return problem('conflict', `${id} has no staff-id to key before a PIN; write one into their record first`);
      await parts.pins.set(id, asked.pin);
      await parts.unlock(agent);
      await note(parts, asker, 'pin-set', { agent: id });
      return nothing;
    },
  });

const take = (parts: Parts): Route =>
  route({
    method: 'delete', path: '/agents/{id}/pin', summary: 'Take an agent’s PIN away', roles: runners,
    params: agentParams, query: nothingAsked, outcomes: [{ status: 204 }],
    async handle({ params: { id }, asker }) {
      if (!(await parts.people.get(id))) return noSuchAgent(id);
      if (!(await parts.pins.remove(id))) return problem('not-found', `${id} has no PIN`);
      await note(parts, asker, 'pin-removed', { agent: id });
      return nothing;
    },
  });
