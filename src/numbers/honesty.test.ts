// What was told against what came: by hand, and on random days in two ways that share nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../store/store.ts';
import { honestyReport, type HonestyReport, type Kept } from './honesty.ts';
import { readHistory } from './intervals.ts';

const MINUTE = 60_000;
const key = { demand: 'care', priority: 'P4', region: 'americas', language: 'en' };
const joins = (call: string, at: number, more: object = {}): Entry => ({ at, kind: 'joined', call, ...key, arrived: at, ...more });
const says = (call: string, at: number, fromMinutes: number, toMinutes?: number, ageMs = 1_000): Entry => ({ at, kind: 'wait-said', call, fromMs: fromMinutes * MINUTE, ...(toMinutes !== undefined && { toMs: toMinutes * MINUTE }), ageMs });
const answered = (call: string, at: number): Entry => ({ at, kind: 'answered', call });
const leaves = (call: string, at: number): Entry => ({ at, kind: 'left-line', call, how: 'abandoned', reason: 'abandoned' });

function report(entries: readonly Entry[], now = 100 * MINUTE, keep: (visit: { queue: string }) => boolean = () => true): HonestyReport {
  const { add, history } = readHistory();
  for (const entry of entries) add(entry);
  return honestyReport(history().said, { between: { from: 0, to: 1_000 * MINUTE }, keep, now });
}

/** Ana is told, a minute after she joined, that it will be four to seven minutes. */
const told = [joins('ana', 0), says('ana', MINUTE, 4, 7)];

describe('one caller', () => {
  it.each<[string, Entry[], Kept]>([
    ['is answered sooner', [answered('ana', 4.9 * MINUTE)], 'sooner'],
    ['is answered at the beginning of the band', [answered('ana', 5 * MINUTE)], 'within'],
    ['is answered at its end', [answered('ana', 8 * MINUTE)], 'within'],
    ['is answered later', [answered('ana', 8.1 * MINUTE)], 'later'],
    ['hangs up before anybody can say', [leaves('ana', 6 * MINUTE)], 'left'],
    ['hangs up when it was longer than told', [leaves('ana', 9 * MINUTE)], 'later'],
    ['is moved to another line', [{ at: 6 * MINUTE, kind: 'moved', call: 'ana', ...key, demand: 'engineer', arrived: 0 }, answered('ana', 7 * MINUTE)], 'left'],
  ])('who %s', (_what, entries, kept) => {
    expect(report([...told, ...entries]).total).toMatchObject({ told: 1, [kept]: 1 });
  });

  it('who waits still is longer than told once the band is over', () => {
    expect(report(told, 7 * MINUTE).total).toMatchObject({ waiting: 1, later: 0 });
    expect(report(told, 9 * MINUTE).total).toMatchObject({ waiting: 0, later: 1 });
  });

  it('who was told of no end is never later', () => {
    expect(report([joins('ana', 0), says('ana', 0, 60), answered('ana', 90 * MINUTE)]).total).toMatchObject({ within: 1, medianErrorMs: 30 * MINUTE });
  });

  it('is held to what was said first in that line', () => {
    expect(report([...told, says('ana', 3 * MINUTE, 0, 1), answered('ana', 6 * MINUTE)]).total).toMatchObject({ told: 1, within: 1 });
  });

  it('of whom nobody knows a line counts for nothing, nor what is said after the answer', () => {
    expect(report([says('ghost', 0, 1, 2), ...told.slice(0, 1), answered('ana', MINUTE), says('ana', 2 * MINUTE, 1, 2)]).total.told).toBe(0);
  });
});

it('coverage and error are of those of whom it can be seen', () => {
  const { total, byPriority, byAge } = report([
    ...told, answered('ana', 6 * MINUTE), joins('bob', 0, { priority: 'P2' }), says('bob', 0, 1, 3, 20_000), answered('bob', 5 * MINUTE), joins('cid', 0), says('cid', 0, 1, 3), leaves('cid', MINUTE),
  ]);
  expect(total).toEqual({ told: 3, sooner: 0, within: 1, later: 1, left: 1, waiting: 0, coverage: 0.5, notLater: 0.5, medianErrorMs: -0.5 * MINUTE, medianOffMs: 0.5 * MINUTE });
  expect(byPriority.map(({ priority, told: count, later }) => [priority, count, later])).toEqual([['P2', 1, 1], ['P4', 2, 0]]);
  expect(byAge.map(({ age, told: count }) => [age, count])).toEqual([['under 5 s', 2], ['15 s and more', 1]]);
});

it('nobody told is no coverage, rather than all or nothing', () => {
  expect(report([])).toEqual({ total: { told: 0, sooner: 0, within: 0, later: 0, left: 0, waiting: 0 }, byPriority: [], byAge: [] });
});

it('only those of a line, and of a time, where that is asked', () => {
  expect(report(told, 100 * MINUTE, ({ queue }) => queue === 'engineer').total.told).toBe(0);
  const { add, history } = readHistory();
  for (const entry of told) add(entry);
  const within = (from: number, to: number) => honestyReport(history().said, { between: { from, to }, keep: () => true, now: 0 }).total.told;
  expect([within(0, MINUTE), within(MINUTE, 2 * MINUTE)]).toEqual([0, 1]);
});

it('a random day comes to the same by a ledger kept beside the events', () => {
  const caller = fc.record({
    priority: fc.constantFrom('P2', 'P3', 'P4'), joined: fc.integer({ min: 0, max: 500 }), saidAfter: fc.integer({ min: 0, max: 30 }), from: fc.integer({ min: 0, max: 20 }), width: fc.option(fc.integer({ min: 1, max: 20 })),
    lasts: fc.integer({ min: 0, max: 80 }), ends: fc.constantFrom('answered', 'abandoned', 'voicemail', 'waits'),
  });
  fc.assert(fc.property(fc.array(caller, { maxLength: 30 }), fc.integer({ min: 0, max: 700 }), (callers, now) => {
    const events: Entry[] = [];
    const ledger = new Map<string, { sooner: number; within: number; later: number; other: number }>();
    callers.forEach(({ priority, joined, saidAfter, from, width, lasts, ends }, i) => {
      const call = `call-${i}`;
      const end = joined + saidAfter + lasts;
      events.push(joins(call, joined * MINUTE, { priority }), says(call, (joined + saidAfter) * MINUTE, from, width === null ? undefined : from + width));
      if (ends === 'answered') events.push(answered(call, end * MINUTE));
      else if (ends !== 'waits') events.push({ ...leaves(call, end * MINUTE), reason: ends });
      const row = ledger.get(priority) ?? { sooner: 0, within: 0, later: 0, other: 0 };
      ledger.set(priority, row);
      const waited = ends === 'waits' ? now - joined - saidAfter : lasts;
      const beyond = width !== null && waited > from + width;
      row[beyond ? 'later' : ends !== 'answered' ? 'other' : waited < from ? 'sooner' : 'within']++;
    });
    const inOrder = events.map((entry, order) => ({ entry, order })).sort((a, b) => a.entry.at - b.entry.at || a.order - b.order).map(({ entry }) => entry);
    const { byPriority, total } = report(inOrder, now * MINUTE);
    expect(Object.fromEntries(byPriority.map(({ priority, sooner, within, later, left, waiting }) => [priority, { sooner, within, later, other: left + waiting }]))).toEqual(Object.fromEntries(ledger));
    expect(total.told).toBe(callers.length);
    expect(total.sooner + total.within + total.later + total.left + total.waiting).toBe(total.told);
  }));
});
