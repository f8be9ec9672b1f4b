import { describe, expect, it } from 'vitest';
import type { Entry } from '../store/store.ts';
import { historyInWords } from './history.ts';
import { classInWords, duration, listed } from './in-words.ts';

const teams = { engineers: { name: 'Support engineers' } };
const told = (entry: Omit<Entry, 'at'>) => historyInWords({ at: 0, ...entry } as Entry, teams);
const offered = { kind: 'offered', agent: 'dan', class: 'team:engineers', because: 'the caller waits' };

describe('the history of a call, in words', () => {
  it.each<[Omit<Entry, 'at'>, string | undefined]>([
    [{ kind: 'joined', demand: 'engineer', priority: 'P2' }, 'stood in the line engineer as a P2'],
    [offered, 'dan was rung for Support engineers, because the caller waits'],
    [{ ...offered, others: [{ agent: 'eva', why: 'idle-less-long' }], more: { 'idle-less-long': 7 } }, 'dan was rung for Support engineers, because the caller waits; free longest; not eva (free less long) and 7 more free less long'],
    [{ ...offered, class: 'agent:dan', others: [{ agent: 'eva', why: 'asked-by-name' }] }, 'dan was rung for dan, because the caller waits; asked for by name; not eva (not asked for by name)'],
    [{ ...offered, because: 'the agent became free', others: [{ call: 'c2', why: 'further-back' }, { call: 'c3', why: 'further-back' }] }, 'dan was rung for Support engineers, because the agent became free; this caller was first in line; not 2 callers further back in line'],
    [{ ...offered, refused: [{ call: 'c1', agent: 'eva', why: 'not-free' }] }, 'dan was rung for Support engineers, because the caller waits; eva was free no longer'],
    [{ kind: 'not-claimed', refused: [{ call: 'c1', agent: 'eva', why: 'better-placed' }] }, 'eva was needed by a caller better placed'],
    [{ kind: 'not-taken', agent: 'dan', why: 'expired' }, 'dan did not take it: nobody answered'],
    [{ kind: 'taken', agent: 'dan' }, 'dan took it'],
    [{ kind: 'priority-set', from: 'P4', to: 'P2', by: 'supervisor kim' }, 'supervisor kim made it a P2 instead of a P4'],
    [{ kind: 'moved', from: 'care', to: 'sirt', by: 'admin' }, 'admin moved it from the line care to sirt'],
    [{ kind: 'picked', for: 'dan', by: 'admin' }, 'admin picked dan to take it next'],
    [{ kind: 'pick-over', for: 'dan', why: 'not-taken' }, 'it is back at its old place, not with dan any more: they did not take it'],
    [{ kind: 'left-line', how: 'abandoned' }, 'left the line: abandoned'],
    [{ kind: 'left-line', how: 'hung-up' }, 'hung up'],
    [{ kind: 'left-line', how: 'ended' }, 'the agent ended the conversation'],
    [{ kind: 'given-outside', by: 'dan' }, 'dan gave the caller to an outside number'],
    [{ kind: 'outside-over', status: 'busy' }, 'the outside number was busy'],
    [{ kind: 'returned' }, 'was back in the line, at the old place'],
    [{ kind: 'left-line', how: 'left-alone' }, 'the agent left, and the caller had nobody to talk to'],
    [{ kind: 'text-status', status: 'delivered' }, undefined],
    [{ kind: 'offered' }, ' was rung for , because '],
  ])('%j', (entry, words) => {
    expect(told(entry)).toBe(words);
  });
});

describe('classes and lengths, in words', () => {
  it.each([
    ['team:engineers', 'Support engineers'], ['team:unknown', 'team unknown'], ['agent:dan', 'dan'], ['anything else', 'anything else'],
    ['all(language:es,region:americas,skill:routing>=3)', 'speaking es, in americas, routing 3 or more'],
    ['all(any(region:americas,region:emea),not(agent:dan),team:engineers)', '(in americas or in emea), not dan, Support engineers'],
  ])('%s', (name, words) => {
    expect(classInWords(name, teams)).toBe(words);
  });
  it.each([[0, '0:00'], [-5, '0:00'], [42_999, '0:42'], [3_723_000, '1:02:03']])('%d ms', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
  it('lists', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual(['', 'a', 'a and b', 'a, b or c']);
  });
});
