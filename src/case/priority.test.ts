import { describe, expect, it } from 'vitest';
import { readPriority } from './priority.ts';

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
