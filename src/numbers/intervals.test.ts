// The report of a random week, counted in two ways that share nothing: what the folds say, and a plain ledger kept beside the events.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../store/store.ts';
import { spread, type Figures, type Rules } from './figures.ts';
import { callsBehind, DIMENSIONS, INTERVAL_MS, readHistory, rowsByInterval, wholeOf, type Asked, type History } from './intervals.ts';
import { spansUntil } from './staff.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
const rules: Rules = { level: 'neutral', withinMs: 20_000, shortMs: 5_000 };
const asked = (more: Partial<Asked> = {}): Asked => ({ from: 0, to: WEEK, by: DIMENSIONS, only: {}, rules, ...more });

function historyOf(entries: readonly Entry[]): History {
  const { add, history } = readHistory();
  for (const entry of entries) add(entry);
  return history();
}

const care = { demand: 'care', priority: 'P4', region: 'americas', language: 'en' };
const joins = (call: string, at: number, more: object = {}): Entry => ({ at, kind: 'joined', call, ...care, arrived: at, ...more });
const answered = (call: string, at: number): Entry => ({ at, kind: 'answered', call });
const leaves = (call: string, at: number, reason: string): Entry => ({ at, kind: 'left-line', call, how: reason, reason });
const rows = (entries: readonly Entry[], more: Partial<Asked> = {}) => [...rowsByInterval(historyOf(entries), asked(more))].flat();

describe('the golden day of the metrics', () => {
  const many = (count: number, what: string, ms: number): Entry[] => Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const call = `${what}-${ms}-${i}`;
    return [joins(call, 0), what === 'answered' ? answered(call, ms) : leaves(call, ms, 'abandoned')];
  });
  const day = [...many(860, 'answered', 20_000), ...many(140, 'answered', 20_001), ...many(10, 'abandoned', 5_000), ...many(10, 'abandoned', 20_000), ...many(40, 'abandoned', 20_001)];
  it.each([['credit', 0.8302], ['answered', 0.86], ['offered', 0.8113], ['neutral', 0.8269], ['credit-for-short', 0.8208]] as const)('is %s %f', (level, share) => {
    const { figures } = wholeOf(historyOf(day), asked({ rules: { ...rules, level } }));
    expect(figures).toMatchObject({ joined: 1060, answered: 1000, answeredInTime: 860, abandoned: 60, abandonedInTime: 20, short: 10, conserved: true });
    expect(figures.serviceLevel).toBeCloseTo(share, 4);
  });
});

describe('a report', () => {
  it('says no traffic rather than everything or nothing', () => {
    const { figures } = wholeOf(historyOf([]), asked());
    expect([figures.serviceLevel, figures.meanAnswerMs, figures.waitMs, figures.nonResponse, figures.conserved]).toEqual([undefined, undefined, undefined, undefined, true]);
    expect(rows([])).toEqual([]);
  });

  it('counts a caller who waits over an interval’s end in both, and their end where it happens', () => {
    const found = rows([joins('a', INTERVAL_MS - 1_000), answered('a', INTERVAL_MS)], { to: 3 * INTERVAL_MS });
    expect(found.map(({ at, figures: { waitingAtStart, joined, answered: taken, waitingAtEnd, meanAnswerMs } }) => [at, waitingAtStart, joined, taken, waitingAtEnd, meanAnswerMs]))
      .toEqual([[0, 0, 1, 0, 1, undefined], [INTERVAL_MS, 1, 0, 1, 0, 1_000]]);
  });

  it('counts a caller who is back from an outside number as a visit of their own', () => {
    const found = rows([
      joins('a', 0), answered('a', 5_000), { at: 6_000, kind: 'left-line', call: 'a', how: 'given', reason: 'answered' }, { at: 6_000, kind: 'given-outside', call: 'a', by: 'dan' },
      { at: 40_000, kind: 'outside-over', call: 'a', status: 'busy' }, { at: 40_000, kind: 'returned', call: 'a', ...care, arrived: 0 }, leaves('a', 50_000, 'abandoned'),
    ], { to: INTERVAL_MS });
    expect(found.map(({ figures: { joined, answered: taken, abandoned, flowedOut, waitingAtEnd } }) => [joined, taken, abandoned, flowedOut, waitingAtEnd])).toEqual([[2, 1, 1, 0, 0]]);
  });

  it('ends a visit and begins another where a supervisor moves or re-ranks, and where an agent gives the caller on', () => {
    const found = rows([
      joins('a', 0), { at: 1_000, kind: 'moved', call: 'a', ...care, demand: 'engineer', arrived: 0 }, { at: 2_000, kind: 'priority-set', call: 'a', ...care, demand: 'engineer', priority: 'P1', arrived: 0 },
      answered('a', 5_000), { at: 6_000, kind: 'left-line', call: 'a', how: 'given', reason: 'answered' }, { at: 6_000, kind: 'given', call: 'a', ...care, arrived: 0 }, leaves('a', 9_000, 'voicemail'),
      { at: 9_500, kind: 'ended', call: 'a' },
    ], { to: INTERVAL_MS });
    expect(found.map(({ queue, priority, figures }) => [queue, priority, figures.joined, figures.answered, figures.flowedOutBy, figures.waitMs?.max])).toEqual([
      ['care', 'P4', 2, 0, { moved: 1, voicemail: 1 }, 3_000], ['engineer', 'P1', 1, 1, {}, 3_000], ['engineer', 'P4', 1, 0, { priority: 1 }, 1_000],
    ]);
  });

  it('takes the first end alone, and nobody leaves before they came', () => {
    const { visits } = historyOf([joins('a', 5_000), leaves('a', 4_000, 'callback'), answered('a', 6_000), { at: 7_000, kind: 'ended', call: 'a' }]);
    expect(visits.map(({ outcome }) => outcome)).toEqual([{ is: 'flowed-out', reason: 'callback', at: 5_000 }]);
  });

  it('leads from a figure to its calls', () => {
    const history = historyOf([joins('a', 0), joins('b', 1_000), joins('c', 2_000), joins('d', 3_000, { demand: 'engineer' }), answered('a', 30_000), leaves('b', 4_000, 'abandoned'), leaves('c', 9_000, 'voicemail')]);
    const behind = (figure: Parameters<typeof callsBehind>[1], only = {}) => callsBehind(history, figure, asked({ to: INTERVAL_MS, only }));
    expect([behind('joined'), behind('answered'), behind('late'), behind('abandoned'), behind('short'), behind('flowed-out'), behind('waiting-at-end'), behind('joined', { queue: 'engineer' })])
      .toEqual([['a', 'b', 'c', 'd'], ['a'], ['a'], ['b'], ['b'], ['c'], ['d'], ['d']]);
  });
});

describe('agents', () => {
  const state = (at: number, from: string, to: string, agent = 'amy'): Entry => ({ at, kind: 'agent-state', agent, from, to });
  const leg = { call: 'a', leg: 'o1', agent: 'amy' };
  const worked = [
    joins('a', 0), state(0, 'ready', 'offered'), { at: 0, kind: 'offered', ...leg }, { at: 10_000, kind: 'taken', ...leg }, state(10_000, 'offered', 'busy'), answered('a', 10_000),
    { at: 70_000, kind: 'talked', ...leg }, state(70_000, 'busy', 'wrap'), state(100_000, 'wrap', 'ready'), state(400_000, 'ready', 'away'),
  ];

  it('are occupied while they talk and wrap up, over that and being ready', () => {
    const { occupancy, figures } = wholeOf(historyOf(worked), asked({ to: INTERVAL_MS }));
    expect(occupancy).toBeCloseTo(90 / (90 + 300));
    expect([figures.handled, figures.meanHandleMs, figures.offers.accepted, figures.nonResponse]).toEqual([1, 90_000, 1, 0]);
  });

  it('who change nothing all the time count by what the floor says, and a pause of a busy phone is neither', () => {
    const { spans } = historyOf([state(450_000, 'ready', 'wrap', 'ben')]);
    const floor = [{ id: 'ben', state: 'wrap' as const, since: 450_000 }, { id: 'cy', state: 'busy' as const, since: -5_000 }, { id: 'dee', state: 'ready' as const, since: 950_000 }];
    const all = spansUntil(800_000, spans, floor, 0);
    expect(wholeOf({ visits: [], handled: [], offers: [], promises: [], tries: [], said: [], spans: all }, asked({ to: 900_000 })).occupancy).toBeCloseTo(800 / (800 + 450));
  });

  it('who were consulted and then came to the caller have handled them from then on; who was only consulted has not', () => {
    const [kim, ben] = [{ call: 'a', leg: 'o2', agent: 'kim' }, { call: 'a', leg: 'o3', agent: 'ben' }];
    const { figures } = wholeOf(historyOf([
      ...worked.slice(0, 6), { at: 20_000, kind: 'taken', consulted: true, ...ben }, { at: 22_000, kind: 'talked', ...ben }, state(22_000, 'busy', 'wrap', 'ben'), state(23_000, 'wrap', 'ready', 'ben'),
      { at: 30_000, kind: 'taken', consulted: true, ...kim }, { at: 50_000, kind: 'joined-room', ...kim }, ...worked.slice(6), { at: 110_000, kind: 'talked', ...kim }, state(110_000, 'busy', 'wrap', 'kim'), state(120_000, 'wrap', 'ready', 'kim'),
    ]), asked({ to: INTERVAL_MS }));
    expect([figures.handled, figures.meanHandleMs]).toEqual([2, (90_000 + 70_000) / 2]);
  });

  it('who do not respond count by cause, once an offer; who is only consulted counts nowhere', () => {
    const offer = (call: string, more: object = {}): Entry => ({ at: 0, kind: 'offered', call: 'a', leg: call, ...more });
    const over = (kind: string, call: string, why: string): Entry => ({ at: 1_000, kind, call: 'a', leg: call, why });
    const { figures } = wholeOf(historyOf([
      joins('a', 0), offer('1'), over('not-taken', '1', 'declined'), over('offer-over', '1', 'withdrawn'), offer('2'), over('offer-over', '2', 'expired'), offer('3'), over('not-taken', '3', 'failed'),
      offer('4'), over('offer-over', '4', 'withdrawn'), offer('5', { consulted: true }), over('not-taken', '5', 'declined'), offer('6'), { at: 2_000, kind: 'taken', call: 'a', leg: '6' },
    ]), asked({ to: INTERVAL_MS }));
    expect([figures.offers, figures.nonResponse]).toEqual([{ 'accepted': 1, 'declined': 1, 'timed-out': 1, 'failed': 1, 'withdrawn': 1 }, 0.8]);
  });
});

// A random week: callers in one or more lines, each stay with an end or none. The ledger beside it is kept as it is made.
interface Stay { call: string; key: string; at: number; end?: number; how: 'answered' | 'abandoned' | 'voicemail' | 'waiting' }

const stay = fc.record({
  at: fc.integer({ min: 0, max: WEEK - 1 }), lasts: fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 5 * INTERVAL_MS })),
  how: fc.constantFrom('answered' as const, 'abandoned' as const, 'voicemail' as const, 'waiting' as const), demand: fc.constantFrom('care', 'engineer'), priority: fc.constantFrom('P1', 'P3'),
  region: fc.constantFrom('americas', 'emea'), language: fc.constantFrom('en', 'es'), edge: fc.boolean(),
});
const week = fc.array(stay, { maxLength: 120 }).map((stays) => {
  const ledger: Stay[] = [];
  const entries: Entry[] = [];
  stays.forEach(({ at: anyTime, lasts, how, edge, ...key }, index) => {
    // Just on an interval's edge is where one is easily counted twice or never.
    const at = edge ? Math.floor(anyTime / INTERVAL_MS) * INTERVAL_MS : anyTime;
    const call = `call-${index}`;
    const end = how === 'waiting' ? undefined : at + lasts;
    ledger.push({ call, key: [key.demand, key.priority, key.region, key.language].join(), at, how, ...(end === undefined ? {} : { end }) });
    entries.push({ kind: 'joined', call, arrived: at, at, ...key });
    if (end !== undefined) entries.push(how === 'answered' ? answered(call, end) : leaves(call, end, how), { kind: 'ended', call, at: end });
  });
  return { ledger, entries: entries.map((entry, order) => ({ entry, order })).sort((a, b) => a.entry.at - b.entry.at || a.order - b.order).map(({ entry }) => entry) };
});

/** The second way: by walking the events of one key in order with a counter of who is there. */
function walked(stays: readonly Stay[]): Map<number, Pick<Figures, 'waitingAtStart' | 'joined' | 'answered' | 'abandoned' | 'flowedOut' | 'waitingAtEnd'> & { answers: number[]; waits: number[]; inTime: number; leftInTime: number }> {
  const events = stays.flatMap(({ at, end, how }) => [{ at, n: 1, how: 'joined', wait: 0 }, ...(end === undefined ? [] : [{ at: end, n: -1, how: how as string, wait: end - at }])]).sort((a, b) => a.at - b.at || b.n - a.n);
  const found: ReturnType<typeof walked> = new Map();
  let there = 0, next = 0;
  for (let from = 0; from < WEEK; from += INTERVAL_MS) {
    const row = { waitingAtStart: there, joined: 0, answered: 0, abandoned: 0, flowedOut: 0, waitingAtEnd: 0, answers: [] as number[], waits: [] as number[], inTime: 0, leftInTime: 0 };
    for (; (events[next]?.at ?? Infinity) < from + INTERVAL_MS; next++) {
      const event = events[next];
      if (!event) break;
      there += event.n;
      if (event.n > 0) { row.joined++; continue; }
      row.waits.push(event.wait);
      if (event.how === 'answered') { row.answered++; row.answers.push(event.wait); row.inTime += event.wait <= 20_000 ? 1 : 0; }
      else if (event.how === 'abandoned') { row.abandoned++; row.leftInTime += event.wait <= 20_000 ? 1 : 0; }
      else row.flowedOut++;
    }
    row.waitingAtEnd = there;
    if (row.waitingAtStart + row.joined > 0) found.set(from, row);
  }
  return found;
}

describe('a random week', () => {
  it('is conserved in every interval, and each caller who joined ends in exactly one way or waits', () => {
    fc.assert(fc.property(week, ({ ledger, entries }) => {
      const history = historyOf(entries);
      expect([...rowsByInterval(history, asked())].flat().filter(({ figures }) => !figures.conserved)).toEqual([]);
      expect(history.visits.map(({ call }) => call).sort()).toEqual(ledger.map(({ call }) => call).sort());
      const one = (call: string) => history.visits.filter((visit) => visit.call === call).map(({ outcome }) => (outcome.is === 'flowed-out' ? outcome.reason : outcome.is));
      for (const { call, how } of ledger) expect(one(call)).toEqual([how]);
    }), { numRuns: 60 });
  });

  it('has each figure alike by the folds and by walking the events', () => {
    fc.assert(fc.property(week, ({ ledger, entries }) => {
      const found = [...rowsByInterval(historyOf(entries), asked())].flat();
      const keys = [...new Set(ledger.map(({ key }) => key))];
      let seen = 0;
      for (const key of keys) {
        for (const [at, { answers, waits, inTime, leftInTime, ...counts }] of walked(ledger.filter((each) => each.key === key))) {
          const row = found.find((each) => each.at === at && [each.queue, each.priority, each.region, each.language].join() === key);
          seen++;
          const under = counts.answered + counts.abandoned - leftInTime;
          expect(row?.figures).toMatchObject({ ...counts, answeredInTime: inTime });
          expect(row?.figures.serviceLevel).toBe(under === 0 ? undefined : inTime / under);
          expect(row?.figures.meanAnswerMs).toBe(answers.length === 0 ? undefined : answers.reduce((a, b) => a + b, 0) / answers.length);
          expect(row?.figures.waitMs?.max).toBe(waits.length === 0 ? undefined : Math.max(...waits));
        }
      }
      expect(found).toHaveLength(seen);
    }), { numRuns: 60 });
  });

  it('is the same whatever it is split by: the rows of an interval add up', () => {
    fc.assert(fc.property(week, ({ entries }) => {
      const history = historyOf(entries);
      const counts = (by: Asked['by']) => {
        const sums = new Map<number, number[]>();
        for (const { at, figures: f } of [...rowsByInterval(history, asked({ by }))].flat()) {
          sums.set(at, [f.waitingAtStart, f.joined, f.answered, f.abandoned, f.short, f.flowedOut, f.waitingAtEnd].map((count, i) => count + (sums.get(at)?.[i] ?? 0)));
        }
        return sums;
      };
      expect(counts(DIMENSIONS)).toEqual(counts([]));
    }), { numRuns: 30 });
  });

  it('has quantiles that so many waits reach', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 200 }), (waits) => {
      const found = spread(waits);
      for (const [share, value] of [[0.5, found?.p50], [0.9, found?.p90], [0.95, found?.p95], [1, found?.max]] as const) {
        expect(waits.filter((ms) => ms <= (value ?? -1)).length / waits.length).toBeGreaterThanOrEqual(share - 1e-12);
        expect(waits.filter((ms) => ms < (value ?? Infinity)).length / waits.length).toBeLessThan(share);
      }
    }));
  });
});
