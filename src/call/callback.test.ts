import { describe, expect, it } from 'vitest';
import { keys, now, said, step, waiting } from '../../test/support/core.ts';
import type { CallerCall } from './call.ts';

/** Ana has heard her other number read back, and presses 1. */
const confirms = () => step({ ...waiting(), doing: { is: 'listening', tries: 0, quietFrom: 0 }, back: [{ flow: 'support', step: 'promise-care' }], at: { flow: 'promise', step: 'sure' }, vars: { 'callback-number': '+14155550177' } }, keys('1'));

it('a promise is written only where nobody has one under either number: of two who ask in the same instant one is too late', () => {
  const open = confirms().effects.records.filter(({ kind }) => kind === 'callback-open');
  expect(open.map(({ was }) => was)).toEqual([0, 0]);
});

it('the promise is a call of its own, without a leg, at the rank it had', () => {
  const { effects, call } = confirms();
  const promised = effects.calls[0]?.call as CallerCall;
  expect([promised.doing, promised.sid, promised.from]).toEqual([{ is: 'promised' }, undefined, { kind: 'number', number: '+14155550177', country: 'US', tollFree: false }]);
  expect(promised.standing?.joined).toBe((call as CallerCall).standing?.joined);
});

describe('a number that was called back three times', () => {
  const asks = { doing: { is: 'listening', tries: 0, quietFrom: 0 }, back: [{ flow: 'support', step: 'promise-care' }], at: { flow: 'promise', step: 'ask' } } as const;
  /** Ana stands in no line, because it is that hour in her region, and keys her number. */
  const atTheDoor = (at: number, calledBack: number) => {
    const { standing: _none, ...ana } = waiting();
    return said(step({ ...ana, ...asks, region: 'americas', back: [{ flow: 'closed', step: 'callback' }] }, keys('4155550177', '#'), { now: at, known: { calledBack } }));
  };

  it('is promised no more in the line, and is told what else there is', () => {
    expect(said(step({ ...waiting(), ...asks }, keys('4155550177', '#'), { known: { calledBack: 3 } }))).toEqual(['promise.too-often']);
    expect(said(step({ ...waiting(), ...asks }, keys('4155550177', '#'), { known: { calledBack: 2 } }))).toEqual(['promise.sure']);
  });

  it('is promised a call at an opening that comes so late that its day is over by then', () => {
    const [tuesdayNight, fridayNight] = [now + 12 * 3_600_000, now + (3 * 24 + 12) * 3_600_000];
    expect(atTheDoor(tuesdayNight, 3)).toEqual(['promise.too-often']);
    expect(atTheDoor(fridayNight, 3)).toEqual(['promise.sure']);
  });
});
