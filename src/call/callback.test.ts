import { expect, it } from 'vitest';
import { keys, step, waiting } from '../../test/support/core.ts';
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
