// Reload: the files are read anew, and put in force if nothing is wrong with them.
import { z } from 'zod';
import { printProblem } from '../../flow/problem.ts';
import type { Reloaded } from '../../reception/reload.ts';
import { nothingAsked } from './fields.ts';
import { note } from './note.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { admins } from './rights.ts';
import type { Answer, Route } from './route.ts';
import { ok, route } from './route.ts';

const named = (what: string) => z.strictObject({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) }).meta({ description: what });

const reloadSchema = z
  .strictObject({
    flows: named('Flows by name. Calls under way stay on those they began with.'),
    languages: named('Languages by tag.'),
    centre: named('Sections of centre.yaml, without its agents.'),
    agents: named('Agents of centre.yaml by id. What the API wrote of somebody since stays as it is.'),
    version: z.string().meta({ description: 'The version of flows and words that calls begin with from now on.' }),
    warnings: z.array(z.string()).meta({ description: 'What `caseline check` would print and refuses nothing.' }),
  })
  .meta({ title: 'Reload', description: 'What has changed; all lists are empty where nothing has.' });

export function reloadRoutes(parts: Pick<ApiParts, 'store' | 'clock' | 'reload'>): Route[] {
  return [route({
    method: 'post', path: '/reload', summary: 'Put edited files in force, if they pass every check', roles: admins,
    params: nothingAsked, query: nothingAsked, outcomes: [{ status: 200, body: reloadSchema }],
    async handle({ asker }): Promise<Answer> {
      if (!parts.reload) return problem('unavailable', 'this service was not started from files');
      const reloaded = await parts.reload();
      if (!reloaded.ok) return refused(reloaded);
      await note(parts, asker, 'reload-asked', {});
      const { changes, flows: version, warnings } = reloaded;
      return ok({ ...changes, version, warnings: warnings.map(printProblem) } satisfies z.output<typeof reloadSchema>);
    },
  })];
}

/** Every problem with its place; a pointer into the body would be wrong here, since there is none. */
function refused({ problems }: Extract<Reloaded, { ok: false }>): Answer {
  const errors = problems.map(({ hint, ...found }) => ({ detail: printProblem(found), ...(hint === undefined ? {} : { hint }) }));
  const [first] = errors;
  const counted = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
  return problem('files-refused', `${counted}, and nothing has changed: ${first?.detail ?? ''}${first?.hint === undefined ? '' : ` — ${first.hint}`}`, { errors });
}
