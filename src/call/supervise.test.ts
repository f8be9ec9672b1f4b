import { describe, expect, it } from 'vitest';
import { cases, centre, dialled, keys, listening, now, offerFor, said, step, told, verbs, waitFor, waiting, waitId, type Settled } from '../../test/support/core.ts';
import type { Priority } from '../case/priority.ts';
import type { FloorVerb, Wait } from '../store/floor.ts';
import type { CallerCall } from './call.ts';
import type { Message } from './event.ts';
import { PICKED_MS_MAX } from './pick.ts';

const by = 'supervisor';
const steps = [{ from: now, classes: ['team:customer-care'] }];
const there = { there: ['team:customer-care', 'team:logistics', 'agent:dan'] };

function tells(call: CallerCall, message: Message, more: Partial<Wait> = {}, at = now + 5_000): Settled {
  return step(call, told(message), { now: at, wait: waitFor(call, waitId(call), { steps, ...more }), known: there });
}
const joins = ({ effects }: Settled) => effects.floor.filter((verb): verb is FloorVerb & { verb: 'join' } => verb.verb === 'join');
const entries = ({ effects }: Settled) => effects.journal.map(({ kind, at: _at, call: _call, wait: _wait, ...more }) => ({ kind, ...more }));
const work = ({ effects }: Settled) => effects.work.map(({ deed, at }) => ({ ...(deed as { do: string; message?: Message }), at }));

const picked = (call = waiting(), agent = 'dan') => tells(call, { tell: 'pick', agent, by });

/** In the line for the engineers, about a P2 of Dan's. */
const forDan = (): CallerCall => {
  const found = cases.find(({ number }) => number === '200608110120');
  if (!found) throw new Error('the sample centre has no such case');
  return step(listening(), keys('200608110120#'), { known: { case: { is: 'found', case: found, contact: true }, there: ['agent:dan'] } }).call as CallerCall;
};
const onlyDan = { steps: [{ from: now, classes: ['agent:dan'] }] };
const sets = (call: CallerCall, priority: Priority, more: Partial<Wait> = {}, at = now + 5_000) => tells(call, { tell: 'set-priority', priority, by }, more, at);
const reranks = ({ effects }: Settled) => effects.floor.filter((verb): verb is FloorVerb & { verb: 'rerank' } => verb.verb === 'rerank');
const stepsOf = (settled: Settled) => reranks(settled)[0]?.steps?.map(({ from, classes }) => [(from - now) / 1000, classes.length]);

describe('a priority set by a supervisor', () => {
  it('moves the rank, stays on the call, and the caller hears nothing of it', () => {
    const before = waiting();
    const set = sets(before, 'P2');
    const rank = (before.standing?.joined ?? 0) - 600_000;
    expect(set.effects.floor).toEqual([{ verb: 'rerank', wait: waitId(before), rank, limit: 1, steps }]);
    expect([set.instructions, (set.call as CallerCall).standing?.rank, set.call.vars['priority']]).toEqual([undefined, rank, 'P2']);
    expect(entries(set)).toEqual([{ kind: 'priority-set', from: 'P4', to: 'P2', by, demand: 'care', priority: 'P2', region: 'americas', language: 'en', arrived: before.standing?.joined }]);
  });

  it('is kept in the next line', () => {
    const { call } = sets(waiting(), 'P2');
    const back = step(call, keys('*'), { wait: waitFor(call as CallerCall, waitId(call)) });
    const again = step(back.call, keys('2'));
    expect((again.call as CallerCall).standing).toMatchObject({ priority: 'P2' });
  });

  it('of P1 lets five phones ring and begins what a P1 has; back again ends it', () => {
    const p1 = sets(waiting(), 'P1');
    expect(reranks(p1)).toMatchObject([{ limit: 5 }]);
    expect(work(p1).map(({ do: what }) => what)).toEqual(['summon', 'tell']);
    const down = sets(p1.call as CallerCall, 'P3');
    expect(down.effects.cancel).toEqual([`summon:${waitId(p1.call)}`, `unanswered:${waitId(p1.call)}`]);
    expect(reranks(down)).toMatchObject([{ limit: 1 }]);
  });

  it('of P1 lets everybody of the line answer from now on; any other, as if they had come with it', () => {
    const raised = sets(forDan(), 'P1', onlyDan);
    expect(stepsOf(raised)).toEqual([[5, 6]]);
    expect(stepsOf(sets(raised.call as CallerCall, 'P3', onlyDan, now + 25_000))).toEqual([[0, 1], [20, 2], [30, 1], [45, 1], [60, 1]]);
  });

  it('leaves those whom they wait for besides the line, and moves the way back of whoever is picked', () => {
    const besides = [{ from: now + 9_000, classes: ['agent:dan'] }];
    const set = sets(waiting(), 'P2', { steps: [...besides, ...steps] });
    expect(reranks(set)[0]?.steps).toEqual([...besides, ...steps]);
    const { call } = tells(forDan(), { tell: 'pick', agent: 'dan', by }, onlyDan);
    const raised = sets(call as CallerCall, 'P3');
    expect([verbs(raised), (raised.call as CallerCall).picked?.steps.length]).toEqual([[], 5]);
  });

  it('is refused where the line has nobody for it', () => {
    const some = { ...centre, demands: { ...centre.demands, care: { first: [], limit: {}, steps: [{ who: ['team:customer-care'], afterS: 0, when: { priority: ['P4'] } }] } } };
    const call = waiting();
    expect(step(call, told({ tell: 'set-priority', priority: 'P1', by }), { centre: some, wait: waitFor(call, waitId(call)), known: there }).call).toBe(call);
  });
});

describe('a caller sent to another line', () => {
  it('stands in it with the same arrival, by its steps, in one verb', () => {
    const before = waiting();
    const moved = tells(before, { tell: 'move', demand: 'logistics', by });
    expect(moved.effects.floor).toEqual([{ verb: 'rerank', wait: waitId(before), rank: before.standing?.rank, steps: [
      { from: now + 5_000, classes: ['team:logistics'] }, { from: now + 65_000, classes: ['team:customer-care'] },
    ] }]);
    expect((moved.call as CallerCall).standing).toMatchObject({ demand: 'logistics', hold: before.standing?.hold, joined: before.standing?.joined, entered: now + 5_000 });
    expect([moved.instructions, entries(moved)]).toEqual([undefined, [{ kind: 'moved', from: 'care', to: 'logistics', by, demand: 'logistics', priority: 'P4', region: 'americas', language: 'en', arrived: before.standing?.joined }]]);
  });

  it('is nobody’s pick any more, and as a P1 waits for nobody alone', () => {
    const { call } = picked(forDan());
    const moved = tells(call as CallerCall, { tell: 'move', demand: 'logistics', by });
    expect([(moved.call as CallerCall).picked, reranks(moved)[0]?.rank]).toEqual([undefined, (call as CallerCall).standing?.rank]);
    const p1 = sets(waiting(), 'P1').call as CallerCall;
    const away = tells(p1, { tell: 'move', demand: 'logistics', by });
    expect([reranks(away)[0]?.steps?.length, work(away)]).toEqual([1, []]);
  });
});

describe('a caller picked for somebody', () => {
  it('stands before all others, for that agent alone', () => {
    const before = waiting();
    const pick = picked(before);
    expect(joins(pick)).toMatchObject([{ instead: waitId(before), wait: { steps: [{ classes: ['agent:dan'] }], joined: before.standing?.joined } }]);
    expect(joins(pick)[0]?.wait.rank).toBeLessThan(0);
    expect((pick.call as CallerCall).picked).toMatchObject({ agent: 'dan', wait: waitId(pick.call), steps });
  });

  it('of two who are picked the first comes first', () => {
    const rank = (at: number) => joins(tells(waiting(), { tell: 'pick', agent: 'dan', by }, {}, at))[0]?.wait.rank ?? 0;
    expect(rank(now)).toBeLessThan(rank(now + 1));
  });

  it('is back at the old place when that agent has not taken them', () => {
    const { call } = picked();
    const back = tells(call as CallerCall, { tell: 'pick-passed', wait: waitId(call) });
    expect(joins(back)).toMatchObject([{ instead: waitId(call), wait: { steps, rank: (call as CallerCall).standing?.rank } }]);
    expect((back.call as CallerCall).picked).toBeUndefined();
    expect(entries(back)).toEqual([{ kind: 'pick-over', for: 'dan', why: 'not-taken' }]);
  });

  it.each([
    ['is in a call', 'busy', now + 10_000, undefined],
    ['is in a call for too long', 'busy', now + 5_000 + PICKED_MS_MAX, 'too-long'],
    ['has gone away', 'away', now + 10_000, 'away'],
    ['is not signed in', 'offline', now + 10_000, 'offline'],
  ] as const)('who %s', (_what, state, at, why) => {
    const { call } = picked();
    const looked = step(call, told({ tell: 'due', what: 'picked', of: waitId(call) }), { now: at, wait: waitFor(call as CallerCall, waitId(call)), known: { engineer: { id: 'dan', state } } });
    expect(entries(looked)).toEqual(why === undefined ? [] : [{ kind: 'pick-over', for: 'dan', why }]);
    expect(joins(looked)).toHaveLength(why === undefined ? 0 : 1);
    if (why === undefined) expect(work(looked)).toMatchObject([{ do: 'tell', message: { what: 'picked' }, at: at + 10_000 }]);
  });

  it('is not sent back while the phone rings, however long it took', () => {
    const { call } = picked();
    const late = step(call, told({ tell: 'due', what: 'picked', of: waitId(call) }), { now: now + 2 * PICKED_MS_MAX, wait: waitFor(call as CallerCall, waitId(call), { offers: ['offer-0001'] }), known: { engineer: { id: 'dan', state: 'offered' } } });
    expect(joins(late)).toEqual([]);
  });

  it('as a P1 stays everybody’s, and somebody picked who becomes one does too', () => {
    const p1 = tells(waiting(), { tell: 'set-priority', priority: 'P1', by }).call as CallerCall;
    expect(joins(picked(p1))[0]?.wait.steps).toEqual([{ from: now + 5_000, classes: ['agent:dan'] }, ...steps]);
    const { call } = picked();
    const raised = tells(call as CallerCall, { tell: 'set-priority', priority: 'P1', by });
    expect(joins(raised)[0]?.wait).toMatchObject({ limit: 5, steps: [{ classes: ['agent:dan'] }, { from: now + 5_000, classes: ['team:customer-care'] }] });
  });

  it('hears from the phone of that agent alone', () => {
    const customer = picked().call as CallerCall;
    const wait = waitFor(customer, waitId(customer));
    const passes = (agent: string) => step({ ...dialled(customer, 'offer-0001', customer, agent), doing: { is: 'listening', tries: 1, quietFrom: now } }, { kind: 'ended', status: 'no-answer' }, { customer, wait, offer: offerFor(wait.id, { agents: [agent] }) });
    const toCaller = (settled: Settled) => work(settled).filter(({ message }) => message?.tell === 'pick-passed');
    expect(toCaller(passes('dan'))).toHaveLength(1);
    expect(toCaller(passes('eva'))).toEqual([]);
  });
});

describe('a supervisor’s wish', () => {
  const wishes: Message[] = [{ tell: 'set-priority', priority: 'P1', by }, { tell: 'move', demand: 'logistics', by }, { tell: 'pick', agent: 'dan', by }];

  it.each(wishes)('$tell comes twice and is done once', (wish) => {
    const once = tells(waiting(), wish).call as CallerCall;
    const twice = tells(once, wish);
    expect([twice.call, twice.effects.floor, twice.effects.journal]).toEqual([once, [], []]);
  });

  it.each(wishes)('$tell changes nothing for a caller whom somebody has just taken, or who stands in no line', (wish) => {
    const call = waiting();
    expect(tells(call, wish, { state: 'talking' }).call).toBe(call);
    const menu = listening();
    expect(step(menu, told(wish)).call).toBe(menu);
  });

  it('for a line that is none changes nothing', () => {
    const call = waiting();
    const moved = tells(call, { tell: 'move', demand: 'no-such-line', by });
    expect([moved.call, verbs(moved), said(moved)]).toEqual([call, [], []]);
  });

  it('that calls off a pick there is not changes nothing', () => {
    const call = waiting();
    expect(tells(call, { tell: 'pick', by }).call).toBe(call);
  });
});
