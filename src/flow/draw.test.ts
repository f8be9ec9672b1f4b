import { describe, expect, it } from 'vitest';
import { SaxesParser } from 'saxes';
import { drawMermaid } from './draw.ts';
import { drawSvg } from './draw-svg.ts';
import { parseFlows } from './parse.ts';
import { printProblem } from './problem.ts';
import { verbs, type Flow } from './verbs.ts';
import { verbWords, wayWords } from './words.ts';

const text = `flow: support
start: front
steps:
  front: { menu: front.menu, then: { 1: end, 2: front, 9: note, quiet: end, missed: end } }
  note: { set: { said: '<script>alert("x")</script> & [a](b) #1' }, then: end }
  end: { hangup: goodbye.short }
`;
const flow = (source = text): Flow => {
  const parsed = parseFlows([{ file: 'a.yaml', text: source }]);
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  const [first] = Object.values(parsed.flows.flows);
  if (!first) throw new Error('there is a flow');
  return first;
};
const path = [{ step: 'front', way: '9' }, { step: 'note' }];

/** The names and texts of an XML document; it throws where the document is none. */
function elements(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes: attributes, text: '' }));
  parser.on('text', (words) => {
    const last = found.at(-1);
    if (last) last.text += words;
  });
  parser.write(xml).close();
  return found;
}

describe('a flow drawn as SVG', () => {
  it('shows every step by name, every arrow, and the ways on them', () => {
    const drawn = elements(drawSvg(flow()));
    const texts = drawn.filter(({ name }) => name === 'text').map(({ text: words }) => words.trim());
    expect(texts).toEqual(expect.arrayContaining(['front', 'note', 'end', 'menu · front.menu', '9', '2', '1, quiet, missed']));
    expect(drawn.filter(({ name, attributes }) => name === 'path' && attributes.class === 'way')).toHaveLength(5);
  });

  it('has a title and a description for those who do not see it', () => {
    const drawn = elements(drawSvg(flow()));
    expect(drawn.find(({ name }) => name === 'title')?.text.trim()).toBe('The flow support');
    expect(drawn.find(({ name }) => name === 'desc')?.text.trim()).toBe('3 steps, beginning at front, with 1 end.');
    expect(drawn[0]?.attributes['aria-labelledby']).toBe('support-title support-words');
  });

  it('stays a picture whatever an author writes into a variable', () => {
    const drawn = elements(drawSvg(flow(text.replace('[a](b)', '\u0007\u202e'))));
    expect(drawn.some(({ name }) => name === 'script')).toBe(false);
    expect(drawn.some(({ text: words }) => words.includes('said = <script>'))).toBe(true);
  });

  it('lets the way of one call stand out', () => {
    const went = elements(drawSvg(flow(), { path })).filter(({ attributes }) => /\bwent\b/.test(attributes.class ?? ''));
    expect(went.map(({ name }) => name)).toEqual(expect.arrayContaining(['path', 'g']));
    expect(elements(drawSvg(flow())).some(({ attributes }) => attributes.class === 'way went')).toBe(false);
  });

  it('writes ways to a busy step into the boxes, and keeps one arrow to it', () => {
    const busy = `flow: a\nstart: a\nsteps:\n${['a', 'b', 'c', 'd', 'e'].map((step, index, all) => `  ${step}: { menu: x.y, then: { 1: ${all[index + 1] ?? 'end'}, missed: end } }\n`).join('')}  end: { hangup: }\n`;
    const drawn = elements(drawSvg(flow(busy)));
    const written = drawn.filter(({ attributes }) => attributes.class === 'written').map(({ text: words }) => words.trim());
    expect(written).toEqual(['missed → end', 'missed → end', 'missed → end', '1, missed → end']);
  });

  it('of five hundred steps that lead everywhere is still drawn at once', () => {
    const steps = Array.from({ length: 500 }, (_, i) => `  s${i}: { menu: x.y, then: { 1: s${(i + 1) % 500}, 2: s${(i * 7) % 500}, 3: s${(i * 13 + 5) % 500}, missed: s0 } }\n`);
    expect(drawSvg(flow(`flow: a\nstart: s0\nsteps:\n${steps.join('')}`))).toContain('s499');
  });

  it('copes with a start that is not there and steps that lead nowhere', () => {
    const odd = flow('flow: a\nstart: nowhere\nsteps:\n  a: { say: b.c, then: gone }\n');
    expect(elements(drawSvg(odd)).some(({ text: words }) => words === 'a')).toBe(true);
  });

  it('has no number that is none', () => {
    expect(drawSvg(flow())).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('a flow drawn for Mermaid', () => {
  it('names steps in the boxes and ways on the arrows', () => {
    expect(drawMermaid(flow()).split('\n').slice(0, 9)).toEqual([
      'flowchart TD',
      '  begin(("support")) --> s0',
      '  s0 -->|"1, quiet, missed"| s2',
      '  s0 -->|"2"| s0',
      '  s0 -->|"9"| s1',
      '  s1 --> s2',
      '  s0("<b>front</b><br/>menu · front.menu"):::speaks',
      expect.stringContaining('s1{{"<b>note</b><br/>set · said = #60;script#62;alert#40;#34;x#34;') as string,
      '  s2(["<b>end</b><br/>hangup · goodbye.short"]):::ends',
    ]);
  });

  it('lets the way of one call stand out', () => {
    expect(drawMermaid(flow(), { path })).toContain('  class s0,s1 went\n  linkStyle 3 stroke:#c2410c');
  });
});

describe('the words of the language', () => {
  it('every verb and every way has some', () => {
    const ways = Object.values(verbs).flatMap((rules) => [...rules.ways, ...('mayHave' in rules ? rules.mayHave : [])]);
    expect(Object.keys(verbWords).sort()).toEqual(Object.keys(verbs).sort());
    expect(ways.filter((way) => wayWords[way] === undefined)).toEqual([]);
  });
});
