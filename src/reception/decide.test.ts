// Slots of the dial line: how many of those who wait are looked at for one.
import { describe, expect, it } from 'vitest';
import type { Who } from '../store/floor.ts';
import { type Decided, decideNext } from './decide.ts';
import type { Parts } from './parts.ts';

/** Callers in line who could be matched, and so many slots; whoever is offered is one of them no more. */
async function lookedAt({ waiting, slots, hopeless = [] }: { waiting: string[]; slots: number; hopeless?: string[] }): Promise<string[]> {
  const looked: string[] = [];
  let left = waiting;
  const parts = { store: { floor: { missed: () => Promise.resolve(left.map((wait) => ({ wait }))) } } } as unknown as Parts;
  await decideNext(parts, (who: Who): Promise<Decided> => {
    const wait = 'wait' in who ? who.wait : '';
    looked.push(wait);
    if (hopeless.includes(wait)) return Promise.resolve({ offers: 0, full: false });
    if (slots-- <= 0) return Promise.resolve({ offers: 0, full: true });
    left = left.filter((each) => each !== wait);
    return Promise.resolve({ offers: 1, full: false });
  });
  return looked;
}

describe('a slot of the dial line', () => {
  it('is one look and the one that finds it gone, however many wait', async () => {
    const waiting = Array.from({ length: 50 }, (_, index) => `w${index}`);
    expect(await lookedAt({ waiting, slots: 1 })).toEqual(['w0', 'w1']);
  });

  it('goes on to those behind somebody whom nobody can be rung for now', async () => {
    expect(await lookedAt({ waiting: ['w0', 'w1', 'w2'], slots: 1, hopeless: ['w0'] })).toEqual(['w0', 'w1', 'w0', 'w2']);
  });

  it('is looked at no more when nobody is left', async () => {
    expect(await lookedAt({ waiting: ['w0', 'w1'], slots: 9 })).toEqual(['w0', 'w1']);
    expect(await lookedAt({ waiting: ['w0'], slots: 9, hopeless: ['w0'] })).toEqual(['w0']);
  });
});
