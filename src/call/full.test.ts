// A line that is full, in a tree in which everybody could be turned away: only some are.
import { describe, expect, it } from 'vitest';
import { cases, centre, flows, keys, listening, said, step, verbs } from '../../test/support/core.ts';
import type { Centre } from '../centre/centre.ts';
import type { Flow, Flows } from '../flow/verbs.ts';

const support = flows.flows['support'] as Flow;
const wired = Object.fromEntries(Object.entries(support.steps).map(([name, each]) => [name, each.verb === 'reach' ? { ...each, ways: { ...each.ways, full: 'line-full' } } : each]));
const tree: Flows = { ...flows, flows: { ...flows.flows, support: { ...support, steps: wired } } };
const narrow: Centre = { ...centre, demands: Object.fromEntries(Object.entries(centre.demands).map(([name, demand]) => [name, { ...demand, limit: { waiting: 2 } }])) };

const calls = (number: string, ahead: number) => {
  const found = cases.find((each) => each.number === number);
  if (!found) throw new Error(`the sample cases have no ${number}`);
  return step(listening(), keys(`${number}#`), { centre: narrow, known: { case: { is: 'found', case: found, contact: true }, ahead } }, tree);
};
const [p2, p1] = ['200608110120', '202411180007'];

describe('where two may wait', () => {
  it.each([
    ['a P2 who finds one ahead', p2, 1, true],
    ['a P2 who finds two', p2, 2, false],
    ['a P1 who finds two', p1, 2, true],
    ['a P1 who finds a hundred', p1, 100, true],
  ] as const)('%s', (_name, number, ahead, joins) => {
    const next = calls(number, ahead);
    expect([verbs(next).includes('join'), said(next).includes('overflow.full')]).toEqual([joins, !joins]);
  });
});
