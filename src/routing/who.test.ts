import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printProblem } from '../flow/problem.ts';
import { CLASS_LENGTH_MOST } from '../store/bounds.ts';
import { ATOMS_MAX, readWho } from './read-who.ts';
import { classesOf, normal, parseTerm, personClass, readAtom, readClass, spell, spellAtom, teamClass } from './who.ts';
import type { Term } from './who.ts';

const spelled = (text: string) => { const asked = readAtom(text); return asked && spellAtom(asked); };

describe('who may answer', () => {
  it.each([
    ['assigned', 'assigned'],
    [' Assigned ', 'assigned'],
    ['Service-Manager', 'service-manager'],
    ['deputy', 'deputy'],
    ['team:customer-care', 'team:customer-care'],
    ['Team : customer-care', 'team:customer-care'],
    ['agent:amy', 'agent:amy'],
    ['agent:Amy_2', 'agent:Amy_2'],
    ['skill:routing', 'skill:routing'],
    ['Skill: Routing >= 5', 'skill:routing>=5'],
    ['skill:routing>=1', 'skill:routing'],
    ['skill:case>=3', 'skill:case>=3'],
    ['region:emea', 'region:emea'],
    ['region:caller', 'region:caller'],
    ['region:next', 'region:next'],
    ['region:next-1', 'region:next'],
    ['region:next-2', 'region:next-2'],
    ['region:nextdoor', 'region:nextdoor'],
    ['language:es_mx', 'language:es-MX'],
    ['language:caller', 'language:caller'],
    ['Interprets: VI', 'interprets:vi'],
    ['interprets:caller', 'interprets:caller'],
    ['interprets:vietnamese', undefined],
    ['skill:routing>=0', undefined],
    ['skill:routing>=11', undefined],
    ['region:next-0', undefined],
    ['language:english', undefined],
    ['everybody', undefined],
    ['team:', undefined],
    ['team:a b', undefined],
    ['agent:amy:ben', undefined],
    ['all(assigned)', undefined],
    ['', undefined],
  ])('%s is the atom %s', (text, atom) => {
    expect(spelled(text)).toBe(atom);
  });

  it.each([
    ['a word', 'team:care', ['team:care']],
    ['a list', ['team:care', 'assigned'], ['assigned', 'team:care']],
    ['all of some', { all: ['team:engineers', 'skill:case'] }, ['all(skill:case,team:engineers)']],
    ['a list in a list', [['team:a', ['team:b']], 'team:a'], ['team:a', 'team:b']],
    ['all of one', { all: ['team:a'] }, ['team:a']],
    ['any of some within all', { all: ['team:a', { any: ['region:emea', 'region:apac'] }] }, ['all(any(region:apac,region:emea),team:a)']],
    ['two keys, which both must hold', { all: ['team:a'], not: 'agent:amy' }, ['all(not(agent:amy),team:a)']],
    ['not any of some', { all: ['team:a', { not: ['agent:amy', 'agent:ben'] }] }, ['all(not(agent:amy),not(agent:ben),team:a)']],
    ['not not', { not: { not: 'team:a' } }, ['team:a']],
  ])('is %s in a file', (_, value, who) => {
    expect(readWho(value)).toMatchObject({ ok: true, who });
  });

  it.each([
    ['a mistyped kind', 'teams:care', [[], `did you mean 'team:care'?`]],
    ['a mistyped person', ['team:a', 'asigned'], [[1], `did you mean 'assigned'?`]],
    ['a mistyped key', { al: ['team:a'] }, [['al'], `did you mean 'all'?`]],
    ['an atom below', { all: ['team:a', { not: 'x:y' }] }, [['all', 1, 'not'], undefined]],
    ['an empty list', { any: [] }, [['any'], undefined]],
    ['nothing', undefined, [[], undefined]],
    ['one where several belong', { all: 'team:a' }, [['all'], undefined]],
    ['more than anybody reads', Array.from({ length: ATOMS_MAX + 1 }, (_, index) => `team:t${index}`), [[], undefined]],
  ])('is not %s, and it is said where', (_, value, [path, hint]) => {
    const read = readWho(value);
    expect(read).toMatchObject({ ok: false, problems: [{ path, ...(hint !== undefined && { hint }) }] });
    if (!read.ok) for (const { message } of read.problems) expect(printProblem({ file: 'f', line: 1, column: 1, message })).not.toContain('undefined');
  });

  it('can be told from the class again', () => {
    expect([readClass(teamClass('care')), readClass(personClass('amy')), readClass('assigned'), readClass('region:next'), readClass('all(team:a,team:b)')]).toEqual([{ team: 'care' }, { agent: 'amy' }, undefined, undefined, undefined]);
  });

  it('too deep for anybody is refused, not a full stack', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'team:a' : { all: [deep(levels - 1), 'team:b'] });
    expect(readWho(deep(1_000)).ok).toBe(false);
    expect(parseTerm(`${'not('.repeat(5_000)}team:a${')'.repeat(5_000)}`)).toBeUndefined();
  });
});

const atoms = ['assigned', 'team:a', 'team:b', 'agent:Amy', 'skill:case', 'skill:routing>=5', 'region:caller', 'region:next-2', 'language:es-MX'];
const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom(...atoms),
    fc.record({ all: fc.array(tie('term'), { minLength: 1, maxLength: 4 }) }), fc.record({ any: fc.array(tie('term'), { minLength: 1, maxLength: 4 }) }), fc.record({ not: tie('term') })),
}));

/** The same wish in other words: turned round, said twice, wrapped. */
function otherwise(of: Term, turn: () => number): Term {
  const same = (inner: Term) => otherwise(inner, turn);
  const wrap = (inner: Term): Term => [inner, { all: [inner] }, { any: [inner, inner] }, { not: { not: inner } }][turn() % 4] ?? inner;
  if (typeof of === 'string') return wrap(of);
  if ('not' in of) return wrap({ not: same(of.not) });
  const parts = ('all' in of ? of.all : of.any).map(same);
  const turned = turn() % 2 === 0 ? [...parts].reverse() : [...parts, ...parts];
  return wrap('all' in of ? { all: turned } : { any: turned });
}

describe('the name of a class', () => {
  it('is the same however the wish was worded', () => {
    fc.assert(fc.property(term, fc.infiniteStream(fc.nat(100)), (one, numbers) => {
      const other = otherwise(one, () => Number(numbers.next().value));
      expect(classesOf(other)).toEqual(classesOf(one));
    }));
  });

  it('can be read back, and says the same again', () => {
    fc.assert(fc.property(term, (one) => {
      const whole = normal(one);
      expect(parseTerm(spell(whole))).toEqual(whole);
      expect(normal(whole)).toEqual(whole);
    }));
  });

  it('stays within the bound of the store, whatever a file may say', () => {
    const long = Array.from({ length: ATOMS_MAX }, (_, index) => `agent:${String(index).padStart(64, 'x')}`);
    const read = readWho({ all: long.map((one) => ({ not: one })) });
    expect(read.ok && read.who[0]?.length).toBeLessThan(CLASS_LENGTH_MOST);
  });
});
