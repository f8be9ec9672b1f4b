import { describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { failed, type Translated, type Translator } from '../translator/translator.ts';
import { translateOne } from './translate.ts';

const clock = new HandClock(1_000);
const translator = (answer: Translated): Translator => ({ provider: 'hook', translate: () => Promise.resolve(answer) });
const tried = (answer: Translated, tries: number) => translateOne({ translator: translator(answer), clock }, { text: 'Hello', to: 'de' }, tries);

describe('something is translated behind a turn', () => {
  it.each([['slow', 1, 5_000], ['down', 3, 20_000], ['busy', 7, 300_000]] as const)('%s at try %i: again in %i ms', async (why, tries, ms) => {
    expect(await tried(failed(why), tries)).toEqual({ is: 'again', ms });
  });

  it('not before the service says', async () => {
    expect(await tried(failed('busy', 60_000), 1)).toEqual({ is: 'again', ms: 60_000 });
  });

  it.each([['slow', 8], ['marks', 1], ['count', 1], ['quota', 1]] as const)('%s at try %i: given up', async (why, tries) => {
    expect(await tried(failed(why), tries)).toEqual({ is: 'failed', why });
  });

  it('with what it was found to be in', async () => {
    expect(await tried({ ok: true, texts: ['Hallo'], detected: [{ language: 'en', confidence: 0.4 }] }, 1)).toEqual({ is: 'translated', translation: { text: 'Hallo', to: 'de', provider: 'hook', from: 'en', confidence: 0.4, at: 1_000 } });
  });

  it('by nobody where none is set', async () => {
    expect(await translateOne({ clock }, { text: 'Hello', to: 'de' }, 1)).toEqual({ is: 'off' });
  });
});
