// Rows of the store's contract: callers in line, and the registry of classes.
import { describe, expect, it } from 'vitest';
import type { FloorVerb } from '../../src/store/floor.ts';
import { claiming, happens, headsFor, joining, lineFor, names, openClasses, refusal, returning, runTimers, signsIn, START, stateOf, type Scene } from './store-scene.ts';

export function lineRows(here: () => Scene): void {
  describe('a caller in line', () => {
    it('stands in the classes of the step that is due, and is looked at', async () => {
      const { store, other } = here();
      await openClasses(store, 'x', 'y');
      const steps = [{ from: START, classes: ['x'] }, { from: START + 20_000, classes: ['y', 'x'] }];
      const { look } = await happens(store, joining('w1', [], { steps, rank: START - 5 }));
      expect(look).toEqual([{ wait: 'w1' }]);
      expect(await other.floor.wait('w1')).toEqual({
        id: 'w1', call: 'call-w1', state: 'waiting', rank: START - 5, joined: START, steps, limit: 1, classes: ['x'], offers: [],
      });
    });

    it('who joins again with the same id keeps the place', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      await happens(store, joining('w1', ['x'], { rank: 5 }));
      await happens(store, joining('w1', ['x'], { rank: 1 }));
      await happens(store, joining('w1', ['never-opened']));
      expect((await store.floor.wait('w1'))?.rank).toBe(5);
    });

    it('who changes lines takes the arrival and the cool-downs along, and phones that ring for the old place stop', async () => {
      const { clock, store, other } = here();
      await openClasses(store, 'x', 'y');
      for (const who of ['amy', 'bob', 'cid']) await signsIn(store, who, ['x', 'y']);
      await happens(store, joining('w1', ['x']));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, returning('o1'));
      await happens(store, claiming('o2', 'w1', 'bob', 'x'));
      const moved = { ...joining('w2', ['y'], { rank: -5 }), instead: 'w1' } as const;
      const { look } = await happens(store, moved);
      expect(names(look)).toEqual(['bob', 'w2']);
      expect(await other.floor.wait('w1')).toMatchObject({ state: 'gone', offers: [] });
      expect(await other.floor.wait('w2')).toMatchObject({ state: 'waiting', rank: -5, joined: START, classes: ['y'] });
      expect(await store.floor.offer('o2')).toMatchObject({ state: 'over', why: 'withdrawn' });
      expect(await other.floor.cooled('w2')).toEqual({ amy: START + 60_000 });
      expect(await headsFor(store, 'w2')).toEqual(['bob']);
      expect(await happens(store, moved)).toMatchObject({ look: [{ wait: 'w2' }] });
      await happens(store, { verb: 'presence', agent: 'cid', presence: 'away', classes: {}, at: (await store.floor.classes()).version });
      await happens(store, { verb: 'presence', agent: 'bob', presence: 'away', classes: {}, at: (await store.floor.classes()).version });
      await clock.push(60_000);
      expect(await runTimers(store)).toEqual(['amy']);
      expect(await store.floor.cooled('w2')).toEqual({});
      expect(await headsFor(store, 'w2')).toEqual(['amy']);
    });

    it('whom somebody has taken, or who has left, changes lines no more', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      await happens(store, joining('w1', ['x']));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      await happens(store, { verb: 'accept', offer: 'o1' });
      const moved = { ...joining('w2', ['x']), instead: 'w1' } as const;
      expect(await refusal(store, moved)).toEqual({ why: 'not-waiting' });
      expect(await store.floor.wait('w1')).toMatchObject({ state: 'talking' });
      await happens(store, { verb: 'leave', wait: 'w1' });
      expect(await refusal(store, moved)).toEqual({ why: 'not-waiting' });
      expect(await refusal(store, { ...(joining('w2', ['x']) as FloorVerb & { verb: 'join' }), instead: 'none' })).toEqual({ why: 'no-such-wait' });
      expect(await store.floor.wait('w2')).toBeUndefined();
      expect(await store.floor.cooled('none')).toEqual({});
    });

    it('for whom more phones may ring at once stands in line again', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      for (const who of ['amy', 'bob']) await signsIn(store, who, ['x']);
      await happens(store, joining('w1', ['x']));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      expect(await headsFor(store, 'w1')).toEqual([]);
      const { look } = await happens(store, { verb: 'rerank', wait: 'w1', rank: 0, limit: 5 });
      expect(look).toEqual([{ wait: 'w1' }]);
      expect(await headsFor(store, 'w1')).toEqual(['bob']);
      await happens(store, { verb: 'rerank', wait: 'w1', rank: START });
      expect(await store.floor.wait('w1')).toMatchObject({ rank: START, limit: 5 });
    });

    it('whose steps are others now goes on by them: phones of whom they admit go on ringing, the others stop, and the next widening is theirs', async () => {
      const { clock, store, other } = here();
      await openClasses(store, 'x', 'y', 'z');
      await signsIn(store, 'amy', ['x']);
      await signsIn(store, 'bob', ['x', 'y']);
      await signsIn(store, 'cid', ['z']);
      await happens(store, joining('w1', ['x'], { limit: 5 }));
      await happens(store, claiming('o1', 'w1', 'amy', 'x'), claiming('o2', 'w1', 'bob', 'x'));
      const restepped = { verb: 'rerank', wait: 'w1', rank: 0, limit: 3, steps: [{ from: START, classes: ['y'] }, { from: START + 30_000, classes: ['z'] }] } as const;
      const { look, due } = await happens(store, restepped);
      expect([names(look), due.map(({ deed }) => deed)]).toEqual([['amy', 'w1'], [{ do: 'offer-over', offer: 'o1', why: 'withdrawn' }]]);
      const after = await other.floor.wait('w1');
      expect(after).toMatchObject({ classes: ['y'], offers: ['o2'], limit: 3, rank: 0, steps: restepped.steps });
      expect([await stateOf(other, 'amy'), await stateOf(other, 'bob')]).toEqual(['ready', 'offered']);
      expect(await lineFor(store, 'amy')).toEqual([]);
      await happens(store, restepped);
      expect(await store.floor.wait('w1')).toEqual(after);
      await clock.push(30_000);
      await runTimers(store);
      expect((await store.floor.wait('w1'))?.classes).toEqual(['y', 'z']);
      expect(await headsFor(store, 'w1')).toEqual(['cid']);
    });

    it('keeps the phone of whoever has duty, whoever else may answer now, and the rests of those who passed', async () => {
      const { store } = here();
      await openClasses(store, 'x', 'y');
      for (const who of ['amy', 'bob']) await signsIn(store, who, ['x', 'y']);
      await happens(store, joining('w1', ['x'], { limit: 5 }), { verb: 'summon', offer: 'o1', wait: 'w1', agent: 'dan', class: 'agent:dan', expires: START + 40_000 });
      await happens(store, claiming('o2', 'w1', 'amy', 'x'), returning('o2'));
      await happens(store, { verb: 'rerank', wait: 'w1', rank: 0, steps: [{ from: START, classes: ['y'] }] });
      expect(await store.floor.offer('o1')).toMatchObject({ state: 'live', summons: true });
      expect(await store.floor.wait('w1')).toMatchObject({ offers: ['o1'], limit: 5 });
      expect(await headsFor(store, 'w1')).toEqual(['bob']);
    });

    it('gets no other steps once somebody has taken them, nor by a class that is not open', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      await happens(store, joining('w1', ['x']));
      const steps = (name: string) => ({ verb: 'rerank', wait: 'w1', rank: 0, steps: [{ from: START, classes: [name] }] }) as const;
      expect(await refusal(store, steps('later'))).toEqual({ why: 'class-not-open', class: 'later' });
      await happens(store, claiming('o1', 'w1', 'amy', 'x'), { verb: 'accept', offer: 'o1' });
      expect(await refusal(store, steps('x'))).toEqual({ why: 'not-waiting' });
      await happens(store, { verb: 'leave', wait: 'w1' });
      expect(await refusal(store, steps('x'))).toEqual({ why: 'not-waiting' });
    });

    it('is refused while a class of any of their steps is not open', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      const steps = [{ from: START, classes: ['x'] }, { from: START + 9, classes: ['later'] }];
      expect(await refusal(store, joining('w1', [], { steps }))).toEqual({ why: 'class-not-open', class: 'later' });
      expect(await store.floor.wait('w1')).toBeUndefined();
    });

    it('widens when the step is due, never narrows, and the next widening is set', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x', 'y', 'z');
      await signsIn(store, 'amy', ['y']);
      const steps = [{ from: START, classes: ['x'] }, { from: START + 20_000, classes: ['y'] }, { from: START + 60_000, classes: ['z'] }];
      await happens(store, joining('w1', [], { steps }));
      expect(await store.work.next()).toBe(START + 20_000);
      expect(await headsFor(store, 'w1')).toEqual([]);
      await clock.push(20_000);
      expect(await runTimers(store)).toEqual(['w1']);
      expect((await store.floor.wait('w1'))?.classes).toEqual(['x', 'y']);
      expect(await headsFor(store, 'w1')).toEqual(['amy']);
      expect(await store.work.next()).toBe(START + 60_000);
    });

    it('who is served or gone is not widened any more', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      const steps = [{ from: START, classes: ['x'] }, { from: START + 20_000, classes: ['x'] }];
      await happens(store, joining('w1', [], { steps }));
      expect(await store.work.size()).toBe(1);
      await happens(store, { verb: 'leave', wait: 'w1' });
      expect(await store.work.size()).toBe(0);
      expect((await happens(store, { verb: 'widen', wait: 'w1' })).look).toEqual([]);
      expect((await store.floor.wait('w1'))?.state).toBe('gone');
      expect(await store.floor.waits()).toEqual([]);
    });

    it('stands by rank, then arrival, then id, for agents and for the place they hear', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      const line: [string, number, number][] = [
        ['late', START + 5, START], ['b', START, START + 1], ['aé', START, START + 1], ['a😀', START, START + 1], ['first', START, START], ['p1', -5.5, START + 9],
      ];
      for (const [id, rank, joined] of line) await happens(store, joining(id, ['x'], { rank, joined }));
      await signsIn(store, 'amy', ['x']);
      const order = ['p1', 'first', 'aé', 'a😀', 'b', 'late'];
      for (const [ahead, id] of order.entries()) expect([id, (await store.floor.inLine(id))?.ahead]).toEqual([id, ahead]);
      for (const id of order) {
        expect(await lineFor(store, 'amy')).toEqual([id]);
        await happens(store, { verb: 'leave', wait: id });
      }
    });

    it('counts those ahead in any of the same classes, each once', async () => {
      const { store } = here();
      await openClasses(store, 'x', 'y', 'z');
      await happens(store, joining('both', ['x', 'y'], { rank: 1 }), joining('only-y', ['y'], { rank: 2 }), joining('only-z', ['z'], { rank: 0 }));
      await happens(store, joining('me', ['x', 'y'], { rank: 3 }));
      expect(await store.floor.inLine('me')).toEqual({ wait: await store.floor.wait('me'), ahead: 2 });
      await happens(store, { verb: 'rerank', wait: 'me', rank: 1.5 });
      expect(await store.floor.inLine('me')).toMatchObject({ ahead: 1 });
      expect(await store.floor.inLine('nobody')).toBeUndefined();
    });

    it('tells how many would be ahead of somebody who has not come yet', async () => {
      const { store } = here();
      await openClasses(store, 'x', 'y', 'z');
      await happens(store, joining('both', ['x', 'y'], { rank: 1, joined: 5 }), joining('only-y', ['y'], { rank: 2 }), joining('only-z', ['z'], { rank: 0 }));
      const before = (classes: string[], rank: number, joined = 0) => store.floor.before({ classes, rank, joined });
      expect(await before(['x', 'y'], 3)).toBe(2);
      expect(await before(['x'], 3)).toBe(1);
      expect(await before(['x', 'y'], 1, 5)).toBe(0);
      expect(await before(['x', 'y'], 1, 6)).toBe(1);
      expect(await before(['y'], 0)).toBe(0);
      expect(await before(['nobody-waits'], 9)).toBe(0);
    });

    it('counts no further than a hundred, in one class or in several', async () => {
      const { store } = here();
      await openClasses(store, 'x', 'y');
      for (let many = 0; many < 120; many += 40) {
        await happens(store, ...Array.from({ length: 40 }, (_, i) => joining(`w${many + i}`, i % 2 ? ['x'] : ['x', 'y'], { rank: many + i })));
      }
      await happens(store, joining('one', ['x'], { rank: 1_000 }), joining('both', ['x', 'y'], { rank: 1_001 }), joining('early', ['x', 'y'], { rank: 79.5 }));
      expect(await Promise.all(['one', 'both', 'early'].map(async (id) => (await store.floor.inLine(id))?.ahead))).toEqual([100, 100, 80]);
    });

    it('unknown to the store is refused by every verb', async () => {
      const { store } = here();
      for (const verb of ['widen', 'leave'] as const) expect(await refusal(store, { verb, wait: 'none' })).toEqual({ why: 'no-such-wait' });
      expect(await refusal(store, { verb: 'rerank', wait: 'none', rank: 1 })).toEqual({ why: 'no-such-wait' });
      expect(await store.floor.look({ wait: 'none' })).toBeUndefined();
      expect(await store.floor.look({ agent: 'none' })).toBeUndefined();
    });

    it('finds the agent longest ready of each class, by the class\'s base', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x', 'y', 'z');
      await signsIn(store, 'amy', [], { bases: { x: 1_000, y: 0 } });
      await clock.push(500);
      await signsIn(store, 'bob', [], { bases: { x: 0, z: 0 } });
      await happens(store, joining('w1', ['x', 'y']));
      expect(await store.floor.look({ wait: 'w1' })).toMatchObject({
        for: 'wait',
        agents: [
          { agent: 'amy', class: 'y', score: START, since: START },
          { agent: 'bob', class: 'x', score: START + 500, since: START + 500 },
        ],
      });
    });
  });

  describe('the registry of classes', () => {
    it('has a new version for each new class, and opening an open class changes nothing', async () => {
      const { store, other } = here();
      expect(await store.floor.classes()).toEqual({ version: 0, names: [] });
      await openClasses(store, 'b', 'a');
      const opened = await other.floor.classes();
      expect(opened.names).toEqual(['a', 'b']);
      await openClasses(other, 'a');
      expect(await store.floor.classes()).toEqual(opened);
      await openClasses(store, 'c');
      expect((await store.floor.classes()).version).toBeGreaterThan(opened.version);
    });

    it('refuses an agent whose classes were computed before the newest class', async () => {
      const { store } = here();
      const { version } = await store.floor.classes();
      await openClasses(store, 'x');
      expect(await refusal(store, { verb: 'presence', agent: 'amy', presence: 'ready', classes: {}, at: version })).toEqual({ why: 'classes-moved' });
      expect(await store.floor.agent('amy')).toBeUndefined();
    });

    it('fills agents who are already there into a new class, in whatever state they are', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      for (const agent of ['amy', 'bob', 'cid', 'dan']) await signsIn(store, agent, ['x']);
      await signsIn(store, 'dan', ['x'], { presence: 'away' });
      await happens(store, joining('w0', ['x']));
      await happens(store, claiming('o0', 'w0', 'bob', 'x'));
      await store.floor.open(['y'], (name, agent) => (agent === 'cid' ? undefined : agent.length + name.length));
      expect((await store.floor.agent('amy'))?.classes).toEqual({ x: 0, y: 4 });
      expect((await store.floor.agent('bob'))?.classes).toEqual({ x: 0, y: 4 });
      expect((await store.floor.agent('cid'))?.classes).toEqual({ x: 0 });
      expect((await store.floor.agent('dan'))?.classes).toEqual({ x: 0, y: 4 });
      await happens(store, joining('w1', ['y']));
      expect(await headsFor(store, 'w1')).toEqual(['amy']);
    });

    it('leaves nobody out when agents sign in while a class is being filled', async () => {
      const { store, other } = here();
      await openClasses(store, 'x');
      const agents = Array.from({ length: 60 }, (_, i) => `agent-${String(i).padStart(2, '0')}`);
      for (const agent of agents.slice(0, 30)) await signsIn(store, agent, ['x']);
      const signsInAnew = async (agent: string): Promise<void> => {
        for (;;) {
          const { version, names: open } = await other.floor.classes();
          const classes = Object.fromEntries(open.map((name) => [name, 0]));
          if ((await other.commit({ floor: [{ verb: 'presence', agent, presence: 'ready', classes, at: version }] })).ok) return;
        }
      };
      await Promise.all([
        store.floor.open(['y'], () => 0),
        other.floor.open(['y', 'z'], () => 0),
        ...agents.slice(20).map(signsInAnew),
      ]);
      for (const agent of await store.floor.agents()) expect([agent.id, Object.keys(agent.classes).sort()]).toEqual([agent.id, ['x', 'y', 'z']]);
      expect(await store.floor.agents()).toHaveLength(60);
    });

    it('does not overwrite who signed in with the new class while it was being filled', async () => {
      const { store } = here();
      await openClasses(store, 'x');
      await signsIn(store, 'amy', ['x']);
      const { version } = await store.floor.classes();
      let signing: Promise<unknown> = Promise.resolve();
      await store.floor.open(['y'], () => {
        signing = store.commit({ floor: [{ verb: 'presence', agent: 'amy', presence: 'ready', classes: { x: 0, y: 7 }, at: version + 1 }] });
        return 3;
      });
      expect(await signing).toMatchObject({ ok: true });
      expect((await store.floor.agent('amy'))?.classes).toEqual({ x: 0, y: 7 });
    });

    it('takes class names as long as an expression gets', async () => {
      const { store } = here();
      const long = (last: string) => `any(${'all(team:engineers,skill:routing>=3,language:ja),'.repeat(40)}team:${last})`;
      await openClasses(store, long('a'), long('b'));
      await signsIn(store, 'amy', [long('a')]);
      await happens(store, joining('w1', [long('a')]), joining('w2', [long('b')]));
      expect(await headsFor(store, 'w1')).toEqual(['amy']);
      expect(await headsFor(store, 'w2')).toEqual([]);
      expect(await store.floor.missed(9)).toEqual([{ wait: 'w1' }]);
    });
  });

  describe('the sweep', () => {
    it('finds a caller and a free agent who were passed over, and nobody else', async () => {
      const { clock, store } = here();
      await openClasses(store, 'x', 'y', 'z');
      await signsIn(store, 'amy', ['x']);
      await signsIn(store, 'bob', ['z'], { until: START + 1_000 });
      await happens(store, joining('w1', ['x'], { rank: 1 }), joining('w2', ['x'], { rank: 2 }), joining('w3', ['y']), joining('w4', ['z'], { rank: 0 }));
      expect(await store.floor.missed(9)).toEqual([{ wait: 'w4' }, { wait: 'w1' }, { wait: 'w2' }]);
      expect(await store.floor.missed(1)).toEqual([{ wait: 'w4' }]);
      await clock.push(1_000);
      expect(names(await store.floor.missed(9))).toEqual(['w1', 'w2']);
      await happens(store, claiming('o1', 'w1', 'amy', 'x'));
      expect(await store.floor.missed(9)).toEqual([]);
    });
  });
}
