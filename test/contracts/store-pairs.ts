// Rows of the store's contract: an agent and an interpreter who are claimed together, or not at all.
import { describe, expect, it } from 'vitest';
import type { FloorVerb } from '../../src/store/floor.ts';
import { claiming, happens, headsFor, joining, lineFor, names, openClasses, refusal, returning, runTimers, signsIn, START, stateOf, type Scene } from './store-scene.ts';

const PAIR = 'with(x,vi)';
const BESIDE = 'beside(x,vi)';

export function pairRows(here: () => Scene): void {
  const agree = (agent: string, offer = 'o1'): FloorVerb => ({ verb: 'agree', offer, agent });
  const accept = (agent: string, offer = 'o1'): FloorVerb => ({ verb: 'accept', offer, agent });
  const both = (offer = 'o1', wait = 'w1') => claiming(offer, wait, ['amy', 'vy'], PAIR);

  /** Amy is an agent, Vy interprets, and w1 waits for one of each. */
  async function office(): Promise<void> {
    const { store } = here();
    await openClasses(store, 'x', PAIR);
    await signsIn(store, 'amy', ['x', PAIR]);
    await signsIn(store, 'vy', [BESIDE]);
    await happens(store, joining('w1', [PAIR]));
  }

  describe('a caller who needs an interpreter', () => {
    it('is seen alike by whoever comes last: the agent, the interpreter, or the caller', async () => {
      const { store, other } = here();
      await openClasses(store, PAIR);
      expect((await other.floor.classes()).names).toEqual([BESIDE, PAIR]);
      await signsIn(store, 'amy', [PAIR]);
      await happens(store, joining('w1', [PAIR]));
      expect([await headsFor(other, 'w1'), await lineFor(other, 'amy'), await other.floor.missed(9)]).toEqual([[], [], []]);
      expect(names((await signsIn(store, 'vy', [BESIDE])).look)).toEqual(['vy']);
      const pair = { agent: 'amy', interpreter: 'vy' };
      expect(await other.floor.look({ wait: 'w1' })).toMatchObject({ agents: [{ agent: 'amy', interpreter: 'vy', class: PAIR }] });
      for (const agent of ['amy', 'vy']) expect(await other.floor.look({ agent })).toMatchObject({ waits: [{ wait: { id: 'w1' }, class: PAIR, pair }] });
      expect(await other.floor.missed(9)).toEqual([{ wait: 'w1' }]);
    });

    it('stands before nobody while there is none', async () => {
      const { store } = here();
      await office();
      await happens(store, joining('w2', ['x'], { rank: START + 1 }));
      expect(await refusal(store, claiming('o2', 'w2', 'amy', 'x'))).toEqual({ why: 'better-placed' });
      expect(await lineFor(store, 'amy')).toEqual(['w1', 'w2']);
      await signsIn(store, 'vy', [BESIDE], { presence: 'away' });
      expect(await lineFor(store, 'amy')).toEqual(['w2']);
      await happens(store, claiming('o2', 'w2', 'amy', 'x'));
    });

    it('nor while the only one has passed them over', async () => {
      const { store } = here();
      await office();
      await happens(store, both());
      await happens(store, { ...returning('o1'), agent: 'vy' } as FloorVerb);
      await happens(store, joining('w2', ['x'], { rank: START + 1 }));
      expect([await headsFor(store, 'w1'), await lineFor(store, 'amy'), await lineFor(store, 'vy')]).toEqual([[], ['w2'], []]);
      await happens(store, claiming('o2', 'w2', 'amy', 'x'));
    });

    it('who is both is only one of them', async () => {
      const { store } = here();
      await openClasses(store, PAIR);
      await signsIn(store, 'amy', [PAIR, BESIDE]);
      await happens(store, joining('w1', [PAIR]));
      expect([await headsFor(store, 'w1'), await lineFor(store, 'amy')]).toEqual([[], []]);
      await signsIn(store, 'bob', [PAIR]);
      expect(await store.floor.look({ wait: 'w1' })).toMatchObject({ agents: [{ agent: 'bob', interpreter: 'amy' }] });
      expect(await store.floor.look({ agent: 'amy' })).toMatchObject({ waits: [{ pair: { agent: 'bob', interpreter: 'amy' } }] });
    });
  });

  describe('a claim of an agent and an interpreter', () => {
    it('takes both or neither, each from the side they serve', async () => {
      const { store } = here();
      await office();
      expect(await refusal(store, claiming('o1', 'w1', 'amy', PAIR))).toEqual({ why: 'not-admitted' });
      expect(await refusal(store, claiming('o1', 'w1', ['vy', 'amy'], PAIR))).toEqual({ why: 'not-admitted' });
      await signsIn(store, 'vy', [BESIDE], { presence: 'away' });
      expect(await refusal(store, both())).toEqual({ why: 'not-free' });
      expect(await stateOf(store, 'amy')).toBe('ready');
      await signsIn(store, 'vy', [BESIDE]);
      await happens(store, both());
      expect([await stateOf(store, 'amy'), await stateOf(store, 'vy')]).toEqual(['offered', 'offered']);
    });

    it('passes over nobody better placed, for either of them', async () => {
      const { store } = here();
      await office();
      await openClasses(store, 'y');
      await signsIn(store, 'vy', ['y', BESIDE]);
      await happens(store, joining('w0', ['y'], { rank: START - 1 }));
      expect(await refusal(store, both())).toEqual({ why: 'better-placed' });
      await happens(store, claiming('o0', 'w0', 'vy', 'y'));
      expect(await lineFor(store, 'amy')).toEqual([]);
    });

    it('has one winner where two callers race for the same interpreter', async () => {
      const { store, other } = here();
      await office();
      await signsIn(store, 'bob', [PAIR]);
      await happens(store, joining('w2', [PAIR], { rank: START + 1 }));
      const race = await Promise.all([store.commit({ floor: [both()] }), other.commit({ floor: [claiming('o2', 'w2', ['bob', 'vy'], PAIR)] })]);
      expect(race.map(({ ok }) => ok)).toEqual([true, false]);
      expect([await stateOf(store, 'amy'), await stateOf(store, 'bob')]).toEqual(['offered', 'ready']);
    });

    it('takes two slots of the dial line', async () => {
      const { store } = here();
      await happens(store, { verb: 'dial-slot', perSecond: 2, legs: 2 });
      expect(await refusal(store, { verb: 'dial-slot', perSecond: 2 })).toEqual({ why: 'no-slot', next: START + 1_000 });
    });
  });

  describe('two who are rung together', () => {
    it('take the caller when both have said yes, whoever is first', async () => {
      const { store, other } = here();
      await office();
      await happens(store, both());
      expect(await refusal(store, accept('amy'))).toEqual({ why: 'other-not-agreed' });
      expect(await refusal(store, agree('bob'))).toEqual({ why: 'not-admitted' });
      await happens(store, agree('vy'));
      await happens(store, agree('vy'));
      expect(await other.floor.offer('o1')).toMatchObject({ state: 'live', agreed: ['vy'] });
      expect(await refusal(store, agree('amy'))).toEqual({ why: 'other-agreed' });
      expect(await refusal(store, accept('vy'))).toEqual({ why: 'other-not-agreed' });
      await happens(store, accept('amy'));
      expect([await stateOf(store, 'amy'), await stateOf(store, 'vy')]).toEqual(['busy', 'busy']);
      expect(await store.floor.wait('w1')).toMatchObject({ state: 'talking', offers: ['o1'] });
    });

    it('are both free again when one of them passes, who alone is not asked again', async () => {
      const { store } = here();
      await office();
      await happens(store, both());
      await happens(store, { ...returning('o1'), agent: 'amy' } as FloorVerb);
      expect([await stateOf(store, 'amy'), await stateOf(store, 'vy')]).toEqual(['ready', 'ready']);
      expect(await store.floor.cooled('w1')).toEqual({ amy: START + 60_000 });
      expect(await refusal(store, agree('vy'))).toEqual({ why: 'offer-over' });
    });

    it('are both free again when the time is up, and whoever had agreed is asked again', async () => {
      const { clock, store } = here();
      await office();
      await happens(store, both());
      await happens(store, agree('amy'));
      await clock.push(40_000);
      await runTimers(store);
      expect([await stateOf(store, 'amy'), await stateOf(store, 'vy')]).toEqual(['ready', 'ready']);
      expect(Object.keys(await store.floor.cooled('w1'))).toEqual(['vy']);
    });

    it('are both free again when the caller has gone', async () => {
      const { store } = here();
      await office();
      await happens(store, both());
      await happens(store, agree('amy'));
      await happens(store, { verb: 'leave', wait: 'w1' });
      expect([await stateOf(store, 'amy'), await stateOf(store, 'vy')]).toEqual(['ready', 'ready']);
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'over', why: 'withdrawn' });
    });

    it('go on ringing by other steps only where one class asks for both', async () => {
      const { store } = here();
      await office();
      await openClasses(store, 'with(y,vi)');
      await signsIn(store, 'amy', ['x', PAIR, 'with(y,vi)']);
      await signsIn(store, 'vy', [BESIDE, 'beside(y,vi)']);
      await happens(store, both());
      await happens(store, { verb: 'rerank', wait: 'w1', rank: START, steps: [{ from: 0, classes: ['with(y,vi)'] }] });
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'live' });
      await happens(store, { verb: 'rerank', wait: 'w1', rank: START, steps: [{ from: 0, classes: ['x'] }] });
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'over' });
    });
  });
}
