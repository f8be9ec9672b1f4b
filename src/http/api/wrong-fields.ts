// What zod found wrong, in our words: a pointer to each field, what was expected there, and the nearest name for one we do not know.
import { z } from 'zod';
import { nearest } from '../../flow/nearest.ts';
import type { WrongField } from './problem.ts';

/** Nobody reads more than this, and a hostile body could have ten thousand. */
const WRONG_FIELDS_MAX = 20;

/** `pointer` for bodies, `parameter` for what stands in the address. */
export function wrongFields(error: z.ZodError, schema: z.ZodType | undefined, as: 'pointer' | 'parameter'): WrongField[] {
  return error.issues.flatMap((issue) => fieldsOf(issue, schema, as)).slice(0, WRONG_FIELDS_MAX);
}

function fieldsOf(issue: z.core.$ZodIssue, schema: z.ZodType | undefined, as: 'pointer' | 'parameter'): WrongField[] {
  if (issue.code !== 'unrecognized_keys') return [{ ...placeOf(issue.path, as), detail: sentence(issue), ...hintOf(issue) }];
  const known = keysAt(schema, issue.path);
  return issue.keys.map((key) => {
    const near = nearest(key, known);
    const detail = `is not a field here, expected ${known.length > 0 ? `one of: ${known.join(', ')}` : 'no fields'}`;
    return { ...placeOf([...issue.path, key], as), detail, ...(near !== undefined && { hint: `did you mean '${near}'?` }) };
  });
}

function placeOf(path: readonly PropertyKey[], as: 'pointer' | 'parameter'): WrongField | { pointer: string } | { parameter: string } {
  if (as === 'parameter') return { parameter: String(path[0] ?? '') };
  return { pointer: pointerTo(path) };
}

export const pointerTo = (path: readonly PropertyKey[]): string => `#${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;

/** Our own schemas write whole expectations; what is zod's own wording loses its preamble. */
function sentence(issue: z.core.$ZodIssue): string {
  if ('input' in issue && issue.input === undefined) return `is missing, ${expectation(issue)}`;
  return expectation(issue);
}

function expectation(issue: z.core.$ZodIssue): string {
  return issue.message.replace(/^(Invalid input|Invalid option): /, '').replace(', received undefined', '').replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}

function hintOf(issue: z.core.$ZodIssue): { hint?: string } {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return {};
  const near = nearest(issue.input, issue.values.map(String));
  return near === undefined ? {} : { hint: `did you mean '${near}'?` };
}

/** The fields of the object at a path of a schema. */
function keysAt(schema: z.ZodType | undefined, path: readonly PropertyKey[]): string[] {
  const inside = unwrap(schema);
  const [first, ...rest] = path;
  if (first === undefined) return inside instanceof z.ZodObject ? Object.keys(inside.shape) : [];
  if (inside instanceof z.ZodObject) return keysAt((inside.shape as Record<string, z.ZodType>)[String(first)], rest);
  if (inside instanceof z.ZodArray) return keysAt(inside.element as z.ZodType, rest);
  if (inside instanceof z.ZodRecord) return keysAt(inside.valueType as z.ZodType, rest);
  return [];
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  return schema;
}
