// What a waiting caller is told of how long it will be, from the first words on.
import { describe, expect, it } from 'vitest';
import { keys, listening, now, said, step, waitFor, waiting, waitId } from '../../test/support/core.ts';
import type { Expected } from '../waits/expected.ts';
import type { CallerCall } from './call.ts';
import type { Facts } from './facts.ts';
import { howLong, type Told } from './how-long.ts';

const MINUTE = 60_000;
const band = (from: number, to: number): Expected => ({ is: 'band', band: { fromMs: from * MINUTE, toMs: to * MINUTE }, ageMs: 2_000 });
const unknown: Expected = { is: 'unknown' };
/** Told at first that it would be four to seven minutes. */
const told: Told = { at: 0, soonest: 4, latest: 7, by: 7 * MINUTE };

describe('the words', () => {
  it.each<[string, Told | undefined, Expected, number, readonly string[] | undefined, Told | undefined]>([
    ['a band at first', undefined, band(4.2, 6.8), 0, ['hold.how-long'], told],
    ['that nobody can say', undefined, unknown, 0, ['hold.how-long-unknown'], { at: 0 }],
    ['that only once', { at: 0 }, unknown, 9, undefined, undefined],
    ['a band as soon as there is one', { at: -1 }, band(4.2, 6.8), 0, ['hold.how-long'], told],
    ['nothing, where it is what was said', told, band(4.2, 6.8), 0.1, undefined, undefined],
    ['nothing, where only time has passed', told, band(2.2, 4.8), 2, undefined, undefined],
    ['what is left, when a third has gone', told, band(1.2, 3.8), 3, ['hold.how-long'], { at: 3 * MINUTE, soonest: 1, latest: 4, by: 7 * MINUTE }],
    ['that it is better', told, band(0.5, 1.5), 1, ['hold.how-long'], { at: MINUTE, soonest: 0, latest: 2, by: 3 * MINUTE }],
    ['nothing new within a minute, be it better', told, band(0.5, 1.5), 0.9, undefined, undefined],
    ['nor longer', told, band(10, 12), 0.9, undefined, undefined],
    ['no smaller number that is later than we said', told, band(1.2, 3.8), 4, undefined, undefined],
    ['that it is longer, where half of the futures are beyond', told, band(6.5, 9.5), 1, ['hold.longer', 'hold.how-long'], { at: MINUTE, soonest: 6, latest: 10, by: 11 * MINUTE, longer: true }],
    ['nothing of it, where fewer are', told, band(5.5, 9.5), 1, undefined, undefined],
    ['that it is longer, when its time is over', told, band(0.5, 1), 7, ['hold.longer', 'hold.how-long'], { at: 7 * MINUTE, soonest: 0, latest: 1, by: 8 * MINUTE, longer: true }],
    ['no more than that, where nobody can say', told, unknown, 7.1, ['hold.longer'], { at: 7.1 * MINUTE, longer: true }],
    ['that only once in a wait', { ...told, longer: true }, band(9, 12), 1, undefined, undefined],
    ['nor where nobody can say', { ...told, longer: true }, unknown, 9, undefined, undefined],
    ['what is better all the same', { ...told, longer: true }, band(0.5, 1.5), 1, ['hold.how-long'], { at: MINUTE, soonest: 0, latest: 2, by: 3 * MINUTE, longer: true }],
    ['nothing, while it holds and nobody can say', told, unknown, 6.9, undefined, undefined],
    ['more than an hour', undefined, band(65, 90), 0, ['hold.how-long'], { at: 0, soonest: 60 }],
    ['that only once', { at: 0, soonest: 60 }, band(66, 90), 5, undefined, undefined],
    ['that it is less after all', { at: 0, soonest: 60 }, band(20, 29), 5, ['hold.how-long'], { at: 5 * MINUTE, soonest: 20, latest: 30, by: 35 * MINUTE }],
    ['that nobody can say, where it is anything', undefined, band(0.2, 80), 0, ['hold.how-long-unknown'], { at: 0 }],
  ])('%s', (_what, before, expected, atMinute, prompts, after) => {
    const words = howLong(expected, before, atMinute * MINUTE);
    expect([words?.prompts, words?.told]).toEqual([prompts, after]);
  });

  it('never promise a later moment without saying that it is longer', () => {
    let before: Told | undefined;
    for (let second = 0; second < 1_200; second += 25) {
      const left = Math.max(0.5, 12 - second / 70 + 2 * Math.sin(second / 90));
      const words = howLong(band(left * 0.7, left), before, second * 1_000);
      if (words && before?.by !== undefined && !words.prompts.includes('hold.longer')) expect(words.told.by).toBeLessThanOrEqual(before.by);
      before = words?.told ?? before;
    }
    expect(before?.by).toBeDefined();
  });
});

describe('in line', () => {
  const inLine = waiting();
  const silent = keys('');
  const facts = (expected: Expected | undefined, more: Partial<Facts> = {}): Partial<Facts> => ({ ahead: 1, wait: waitFor(inLine, waitId(inLine)), ...(expected && { expected }), ...more });
  const toldTo = (call: CallerCall): Told | undefined => (call.doing.is === 'waiting' ? call.doing.told : undefined);

  it('the band comes after the first words and the place, and is in the journal as it was heard', () => {
    const next = step(inLine, silent, facts(band(4.2, 6.8)));
    expect(said(next)).toEqual(['hold.position', 'hold.how-long']);
    expect(toldTo(next.call as CallerCall)).toEqual({ at: now, soonest: 4, latest: 7, by: now + 7 * MINUTE });
    expect(next.effects.journal).toMatchObject([{ kind: 'wait-said', wait: waitId(inLine), fromMs: 4 * MINUTE, toMs: 7 * MINUTE, ageMs: 2_000 }]);
  });

  it('it is kept from round to round, and said no more', () => {
    const first = step(inLine, silent, facts(band(4.2, 6.8)));
    const second = step(first.call, silent, facts(band(4, 6.5), { now: now + 25_000 }));
    expect(said(second)).toEqual(['hold.round']);
    const third = step(second.call, silent, facts(band(9, 12), { now: now + 75_000 }));
    expect(said(third)).toEqual(['hold.round', 'hold.longer', 'hold.how-long']);
    expect(third.effects.journal).toMatchObject([{ kind: 'wait-longer', fromMs: 9 * MINUTE, toMs: 15 * MINUTE }]);
    expect(said(step(third.call, silent, facts(band(9, 12), { now: now + 100_000 })))).toEqual(['hold.round']);
  });

  it('that nobody can say is in no journal, and what is said afterwards is the first', () => {
    const first = step(inLine, silent, facts(unknown));
    expect([said(first), first.effects.journal]).toEqual([['hold.position', 'hold.how-long-unknown'], []]);
    expect(step(first.call, silent, facts(band(1, 3))).effects.journal).toMatchObject([{ kind: 'wait-said' }]);
  });

  it('while a phone rings for them, or where nobody forecasts, not a word of it', () => {
    expect(said(step(inLine, silent, facts(band(4, 6), { wait: waitFor(inLine, waitId(inLine), { offers: ['offer-0001'] }) })))).toEqual(['hold.position']);
    expect(said(step(inLine, silent, facts(undefined)))).toEqual(['hold.position']);
  });

  it('a P1 hears other words', () => {
    const p1 = [keys('*'), keys('1'), keys('1')].reduce((call, event) => step(call, event).call as CallerCall, listening());
    expect(p1.standing?.priority).toBe('P1');
    const round = step(p1, silent, { ahead: 0, wait: waitFor(p1, waitId(p1)), expected: band(4, 6) });
    expect(said(round)).toEqual(['hold.p1-round']);
  });
});
