// The records people work through, voicemails and escalations: listed, read, and changed unless somebody else was quicker.
import type { z } from 'zod';
import type { RecordKind } from '../../store/store.ts';
import { idParams, nothingAsked } from './fields.ts';
import { note } from './note.ts';
import { pageOf, type pageQuery, scan } from './page.ts';
import type { ApiParts } from './parts.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';
import { watchers, watchersAndAgents } from './rights.ts';
import { type Asker, ok, type Route, route } from './route.ts';

type Kind = Extract<RecordKind, 'voicemail' | 'escalation' | 'callback' | 'closed-call' | 'note'>;

export interface Change<T> {
  kind: Kind;
  id: string;
  asker: Asker;
  /** What the journal calls it. */
  as: string;
  /** The record as it is to be, or why it cannot be so. */
  to: (now: T) => T | { refused: string };
}

/** A record belongs to the call whose entries tell of it. */
interface OfCall {
  call: string;
}

export async function changeRecord<T extends OfCall>(parts: Pick<ApiParts, 'store' | 'clock'>, { kind, id, asker, as, to }: Change<T>): Promise<{ is: 'changed'; value: T } | Problem> {
  const kept = await parts.store.records.get<T>(kind, id);
  if (!kept) return noSuch(kind, id);
  const value = to(kept.value);
  if ('refused' in value) return problem('conflict', `this ${kind} ${value.refused}`);
  if (!(await parts.store.records.put(kind, id, value, kept.version))) return problem('conflict', `somebody changed this ${kind} at the same moment; read it again`);
  await note(parts, asker, as, { [kind]: id, call: value.call });
  return { is: 'changed', value };
}

type ListQuery = z.ZodType<z.output<z.ZodObject<typeof pageQuery>>>;

export interface Shown<T, Q extends ListQuery> {
  kind: Kind;
  /** What the list and one of it are called. */
  many: string;
  one: string;
  schema: z.ZodType;
  view: (value: T) => unknown;
  query: Q;
  fits: (value: T, query: z.output<Q>) => boolean;
  /** Which of them an agent's token may see; without it, none. */
  mine?: (asker: Asker) => Promise<(value: T) => boolean>;
}

export function shownRoutes<T, Q extends ListQuery>({ store }: Pick<ApiParts, 'store'>, { kind, many, one, schema, view, query: asked, fits, mine }: Shown<T, Q>): Route[] {
  const roles = mine ? watchersAndAgents : watchers;
  return [
    route({
      method: 'get', path: `/${kind}s`, summary: many, roles,
      params: nothingAsked, query: asked, outcomes: [{ status: 200, body: pageOf(schema) }],
      async handle({ query, asker }) {
        const sees = (await mine?.(asker)) ?? (() => true);
        const page = await scan((from) => store.records.list<T>(kind, from), ({ value }) => fits(value, query) && sees(value), query, ({ id }) => id);
        return ok({ ...page, items: page.items.map(({ value }) => view(value)) });
      },
    }),
    route({
      method: 'get', path: `/${kind}s/{id}`, summary: one, roles,
      params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: schema }],
      async handle({ params: { id }, asker }) {
        const kept = await store.records.get<T>(kind, id);
        const sees = (await mine?.(asker)) ?? (() => true);
        // What is somebody else's sounds as if it were not there.
        return kept && sees(kept.value) ? ok(view(kept.value)) : noSuch(kind, id);
      },
    }),
  ];
}

export const noSuch = (kind: Kind, id: string): Problem => problem('not-found', `there is no ${kind} ${id}`);
