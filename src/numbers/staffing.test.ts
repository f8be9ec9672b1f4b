import { describe, expect, it } from 'vitest';
import { agentsFor } from './erlang.ts';
import type { Handling } from './staff.ts';
import { HOUR_MS, staffingOf } from './staffing.ts';
import type { Visit } from './visits.ts';

const key = { queue: 'care', priority: 'P3', region: 'americas', language: 'en' };
const START = Date.UTC(2026, 2, 10, 8);
const between = { from: START, to: START + 3 * HOUR_MS };
const aim = { share: 0.8, withinMs: 20_000 };

const visit = (at: number, waitMs: number, is: 'answered' | 'abandoned' = 'answered', more: Partial<Visit> = {}): Visit => ({ ...key, call: `c${at}`, at, arrived: at, outcome: { is, at: at + waitMs }, ...more });
const talked = (at: number, talkMs: number, more: object = {}) => ({ ...key, at, talkMs, wrapMs: 60_000, ...more }) as Handling;
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('how many agents a line would have needed', () => {
  const visits = [...many(100, (i) => visit(START + i * 30_000, 10_000)), ...many(40, (i) => visit(START + HOUR_MS + i * 60_000, 10_000))];
  const handled = many(100, (i) => talked(START + i * 30_000, 240_000));

  it('is reckoned for each hour by those who came and how long they were talked with', () => {
    const [care] = staffingOf({ visits, handled }, between, aim);
    expect(care).toMatchObject({ queue: 'care', handled: 100, handleMs: 300_000, hours: [{ at: START, joined: 100 }, { at: START + HOUR_MS, joined: 40 }] });
    expect(care?.patienceMs).toBeUndefined();
    expect(care?.hours.map(({ load }) => Math.round(load * 100) / 100)).toEqual([8.33, 3.33]);
    expect(care?.hours.map(({ agents }) => agents)).toEqual([100, 40].map((callsPerHour) => agentsFor({ callsPerHour, handleS: 300, withinS: 20 }, 0.8)));
  });

  it('is less where callers give up, by how long they are patient', () => {
    const leaving = [...visits, ...many(20, (i) => visit(START + i * 90_000, 60_000, 'abandoned'))];
    const [care] = staffingOf({ visits: leaving, handled }, between, aim);
    // 140 who waited 10 s, and 20 who waited a minute.
    expect(care?.patienceMs).toBe((140 * 10_000 + 20 * 60_000) / 20);
    expect(care?.hours[0]?.agents).toBe(agentsFor({ callsPerHour: 120, handleS: 300, withinS: 20, patienceS: 130 }, 0.8));
    expect(care?.hours[0]?.agents).toBeLessThan(agentsFor({ callsPerHour: 120, handleS: 300, withinS: 20 }, 0.8) ?? 0);
  });

  it('is told of each line by itself, and not of one with too few conversations', () => {
    const sirt = { queue: 'sirt' };
    const lines = staffingOf({ visits: [...visits, visit(START, 5_000, 'answered', sirt)], handled: [...handled, talked(START, 60_000, sirt)] }, between, aim);
    expect(lines.map(({ queue, hours }) => [queue, hours.length])).toEqual([['care', 2], ['sirt', 0]]);
  });

  it('leaves out an hour that is not whole, and whatever lies outside', () => {
    const half = { from: START + HOUR_MS / 2, to: START + 2 * HOUR_MS };
    expect(staffingOf({ visits, handled }, half, aim)[0]?.hours.map(({ joined }) => joined)).toEqual([40]);
    expect(staffingOf({ visits, handled }, { from: START - HOUR_MS, to: START }, aim)).toEqual([]);
  });

  it('is nothing where no number would do', () => {
    const flood = many(20_000, (i) => visit(START + i * 100, 1_000));
    const long = many(10, (i) => talked(START + i, 86_400_000 / 2));
    expect(staffingOf({ visits: flood, handled: long }, between, aim)[0]?.hours[0]?.agents).toBeUndefined();
  });
});
