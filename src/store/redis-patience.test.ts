import { describe, expect, it } from 'vitest';
import { inTime } from './redis-patience.ts';

const after = (ms: number) => new Promise<string>((done) => setTimeout(() => done('answer'), ms));

/** The whole process stands still. */
function busy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('patience with Redis', () => {
  it('has the answer that comes in time, and the trouble that comes instead', async () => {
    expect(await inTime(after(5), 1_000)).toBe('answer');
    await expect(inTime(Promise.reject(new Error('NOSCRIPT')), 1_000)).rejects.toThrow('NOSCRIPT');
  });

  it('ends', async () => {
    await expect(inTime(new Promise(() => undefined), 20)).rejects.toThrow('timed out');
  });

  it('does not hold against Redis that this process was busy', async () => {
    const answer = inTime(after(60), 50);
    busy(300);
    expect(await answer).toBe('answer');
  });

  it('ends also for a process that was busy', async () => {
    const answer = inTime(new Promise(() => undefined), 50);
    busy(300);
    await expect(answer).rejects.toThrow('timed out');
  });
});
