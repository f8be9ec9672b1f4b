// A route of the API: one schema says what comes in and what goes out, for the handler and for the OpenAPI page alike.
import type { z } from 'zod';
import type { Role } from '../../config.ts';
import { wrongFields } from './wrong-fields.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';

/** Who asks, as the token says. An agent's token may be tied to one agent. */
export interface Asker {
  role: Role;
  agent?: string;
}

/** One event of a stream, as its reader sees it. */
export interface StreamEvent {
  id: string;
  data: unknown;
}

export type Answer =
  | { is: 'json'; status: 200 | 201; body: unknown; headers?: Readonly<Record<string, string>> }
  | { is: 'nothing' }
  | { is: 'bytes'; type: string; bytes: Buffer }
  | { is: 'events'; events: (gone: AbortSignal) => AsyncIterable<StreamEvent> }
  | Problem;

export const ok = (body: unknown): Answer => ({ is: 'json', status: 200, body });
export const created = (body: unknown, location: string): Answer => ({ is: 'json', status: 201, body, headers: { location } });
export const nothing: Answer = { is: 'nothing' };

/** What a route may answer when all goes well; problems are the same for all routes. */
export type Outcome = { status: 200 | 201; body: z.ZodType } | { status: 204 } | { status: 200; type: 'audio/wav' | 'text/csv' | 'text/event-stream' };

export interface RawAsk {
  params: unknown;
  query: unknown;
  body: unknown;
  asker: Asker;
  /** The cursor a stream's reader has seen last. */
  lastEventId?: string;
}

export interface Ask<P, Q, B> extends RawAsk {
  params: P;
  query: Q;
  body: B;
}

export interface RouteOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: 'get' | 'put' | 'post' | 'delete';
  /** With parameters in braces, as OpenAPI writes them. */
  path: string;
  summary: string;
  roles: readonly Role[];
  /** An agent's token serves too, for that agent's own `{id}` only. */
  ownAgent?: true;
  params: P;
  query: Q;
  /** Absent: the route takes no body. */
  body?: B;
  outcomes: readonly Outcome[];
  handle: (ask: Ask<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Answer>;
}

/** A route whose types have gone into its schemas: it reads the raw request itself. */
export interface Route extends Omit<RouteOf<z.ZodType, z.ZodType, z.ZodType>, 'handle'> {
  answer: (raw: RawAsk) => Promise<Answer>;
}

/** A hint about a value needs the value. */
const SHOW_INPUT = { reportInput: true } as const;

export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(of: RouteOf<P, Q, B>): Route {
  const { handle, ...rest } = of;
  return {
    ...rest,
    async answer(raw) {
      const params = of.params.safeParse(raw.params, SHOW_INPUT);
      if (!params.success) return invalid('the address', wrongFields(params.error, of.params, 'parameter'));
      const query = of.query.safeParse(raw.query, SHOW_INPUT);
      if (!query.success) return invalid('the query', wrongFields(query.error, of.query, 'parameter'));
      const body = of.body?.safeParse(raw.body, SHOW_INPUT);
      if (body && !body.success) return invalid('the body', wrongFields(body.error, of.body, 'pointer'));
      return handle({ ...raw, params: params.data, query: query.data, body: body?.data as z.output<B> });
    },
  };
}

/** A field that only the handler can judge, told like those the schema judges. */
export const invalidField = (pointer: string, detail: string): Problem => problem('invalid', `the body: ${pointer} ${detail}`, { errors: [{ pointer, detail }] });

export const invalidParameter = (parameter: string, detail: string): Problem => problem('invalid', `the address: ${parameter} ${detail}`, { errors: [{ parameter, detail }] });

function invalid(where: string, errors: NonNullable<Problem['errors']>): Problem {
  const [first] = errors;
  const name = first?.pointer ?? first?.parameter ?? '';
  return problem('invalid', `${where}: ${name} ${first?.detail ?? 'is not as expected'}${first?.hint ? ` — ${first.hint}` : ''}`, { errors });
}
