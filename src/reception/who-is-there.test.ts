// How often the whole floor is read to know who is there, and how soon somebody is noticed who has come.
import { describe, expect, it } from 'vitest';
import type { Agent } from '../centre/centre.ts';
import { HandClock } from '../clock.ts';
import type { FloorVerb } from '../store/floor.ts';
import { createMemoryStore } from '../store/memory.ts';
import { noteComing, whoIsThere } from './who-is-there.ts';

const amy: Agent = { id: 'amy', name: 'Amy', teams: ['care'], region: 'west', languages: ['en'], skills: {} };

function here() {
  const clock = new HandClock(1_000_000);
  const store = createMemoryStore({ clock });
  const read = store.floor.agents.bind(store.floor);
  let reads = 0;
  store.floor.agents = () => {
    reads++;
    return read();
  };
  const parts = { store, clock, people: { all: () => Promise.resolve([amy]) } } as unknown as Parameters<typeof whoIsThere>[0];
  const ready: FloorVerb = { verb: 'presence', agent: 'amy', presence: 'ready', classes: {}, at: 0 };
  const signsIn = () => store.commit({ floor: [ready] });
  return { clock, store, parts, ready, signsIn, reads: () => reads, asks: () => whoIsThere(parts, ['team:care']) };
}

describe('an agent with an interpreter', () => {
  it('are there when both are at work', async () => {
    const { parts, store, ready } = here();
    const pair = 'with(team:care,interprets:vi)';
    parts.people.all = () => Promise.resolve([amy, { ...amy, id: 'vy', teams: [], interprets: ['vi'] }]);
    await store.commit({ floor: [ready] });
    noteComing(parts, [ready]);
    expect(await whoIsThere(parts, ['team:care', pair])).toEqual(['team:care']);
    const vy: FloorVerb = { ...ready, agent: 'vy' };
    await store.commit({ floor: [vy] });
    noteComing(parts, [vy]);
    expect(await whoIsThere(parts, ['team:care', pair])).toEqual(['team:care', pair]);
  });
});

describe('a group of which nobody is there', () => {
  it('is looked for once a second, however many ask', async () => {
    const { clock, asks, reads } = here();
    for (let caller = 0; caller < 100; caller++) expect(await asks()).toEqual([]);
    expect(reads()).toBe(1);
    await clock.push(1_001);
    await asks();
    expect(reads()).toBe(2);
  });

  it('is there as soon as somebody comes at this process, also in the very moment in which it was looked for', async () => {
    const { clock, parts, ready, signsIn, asks } = here();
    expect(await asks()).toEqual([]);
    await signsIn();
    noteComing(parts, [ready]);
    expect(await asks()).toEqual(['team:care']);
    await clock.push(5_000);
    expect(await asks()).toEqual(['team:care']);
  });

  it('is there a second after somebody came at another', async () => {
    const { clock, signsIn, asks } = here();
    expect(await asks()).toEqual([]);
    await signsIn();
    expect(await asks()).toEqual([]);
    await clock.push(1_001);
    expect(await asks()).toEqual(['team:care']);
  });
});
