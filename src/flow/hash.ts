// The name of a version of the flows: the same content has the same name, whatever its layout and comments.
import { createHash } from 'node:crypto';
import type { Flow } from './verbs.ts';

/** It stands in every call, and tells a handful of versions apart: sixteen digits are enough. */
const DIGITS = 16;

/** SHA-256 over the flows in a canonical form: names sorted, defaults filled in, files and comments left out. */
export function hashOfFlows(flows: readonly Flow[]): string {
  return hashOf([...flows].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex').slice(0, DIGITS);

/** JSON with the keys of every object in order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
