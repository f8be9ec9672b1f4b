import { describe, expect, it } from 'vitest';
import { parseFlows } from '../flow/parse.ts';
import { coverageOf } from './coverage.ts';
import { coverageText } from './report.ts';
import { addVisits, writeWalk } from './story.ts';

const text = `flow: front
kind: caller
start: menu
steps:
  menu:
    menu: { prompt: front.menu }
    then: { "1": sorry, "2": bye, missed: bye }
  sorry: { say: front.sorry, then: bye }
  bye: { hangup: goodbye.now }
`;
const parsed = parseFlows([{ file: 'front.yaml', text }]);
if (!parsed.ok) throw new Error('the flow of this test has mistakes');
const { flows, sources } = parsed;

describe('coverage', () => {
  it('names the ways nobody took, and of a step nobody came to the step alone', () => {
    const coverage = coverageOf(flows, sources, [[{ flow: 'front', step: 'menu', way: '2' }, { flow: 'front', step: 'bye' }]]);
    expect(coverageText(coverage).split('\n')).toEqual([
      'No script goes through:',
      '  front.yaml:7:13 front/menu –1→',
      '  front.yaml:7:35 front/menu –missed→',
      '  front.yaml:8:3 front/sorry',
      'Scripts go through 2 of 3 steps and 1 of 4 ways out.',
    ]);
  });

  it('is whole when every way was taken by some call', () => {
    const walks = [['1'], ['2'], ['missed']].map(([way = '']) => [{ flow: 'front', step: 'menu', way }]);
    const coverage = coverageOf(flows, sources, [...walks, [{ flow: 'front', step: 'sorry', way: 'next' }, { flow: 'front', step: 'bye' }]]);
    expect(coverage).toMatchObject({ steps: { all: 3, tried: 3 }, ways: { all: 4, tried: 4 }, untried: [] });
  });
});

describe('the way of a call', () => {
  it('has a step once though the call stayed at it between two turns', () => {
    const walk = [{ flow: 'front', step: 'menu' }];
    addVisits(walk, [{ flow: 'front', step: 'menu', way: '1' }, { flow: 'front', step: 'sorry', way: 'next' }, { flow: 'hold', step: 'first' }]);
    expect(writeWalk(walk)).toBe('front: menu –1→ sorry –next→ · hold: first');
  });
});
