import { describe, expect, it } from 'vitest';
import { HandClock } from './clock.ts';

describe('a clock pushed by hand', () => {
  it('runs what falls due, in order, at its own time', async () => {
    const clock = new HandClock(1_000);
    const seen: [string, number][] = [];
    clock.after(300, () => seen.push(['later', clock.now()]));
    clock.after(100, () => {
      seen.push(['first', clock.now()]);
      clock.after(50, () => seen.push(['set on the way', clock.now()]));
    });
    await clock.push(200);
    expect(seen).toEqual([['first', 1_100], ['set on the way', 1_150]]);
    await clock.push(200);
    expect(seen.at(-1)).toEqual(['later', 1_300]);
    expect(clock.now()).toBe(1_400);
  });

  it('lets what a run set off settle before time goes on', async () => {
    const clock = new HandClock(0);
    const seen: string[] = [];
    clock.settle = async () => {
      await new Promise((done) => setImmediate(done));
      seen.push(`settled at ${clock.now()}`);
    };
    clock.after(10, () => seen.push('ran'));
    await clock.push(20);
    expect(seen).toEqual(['settled at 0', 'ran', 'settled at 10', 'settled at 20']);
  });

  it('does not run what was called off', async () => {
    const clock = new HandClock(0);
    const cancel = clock.after(10, () => expect.unreachable());
    cancel();
    cancel();
    await clock.push(20);
  });

  it('stops where what is waited for has happened, and else when the time is up', async () => {
    const clock = new HandClock(0);
    let rang = 0;
    clock.after(10, () => rang++);
    clock.after(20, () => rang++);
    expect(await clock.until(() => rang === 1, 100)).toBe(true);
    expect(clock.now()).toBe(10);
    expect(await clock.until(() => rang === 1, 100)).toBe(true);
    expect(clock.now()).toBe(10);
    expect(await clock.until(() => rang === 3, 50)).toBe(false);
    expect([clock.now(), rang]).toEqual([60, 2]);
  });
});
