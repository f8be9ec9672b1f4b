import { describe, expect, it } from 'vitest';
import type { Look, Wait } from '../store/floor.ts';
import { decisionOf, OTHERS_MAX } from './decision.ts';

const wait = (id: string, more: Partial<Wait> = {}): Wait => ({
  id, call: `call-${id}`, state: 'waiting', rank: 1, joined: 1, steps: [], limit: 1, classes: ['team:care'], offers: [], ...more,
});
const head = (agent: string, name: string, since: number, score = since) => ({ agent, class: name, score, since });
const forWait = (...agents: ReturnType<typeof head>[]): Look => ({ for: 'wait', wait: wait('w1'), agents });
const chose = (agent: string, name = 'team:care') => ({ wait: 'w1', agent, class: name });

describe('what a decision for a caller passed over', () => {
  it.each([
    ['nobody else was there', forWait(head('amy', 'team:care', 5)), chose('amy'), {}],
    ['the same person stood at the head of two classes', forWait(head('amy', 'team:care', 5), head('amy', 'team:sirt', 5)), chose('amy'), {}],
    ['somebody free for a shorter time', forWait(head('amy', 'team:care', 5), head('ben', 'team:sirt', 9)), chose('amy'), { others: [{ agent: 'ben', why: 'idle-less-long' }] }],
    ['somebody free longer, but one was asked for by name', forWait(head('dan', 'agent:dan', 9, -1e13), head('eva', 'team:engineers', 5)), chose('dan', 'agent:dan'), { others: [{ agent: 'eva', why: 'asked-by-name' }] }],
    ['somebody free longer who comes later by the way the team is rung', forWait(head('eva', 'team:engineers', 9, -100), head('gus', 'team:experts', 5)), chose('eva', 'team:engineers'), { others: [{ agent: 'gus', why: 'comes-later' }] }],
  ])('%s', (_what, look, chosen, expected) => {
    expect(decisionOf(look, chosen)).toEqual(expected);
  });

  it('keeps twenty and counts the rest by their reason', () => {
    const look = forWait(head('amy', 'team:care', 0), ...Array.from({ length: 27 }, (_, n) => head(`agent-${n}`, `team:t${n}`, n + 1)));
    const { others, more } = decisionOf(look, chose('amy'));
    expect(others).toHaveLength(OTHERS_MAX);
    expect(more).toEqual({ 'idle-less-long': 7 });
  });

  it('tells of claims that were refused on the way', () => {
    const refused = [{ call: 'call-w1', agent: 'ben', why: 'not-free' as const }];
    expect(decisionOf(forWait(head('amy', 'team:care', 5)), chose('amy'), refused)).toEqual({ refused });
  });
});

describe('what a decision for an agent passed over', () => {
  const agent = { id: 'amy', presence: 'ready' as const, state: 'ready' as const, since: 1, classes: {} };
  it('callers further back, and those for whom enough phones ring', () => {
    const look: Look = {
      for: 'agent', agent,
      waits: [{ wait: wait('w1'), class: 'team:care' }, { wait: wait('w2'), class: 'team:sirt' }, { wait: wait('w3', { offers: ['o1'] }), class: 'team:x' }, { wait: wait('w1'), class: 'team:y' }],
    };
    expect(decisionOf(look, chose('amy'))).toEqual({ others: [{ call: 'call-w2', why: 'further-back' }, { call: 'call-w3', why: 'at-limit' }] });
  });
});
