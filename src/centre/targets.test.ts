import { expect, it } from 'vitest';
import { readCase } from '../case/case.ts';
import { loadCentre } from './load.ts';
import { targetsOf } from './targets.ts';

const read = await loadCentre('flows');
if (!read.ok) throw new Error('the shipped centre has problems: run caseline check');
const { centre } = read;

/** Ten on a Tuesday in Los Angeles. */
const tuesday = '2026-10-20T17:00:00Z';
const due = (fields: object) => {
  const one = readCase({ number: '2026-1020-0001', status: 'open', region: 'americas', ...fields });
  if (!one.ok) throw new Error(one.problems.join('; '));
  const { responseDue, updateDue } = targetsOf(one.case, centre);
  return [responseDue, updateDue].map((at) => (at === undefined ? undefined : new Date(at).toISOString().slice(0, 16)));
};

it.each([
  ['P1', '2026-10-20T18:00', '2026-10-20T21:00'],
  ['P2', '2026-10-20T18:00', '2026-10-21T17:00'],
  ['P3', '2026-10-21T01:00', '2026-10-23T17:00'],
  ['P4', '2026-10-22T21:00', '2026-10-27T17:00'],
])('what is promised for a %s that was opened on Tuesday at ten', (priority, response, update) => {
  expect(due({ priority, openedAt: tuesday })).toEqual([response, update]);
});

it('the customer hears next so long after the last that happened', () => {
  expect(due({ priority: 'P1', openedAt: tuesday, modifiedAt: '2026-10-20T18:00:00Z', timeline: [{ at: '2026-10-20T19:30:00Z', what: 'A workaround was tried.' }] })[1]).toBe('2026-10-20T23:30');
});

it('the terms of the case go before those of the priority', () => {
  expect(due({ priority: 'P1', openedAt: tuesday, targets: { updates: '1 hour' } })).toEqual(['2026-10-20T18:00', '2026-10-20T18:00']);
});

it('of a case of which nobody knows when it was opened, nothing is due', () => {
  expect(due({ priority: 'P1' })).toEqual([undefined, undefined]);
});
