// Redials as rows: who is known again, whose place may be taken up, and what the core asks and writes for it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caller, cases, centre, keys, listening, now, said, step, waiting, waitFor, waitId } from '../../test/support/core.ts';
import type { Priority } from '../case/priority.ts';
import { readCaller } from '../phone/caller.ts';
import type { CallerCall } from './call.ts';
import type { Known } from './facts.ts';
import { mayResume, REDIAL_MS, redialKey } from './redial.ts';
import { ruleFact } from './rule-facts.ts';
import { openScene } from './scene.ts';
import { untouched } from '../door/switch.ts';

const [one] = cases;
if (!one) throw new Error('the sample centre has no case');
const about = { number: one.number, priority: one.priority, verified: true };
const from = (number: string) => ({ from: readCaller(number) });
const ana = from('+14155550123');

/** Ana has waited for Customer Care for ten minutes, and was cut off a minute ago. */
const cutOff = (more: Partial<CallerCall> = {}, priority: Priority = 'P4'): CallerCall => {
  const call = waiting();
  if (!call.standing) throw new Error('she stands in line');
  return { ...call, id: 'caller-0000', turn: 7, standing: { ...call.standing, priority, joined: now - 660_000 }, doing: { is: 'over', at: now - 60_000, how: 'completed' }, ...more };
};
const again = (redial: Known['redial'] & object) => step(listening(), keys('2'), { known: { redial } });

const LEG_S = 14_400;
const standingSince = (joined: number): CallerCall['standing'] & object => {
  const { standing } = cutOff();
  if (!standing) throw new Error('she stands in line');
  return { ...standing, joined };
};

describe('a caller is known again', () => {
  const key = redialKey(ana, 'care');
  it.each([
    ['the same number on the same way', redialKey(ana, 'care'), true],
    ['the same number on another way', redialKey(ana, 'engineer'), false],
    ['another number', redialKey(from('+14155550124'), 'care'), false],
    ['the same number about a case', redialKey({ ...ana, case: about }, 'care'), false],
  ])('%s', (_name, other, same) => {
    expect(other === key).toBe(same);
  });

  it('about a case, whatever line they came to', () => {
    expect(redialKey({ ...ana, case: about }, 'care')).toBe(redialKey({ ...ana, case: { ...about, verified: false } }, 'engineer'));
  });

  it.each(['anonymous', '', 'sip:ana@example.com', 'client:ana'])('not by %j', (number) => {
    expect(redialKey(from(number), 'care')).toBeUndefined();
  });

  it('by a key that has nothing of the number in it', () => {
    expect(key).toMatch(/^[\w-]{24}$/);
  });
});

describe('a place may be taken up', () => {
  it.each([
    ['at once', cutOff(), now - 60_000, true],
    ['by somebody who dialled before the end was reported', cutOff(), now - 70_000, true],
    ['to the last moment', cutOff(), now - 60_000 + REDIAL_MS, true],
    ['no longer', cutOff(), now - 60_000 + REDIAL_MS + 1, false],
    ['once', cutOff({ resumedBy: 'caller-0002' }), now, false],
    ['not a second time', cutOff({ resumes: 'caller-9999' }), now, false],
    ['by somebody who came as long ago as a call may last', { ...cutOff(), standing: standingSince(now - LEG_S * 1000) }, now, true],
    ['not by somebody who came longer ago than that', { ...cutOff(), standing: standingSince(now - LEG_S * 1000 - 1) }, now, false],
    ['not while somebody stands there', cutOff({ doing: { is: 'waiting', wait: 'w', musicS: 0 } }), now, false],
  ])('%s', (_name, old, began, may) => {
    expect(mayResume(old, began, LEG_S)).toBe(may);
  });

  it('not without a place', () => {
    expect(mayResume({ ...caller(), doing: { is: 'over', at: now, how: 'completed' } }, now, LEG_S)).toBe(false);
  });
});

describe('joining again', () => {
  it('stands where they stood, says so, and marks the old call by the turn that was read', () => {
    const old = cutOff();
    const joined = again({ is: 'cut-off', call: old });
    expect(joined.effects.floor).toMatchObject([{ verb: 'join', wait: { joined: now - 660_000, rank: old.standing?.rank === undefined ? 0 : old.standing.rank - 660_000 } }]);
    expect(said(joined)).toContain('hold.resumed');
    expect(joined.effects.calls).toEqual([{ call: { ...old, turn: 8, resumedBy: 'caller-0001' }, was: 7 }]);
    expect(joined.call).toMatchObject({ resumes: 'caller-0000', standing: { joined: now - 660_000 } });
  });

  it.each([
    ['a priority that a supervisor gave them', cutOff({ prioritySet: 'P1' }, 'P1'), 'P1'],
    ['none that they had by themselves', cutOff({}, 'P1'), 'P4'],
    ['none that they have lost since', cutOff({ prioritySet: 'P2' }, 'P1'), 'P4'],
  ] as const)('takes along %s', (_what, call, priority) => {
    const joined = again({ is: 'cut-off', call }).call as CallerCall;
    expect(joined.standing?.priority).toBe(priority);
    expect(ruleFact('priority', openScene(joined, { now, fresh: '', centre, switched: untouched, known: {} }))).toBe(priority === 'P4' ? '' : priority);
  });

  it('stands anew where nobody was cut off', () => {
    const joined = again({ is: 'nobody' });
    expect([joined.effects.calls, said(joined).includes('hold.resumed'), joined.effects.floor]).toMatchObject([[], false, [{ wait: { joined: now } }]]);
  });

  it('never comes to stand later than they do already', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_600_000 }), (earlier) => {
      const old = cutOff();
      if (!old.standing) throw new Error('she stands in line');
      const joined = again({ is: 'cut-off', call: { ...old, standing: { ...old.standing, joined: now - earlier } } });
      expect((joined.call as CallerCall).standing?.joined).toBe(now - earlier);
    }));
  });

  it('keeps the place once: cut off again, nothing is remembered', () => {
    const joined = again({ is: 'cut-off', call: cutOff() }).call as CallerCall;
    const ended = step(joined, { kind: 'ended', status: 'failed' }, { wait: waitFor(joined, waitId(joined)) });
    expect([ended.effects.records, ended.effects.work]).toEqual([[], []]);
  });

  it('is remembered by any end that we did not say', () => {
    const before = waiting();
    for (const status of ['completed', 'failed', 'busy', 'no-answer', 'canceled'] as const) {
      const { effects } = step(before, { kind: 'ended', status }, { wait: waitFor(before, waitId(before)) });
      expect(effects.records).toEqual([{ kind: 'redial', id: redialKey(before, 'care'), value: { call: before.id, at: now } }]);
    }
  });
});
