// Problems as the API tells them (RFC 9457): what went wrong, where, and what was expected.
import { z } from 'zod';
import { nearest } from '../../flow/nearest.ts';

/** One wrong field or parameter. */
export interface WrongField {
  /** A JSON pointer into the body, such as `#/phone`. */
  pointer?: string;
  /** The name of a query or path parameter. */
  parameter?: string;
  /** What was expected there. */
  detail: string;
  /** The nearest name we know. */
  hint?: string;
}

export interface Problem {
  is: 'problem';
  status: number;
  code: ProblemCode;
  detail: string;
  errors?: readonly WrongField[];
  headers?: Readonly<Record<string, string>>;
}

/** Every problem there is: its status and its title, which does not change from one occurrence to the next. */
export const problems = {
  'not-json': { status: 400, title: 'The body is not JSON' },
  'bad-address': { status: 400, title: 'The address cannot be read' },
  'who-are-you': { status: 401, title: 'A valid token is needed' },
  'not-allowed': { status: 403, title: 'This token may not do that' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'conflict': { status: 409, title: 'That does not fit the present state' },
  'too-large': { status: 413, title: 'The body is too large' },
  'wrong-type': { status: 415, title: 'The body must be JSON' },
  'wrong-range': { status: 416, title: 'The range lies outside the sound' },
  'invalid': { status: 422, title: 'Some fields are not as expected' },
  'files-refused': { status: 422, title: 'The files have problems' },
  'fault': { status: 500, title: 'Something broke on our side' },
  'upstream': { status: 502, title: 'A system behind this one failed' },
  'unavailable': { status: 503, title: 'Not available now' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problems;

export function problem(code: ProblemCode, detail: string, more: Pick<Problem, 'errors' | 'headers'> = {}): Problem {
  return { is: 'problem', status: problems[code].status, code, detail, ...more };
}

/** A name that should be one of those we know. */
export function unknownName(pointer: string, name: string, what: string, known: readonly string[]): Problem {
  const near = nearest(name, known);
  const detail = `there is no ${what} '${name}'`;
  const hint = near === undefined ? undefined : `did you mean '${near}'?`;
  return problem('invalid', `the body: ${pointer} ${detail}${hint === undefined ? '' : ` — ${hint}`}`, { errors: [{ pointer, detail, ...(hint !== undefined && { hint }) }] });
}

/** The body sent for a problem. */
export function problemBody(told: Problem): z.output<typeof problemSchema> {
  return {
    type: `urn:caseline:problem:${told.code}`,
    title: problems[told.code].title,
    status: told.status,
    detail: told.detail,
    ...(told.errors && { errors: told.errors.map((error) => ({ ...error })) }),
  };
}

const wrongField = z.strictObject({
  pointer: z.string().optional(),
  parameter: z.string().optional(),
  detail: z.string(),
  hint: z.string().optional(),
});

export const problemSchema = z
  .strictObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), errors: z.array(wrongField).optional() })
  .meta({ title: 'Problem', description: 'A problem as RFC 9457 describes it.' });
