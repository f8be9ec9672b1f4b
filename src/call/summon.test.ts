// The table of a P1's phones: one of them is for whoever has duty, once they found no place, until one of them has it.
import { describe, expect, it } from 'vitest';
import { dialled, now, offerFor, step, told, waitFor, waiting, waitId, type Settled } from '../../test/support/core.ts';
import type { Wait } from '../store/floor.ts';
import type { AgentCall, CallerCall } from './call.ts';
import type { Message } from './event.ts';

function tells(call: CallerCall, message: Message, more: Partial<Wait> = {}): Settled {
  return step(call, told(message), { now: now + 15_000, wait: waitFor(call, waitId(call), { limit: 5, ...more }) });
}
const p1 = () => tells(waiting(), { tell: 'set-priority', priority: 'P1', by: 'supervisor' }, { limit: 1 }).call as CallerCall;
const summons = (call: CallerCall, more: Partial<Wait> = {}) => tells(call, { tell: 'due', what: 'no-place', of: waitId(call) }, more);
const hasIt = (call: CallerCall, more: Partial<Wait> = {}) => tells(call, { tell: 'acknowledged', agent: 'dan' }, more);

describe('the phones of a P1', () => {
  it('are one fewer for the hunt when whoever has duty found no place, at the same place in line', () => {
    const call = p1();
    expect(summons(call, { rank: 77 }).effects.floor).toEqual([{ verb: 'rerank', wait: waitId(call), rank: 77, limit: 4 }]);
    expect(summons(call, { limit: 4 }).effects.floor).toEqual([]);
  });

  it('are all the hunt’s again when somebody on duty has it, and stay so', () => {
    const known = hasIt(p1(), { limit: 4 });
    expect(known.effects.floor).toMatchObject([{ verb: 'rerank', limit: 5 }]);
    expect(summons(known.call as CallerCall).effects.floor).toEqual([]);
  });

  it.each([
    ['of an older place in line', p1, 'another', {}],
    ['of a caller whom somebody has taken', p1, undefined, { state: 'talking' }],
    ['of a caller who is no P1', waiting, undefined, { limit: 1 }],
  ] as const)('are left as they are %s', (_name, call, of, more) => {
    const caller = call();
    expect(tells(caller, { tell: 'due', what: 'no-place', of: of ?? waitId(caller) }, more).effects.floor).toEqual([]);
    expect(hasIt(caller, { ...more, state: 'talking' }).effects.floor).toEqual([]);
  });
});

describe('a phone that rang for nothing', () => {
  const ended = (duty: AgentCall['duty']) => {
    const customer = p1();
    const leg = { ...dialled(customer, 'offer-0001', customer, 'dan'), ...(duty && { duty }) };
    return step(leg, { kind: 'ended', status: 'no-answer' }, { customer, wait: waitFor(customer, waitId(customer)), offer: offerFor(waitId(customer), { agents: ['dan'] }) });
  };
  const summoned = ({ effects }: Settled) => effects.work.flatMap(({ deed }) => ((deed as { do: string }).do === 'summon' ? [deed] : []));

  it.each([
    ['of the ladder brings the next, whoever has duty by then', { asked: ['gus', 'dan'] }, ['gus', 'dan']],
    ['of the hunt brings nobody, though they have duty', {}, undefined],
    ['of somebody who said that they have it brings nobody', { asked: ['dan'], acknowledged: true }, undefined],
    ['of somebody without duty brings nobody', undefined, undefined],
  ] as const)('%s', (_name, duty, asked) => {
    expect(summoned(ended(duty))).toMatchObject(asked ? [{ asked }] : []);
  });
});
