// Priorities, and what the centre owes each: updates, and who hears of a case that grows old. When it answers first is a setting of the centre.

import type { TimeSpan } from './time-span.ts';
import { DAY, HOUR } from './time-span.ts';

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

/** How often a customer hears of a case. P2 to P4 are worked on in local business hours; the weekly update of a P4 is a week of the calendar. */
export const UPDATES: Record<Priority, TimeSpan> = {
  P1: { unit: 'clock', ms: 4 * HOUR },
  P2: { unit: 'business-days', days: 1 },
  P3: { unit: 'business-days', days: 3 },
  P4: { unit: 'clock', ms: 7 * DAY },
};

/** Who is told, from the first to the last. */
export const ESCALATION_LEVELS = ['support-manager', 'service-director', 'service-vice-president', 'engineering-vice-president'] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

/** Age of an unresolved case, nights and Sundays included, at which each level is told. The lower the priority, the shorter the ladder. */
export const ESCALATION_AGES_MS: Record<Priority, Partial<Record<EscalationLevel, number>>> = {
  P1: {
    'support-manager': HOUR,
    'service-director': 2 * HOUR,
    'service-vice-president': 4 * HOUR,
    'engineering-vice-president': 24 * HOUR,
  },
  P2: { 'support-manager': 12 * HOUR, 'service-director': 24 * HOUR, 'service-vice-president': 96 * HOUR },
  P3: { 'support-manager': 15 * DAY },
  P4: { 'support-manager': 30 * DAY },
};

/** The levels that should have been told of an unresolved case of this age, in order. */
export function levelsTold(priority: Priority, ageMs: number): EscalationLevel[] {
  return ESCALATION_LEVELS.filter((level) => ageMs >= (ESCALATION_AGES_MS[priority][level] ?? Infinity));
}

/** A P1 customer whom the engineer cannot reach for this long has the priority lowered for the time being. */
export const UNREACHABLE_P1_MS = HOUR;
