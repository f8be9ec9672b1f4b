import { describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import { createPins, SAMPLE_PIN } from './pins.ts';

const opened = (samples = false) => {
  const store = createMemoryStore({ clock: new HandClock(0) });
  return { store, pins: createPins({ store, samples }) };
};

describe('a PIN', () => {
  it('opens for its agent alone, until another is set', async () => {
    const { pins } = opened();
    await pins.set('amy', '482915');
    await pins.set('ben', '770134');
    expect(await pins.check('amy', '482915')).toBe(true);
    expect(await pins.check('ben', '482915')).toBe(false);
    await pins.set('amy', '551902');
    expect(await pins.check('amy', '482915')).toBe(false);
    expect(await pins.check('amy', '551902')).toBe(true);
  });

  it('opens nothing for somebody who has none, has lost it, or is nobody', async () => {
    const { pins } = opened();
    await pins.set('amy', '482915');
    expect(await pins.remove('amy')).toBe(true);
    expect(await pins.remove('amy')).toBe(false);
    expect(await pins.check('amy', '482915')).toBe(false);
    expect(await pins.check('ben', '')).toBe(false);
    expect(await pins.check(undefined, '482915')).toBe(false);
  });

  it('is kept as a hash with a salt of its own: the same PIN of two people looks different', async () => {
    const { store, pins } = opened();
    await pins.set('amy', '482915');
    await pins.set('ben', '482915');
    const [amy, ben] = await store.records.list<{ salt: string; hash: string }>('pin', { limit: 9 });
    expect(JSON.stringify([amy, ben])).not.toContain('482915');
    expect(amy?.value.salt).not.toBe(ben?.value.salt);
    expect(amy?.value.hash).not.toBe(ben?.value.hash);
  });

  it('made at another cost goes on opening when the cost is changed', async () => {
    const { store, pins } = opened();
    await createPins({ store, samples: false, cost: { n: 2 ** 10, r: 8, p: 1 } }).set('amy', '482915');
    expect(await pins.check('amy', '482915')).toBe(true);
    expect(await pins.check('amy', '482916')).toBe(false);
  });

  it('costs a guesser 32 MB and some time unless a test says otherwise', async () => {
    const { store, pins } = opened();
    await pins.set('amy', '482915');
    const kept = await store.records.get<{ cost: { n: number; r: number } }>('pin', 'amy');
    expect(128 * (kept?.value.cost.n ?? 0) * (kept?.value.cost.r ?? 0)).toBeGreaterThanOrEqual(32 * 1024 * 1024);
  });
});

describe('a sample PIN', () => {
  it('counts in the lab, for those who have no PIN of their own', async () => {
    const { pins } = opened(true);
    await pins.set('ben', '770134');
    await pins.seed(['amy', 'ben']);
    expect(await pins.check('amy', SAMPLE_PIN)).toBe(true);
    expect(await pins.check('ben', SAMPLE_PIN)).toBe(false);
    expect(await pins.check('ben', '770134')).toBe(true);
  });

  it('opens nothing where real people call, though it may still stand in the store', async () => {
    const { store, pins } = opened(true);
    await pins.seed(['amy']);
    expect(await createPins({ store, samples: false }).check('amy', SAMPLE_PIN)).toBe(false);
  });
});
