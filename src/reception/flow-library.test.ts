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
      heard = `${hash}: ${createPrompts(locales.map(unpackLocale)).speak('case.closed', {}, 'en').text}`;
    } });
    expect((await flowsOf('old')).hash).toBe('old');
    expect(heard).toBe(`old: ${createPrompts(loaded.locales).speak('case.closed', {}, 'en').text}`);
    expect((await flowsOf('new')).hash).toBe('new');
  });

  it('a call whose flows are kept nowhere is a fault with a name', async () => {
    const flowsOf = flowLibrary({ flows: flows('new'), store: createMemoryStore({ clock: new HandClock(0) }) });
    await expect(flowsOf('gone')).rejects.toMatchObject({ code: 'flows-gone' });
  });
});
