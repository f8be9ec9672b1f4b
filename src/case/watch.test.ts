import { describe, expect, it } from 'vitest';
import type { CaseNumber } from './number.ts';
import { watched, type Watch } from './watch.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const opened = Date.UTC(2026, 9, 20, 17);
const number = '202610200001' as CaseNumber;
const P1 = { 'support-manager': 3_600, 'service-director': 7_200, 'vice-president': 14_400, 'engineering': 86_400 };
const P2 = { 'support-manager': 43_200, 'service-director': 86_400, 'vice-president': 345_600 };

const after = (ageMs: number, ladder: Record<string, number>, told: string[] = []) =>
  watched({ number, openedAt: opened }, { id: number, since: opened, told }, ladder, opened + ageMs);

describe('an open case is known higher up as it ages', () => {
  it.each<[string, number, Record<string, number>, string[]]>([
    ['a P1 just under an hour old', hours - 1, P1, []],
    ['a P1 of an hour', hours, P1, ['support-manager']],
    ['a P1 of four hours that nobody was told of yet', 4 * hours, P1, ['support-manager', 'service-director', 'vice-president']],
    ['a P1 of a day', 24 * hours, P1, Object.keys(P1)],
    ['a P2 just under twelve hours old', 12 * hours - 1, P2, []],
    ['a P2 of a day', 24 * hours, P2, ['support-manager', 'service-director']],
    ['a P2 of a year', 365 * days, P2, Object.keys(P2)],
    ['a P3 whose centre tells nobody', 365 * days, {}, []],
  ])('%s', (_name, age, ladder, told) => {
    expect(after(age, ladder).tell).toEqual(told);
  });

  it('and each is told once, whatever becomes of its priority', () => {
    const lowered = after(13 * hours, P2, ['support-manager', 'service-director']);
    expect([lowered.tell, lowered.watch.told]).toEqual([[], ['support-manager', 'service-director']]);
    expect(after(13 * hours, P1, ['support-manager']).tell).toEqual(['service-director', 'vice-president']);
  });

  it('is looked at when the next is to be told, and every hour', () => {
    expect(after(3 * hours + 10 * minutes, P1, Object.keys(P1).slice(0, 2)).next).toBe(opened + 4 * hours);
    expect(after(5 * hours, P1, Object.keys(P1).slice(0, 3)).next).toBe(opened + 6 * hours);
    expect(after(30 * days, P1, Object.keys(P1)).next).toBe(opened + 30 * days + hours);
  });

  it('counts from when we heard of it, where nobody says when it was opened', () => {
    const first = watched({ number }, undefined, P1, opened);
    expect(first).toMatchObject({ tell: [], next: opened + hours, watch: { since: opened } });
    const kept: Watch = first.watch;
    expect(watched({ number }, kept, P1, opened + hours)).toMatchObject({ tell: ['support-manager'], ageMs: hours });
  });
});
