import { describe, expect, it } from 'vitest';
import { mayUse, tokenCheck } from './auth.ts';

const check = tokenCheck([{ token: 'abc', role: 'admin' }, { token: 'amys', role: 'agent', agent: 'amy' }]);

describe('a bearer token', () => {
  it.each([
    ['Bearer abc', { is: 'known', asker: { role: 'admin' } }],
    ['bearer   abc ', { is: 'known', asker: { role: 'admin' } }],
    ['Bearer amys', { is: 'known', asker: { role: 'agent', agent: 'amy' } }],
    ['Bearer ab', { is: 'unknown' }],
    ['Bearer abcd', { is: 'unknown' }],
    ['Bearer ABC', { is: 'unknown' }],
    ['Bearer abc abc', { is: 'missing' }],
    ['Basic abc', { is: 'missing' }],
    ['Bearer', { is: 'missing' }],
    ['', { is: 'missing' }],
    [undefined, { is: 'missing' }],
    [`Bearer ${'a'.repeat(600)}`, { is: 'missing' }],
  ])('%s', (header, shown) => {
    expect(check(header)).toEqual(shown);
  });

  it('opens nothing where there are no tokens', () => {
    expect(tokenCheck([])('Bearer abc')).toEqual({ is: 'unknown' });
    expect(tokenCheck([])('Bearer undefined')).toEqual({ is: 'unknown' });
  });
});

describe('a right', () => {
  const own = { roles: ['admin'], ownAgent: true } as const;
  it.each([
    [{ role: 'admin' }, 'amy', true],
    [{ role: 'agent', agent: 'amy' }, 'amy', true],
    [{ role: 'agent', agent: 'amy' }, 'ben', false],
    [{ role: 'agent', agent: 'amy' }, undefined, false],
    [{ role: 'agent' }, undefined, false],
    [{ role: 'read-only' }, 'amy', false],
  ] as const)('%o to %s: %s', (asker, id, may) => {
    expect(mayUse(asker, own, id)).toBe(may);
  });
});
