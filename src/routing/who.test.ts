import { describe, expect, it } from 'vitest';
import { classOf, personClass, readClass, readWho, teamClass } from './who.ts';

describe('who may answer', () => {
  it.each([
    ['assigned', 'assigned'],
    [' Assigned ', 'assigned'],
    ['team:customer-care', 'team:customer-care'],
    ['Team : customer-care', 'team:customer-care'],
    ['agent:amy', 'agent:amy'],
    ['agent:Amy_2', 'agent:Amy_2'],
    ['everybody', undefined],
    ['team:', undefined],
    ['team:a b', undefined],
    ['skill:routing', undefined],
    ['agent:amy:ben', undefined],
    ['', undefined],
  ])('%s is read as %s', (text, who) => {
    expect(readWho(text)).toBe(who);
  });

  it.each([
    ['team:care', undefined, 'team:care'],
    ['assigned', 'amy', 'agent:amy'],
    ['assigned', undefined, undefined],
    ['assigned', 'Amy Somebody of the old system', undefined],
  ])('%s with %s assigned is the class %s', (who, assigned, name) => {
    expect(classOf(who, assigned)).toBe(name);
  });

  it('can be told from the class again', () => {
    expect([readClass(teamClass('care')), readClass(personClass('amy')), readClass('assigned')]).toEqual([{ team: 'care' }, { agent: 'amy' }, undefined]);
  });
});
