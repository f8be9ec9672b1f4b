// When forecasts are made, and what is read meanwhile. The futures are the test's own.
import { expect, it } from 'vitest';
import { centre, now } from '../../test/support/core.ts';
import { HandClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Entry } from '../store/store.ts';
import type { Asked, Forecast } from '../waits/forecast.ts';
import { TALKS_MIN } from '../waits/rates.ts';
import { createForecasts, type ForecastOutcome } from './forecasts.ts';

/** One conversation of a minute with Customer Care, an hour ago. */
const talked = (call: string, at = now - 3_600_000): Entry[] => [
  { at, kind: 'joined', call, demand: 'care', priority: 'P4', region: 'americas', language: 'en', arrived: at }, { at, kind: 'taken', call, leg: call, agent: 'amy' }, { at, kind: 'answered', call },
  { at: at + 60_000, kind: 'talked', call, leg: call, agent: 'amy' }, { at: at + 60_000, kind: 'agent-state', agent: 'amy', from: 'busy', to: 'ready' },
];

async function forecasts(answers: (asked: Asked) => Promise<Forecast | undefined> = ({ floor }) => Promise.resolve({ at: floor.now, futures: 200, bands: {} }), conversations = TALKS_MIN) {
  const clock = new HandClock(now);
  const store = createMemoryStore({ clock });
  const log = memoryLog();
  const [outcomes, asked]: [ForecastOutcome[], Asked[]] = [[], []];
  for (let i = 0; i < conversations; i++) await store.journal.append(talked(`call-${i}`));
  const made = createForecasts({ store, clock, log, centre: () => centre, counted: (outcome) => outcomes.push(outcome), run: (one) => {
    asked.push(one);
    return answers(one);
  } });
  clock.settle = () => made.settled();
  return { made, clock, store, log, outcomes, asked };
}

it('nothing is made until somebody asks, and then once in fifteen seconds', async () => {
  const { made, clock, outcomes } = await forecasts();
  await clock.push(60_000);
  expect(outcomes).toEqual([]);
  expect(made.read()).toBeUndefined();
  await clock.push(0);
  expect(made.read()?.at).toBe(clock.now());
  for (let i = 0; i < 14; i++) {
    made.want();
    await clock.push(1_000);
  }
  expect(outcomes).toEqual(['made']);
  await clock.push(1_000);
  expect(outcomes).toEqual(['made', 'made']);
  await clock.push(60_000);
  expect(outcomes).toEqual(['made', 'made']);
});

it('while somebody waits the next one is made of itself', async () => {
  const { made, clock, store, outcomes } = await forecasts();
  await store.floor.open(['team:customer-care'], () => undefined);
  await store.commit({ floor: [{ verb: 'join', wait: { id: 'wait-1', call: 'call-1', rank: now, joined: now, limit: 1, steps: [{ from: now, classes: ['team:customer-care'] }] } }] });
  made.want();
  await clock.push(46_000);
  expect(outcomes).toHaveLength(4);
  await store.commit({ floor: [{ verb: 'leave', wait: 'wait-1' }] });
  await clock.push(60_000);
  expect(outcomes).toHaveLength(5);
});

it('without enough measured conversations there is none, and no futures are run', async () => {
  const { made, clock, store, outcomes, asked } = await forecasts(undefined, TALKS_MIN - 1);
  made.want();
  await clock.push(0);
  expect([made.read(), outcomes, asked]).toEqual([undefined, ['cold'], []]);
  await store.journal.append(talked('last'));
  await clock.push(15_000);
  expect(outcomes).toEqual(['cold', 'made']);
  expect(asked[0]?.rates.talks['care']).toHaveLength(TALKS_MIN);
});

it('a turn that reads waits for nothing: it gets the one before while the next is made', async () => {
  let answer: (forecast: Forecast) => void = () => undefined;
  const { made, clock } = await forecasts(() => new Promise((done) => (answer = done)));
  clock.settle = () => new Promise((done) => setImmediate(done));
  made.want();
  for (let i = 0; i < 20; i++) await clock.push(1);
  const one = { at: now, futures: 200, bands: {} };
  answer(one);
  await made.settled();
  await clock.push(20_000);
  expect(made.read()).toBe(one);
  await clock.push(20_000);
  expect([made.read(), made.idle()]).toEqual([one, false]);
});

it('where futures fail or are too slow the one before stays, and the log says why', async () => {
  let tries = 0;
  const { made, clock, outcomes, log } = await forecasts(({ floor }) => {
    tries++;
    if (tries === 2) return Promise.reject(new Error('the thread broke'));
    return Promise.resolve(tries === 3 ? undefined : { at: floor.now, futures: 200, bands: {} });
  });
  const read: (number | undefined)[] = [];
  for (let i = 0; i < 4; i++) {
    made.want();
    await clock.push(14_000);
    read.push(made.read()?.at);
    await clock.push(1_000);
  }
  expect(outcomes).toEqual(['made', 'failed', 'late', 'made', 'made']);
  expect(read).toEqual([now, now, now, now + 45_000]);
  expect(log.entries.filter(({ message }) => message.includes('no forecast of waits'))).toHaveLength(1);
});

it('after the end nothing is made any more', async () => {
  const { made, clock, outcomes } = await forecasts();
  made.want();
  await clock.push(0);
  made.want();
  made.stop();
  await clock.push(60_000);
  made.want();
  await clock.push(0);
  expect(outcomes).toEqual(['made']);
});
