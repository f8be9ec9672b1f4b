import { describe, expect, it } from 'vitest';
import type { Call } from '../call/call.ts';
import type { Store } from '../store/store.ts';
import { liveCalls, liveCallsUpTo } from './live-calls.ts';

/** A store with so many calls under way, which notes how many were asked for at once. */
function holding(many: number) {
  const all = Array.from({ length: many }, (_, index) => ({ id: String(index).padStart(5, '0') }) as Call);
  const asked: number[] = [];
  const calls: Store['calls'] = ({ after = '', limit }) => {
    asked.push(limit);
    return Promise.resolve(all.filter(({ id }) => id > after).slice(0, limit));
  };
  return { all, asked, store: { calls } };
}

describe('the calls under way', () => {
  it.each([0, 1, 49, 50, 51, 1_000])('are all %i of them, each once, in pages', async (many) => {
    const { all, asked, store } = holding(many);
    const seen: Call[] = [];
    for await (const call of liveCalls(store)) seen.push(call);
    expect(seen).toEqual(all);
    expect(Math.max(...asked)).toBe(50);
  });

  it('are none where there are more than can be dealt with', async () => {
    const { all, store } = holding(300);
    expect(await liveCallsUpTo(store, 300)).toEqual(all);
    expect(await liveCallsUpTo(store, 299)).toBeUndefined();
  });
});
