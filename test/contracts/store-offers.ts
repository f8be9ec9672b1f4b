// Rows of the store's contract: offers, claims, and who wins.
import { describe, expect, it } from 'vitest';
import {
  claiming, dueNow, happens, headsFor, joining, lineFor, names, openClasses, refusal, returning, runTimers, signsIn, START, stateOf, type Scene,
} from './store-scene.ts';

export function offerRows(here: () => Scene): void {
  /** Amy and Bob are ready, w1 waits for them. */
  async function office(classes: readonly string[] = ['x']): Promise<void> {
    const { store } = here();
    await openClasses(store, ...classes);
    await signsIn(store, 'amy', classes);
    await signsIn(store, 'bob', classes);
    await happens(store, joining('w1', classes));
  }

  describe('a claim', () => {
    it('reserves the agent, takes the caller out of line, and sets the end of the ringing', async () => {
      const { store, other } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      expect(await other.floor.offer('o1')).toEqual({ id: 'o1', wait: 'w1', agents: ['amy'], class: 'x', made: START, expires: START + 40_000, state: 'live' });
      expect(await other.floor.agent('amy')).toMatchObject({ state: 'offered', offer: 'o1', since: START });
      expect(await other.floor.wait('w1')).toMatchObject({ state: 'waiting', offers: ['o1'] });
      expect(await headsFor(other, 'w1')).toEqual([]);
      expect(await lineFor(other, 'bob')).toEqual([]);
      expect(await store.work.next()).toBe(START + 40_000);
    });

    it('made again with the same id changes nothing', async () => {
      const { store } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      expect((await store.floor.wait('w1'))?.offers).toEqual(['o1']);
      await happens(store, returning('o1'));
      expect(await refusal(store, claiming('o1', 'w1', 'amy', 'x'))).toEqual({ why: 'offer-over' });
    });

    it('is refused for each condition that does not hold', async () => {
      const { clock, store } = here();
      await office();
      await openClasses(store, 'y');
      await signsIn(store, 'cid', ['y']);
      await signsIn(store, 'dan', ['x'], { presence: 'away' });
      await signsIn(store, 'eve', ['x'], { until: START + 10 });
      expect(await refusal(store, claiming('o', 'none', 'amy', 'x'))).toEqual({ why: 'no-such-wait' });
      expect(await refusal(store, claiming('o', 'w1', 'none', 'x'))).toEqual({ why: 'no-such-agent' });
      expect(await refusal(store, claiming('o', 'w1', 'amy', 'y'))).toEqual({ why: 'not-admitted' });
      expect(await refusal(store, claiming('o', 'w1', 'cid', 'x'))).toEqual({ why: 'not-admitted' });
      expect(await refusal(store, claiming('o', 'w1', 'dan', 'x'))).toEqual({ why: 'not-free' });
      await clock.push(10);
      expect(await refusal(store, claiming('o', 'w1', 'eve', 'x'))).toEqual({ why: 'not-free' });
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      expect(await refusal(store, claiming('o', 'w1', 'bob', 'x'))).toEqual({ why: 'at-limit' });
      await happens(store, joining('w2', ['x']));
      expect(await refusal(store, claiming('o', 'w2', 'amy', 'x'))).toEqual({ why: 'not-free' });
      await happens(store, { verb: 'accept', offer: 'o1' });
      expect(await refusal(store, claiming('o', 'w1', 'bob', 'x'))).toEqual({ why: 'not-waiting' });
    });

    it('never passes over somebody better placed, in any class of that agent', async () => {
      const { store } = here();
      await openClasses(store, 'x', 'y');
      await signsIn(store, 'amy', ['x', 'y']);
      await signsIn(store, 'bob', ['y']);
      await happens(store, joining('p1', ['x'], { rank: START - 1_000 }), joining('w1', ['y']));
      expect(await refusal(store, claiming('o1', 'w1', 'amy', 'y'))).toEqual({ why: 'better-placed' });
      await happens(store, claiming('o1', 'w1', 'bob', 'y'));
    });

    it('lets a better placed caller be passed over for whom the agent is cooled', async () => {
      const { store } = here();
      await office();
      await happens(store, joining('w2', ['x'], { rank: START + 1 }));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, returning('o1'));
      expect(await refusal(store, claiming('o2', 'w2', 'bob', 'x'))).toEqual({ why: 'better-placed' });
      expect(await refusal(store, claiming('o2', 'w1', 'amy', 'x'))).toEqual({ why: 'cooled' });
      expect(await lineFor(store, 'amy')).toEqual(['w2']);
      await happens(store, claiming('o2', 'w2', 'amy', 'x'));
    });

    it('sees what the same commit changed before it', async () => {
      const { store } = here();
      await office();
      await happens(store, joining('w2', ['x'], { rank: START + 1 }), joining('w3', ['x'], { rank: START + 2 }));
      await happens(store, { verb: 'leave', wait: 'w1' }, { verb: 'rerank', wait: 'w2', rank: START + 3 }, claiming('o3', 'w3', 'amy', 'x'));
      expect(await refusal(store, joining('w0', ['x'], { rank: 0 }), claiming('o2', 'w2', 'bob', 'x'))).toEqual({ why: 'better-placed' });
      expect(await refusal(store, { verb: 'rerank', wait: 'w2', rank: 5 }, joining('w0', ['x'], { rank: 4 }), claiming('o2', 'w2', 'bob', 'x')))
        .toEqual({ why: 'better-placed' });
      await happens(store, joining('w0', ['x'], { rank: 0 }), claiming('o0', 'w0', 'bob', 'x'));
    });

    it('of two people takes both or neither', async () => {
      const { store } = here();
      await office();
      await signsIn(store, 'ivo', ['x'], { presence: 'away' });
      expect(await refusal(store, claiming('o1', 'w1', ['amy', 'ivo'], 'x'))).toEqual({ why: 'not-free' });
      expect(await stateOf(store, 'amy')).toBe('ready');
      await happens(store, claiming('o1', 'w1', ['amy', 'bob'], 'x'));
      await happens(store, { verb: 'accept', offer: 'o1' });
      expect([await stateOf(store, 'amy'), await stateOf(store, 'bob')]).toEqual(['busy', 'busy']);
    });

    it('has one winner when many callers race for one agent', async () => {
      const { store, other } = here();
      await openClasses(store, ...Array.from({ length: 16 }, (_, i) => `class-${i}`));
      await signsIn(store, 'amy', Array.from({ length: 16 }, (_, i) => `class-${i}`));
      for (let i = 0; i < 16; i++) await happens(store, joining(`w${i}`, [`class-${i}`], { rank: START + i }));
      const race = await Promise.all(Array.from({ length: 16 }, (_, i) =>
        (i % 2 ? store : other).commit({ floor: [claiming(`o${i}`, `w${i}`, 'amy', `class-${i}`)] })));
      expect(race.map(({ ok }) => ok)).toEqual([true, ...Array.from({ length: 15 }, () => false)]);
      expect((await store.floor.agent('amy'))?.offer).toBe('o0');
    });
  });

  describe('a summons of somebody on duty', () => {
    const summoning = (offer: string, agent: string, wait = 'p1') => ({ verb: 'summon', offer, wait, agent, class: `agent:${agent}`, expires: START + 30_000 }) as const;

    it.each(['offline', 'away'] as const)('rings somebody who is %s, and leaves them so when nobody answered', async (presence) => {
      const { store, other } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'dan', ['x'], { presence });
      await happens(store, joining('p1', ['x'], { limit: 5 }));
      await happens(store, summoning('o1', 'dan'));
      expect(await other.floor.agent('dan')).toMatchObject({ presence, state: 'offered', offer: 'o1' });
      expect(await other.floor.wait('p1')).toMatchObject({ state: 'waiting', offers: ['o1'] });
      await happens(store, summoning('o1', 'dan'));
      await happens(other, { verb: 'return', offer: 'o1', why: 'expired', coolMs: 60_000 });
      expect(await store.floor.agent('dan')).toMatchObject({ presence, state: presence });
      expect(await refusal(store, summoning('o2', 'dan'))).toEqual({ why: 'cooled' });
    });

    it('has a place of its own among the phones that may ring, and no more than that', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      for (const id of ['amy', 'bob', 'cat']) await signsIn(store, id, ['x']);
      await happens(store, joining('p1', ['x'], { limit: 2 }));
      await happens(store, claiming('o1', 'p1', 'amy', 'x'), claiming('o2', 'p1', 'bob', 'x'));
      await happens(store, { verb: 'rerank', wait: 'p1', rank: START, limit: 1 });
      expect(await refusal(store, { ...summoning('o3', 'dan'), limit: 2 })).toEqual({ why: 'at-limit' });
      await happens(store, { verb: 'return', offer: 'o2', why: 'expired', coolMs: 0 });
      expect(await refusal(store, claiming('o4', 'p1', 'cat', 'x'))).toEqual({ why: 'at-limit' });
      expect(await refusal(store, summoning('o3', 'dan'))).toEqual({ why: 'at-limit' });
      await happens(store, { ...summoning('o3', 'dan'), limit: 2 });
      expect(await store.floor.wait('p1')).toMatchObject({ offers: ['o1', 'o3'], limit: 1 });
    });

    it('rings somebody who has never signed in, who talks and is then away from the floor again', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      await happens(store, joining('p1', ['x'], { limit: 5 }));
      await happens(store, summoning('o1', 'new'), { verb: 'accept', offer: 'o1' });
      expect(await store.floor.agent('new')).toMatchObject({ presence: 'offline', state: 'busy' });
      await happens(store, { verb: 'finish', agent: 'new', wrapUntil: START + 1_000 });
      await clock.push(1_000);
      await happens(store, { verb: 'refresh', agent: 'new' });
      expect(await store.floor.agent('new')).toMatchObject({ state: 'offline', classes: {} });
    });

    it('passes over the order of the line, and rings somebody in wrap-up', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      await happens(store, joining('w0', ['x'], { rank: 0 }), claiming('o0', 'w0', 'amy', 'x'), { verb: 'accept', offer: 'o0' });
      await happens(store, { verb: 'finish', agent: 'amy', wrapUntil: START + 60_000 }, joining('better', ['x'], { rank: 1 }), joining('p1', ['x'], { rank: 2, limit: 5 }));
      await happens(store, summoning('o1', 'amy'));
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'offered', offer: 'o1' });
      await clock.push(60_000);
      await happens(store, { verb: 'refresh', agent: 'amy' });
      expect(await stateOf(store, 'amy')).toBe('offered');
    });

    it('rings nobody whose phone rings or who talks, and for nobody who does not wait', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      await happens(store, joining('w0', ['x']), joining('p1', ['x'], { rank: START + 1, limit: 2 }), claiming('o0', 'w0', 'amy', 'x'));
      expect(await refusal(store, summoning('o1', 'amy'))).toEqual({ why: 'not-free' });
      await happens(store, { verb: 'accept', offer: 'o0' });
      expect(await refusal(store, summoning('o1', 'amy'))).toEqual({ why: 'not-free' });
      await happens(store, summoning('o1', 'ben'), summoning('o2', 'cid'));
      expect(await refusal(store, summoning('o3', 'dan'))).toEqual({ why: 'at-limit' });
      await happens(store, { verb: 'accept', offer: 'o2' });
      expect(await stateOf(store, 'ben')).toBe('offline');
      expect(await refusal(store, summoning('o4', 'dan'))).toEqual({ why: 'not-waiting' });
      expect(await refusal(store, summoning('o5', 'dan', 'none'))).toEqual({ why: 'no-such-wait' });
    });
  });

  describe('the dial line', () => {
    it('gives one slot in its time, with the claim or not at all, and says when the next is', async () => {
      const { clock, store, other } = here();
      await office();
      await happens(store, { verb: 'dial-slot', perSecond: 4 }, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, joining('w2', ['x']));
      expect(await refusal(other, { verb: 'dial-slot', perSecond: 4 }, claiming('o2', 'w2', 'bob', 'x'))).toEqual({ why: 'no-slot', next: START + 250 });
      expect(await stateOf(store, 'bob')).toBe('ready');
      expect(await refusal(store, { verb: 'dial-slot', perSecond: 4 })).toEqual({ why: 'no-slot', next: START + 250 });
      await clock.push(250);
      await happens(other, { verb: 'dial-slot', perSecond: 3 }, claiming('o2', 'w2', 'bob', 'x'));
      expect(await refusal(store, { verb: 'dial-slot', perSecond: 3 })).toEqual({ why: 'no-slot', next: START + 250 + 334 });
    });

    it('gives the next slot to a P1 that was refused one, and to others after it', async () => {
      const { clock, store, other } = here();
      await happens(store, { verb: 'dial-slot', perSecond: 4 });
      expect(await refusal(store, { verb: 'dial-slot', perSecond: 4, first: true })).toEqual({ why: 'no-slot', next: START + 250 });
      await happens(store, { verb: 'dial-wish', until: START + 350 });
      await clock.push(250);
      expect(await refusal(other, { verb: 'dial-slot', perSecond: 4 })).toEqual({ why: 'no-slot', next: START + 350 });
      await happens(other, { verb: 'dial-slot', perSecond: 4, first: true });
      await clock.push(100);
      expect(await refusal(store, { verb: 'dial-slot', perSecond: 4 })).toEqual({ why: 'no-slot', next: START + 500 });
      await clock.push(150);
      await happens(store, { verb: 'dial-slot', perSecond: 4 });
    });

    it('does not give two slots to one commit', async () => {
      const { store } = here();
      const slot = { verb: 'dial-slot', perSecond: 1 } as const;
      expect(await refusal(store, slot, slot)).toEqual({ why: 'no-slot', next: START + 1_000 });
      await happens(store, slot);
    });
  });

  describe('an offer', () => {
    it('accepted makes the caller talk and the agent busy; the same 1 again changes nothing', async () => {
      const { store } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, { verb: 'accept', offer: 'o1' });
      const again = await happens(store, { verb: 'accept', offer: 'o1' });
      expect(again.look).toEqual([]);
      expect(await store.floor.wait('w1')).toMatchObject({ state: 'talking', offers: ['o1'] });
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'busy', offer: 'o1' });
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'accepted' });
      expect(await store.work.size()).toBe(0);
    });

    it('declined cools the pair, frees the agent and brings the caller back in line', async () => {
      const { store } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      const { look, due } = await happens(store, returning('o1', 'declined'));
      expect(names(look)).toEqual(['amy', 'w1']);
      expect(due).toEqual([]);
      expect(await headsFor(store, 'w1')).toEqual(['bob']);
      expect(await lineFor(store, 'amy')).toEqual([]);
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'over', why: 'declined' });
      expect((await happens(store, returning('o1', 'expired'))).look).toEqual([]);
      expect(await store.floor.offer('o1')).toMatchObject({ why: 'declined' });
      expect(await refusal(store, { verb: 'accept', offer: 'o1' })).toEqual({ why: 'offer-over' });
      expect(await refusal(store, { verb: 'accept', offer: 'none' })).toEqual({ why: 'no-such-offer' });
      expect(await refusal(store, returning('none'))).toEqual({ why: 'no-such-offer' });
    });

    it('brings the pair together again when the cool-down ends: a timer, not the next accident', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      await happens(store, joining('w1', ['x']));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, returning('o1', 'declined', 30_000));
      expect(await store.floor.missed(9)).toEqual([]);
      await clock.push(29_999);
      expect(await runTimers(store)).toEqual([]);
      await clock.push(1);
      expect(await runTimers(store)).toEqual(['amy']);
      expect(await lineFor(store, 'amy')).toEqual(['w1']);
      expect(await headsFor(store, 'w1')).toEqual(['amy']);
      await happens(store, claiming('o2', 'w1', 'amy', 'x'));
    });

    it('that nobody answers expires by its timer: the phone is told to stop, the agent cools down', async () => {
      const { clock, store } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await clock.push(40_000);
      const [piece] = await dueNow(store);
      expect(piece).toMatchObject({ id: 'expire:o1', deed: { do: 'floor', verb: { verb: 'return', offer: 'o1', why: 'expired', coolMs: 60_000 } } });
      const { due, look } = await happens(store, returning('o1', 'expired'));
      expect(due).toMatchObject([{ id: 'over:o1', at: START + 40_000, deed: { do: 'offer-over', offer: 'o1', why: 'expired' } }]);
      expect(names(look)).toEqual(['amy', 'w1']);
      expect(await headsFor(store, 'w1')).toEqual(['bob']);
    });

    it('is withdrawn when the caller leaves, and whoever was rung is free again', async () => {
      const { clock, store } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await clock.push(100);
      const { due, look } = await happens(store, { verb: 'leave', wait: 'w1' });
      expect(due).toMatchObject([{ id: 'over:o1', deed: { do: 'offer-over', offer: 'o1', why: 'withdrawn' } }]);
      expect(look).toEqual([{ agent: 'amy' }]);
      expect(await store.floor.agent('amy')).toMatchObject({ state: 'ready', since: START + 100 });
      expect((await happens(store, { verb: 'leave', wait: 'w1' })).due).toEqual([]);
      expect(await refusal(store, { verb: 'accept', offer: 'o1' })).toEqual({ why: 'offer-over' });
      expect(await store.work.size()).toBe(1);
    });

    it('whose phone failed is given back without a word to that phone', async () => {
      const { store } = here();
      await office();
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      expect((await happens(store, returning('o1', 'failed', 0))).due).toEqual([]);
      expect(await headsFor(store, 'w1')).toEqual(['amy']);
    });
  });

  describe('a P1 with five phones ringing', () => {
    const hunters = ['ann', 'ben', 'cat', 'dov', 'eli', 'fay'];
    async function hunt(): Promise<void> {
      const { store } = here();
      await openClasses(store, 'p1');
      for (const agent of hunters) await signsIn(store, agent, ['p1']);
      await happens(store, joining('w1', ['p1'], { limit: 5, rank: START - 1e9 }));
      for (const agent of hunters.slice(0, 5)) await happens(store, claiming(`o-${agent}`, 'w1', agent, 'p1'));
    }

    it('stays in line below the limit and leaves it at five', async () => {
      const { store } = here();
      await openClasses(store, 'p1');
      for (const agent of hunters) await signsIn(store, agent, ['p1']);
      await happens(store, joining('w1', ['p1'], { limit: 5 }));
      for (const agent of hunters.slice(0, 4)) await happens(store, claiming(`o-${agent}`, 'w1', agent, 'p1'));
      expect(await headsFor(store, 'w1')).toEqual(['eli']);
      await happens(store, claiming('o-eli', 'w1', 'eli', 'p1'));
      expect(await headsFor(store, 'w1')).toEqual([]);
      expect(await refusal(store, claiming('o-fay', 'w1', 'fay', 'p1'))).toEqual({ why: 'at-limit' });
    });

    it('goes to exactly one when all press 1 at once; the others are told and ready again', async () => {
      const { store, other } = here();
      await hunt();
      const presses = await Promise.all(hunters.slice(0, 5).map((agent, i) =>
        (i % 2 ? store : other).commit({ floor: [{ verb: 'accept', offer: `o-${agent}` }] })));
      const winners = presses.filter(({ ok }) => ok);
      expect(winners).toHaveLength(1);
      const winner = hunters[presses.findIndex(({ ok }) => ok)] as string;
      const losers = hunters.slice(0, 5).filter((agent) => agent !== winner);
      expect(winners[0]).toMatchObject({ ok: true });
      const [won] = winners;
      if (won?.ok) {
        expect(names(won.look)).toEqual(losers);
        expect(won.due.map(({ id }) => id).sort()).toEqual(losers.map((agent) => `over:o-${agent}`));
      }
      for (const agent of losers) expect(await stateOf(store, agent)).toBe('ready');
      expect(await stateOf(store, winner)).toBe('busy');
      expect((await store.floor.wait('w1'))?.offers).toEqual([`o-${winner}`]);
      expect(await store.work.size()).toBe(4);
    });

    it('rings the next when one declines', async () => {
      const { store } = here();
      await hunt();
      expect(names((await happens(store, returning('o-cat'))).look)).toEqual(['cat', 'w1']);
      expect(await headsFor(store, 'w1')).toEqual(['fay']);
      await happens(store, claiming('o-fay', 'w1', 'fay', 'p1'));
      expect((await store.floor.wait('w1'))?.offers).toHaveLength(5);
    });
  });
}
