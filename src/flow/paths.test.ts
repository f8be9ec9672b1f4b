import { describe, expect, it } from 'vitest';
import { parseFlows } from './parse.ts';
import { everyWayOnce, printWalk, waysThrough, type WalkLimits } from './paths.ts';
import { printProblem } from './problem.ts';

const flows = (...texts: string[]) => {
  const parsed = parseFlows(texts.map((text, index) => ({ file: `${index}.yaml`, text })));
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  return parsed.flows;
};
const main = (steps: string) => `flow: main\nstart: a\nsteps:\n${steps}`;
const walks = (texts: string[], limits?: WalkLimits) => [...waysThrough(flows(...texts), 'main', limits)].map(printWalk);

describe('every way through a flow', () => {
  it('takes each way out in turn, to its end', () => {
    expect(walks([main('  a: { menu: x.y, then: { 1: b, 2: c, missed: c } }\n  b: { say: x.y, then: c }\n  c: { hangup: }\n')])).toEqual([
      'a –1→ b –next→ c (hangup)',
      'a –2→ c (hangup)',
      'a –missed→ c (hangup)',
    ]);
  });

  it('ends where it comes round, or goes round as often as it is asked to', () => {
    const round = [main('  a: { menu: x.y, then: { 1: a, missed: b } }\n  b: { hangup: }\n')];
    expect(walks(round)).toEqual(['a –1→ a (again)', 'a –missed→ b (hangup)']);
    expect(walks(round, { repeats: 1 })).toEqual(['a –1→ a –1→ a (again)', 'a –1→ a –missed→ b (hangup)', 'a –missed→ b (hangup)']);
  });

  it('goes into the flows it calls and comes back, as often as it calls them', () => {
    const sub = 'flow: sub\nstart: s\nsteps:\n  s: { say: x.y, then: t }\n  t: { return: }\n';
    expect(walks([main('  a: { call: sub, then: b }\n  b: { call: sub, then: c }\n  c: { goto: end }\n'), sub, 'flow: end\nstart: z\nsteps: { z: { hangup: } }\n'])).toEqual([
      'main: a –call→ sub: s –next→ t –return→ main: b –call→ sub: s –next→ t –return→ main: c –goto→ end: z (hangup)',
    ]);
  });

  it('ends at a return that nobody called, and at a way that leads nowhere', () => {
    expect(walks([main('  a: { allow: { what: b, times: 1, hours: 1 }, then: { yes: b, no: gone } }\n  b: { return: }\n')])).toEqual(['a –yes→ b (return)', 'a –no→ (nowhere)']);
  });

  it('ends in a flow that calls itself', () => {
    expect(walks([main('  a: { call: main, then: b }\n  b: { return: }\n')])).toEqual(['a –call→ a –call→ a (again)']);
  });

  it('throws rather than walk for ever', () => {
    const steps = Array.from({ length: 12 }, (_, index) => `  a${index}: { allow: { what: b, times: 1, hours: 1 }, then: { yes: a${index + 1}, no: a${index + 1} } }\n`).join('');
    const wide = flows(`flow: main\nstart: a0\nsteps:\n${steps}  a12: { hangup: }\n`);
    expect(() => [...waysThrough(wide, 'main', { waysMax: 1_000 })]).toThrow(`more than 1000 ways lead through 'main'`);
    expect([...waysThrough(wide, 'main')]).toHaveLength(4096);
  });
});

describe('a few ways that together use every way out', () => {
  it('are fewer than all ways and leave nothing out', () => {
    const tree = flows(main('  a: { menu: x.y, then: { 1: b, 2: b, missed: b } }\n  b: { menu: x.y, then: { 1: c, 2: c, missed: c } }\n  c: { hangup: }\n'));
    const ways = everyWayOnce(tree, 'main');
    expect(ways.map(printWalk)).toEqual(['a –1→ b –1→ c (hangup)', 'a –1→ b –2→ c (hangup)', 'a –1→ b –missed→ c (hangup)', 'a –2→ b –1→ c (hangup)', 'a –missed→ b –1→ c (hangup)']);
    expect([...waysThrough(tree, 'main')]).toHaveLength(9);
  });
});
