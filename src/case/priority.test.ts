import { describe, expect, it } from 'vitest';
import type { Priority } from './priority.ts';
import { ESCALATION_AGES_MS, ESCALATION_LEVELS, levelsTold, PRIORITIES, readPriority, UPDATES } from './priority.ts';

describe('a priority is read as people write it', () => {
  it.each([
    ['P1', 'P1'],
    ['p2', 'P2'],
    ['3', 'P3'],
    ['Priority 4', 'P4'],
    ['priority1', 'P1'],
    ['Critical', 'P1'],
    ['high', 'P2'],
    [' medium ', 'P3'],
    ['LOW', 'P4'],
  ])('%s is %s', (input, priority) => {
    expect(readPriority(input)).toBe(priority);
  });

  it.each(['', 'P0', 'P5', 'P11', 'urgent', 'constructor', '1.0'])('%s is none', (input) => {
    expect(readPriority(input)).toBeUndefined();
  });
});

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

describe('how often a customer hears of a case', () => {
  it.each([
    ['P1', { unit: 'clock', ms: 4 * hours }],
    ['P2', { unit: 'business-days', days: 1 }],
    ['P3', { unit: 'business-days', days: 3 }],
    ['P4', { unit: 'clock', ms: 7 * days }],
  ] as const)('%s', (priority, updates) => {
    expect(UPDATES[priority]).toEqual(updates);
  });
});

describe('an unresolved case is known higher up as it ages', () => {
  const [manager, director, vicePresident, engineering] = ESCALATION_LEVELS;
  it.each<[Priority, number, string, string[]]>([
    ['P1', 0, 'new', []],
    ['P1', 1 * hours - 1, 'just under an hour', []],
    ['P1', 1 * hours, 'an hour', [manager]],
    ['P1', 2 * hours, 'two hours', [manager, director]],
    ['P1', 4 * hours, 'four hours', [manager, director, vicePresident]],
    ['P1', 24 * hours, 'a day', [manager, director, vicePresident, engineering]],
    ['P2', 12 * hours - 1, 'just under twelve hours', []],
    ['P2', 12 * hours, 'twelve hours', [manager]],
    ['P2', 24 * hours, 'a day', [manager, director]],
    ['P2', 96 * hours, 'four days', [manager, director, vicePresident]],
    ['P2', 365 * days, 'a year', [manager, director, vicePresident]],
    ['P3', 15 * days - 1, 'just under fifteen days', []],
    ['P3', 15 * days, 'fifteen days', [manager]],
    ['P4', 30 * days - 1, 'just under thirty days', []],
    ['P4', 30 * days, 'thirty days', [manager]],
  ])('%s after %d ms (%s)', (priority, age, _, told) => {
    expect(levelsTold(priority, age)).toEqual(told);
  });

  it('and no level is told before the one below it', () => {
    for (const priority of PRIORITIES) {
      const ages = ESCALATION_LEVELS.map((level) => ESCALATION_AGES_MS[priority][level] ?? Infinity);
      expect(ages).toEqual([...ages].sort((a, b) => a - b));
    }
  });
});
