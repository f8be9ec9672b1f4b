// The thread itself: it answers what the same futures answer here, and its death or silence is no more than a forecast less.
import { afterAll, expect, it } from 'vitest';
import { HandClock, systemClock } from '../clock.ts';
import { forecast, type Asked } from '../waits/forecast.ts';
import { createFutures } from './futures.ts';

const asked: Asked = {
  seed: 3,
  floor: {
    now: 0, coolMs: 60_000, comers: [], askers: [],
    callers: [{ id: 'ana', rank: 0, joined: 0, limit: 1, asks: true, steps: [{ from: 0, classes: ['team:care'] }] }],
    agents: [{ id: 'amy', since: -1_000, classes: { 'team:care': 0 }, is: { talks: {} } }],
  },
  rates: { talks: {}, allTalks: Array.from({ length: 20 }, (_, i) => ({ talkMs: 10_000 * (i + 1), wrapMs: 0 })), rings: [], leaving: {}, leavingAny: 0, arrivals: [] },
};

const thread = createFutures({ clock: systemClock, file: new URL('../../test/support/futures-thread.js', import.meta.url) });
afterAll(() => thread.close());

it('answers as the same futures do here, time and again', async () => {
  const here = forecast(asked);
  expect(here?.bands['ana']?.toMs).toBeGreaterThan(0);
  expect(await thread.run(asked)).toEqual(here);
  expect(await thread.run({ ...asked, seed: 4 })).toEqual(forecast({ ...asked, seed: 4 }));
});

it('a thread that breaks fails one forecast, and the next has a thread of its own', async () => {
  const breaks = createFutures({ clock: systemClock, file: new URL("data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { throw new Error('broken'); });") });
  await expect(breaks.run(asked)).rejects.toThrow('broken');
  await expect(breaks.run(asked)).rejects.toThrow('broken');
  await breaks.close();
});

it('a thread that ends without a word fails too', async () => {
  const ends = createFutures({ clock: systemClock, file: new URL('data:text/javascript,') });
  await expect(ends.run(asked)).rejects.toThrow('ended');
});

it('a thread that does not answer in time is ended', async () => {
  const clock = new HandClock(0);
  const hangs = createFutures({ clock, file: new URL('data:text/javascript,for (;;);') });
  const answer = hangs.run(asked);
  await clock.push(60_000);
  expect(await answer).toBeUndefined();
  await hangs.close();
});
