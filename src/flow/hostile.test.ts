import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFlows, type World } from './check.ts';
import { drawMermaid } from './draw.ts';
import { drawSvg } from './draw-svg.ts';
import { parseFlows } from './parse.ts';
import { verbs, type Verb } from './verbs.ts';

const world: World = {
  prompts: { locales: ['en'], has: () => true, keys: [] }, demands: ['care'], lines: [{ name: 'main', flow: 'main' }], entries: [], usedByCode: [],
};

/** Steps that are mostly well formed, so that many get past the reader and on to the checks. */
const name = fc.constantFrom('a', 'b', 'c', 'd', 'gone', 'constructor');
const flowName = fc.constantFrom('main', 'sub', 'hold', 'gone', 'to-string');
const args: Partial<Record<Verb, fc.Arbitrary<unknown>>> = {
  say: fc.constant('x.y'), menu: fc.record({ prompt: fc.constant('x.y'), number: fc.constantFrom('case-number', 'digits'), into: name }, { requiredKeys: ['prompt'] }),
  ask: fc.record({ prompt: fc.constant('x.y'), pattern: fc.constant('digits'), into: name }), find: name, set: fc.dictionary(name, fc.string()),
  when: fc.array(fc.record({ is: fc.dictionary(fc.constantFrom('priority', 'open'), fc.string()), go: name }), { minLength: 1, maxLength: 3 }),
  allow: fc.constant({ what: 'tries', times: 3, hours: 1 }), reach: fc.record({ demand: fc.constant('care'), hold: flowName }),
  hold: fc.constant({ music: 5 }), leave: name, goto: fc.record({ flow: flowName, step: name }, { requiredKeys: ['flow'] }), call: flowName, return: fc.constant({}), hangup: fc.constant({}),
};
const step = fc.constantFrom(...(Object.keys(args) as Verb[])).chain((verb) => {
  const ways = [...verbs[verb].ways, '1', '#'];
  const then = fc.dictionary(fc.constantFrom(...ways, 'a', 'b', 'voicemail'), name);
  return fc.tuple(args[verb] ?? fc.constant({}), then).map(([given, to]) => (verbs[verb].ways.length === 0 ? { [verb]: given } : { [verb]: given, then: to }));
});
const file = (flow: string, kind: string) => fc.record({ flow: fc.constant(flow), kind: fc.constant(kind), start: name, steps: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), step, { minKeys: 1 }) });

describe('whatever somebody puts into the flows folder', () => {
  it('the reader answers with flows or with problems', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.array(fc.constantFrom(...'flow: start steps kind\n  - ? [ ] { } * & # ! | > " \' % @ ` , 2 a'.split(/(?=.)/))).map((parts) => parts.join(''))), (text) => {
      const parsed = parseFlows([{ file: 'a.yaml', text }]);
      if (!parsed.ok) expect(parsed.problems.every(({ line, column, message }) => line >= 1 && column >= 1 && message.length < 1_000)).toBe(true);
    }), { numRuns: 2_000 });
  });

  it('the check and the drawings take every flow that the reader took', () => {
    let read = 0;
    fc.assert(fc.property(file('main', 'caller'), file('sub', 'caller'), file('hold', 'hold'), (...files) => {
      const parsed = parseFlows(files.map((content, index) => ({ file: `${index}.yaml`, text: JSON.stringify(content) })));
      if (!parsed.ok) return;
      read++;
      const problems = checkFlows(parsed.flows, parsed.sources, world);
      expect(problems.every(({ file: where, line }) => where !== '' && line >= 1)).toBe(true);
      for (const flow of Object.values(parsed.flows.flows)) expect(drawSvg(flow).length + drawMermaid(flow).length).toBeGreaterThan(0);
    }), { numRuns: 400 });
    expect(read).toBeGreaterThan(200);
  });
});
