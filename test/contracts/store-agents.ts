// Rows of the store's contract: what agents set, and what their state becomes.
import { describe, expect, it } from 'vitest';
import type { FloorVerb, Presence } from '../../src/store/floor.ts';
import { claiming, happens, headsFor, joining, names, openClasses, refusal, returning, runTimers, signsIn, START, stateOf, type Scene } from './store-scene.ts';

export function agentRows(here: () => Scene): void {
  async function sets(presence: Presence, until?: number): Promise<void> {
    await signsIn(here().store, 'amy', ['x'], { presence, ...(until === undefined ? {} : { until }) });
  }
  async function isRung(): Promise<void> {
    const { store } = here();
    await openClasses(store, 'x');
    await sets('ready');
    await happens(store, joining('w1', ['x']));
    await happens(store, claiming('o1', 'w1', 'amy', 'x'));
  }
  async function talks(): Promise<void> {
    await isRung();
    await happens(here().store, { verb: 'accept', offer: 'o1' });
  }
  const finishing = (wrapUntil: number): FloorVerb => ({ verb: 'finish', agent: 'amy', wrapUntil });

  describe('an agent', () => {
    it('is created by the first thing they set', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      const { look } = await signsIn(store, 'amy', ['x'], { bases: { x: 7 } });
      expect(look).toEqual([{ agent: 'amy' }]);
      expect(await store.floor.agent('amy')).toEqual({ id: 'amy', presence: 'ready', state: 'ready', since: START, classes: { x: 7 } });
      expect((await signsIn(store, 'bob', [], { presence: 'away' })).look).toEqual([]);
      expect((await store.floor.agents()).map(({ id }) => id)).toEqual(['amy', 'bob']);
    });

    it('has every change of their state in the journal, with its cause, and nothing where it stays as it is', async () => {
      const { clock, store } = here();
      await talks();
      await happens(store, finishing(START + 5_000));
      await happens(store, finishing(START + 5_000));
      await clock.push(5_000);
      await runTimers(store);
      await sets('offline');
      const written = await store.journal.read({ limit: 20 });
      expect(written.map(({ at, kind, agent, from, to, because }) => [at, kind, agent, from, to, because])).toEqual([
        [START, 'agent-state', 'amy', 'offline', 'ready', 'presence'], [START, 'agent-state', 'amy', 'ready', 'offered', 'claim'],
        [START, 'agent-state', 'amy', 'offered', 'busy', 'accept'], [START, 'agent-state', 'amy', 'busy', 'wrap', 'finish'],
        [START + 5_000, 'agent-state', 'amy', 'wrap', 'ready', 'refresh'], [START + 5_000, 'agent-state', 'amy', 'ready', 'offline', 'presence'],
      ]);
    });

    it('whose change is refused leaves nothing in the journal', async () => {
      const { store } = here();
      await talks();
      const before = await store.journal.read({ limit: 20 });
      await refusal(store, { verb: 'finish', agent: 'amy', wrapUntil: START + 5_000 }, { verb: 'leave', wait: 'nobody' });
      expect(await store.journal.read({ limit: 20 })).toEqual(before);
    });

    it('who sets ready again keeps the idle time, and an edit of attributes looks again', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x', 'y');
      await happens(store, joining('w1', ['y']));
      await signsIn(store, 'amy', ['x']);
      await clock.push(5_000);
      const { look } = await signsIn(store, 'amy', ['y']);
      expect(look).toEqual([{ agent: 'amy' }]);
      expect(await store.floor.agent('amy')).toMatchObject({ since: START, classes: { y: 0 } });
      expect(await headsFor(store, 'w1')).toEqual(['amy']);
      await happens(store, joining('w2', ['x']));
      expect(await headsFor(store, 'w2')).toEqual([]);
    });

    it('unknown to the store is refused by every verb about agents', async () => {
      const { store } = here();
      const about: FloorVerb[] = [
        { verb: 'renew', agent: 'none', until: START }, { verb: 'finish', agent: 'none', wrapUntil: START },
        { verb: 'extend-wrap', agent: 'none', wrapUntil: START }, { verb: 'refresh', agent: 'none' },
      ];
      for (const verb of about) expect(await refusal(store, verb)).toEqual({ why: 'no-such-agent' });
    });

    it('whose lease runs out is offline by a timer, and no caller is offered to them meanwhile', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      await sets('ready', START + 45_000);
      await happens(store, joining('w1', ['x']));
      await clock.push(45_000);
      expect(await headsFor(store, 'w1')).toEqual([]);
      expect(await store.floor.missed(9)).toEqual([]);
      expect(await runTimers(store)).toEqual([]);
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'offline', presence: 'ready', since: START + 45_000 });
      expect(await store.work.size()).toBe(0);
    });

    it('whose desk renews stays, and whose desk comes back after a lapse is looked at again', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      await sets('ready', START + 45_000);
      await clock.push(30_000);
      await happens(store, { verb: 'renew', agent: 'amy', until: START + 75_000 });
      await clock.push(30_000);
      expect(await runTimers(store)).toEqual([]);
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'ready', since: START });
      await clock.push(15_000);
      await runTimers(store);
      expect(await stateOf(store, 'amy')).toBe('offline');
      expect((await happens(store, { verb: 'renew', agent: 'amy', until: START + 99_000 })).look).toEqual([{ agent: 'amy' }]);
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'ready', since: START + 75_000 });
    });

    it('who renews in wrap-up stays in wrap-up; who sets ready ends it', async () => {
      const { store } = here();
      await talks();
      await happens(store, finishing(START + 30_000));
      await happens(store, { verb: 'renew', agent: 'amy', until: START + 90_000 });
      expect(await stateOf(store, 'amy')).toBe('wrap');
      await sets('ready');
      expect(await store.floor.agent('amy')).toEqual({ id: 'amy', presence: 'ready', state: 'ready', since: START, classes: { x: 0 } });
      expect(await store.work.size()).toBe(0);
    });

    it('whose classes alone are written again stays in the state they are in, and stands where the new ones say', async () => {
      const { store } = here();
      await talks();
      await openClasses(store, 'y');
      await happens(store, finishing(START + 30_000));
      const { version } = await store.floor.classes();
      const before = await store.floor.agent('amy');
      await happens(store, { verb: 'reclass', agent: 'amy', classes: { x: 4e12, y: 7.2e21 }, at: version });
      expect(await store.floor.agent('amy')).toEqual({ ...before, classes: { x: 4e12, y: 7.2e21 } });
      expect(await refusal(store, { verb: 'reclass', agent: 'amy', classes: {}, at: version - 1 })).toMatchObject({ why: 'classes-moved' });
      expect(await refusal(store, { verb: 'reclass', agent: 'nobody', classes: {}, at: version })).toMatchObject({ why: 'no-such-agent' });
      await sets('ready');
      await happens(store, { verb: 'reclass', agent: 'amy', classes: { y: 7.2e21 }, at: version });
      await signsIn(store, 'ben', ['y'], { bases: { y: 7.2e21 + 4e12 } });
      await happens(store, joining('w2', ['y']));
      expect(await headsFor(store, 'w2')).toEqual(['amy']);
    });

    it('whose classes are written again with a lease that ends sooner has the sooner one, and no lease where there was none', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      const { version } = await store.floor.classes();
      const again = (until: number) => happens(store, { verb: 'reclass', agent: 'amy', classes: { x: 0 }, at: version, until });
      await sets('away');
      await again(START + 1_000);
      expect(await store.floor.agent('amy')).not.toHaveProperty('until');
      await sets('ready', START + 45_000);
      await again(START + 60_000);
      expect(await store.floor.agent('amy')).toMatchObject({ presence: 'ready', until: START + 45_000 });
      await again(START + 20_000);
      await again(START + 20_000);
      expect(await store.floor.agent('amy')).toMatchObject({ presence: 'ready', until: START + 20_000 });
      await clock.push(20_000);
      await runTimers(store);
      expect(await stateOf(store, 'amy')).toBe('offline');
    });

    it('goes into wrap-up after the conversation and is ready again by a timer', async () => {
      const { clock, store } = here();
      await talks();
      await clock.push(1_000);
      expect((await happens(store, finishing(START + 31_000))).look).toEqual([]);
      expect(await store.floor.agent('amy')).toEqual({
        id: 'amy', presence: 'ready', state: 'wrap', since: START + 1_000, wrapUntil: START + 31_000, classes: { x: 0 },
      });
      await happens(store, finishing(START + 99_000));
      await clock.push(30_000);
      expect(await runTimers(store)).toEqual(['amy']);
      expect(await store.floor.agent('amy')).toEqual({ id: 'amy', presence: 'ready', state: 'ready', since: START + 31_000, classes: { x: 0 } });
    });

    it('without wrap-up is ready at once', async () => {
      const { store } = here();
      await talks();
      expect((await happens(store, finishing(START))).look).toEqual([{ agent: 'amy' }]);
      expect(await stateOf(store, 'amy')).toBe('ready');
    });

    it('who asks for more wrap-up gets it, also a moment after it ended, but not while a phone rings', async () => {
      const { clock, store } = here();
      await talks();
      await happens(store, finishing(START + 30_000));
      await happens(store, { verb: 'extend-wrap', agent: 'amy', wrapUntil: START + 60_000 });
      await clock.push(30_000);
      expect(await runTimers(store)).toEqual([]);
      await clock.push(30_000);
      expect(await runTimers(store)).toEqual(['amy']);
      await happens(store, { verb: 'extend-wrap', agent: 'amy', wrapUntil: START + 90_000 });
      expect(await stateOf(store, 'amy')).toBe('wrap');
      await sets('ready');
      await happens(store, joining('w2', ['x']), claiming('o2', 'w2', 'amy', 'x'));
      expect(await refusal(store, { verb: 'extend-wrap', agent: 'amy', wrapUntil: START + 99_000 })).toEqual({ why: 'not-free' });
    });

    const later: [Presence, string][] = [['away', 'away'], ['offline', 'offline']];
    it.each(later)('who sets %s while talking finishes the call first, then the wrap-up', async (presence, state) => {
      const { clock, store } = here();
      await talks();
      await sets(presence);
      expect(await stateOf(store, 'amy')).toBe('busy');
      await happens(store, finishing(START + 10));
      expect(await stateOf(store, 'amy')).toBe('wrap');
      await clock.push(10);
      await runTimers(store);
      expect(await stateOf(store, 'amy')).toBe(state);
    });

    it('who sets away while their phone rings can still take the caller; if not, they are away', async () => {
      const { store } = here();
      await isRung();
      await sets('away');
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'offered', presence: 'away', offer: 'o1' });
      expect(names((await happens(store, returning('o1'))).look)).toEqual(['w1']);
      expect(await stateOf(store, 'amy')).toBe('away');
    });

    it('whose lease runs out during the call is offline after it', async () => {
      const { clock, store } = here();
      await talks();
      await sets('ready', START + 1_000);
      await clock.push(1_000);
      await runTimers(store);
      expect(await stateOf(store, 'amy')).toBe('busy');
      await happens(store, finishing(START + 1_000));
      expect(await stateOf(store, 'amy')).toBe('offline');
    });

    it('keeps talking when the caller has left, until they finish', async () => {
      const { store } = here();
      await talks();
      await happens(store, { verb: 'leave', wait: 'w1' });
      expect(await stateOf(store, 'amy')).toBe('busy');
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'accepted' });
      expect(await store.work.size()).toBe(0);
    });

    it('has one timer of each kind, set anew each time', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      for (const until of [10_000, 20_000, 15_000]) await sets('ready', START + until);
      expect(await store.work.size()).toBe(1);
      expect(await store.work.next()).toBe(START + 15_000);
      await sets('ready');
      expect(await store.work.size()).toBe(0);
    });
  });
}
