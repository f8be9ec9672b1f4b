import { describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import type { Flows } from '../flow/verbs.ts';
import { loadPrompts } from '../prompts/load.ts';
import { packLocale, unpackLocale } from '../prompts/pack.ts';
import { createPrompts } from '../prompts/prompts.ts';
import { createMemoryStore } from '../store/memory.ts';
import { flowLibrary, keepVersion } from './flow-library.ts';

const flows = (hash: string): Flows => ({ hash, flows: {} });

describe('the versions of flows and words', () => {
  it('a call that began before a restart with edited files finds its own flows, and hears its own words', async () => {
    const loaded = await loadPrompts('locales');
    if (!loaded.ok) throw new Error('the shipped locales have problems');
    const store = createMemoryStore({ clock: new HandClock(0) });
    await keepVersion({ flows: flows('old'), locales: loaded.locales.map(packLocale), store });
    let heard = '';
    const flowsOf = flowLibrary({ flows: flows('new'), store, olderWords: (hash, locales) => {
      if (locales) heard = `${hash}: ${createPrompts(locales.map(unpackLocale)).speak('case.closed', {}, 'en').text}`;
    } });
    expect((await flowsOf('old')).hash).toBe('old');
    expect(heard).toBe(`old: ${createPrompts(loaded.locales).speak('case.closed', {}, 'en').text}`);
    expect((await flowsOf('new')).hash).toBe('new');
  });

  it('a call whose flows are kept nowhere is a fault with a name', async () => {
    const flowsOf = flowLibrary({ flows: flows('new'), store: createMemoryStore({ clock: new HandClock(0) }) });
    await expect(flowsOf('gone')).rejects.toMatchObject({ code: 'flows-gone' });
  });

  it('what is in force may change: a call finds its own all the same', async () => {
    const store = createMemoryStore({ clock: new HandClock(0) });
    const parts = { flows: flows('first'), store };
    const flowsOf = flowLibrary(parts);
    for (const version of ['first', 'second']) await keepVersion({ flows: flows(version), locales: [], store });
    expect((await flowsOf('first')).hash).toBe('first');
    parts.flows = flows('second');
    expect([(await flowsOf('first')).hash, (await flowsOf('second')).hash]).toEqual(['first', 'second']);
  });

  it('of many older versions those used last are at hand, and the words of the others are let go', async () => {
    const store = createMemoryStore({ clock: new HandClock(0) });
    const words = new Set<string>();
    const flowsOf = flowLibrary({ flows: flows('new'), store, olderWords: (hash, locales) => void (locales ? words.add(hash) : words.delete(hash)) });
    for (let version = 0; version < 40; version++) {
      await keepVersion({ flows: flows(`v${version}`), locales: [], store });
      await flowsOf(`v${version}`);
      await flowsOf('v0');
    }
    expect([words.size, words.has('v0'), words.has('v39'), words.has('v1')]).toEqual([16, true, true, false]);
    expect((await flowsOf('v1')).hash).toBe('v1');
    expect(words.has('v1')).toBe(true);
  });
});
