// Priorities. What the centre owes each is said in its file.

import { HOUR } from './time-span.ts';

export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof PRIORITIES)[number];

const WORDS: Record<string, Priority> = { critical: 'P1', high: 'P2', medium: 'P3', low: 'P4' };

/** Reads `P1`, `p1`, `1`, `Priority 1` or `critical`. */
export function readPriority(input: string): Priority | undefined {
  const text = input.trim().toLowerCase();
  const [, digit] = /^(?:p|priority ?)?([1-4])$/.exec(text) ?? [];
  if (digit !== undefined) return PRIORITIES[Number(digit) - 1];
  return Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
}

/** A P1 customer whom the engineer cannot reach for this long has the priority lowered for the time being. */
export const UNREACHABLE_P1_MS = HOUR;
