// Callbacks of a random week, counted by the fold and by a ledger kept beside the events.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../store/store.ts';
import { INTERVAL_MS, readHistory, rowsByInterval, wholeOf, type Asked } from './intervals.ts';

const WEEK = 7 * 24 * 3_600_000;
const asked: Asked = { from: 0, to: WEEK, by: ['queue'], only: {}, rules: { level: 'neutral', withinMs: 20_000, shortMs: 5_000 } };
const historyOf = (entries: readonly Entry[]) => {
  const { add, history } = readHistory();
  for (const entry of entries) add(entry);
  return history();
};
const care = { demand: 'care', priority: 'P4', region: 'americas', language: 'en' };
const asks = (id: string, at: number): Entry => ({ at, kind: 'callback', call: `call-${id}`, callback: id, ...care, due: at });
const rung = (id: string, at: number): Entry => ({ at, kind: 'calling-back', callback: id, ...care });
const inVain = (id: string, at: number): Entry => ({ at, kind: 'callback-unreached', callback: id, ...care, why: 'busy', tries: 1 });
const ends = (id: string, at: number, how: string, from = 0): Entry => ({ at, kind: 'callback-over', callback: id, how, asked: from, ...care });

describe('a promised callback', () => {
  it('is asked for in one interval, open in the next, and kept in a third, with its tries and its time', () => {
    const entries = [asks('a', 1_000), rung('a', INTERVAL_MS + 1), inVain('a', INTERVAL_MS + 2), rung('a', 2 * INTERVAL_MS), ends('a', 2 * INTERVAL_MS + 5, 'kept', 1_000)];
    const rows = [...rowsByInterval(historyOf(entries), { ...asked, to: 4 * INTERVAL_MS })].flat();
    expect(rows.map(({ queue, figures: { callbacks: { openAtStart, asked: came, kept, openAtEnd, tries, inVain: vain, meanKeptMs, conserved } } }) => [queue, openAtStart, came, kept, openAtEnd, tries, vain, meanKeptMs, conserved])).toEqual([
      ['care', 0, 1, 0, 1, 0, 0, undefined, true], ['care', 1, 0, 0, 1, 1, 1, undefined, true], ['care', 1, 0, 1, 0, 1, 0, 2 * INTERVAL_MS + 5 - 1_000, true],
    ]);
  });

  it('that was asked for before anything that is read is known by its end', () => {
    const { figures: { callbacks } } = wholeOf(historyOf([ends('a', 5_000, 'kept', -WEEK)]), asked);
    expect(callbacks).toMatchObject({ openAtStart: 1, asked: 0, kept: 1, openAtEnd: 0, conserved: true, meanKeptMs: WEEK + 5_000 });
  });

  it('ends once, whatever is told twice', () => {
    const { figures: { callbacks } } = wholeOf(historyOf([asks('a', 0), ends('a', 10, 'kept'), ends('a', 20, 'escalated')]), asked);
    expect(callbacks).toMatchObject({ asked: 1, kept: 1, escalated: 0, conserved: true });
  });
});

const one = fc.record({ at: fc.integer({ min: 0, max: WEEK - 1 }), lasts: fc.integer({ min: 0, max: 10 * INTERVAL_MS }), how: fc.constantFrom('kept', 'declined', 'escalated', 'open'), edge: fc.boolean(), queue: fc.constantFrom('care', 'engineer') });

describe('a random week of callbacks', () => {
  it('is conserved in every interval, and adds up to what the ledger has', () => {
    fc.assert(fc.property(fc.array(one, { maxLength: 60 }), (week) => {
      const ledger = week.map((each) => ({ ...each, at: each.edge ? Math.floor(each.at / INTERVAL_MS) * INTERVAL_MS : each.at })).filter(({ at, lasts }) => at + lasts < WEEK);
      const entries = ledger.flatMap(({ at, lasts, how, queue }, index) => [{ ...asks(`${index}`, at), demand: queue }, ...(how === 'open' ? [] : [{ ...ends(`${index}`, at + lasts, how, at), demand: queue }])]).sort((a, b) => a.at - b.at);
      const rows = [...rowsByInterval(historyOf(entries), asked)].flat().map(({ figures }) => figures.callbacks);
      expect(rows.filter(({ conserved }) => !conserved)).toEqual([]);
      for (const how of ['kept', 'declined', 'escalated'] as const) expect(rows.reduce((sum, row) => sum + row[how], 0)).toBe(ledger.filter((each) => each.how === how).length);
      expect(rows.reduce((sum, row) => sum + row.asked, 0)).toBe(ledger.length);
    }), { numRuns: 60 });
  });
});
