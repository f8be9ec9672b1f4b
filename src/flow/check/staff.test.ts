import { describe, expect, it } from 'vitest';
import { checkFlows, type World } from '../check.ts';
import { parseFlows } from '../parse.ts';
import { printProblem } from '../problem.ts';

const support = 'flow: support\nstart: bye\nsteps:\n  bye: { hangup: }\n';
const staff = `flow: staff
kind: staff
start: id
steps:
  id: { identify: staff.id, then: { next: pin, missed: bye } }
  pin: { sign-in: staff.pin, then: { next: how, wrong: id, locked: bye, missed: bye } }
  how: { presence: staff.state, then: { next: menu, gone: bye } }
  menu: { menu: staff.menu, then: { 1: ready, missed: bye } }
  ready: { presence: { prompt: staff.state, set: ready }, then: { next: menu, no-phone: menu, gone: bye } }
  bye: { hangup: }
`;
const keys = ['staff.id', 'staff.pin', 'staff.state', 'staff.menu'];
const world: World = {
  prompts: { locales: ['en'], has: (_locale, key) => keys.includes(key), keys },
  demands: [], lines: [{ name: 'toll-free', flow: 'support' }], entries: ['staff'], staff: 'staff', usedByCode: keys,
};

function check(text: string, other = support): string[] {
  const parsed = parseFlows([{ file: 'staff.yaml', text }, { file: 'support.yaml', text: other }]);
  if (!parsed.ok) return parsed.problems.map(printProblem);
  return checkFlows(parsed.flows, parsed.sources, world).map(printProblem);
}

describe('a flow for the staff line', () => {
  it('may ask for id and PIN again and again, since wrong ones are counted', () => {
    expect(check(staff)).toEqual([]);
  });

  it.each([
    ['keeps digits', '  how: { presence', '  how: { ask: { prompt: staff.id, pattern: digits, into: pin }, then: { next: menu, missed: bye } }\n  other: { presence', "'ask' cannot stand in 'staff'"],
    ['keeps a number typed in a menu', 'menu: staff.menu, then: { 1: ready,', 'menu: { prompt: staff.menu, number: case-number, into: case }, then: { 1: ready, number: bye,', "'menu' cannot stand in 'staff'"],
    ['looks for a case', '  bye:', '  x: { find: case, then: { found: bye, closed: bye, unknown: bye, missed: bye, not-entitled: bye, failed: bye } }\n  bye:', "'find' cannot stand in 'staff'"],
    ['does not say what becomes of somebody without a phone', 'no-phone: menu, ', '', "'presence' has no way 'no-phone'"],
    ['sets something that cannot be set', 'set: ready', 'set: asleep', "'set' cannot be 'asleep'"],
    ['is of another kind', 'kind: staff', 'kind: agent', "'staff' answers the staff line, and is a flow of kind 'agent'"],
  ])('that %s is refused', (_name, from, to, message) => {
    expect(check(staff.replace(from, to)).join('\n')).toContain(message);
  });

  it('is not for customers: no line is answered by it, and no flow of theirs signs in', () => {
    expect(check(staff, support.replace('bye: {', 'x: { goto: staff }\n  bye: {').replace('start: bye', 'start: x')).join('\n')).toContain("'staff' is a flow of kind 'staff'");
    expect(check(staff, support.replace('{ hangup: }', '{ identify: staff.id, then: { next: end, missed: end } }\n  end: { hangup: }')).join('\n')).toContain("'identify' cannot stand in 'support'");
  });
});
