// Rates from a day whose figures are known.
import { expect, it } from 'vitest';
import type { Entry } from '../store/store.ts';
import { MEASURED_MS, measuring, TALKS_MIN, type Rates } from './rates.ts';

const MINUTE = 60_000;
const now = MEASURED_MS * 2;
const care = { demand: 'care', priority: 'P4', region: 'americas', language: 'en' };

/** One call from joining to the end of its wrap-up, that long before now. */
function talked(call: string, agoMs: number, { ringMs = 5_000, talkMs = 4 * MINUTE, wrapMs = MINUTE, ...more }: { ringMs?: number; talkMs?: number; wrapMs?: number; demand?: string } = {}): Entry[] {
  const at = now - agoMs;
  const of = { call, leg: `leg-${call}`, agent: 'amy' };
  const end = at + ringMs + talkMs;
  return [
    { at, kind: 'joined', call, ...care, ...more, arrived: at }, { at, kind: 'offered', ...of }, { at: at + ringMs, kind: 'taken', ...of }, { at: at + ringMs, kind: 'answered', call },
    { at: end, kind: 'talked', ...of }, { at: end, kind: 'agent-state', agent: 'amy', from: 'busy', to: 'wrap' }, { at: end + wrapMs, kind: 'agent-state', agent: 'amy', from: 'wrap', to: 'ready' },
  ];
}

const left = (call: string, agoMs: number, waitedMs: number, reason = 'abandoned'): Entry[] => [
  { at: now - agoMs, kind: 'joined', call, ...care, arrived: now - agoMs }, { at: now - agoMs + waitedMs, kind: 'left-line', call, how: reason, reason },
];

function measured(entries: readonly Entry[], at = now): Rates {
  const { add, rates } = measuring();
  for (const entry of entries) add(entry);
  return rates(at);
}

const many = (count: number, of: (call: string, agoMs: number) => Entry[], agoMs = 120 * MINUTE): Entry[] => Array.from({ length: count }, (_, i) => of(`${agoMs}-${i}`, agoMs)).flat();

it('conversations of a line are known when there are enough of them', () => {
  expect(measured(many(TALKS_MIN - 1, talked)).talks).toEqual({});
  expect(measured(many(TALKS_MIN, talked)).talks).toEqual({ care: Array.from({ length: TALKS_MIN }, () => ({ talkMs: 4 * MINUTE, wrapMs: MINUTE })) });
  expect(measured(many(3, talked)).allTalks).toHaveLength(3);
});

it('what is older than a long weekend tells nothing', () => {
  expect(measured(many(TALKS_MIN, talked, MEASURED_MS + 10 * MINUTE))).toEqual({ talks: {}, allTalks: [], rings: [], leaving: {}, leavingAny: 0, arrivals: [] });
});

it('asking again measures what has come since', () => {
  const { add, rates } = measuring();
  for (const entry of many(TALKS_MIN - 1, talked)) add(entry);
  expect(Object.keys(rates(now).talks)).toEqual([]);
  for (const entry of talked('last', 60 * MINUTE)) add(entry);
  expect(Object.keys(rates(now).talks)).toEqual(['care']);
  expect(Object.keys(rates(now + MEASURED_MS).talks)).toEqual([]);
});

it('a conversation that lasts over an asking is whole all the same', () => {
  const { add, rates } = measuring();
  const [joined, offered, taken, ...rest] = talked('ana', 30 * MINUTE);
  for (const entry of [joined, offered, taken]) if (entry) add(entry);
  rates(now - 29 * MINUTE);
  for (const entry of rest) add(entry);
  expect(rates(now).allTalks).toEqual([{ talkMs: 4 * MINUTE, wrapMs: MINUTE }]);
});

it('patience is those who left over the time that everybody waited', () => {
  const rates = measured([...many(2, (call, ago) => left(call, ago, 3 * MINUTE)), ...many(4, (call, ago) => talked(call, ago, { ringMs: MINUTE }), 100 * MINUTE)]);
  expect(rates.leaving['care']).toBeCloseTo(2 / (10 * MINUTE), 12);
  expect(rates.leavingAny).toBe(rates.leaving['care']);
});

it('who goes to a voicemail has left; who is moved has not; who waits still has had that much patience', () => {
  const of = (...entries: Entry[][]) => measured(entries.flat()).leavingAny * MINUTE;
  expect(of(left('a', 10 * MINUTE, MINUTE, 'voicemail'))).toBeCloseTo(1, 9);
  const [joined] = left('b', 3 * MINUTE, 0);
  expect(of(left('a', 10 * MINUTE, MINUTE), joined ? [joined] : [])).toBeCloseTo(1 / 4, 9);
  const moved: Entry = { at: now - 9 * MINUTE, kind: 'moved', call: 'a', ...care, demand: 'engineer', arrived: 0 };
  const [first] = left('a', 10 * MINUTE, 0);
  expect(of(first ? [first, moved] : [])).toBe(0);
});

it('phones: how long they ring, and whether they are taken then; those that were called off tell nothing', () => {
  const rings = (why: string, ms: number): Entry[] => [{ at: now - MINUTE, kind: 'joined', call: 'c', ...care }, { at: now - MINUTE, kind: 'offered', call: 'c', leg: 'l', agent: 'amy' }, { at: now - MINUTE + ms, kind: 'offer-over', call: 'c', leg: 'l', agent: 'amy', why }];
  expect(measured([...talked('ana', 10 * MINUTE), ...rings('expired', 20_000)]).rings).toEqual([{ ms: 5_000, taken: true }, { ms: 20_000, taken: false }]);
  expect(measured(rings('withdrawn', 3_000)).rings).toEqual([]);
});

it('who comes is counted by kind over the last hour', () => {
  const { arrivals } = measured([...many(6, talked, 50 * MINUTE), ...many(3, (call, ago) => talked(call, ago, { demand: 'engineer' }), 20 * MINUTE), ...many(9, talked, 61 * MINUTE)]);
  expect(arrivals).toEqual([
    { queue: 'care', priority: 'P4', region: 'americas', language: 'en', perMs: 6 / (60 * MINUTE) }, { queue: 'engineer', priority: 'P4', region: 'americas', language: 'en', perMs: 3 / (60 * MINUTE) },
  ]);
});
