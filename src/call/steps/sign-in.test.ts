import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deeds, keys, offline, said, staff, step, verbs, type Settled } from '../../../test/support/core.ts';
import type { StaffCall } from '../call.ts';
import type { Known } from '../facts.ts';
import { afterSetting } from './presence.ts';

const known = (more: Known) => ({ known: more });
const staffOf = ({ call }: Settled): StaffCall => call as StaffCall;

/** After the id was keyed: the PIN is asked for. */
const askedForPin = (): StaffCall => staffOf(step(staff(), keys('0101', '#')));
const signedIn = (): StaffCall => staffOf(step(askedForPin(), keys('482915', '#')));

describe('who has dialled the staff line', () => {
  it('keys an id, and the call keeps a claim for it and no digits', () => {
    const next = step(staff(), keys('0101', '#'), known({ claim: 'opaque' }));
    expect([said(next), staffOf(next).claim, staffOf(next).vars]).toEqual([['staff.pin'], 'opaque', {}]);
  });

  it('keys a PIN that fits, is told how they stand, and is journaled by name', () => {
    const next = step(askedForPin(), keys('482915', '#'));
    expect(said(next)).toEqual(['staff.state', 'staff.menu']);
    expect([staffOf(next).agent, staffOf(next).claim]).toEqual(['amy', undefined]);
    expect(next.effects.journal).toMatchObject([{ kind: 'signed-in', agent: 'amy', call: 'staff-0001' }]);
  });

  it('keys one that does not fit, and begins with the id again; the third time it is goodbye', () => {
    const wrong = known({ staff: { is: 'wrong' } });
    let call = askedForPin();
    for (const tries of [1, 2]) {
      const next = step(call, keys('000000', '#'), wrong);
      expect([said(next).filter((key) => key !== 'staff.wrong'), staffOf(next).wrong, staffOf(next).claim]).toEqual([['staff.id'], tries, undefined]);
      call = staffOf(step(next.call, keys('0101', '#')));
    }
    const last = step(call, keys('000000', '#'), wrong);
    expect([said(last), last.call.doing.is]).toEqual([['staff.goodbye'], 'over']);
  });

  it('is locked out with a kind word, and somebody is alarmed', () => {
    const next = step(askedForPin(), keys('482915', '#'), known({ staff: { is: 'locked', about: 'amy' } }));
    expect([said(next), next.call.doing.is, deeds(next)]).toEqual([['staff.locked'], 'over', ['alarm']]);
    expect(next.effects.work[0]?.deed).toEqual({ do: 'alarm', what: 'staff-locked', about: 'amy' });
  });

  it.each([['silence', '', ''], ['pound alone', '', '#'], ['star', '48*', '*'], ['nonsense', '##', '#']])('says nothing by %s: asked again, and after three times goodbye', (_what, digits, by) => {
    let next = step(staff(), keys(digits, by));
    expect(said(next).at(-1)).toBe('staff.id-again');
    next = step(next.call, keys(digits, by));
    next = step(next.call, keys(digits, by));
    expect([said(next).at(-1), next.call.doing.is]).toEqual(['staff.goodbye', 'over']);
  });
});

describe('who has signed in', () => {
  it('sets themselves ready: one floor change with the turn, as long as they may, and earlier misses forgotten', () => {
    const next = step(signedIn(), keys('1'));
    expect(next.effects.floor).toEqual([{ verb: 'presence', agent: 'amy', presence: 'ready', until: offline.latest, classes: offline.classes, at: offline.at }]);
    expect(next.effects.journal).toMatchObject([{ kind: 'key' }, { kind: 'presence', agent: 'amy', presence: 'ready', by: 'staff-line' }]);
    expect(next.effects.records).toMatchObject([{ kind: 'misses', id: 'amy' }]);
    expect(said(next)).toEqual(['staff.state', 'staff.menu']);
  });

  it('cannot be ready without a phone that rings, and can be away', () => {
    const silent = known({ presence: { ...offline, silent: true } });
    const ready = step(signedIn(), keys('1'), silent);
    expect([said(ready)[0], verbs(ready)]).toEqual(['staff.no-phone', []]);
    expect(verbs(step(signedIn(), keys('2'), silent))).toEqual(['presence']);
  });

  it('hears it again with star, or with a pound too many, and nothing is set', () => {
    for (const key of ['*', '#']) expect([said(step(signedIn(), keys(key))), verbs(step(signedIn(), keys(key)))]).toEqual([['staff.state', 'staff.menu'], []]);
  });

  it('and is no agent any more when a key comes, sets nothing', () => {
    const next = step(signedIn(), keys('1'), known({ presence: { is: 'gone' } }));
    expect([said(next), verbs(next), next.call.doing.is]).toEqual([['staff.gone'], [], 'over']);
  });

  it('stays silent, and is said goodbye to', () => {
    const next = step(step(signedIn(), keys('')).call, keys(''));
    expect([said(next), next.call.doing.is]).toEqual([['staff.goodbye'], 'over']);
  });
});

it.each([
  ['offline', 'ready', 'ready'], ['ready', 'away', 'away'], ['wrap', 'ready', 'ready'], ['wrap', 'offline', 'wrap'],
  ['busy', 'offline', 'busy'], ['busy', 'ready', 'busy'], ['offered', 'away', 'offered'],
] as const)('whoever is %s and sets %s is %s', (state, set, then) => {
  expect(afterSetting({ ...offline, state }, set)).toMatchObject({ presence: set, state: then });
});

it('nothing of what is keyed is kept: not in the call, the journal, the work or a record', () => {
  // Long enough that no time or id has them by chance.
  const digits = fc.stringMatching(/^[0-9]{10,14}$/);
  const staffs = fc.constantFrom<NonNullable<Known['staff']>>({ is: 'wrong' }, { is: 'known', agent: 'amy' }, { is: 'locked', about: 'amy' });
  const typed = fc.record({ digits, star: fc.boolean(), finishedBy: fc.constantFrom(undefined, '', '#', '*'), staff: staffs });
  fc.assert(fc.property(fc.array(typed, { minLength: 1, maxLength: 8 }), (all) => {
    let call: Settled['call'] = staff();
    for (const one of all) {
      const next = step(call, keys(one.star ? `${one.digits}*` : one.digits, one.finishedBy), known({ staff: one.staff }));
      const { call: kept, effects, instructions } = next;
      const text = JSON.stringify([kept, effects, instructions]);
      for (const { digits: keyed } of all) expect(text).not.toContain(keyed);
      call = kept;
    }
  }));
});

it('not even the first digit of a PIN keyed too early, which a menu takes for its key', () => {
  const next = step(signedIn(), keys('7'));
  expect(next.effects.journal.map(({ kind }) => kind)).toEqual(['miss']);
  for (const key of ['1', '4']) {
    const taken = step(signedIn(), keys(key)).effects.journal.find(({ kind }) => kind === 'key');
    expect(taken).toBeDefined();
    expect(taken).not.toHaveProperty('key');
  }
});
