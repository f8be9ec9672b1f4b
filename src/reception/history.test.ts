// The journal read for a time: found by halving, whatever the gaps, and never holding the event loop for long.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Entry } from '../store/store.ts';
import { cursorBefore, historyOf } from './history.ts';

const joins = (call: string, at: number): Entry => ({ at, kind: 'joined', call, demand: 'care', priority: 'P4', region: 'americas', language: 'en', arrived: at });

describe('the cursor before a time', () => {
  it('is after the last entry from before then, also where entries were erased', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ gap: fc.integer({ min: 0, max: 50 }), erased: fc.boolean() }), { maxLength: 60 }), fc.integer({ min: 0, max: 1_500 }), async (rows, at) => {
      const store = createMemoryStore({ clock: new HandClock(0) });
      let time = 0;
      const entries = rows.map(({ gap, erased }, index) => ({ ...joins(erased ? 'gone' : `call-${index}`, (time += gap)) }));
      await store.journal.append(entries);
      await store.forgetCall('gone', 1_000);
      const found = await cursorBefore(store, at);
      const rest = await store.journal.read({ limit: 1_000, ...(found === undefined ? {} : { after: found }) });
      expect(rest.map((entry) => entry.at)).toEqual(entries.filter((entry) => entry.call !== 'gone' && entry.at >= at).map((entry) => entry.at));
    }), { numRuns: 150 });
  });
});

describe('a long journal', () => {
  it('is read in pages, with room for others in between, and not from its beginning', async () => {
    const store = createMemoryStore({ clock: new HandClock(0) });
    await store.journal.append(Array.from({ length: 20_000 }, (_, i) => joins(`call-${i}`, i * 1_000)));
    let read = 0, others = 0;
    const counted = { floor: store.floor, journal: { ...store.journal, read: async (page: Parameters<typeof store.journal.read>[0]) => {
      const found = await store.journal.read(page);
      read += found.length;
      return found;
    } } };
    let reading = true;
    const beside = (async () => {
      while (reading) {
        await new Promise((done) => setImmediate(done));
        others++;
      }
    })();
    const history = await historyOf(counted, { from: 15_000_000, to: 19_000_000, leadMs: 1_000_000, now: 20_000_000 });
    reading = false;
    await beside;
    expect([history.visits[0]?.at, history.visits.at(-1)?.at, history.visits.length]).toEqual([13_940_000, 18_999_000, 5_060]);
    expect(read).toBeLessThan(6_000);
    expect(others).toBeGreaterThanOrEqual(10);
  });
});
