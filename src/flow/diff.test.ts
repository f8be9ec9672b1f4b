import { describe, expect, it } from 'vitest';
import { diffFlows, printDiff } from './diff.ts';
import { parseFlows } from './parse.ts';
import { printProblem } from './problem.ts';

const flows = (...texts: string[]) => {
  const parsed = parseFlows(texts.map((text, index) => ({ file: `${index}.yaml`, text })));
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  return parsed.flows;
};
const before = `flow: support
start: front
steps:
  front: { menu: { prompt: front.menu, again: front.again }, then: { 1: urgent, 2: care, missed: care } }
  urgent: { when: [{ is: { priority: P1 }, go: p1 }], then: { p1: care, otherwise: old } }
  old: { say: old.words, then: care }
  care: { hangup: }
`;
const changed = (...replacements: [string, string][]) => replacements.reduce((text, [from, to]) => {
  if (!text.includes(from)) throw new Error(`the text has no ${from}`);
  return text.replace(from, to);
}, before);
const told = (after: string, ...more: string[]) => printDiff(diffFlows(flows(before), flows(after, ...more))).split('\n');

describe('two versions of the flows', () => {
  it('are alike where only comments, order and short forms differ', () => {
    const after = before.replace('say: old.words', 'say: { prompt: old.words }').replace('flow: support\nstart: front', '# today\nstart: front\nflow: support');
    expect(diffFlows(flows(before), flows(after))).toEqual([]);
    expect(printDiff([])).toBe('');
  });

  it.each([
    ['a way that leads elsewhere', changed(['2: care', '2: urgent']), ['~ front: –2→ urgent (was care)']],
    ['a new key', changed(['2: care', '2: care, 3: old']), ['+ front: –3→ old']],
    ['a key taken away', changed(['2: care, ', '']), ['- front: –2→ care']],
    ['another prompt', changed(['front.menu', 'front.menu-new']), ['~ front: prompt front.menu-new (was front.menu)']],
    ['a prompt taken away', changed([', again: front.again', '']), ['- front: again front.again']],
    ['another number of misses', changed(['again: front.again', 'again: front.again, misses: 2']), ['~ front: misses 2 (was 3)']],
    ['another rule', changed(['priority: P1', 'priority: [P1, P2]']), ['~ urgent: rule 1 {"go":"p1","is":{"priority":["P1","P2"]}} (was {"go":"p1","is":{"priority":"P1"}})']],
    ['another verb', changed(['old: { say: old.words', 'old: { text: old.words']), ['~ old: text (was say)']],
    ['another start', changed(['start: front', 'start: urgent']), ['~ start: urgent (was front)']],
    ['another kind', changed(['start: front', 'kind: agent\nstart: front']), ['~ kind: agent (was caller)']],
    ['a new step', changed(['  care: {', '  bye: { hangup: }\n  care: {']), ['+ bye (hangup)']],
    ['a step taken away', changed(['otherwise: old', 'otherwise: care'], ['  old: { say: old.words, then: care }\n', '']), ['~ urgent: –otherwise→ care (was old)', '- old (say)']],
  ])('%s', (_title, after, expected) => {
    expect(told(after)).toEqual(['support', ...expected.map((line) => `  ${line}`)]);
  });

  it('a flow that comes and a flow that goes', () => {
    const closed = 'flow: closed\nstart: a\nsteps: { a: { hangup: } }\n';
    expect(told(before, closed)).toEqual(['closed', '  + the whole flow']);
    expect(printDiff(diffFlows(flows(before, closed), flows(before)))).toBe('closed\n  - the whole flow');
  });
});
